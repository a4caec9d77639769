"""Where bytes are kept on this machine: copies of what is sent, previews, halves, and the person's own folder.

Nothing of ours is readable by others, nothing fetched overwrites a file or can be started by accident: no execute bit,
and the mark that says where it came from, where the system knows one.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from shared.file_names import clean_file_name
from shared.ids import FileId
from shared.link.file_control import Stopped

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
PREVIEWS_KEPT_BYTES = 100 * 1024 * 1024
PREVIEWS_KEPT_S = 30 * 24 * 60 * 60
_FLAGS = (
    os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)


class FilePlaces:
    """The folder of one store; its parts are made when first needed."""

    def __init__(self, store: Path) -> None:
        self.root = store.with_name(f"{store.stem}-files")

    def copy_of(self, file_id: FileId) -> Path:
        """Return where the private copy of a file to be sent is."""
        return self.root / "outgoing" / file_id

    def preview_of(self, file_id: FileId) -> Path:
        """Return where an image is kept for its thumbnail."""
        return self.root / "previews" / file_id

    def tidy(self, outgoing: set[FileId], now: float | None = None) -> None:
        """Remove copies nobody sends any more and previews that are old or too many."""
        with contextlib.suppress(OSError):
            for path in (self.root / "outgoing").iterdir():
                if path.name.split(".")[0] not in outgoing:
                    path.unlink()
        with contextlib.suppress(OSError):
            _shrink(self.root / "previews", time.time() if now is None else now)


def _shrink(folder: Path, now: float) -> None:
    kept = 0
    for found, path in sorted(((path.stat(), path) for path in folder.iterdir()), key=lambda pair: -pair[0].st_mtime):
        kept += found.st_size
        if kept > PREVIEWS_KEPT_BYTES or now - found.st_mtime > PREVIEWS_KEPT_S:
            path.unlink()


@contextlib.contextmanager
def disk(code: str, **params: str | int) -> Iterator[None]:
    """Turn what the disk refuses into `code`. Raises: Stopped."""
    try:
        yield
    except OSError as error:
        raise Stopped(code, {**params, "why": error.strerror or type(error).__name__}) from error


def open_private(path: Path) -> int:
    """Open a file of ours for reading and writing, making it and its folder; never through a link."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return os.open(path, _FLAGS, PRIVATE_FILE)


def half_of(folder: Path, name: str, file_id: FileId) -> Path:
    """Return where a file grows that is being fetched: beside its later place, so that it can be renamed."""
    return folder / f"{clean_file_name(name)}.{file_id[-12:]}.part"


def put_in_place(half: Path, folder: Path, name: str) -> Path:
    """Give a whole file its name, or the name with a number where that is taken; return its path."""
    clean = clean_file_name(name)
    stem, dot, suffix = clean.rpartition(".")
    if not dot or not stem:
        stem, suffix = clean, ""
    number = 1
    while True:
        spoken = stem if number == 1 else f"{stem} ({number})"
        target = folder / (f"{spoken}.{suffix}" if suffix else spoken)
        if _rename(half, target):
            return target
        number += 1


def _rename(half: Path, target: Path) -> bool:
    """Rename in one step; False when there is something of that name."""
    if sys.platform == "win32":
        try:
            half.rename(target)
        except FileExistsError:
            return False
        return True
    try:
        os.link(half, target)
    except FileExistsError:
        return False
    except OSError:
        # A file system without links, like that of most memory sticks: the name is taken first, then replaced.
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        except FileExistsError:
            return False
        half.replace(target)
        return True
    half.unlink()
    return True


def mark_of_the_web(path: Path, host: str) -> None:
    """Say that a file came from somewhere else, where the system has a place for that; elsewhere nothing is lost."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            Path(f"{path}:Zone.Identifier").write_text(
                f"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://{host}/\r\n", encoding="ascii", newline=""
            )
        elif sys.platform == "linux":
            os.setxattr(path, "user.xdg.origin.url", f"https://{host}/".encode())

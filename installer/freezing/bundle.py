"""A finished bundle on disk: the folder of a program, and beside it what it holds, where from, and every file's SHA-256.

`build/bundles/sportello-agent/` and `sportello-agent.json`, `.cdx.json`, `.SHA256SUMS`. Making one is in freeze.py.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from installer.errors import InstallerError
from installer.programs import PROGRAMS, Program

WINDOWS: Final = "win32"
"""What Python calls it."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a bundle without looking into it."""

    program: str
    version: str
    inputs: str
    """Digest of everything it was made from (inputs.py)."""
    content: str
    """Digest of everything that is in it: equal bundles, equal digests."""
    made_from: dt.datetime
    """Time of the last change of its sources: the date of every file in a package."""
    python: str
    platform: str
    pinned_key: str = ""
    """The only stamp key it accepts; empty: any."""
    seconds: float = 0.0
    """How long it took."""


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """A folder with its facts."""

    folder: Path
    facts: Facts

    @property
    def program(self) -> Program:
        """Return which program it is."""
        return PROGRAMS[self.facts.program]

    @property
    def executable(self) -> Path:
        """Return what is started."""
        suffix = ".exe" if self.facts.platform == WINDOWS else ""
        return self.folder / f"{self.program.command}{suffix}"

    @property
    def bill(self) -> Path:
        """Return the list of its parts, as CycloneDX."""
        return beside(self.folder, ".cdx.json")

    @property
    def sums(self) -> Path:
        """Return the list of its files' SHA-256."""
        return beside(self.folder, ".SHA256SUMS")


def beside(folder: Path, suffix: str) -> Path:
    """Return a file next to a bundle."""
    return folder.with_name(f"{folder.name}{suffix}")


def load(folder: Path) -> Bundle:
    """Return the finished bundle in this folder.

    Raises: InstallerError.
    """
    try:
        facts = msgspec.json.decode(beside(folder, ".json").read_bytes(), type=Facts)
    except (OSError, msgspec.MsgspecError) as error:
        raise InstallerError(f"{folder} is no finished bundle: run `sportello-installer build` first.") from error
    return Bundle(folder=folder, facts=facts)


def files(folder: Path) -> Iterator[Path]:
    """Give every file and link below the folder, relative to it, always in the same order."""
    # By their parts as text: paths themselves compare in another way on Windows.
    for path in sorted(folder.rglob("*"), key=lambda path: path.parts):
        if path.is_symlink() or path.is_file():
            yield path.relative_to(folder)


def sums(folder: Path) -> str:
    """Return the lines of SHA256SUMS, as `sha256sum --check` reads them; links are followed by it and left out here."""
    real = (path for path in files(folder) if not (folder / path).is_symlink())
    return "".join(f"{_sum(folder / path)}  {path.as_posix()}\n" for path in real)


def content_digest(folder: Path) -> str:
    """Return one digest of names, bytes, links and which files may be executed."""
    digest = hashlib.sha256()
    for path in files(folder):
        whole = folder / path
        what = f"-> {whole.readlink()}" if whole.is_symlink() else f"{_sum(whole)} {bool(whole.stat().st_mode & 0o100)}"
        digest.update(f"{path.as_posix()}\0{what}\n".encode())
    return digest.hexdigest()


def size(folder: Path) -> int:
    """Return its bytes, links not followed."""
    return sum((folder / path).lstat().st_size for path in files(folder))


def biggest(folder: Path, count: int = 5) -> list[tuple[str, int]]:
    """Return the biggest files by name and bytes."""
    sizes = [(path.as_posix(), (folder / path).lstat().st_size) for path in files(folder)]
    return sorted(sizes, key=lambda item: -item[1])[:count]


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

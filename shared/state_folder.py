"""Whether a program may keep its things in its folder, found out before anything is opened there.

What goes wrong later, when the disk fills up, ends in the same words: `why_of`.
"""

import errno
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from shared.errors import StorageFailed

PROBE: Final = ".probe"
LEAST_FREE_BYTES: Final = 1024 * 1024
_OF_ERRNO: Final = {
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
}
_OF_TEXT: Final = {"disk is full": "full", "readonly database": "read_only", "unable to open": "denied"}


def why_of(error: Exception) -> str:
    """Return in one word why a file could not be written, the error's own text where there is none.

    `read_only`, `full`, `denied`, `no_folder`.
    """
    if isinstance(error, OSError) and error.errno in _OF_ERRNO:
        return _OF_ERRNO[error.errno]
    return next((word for text, word in _OF_TEXT.items() if text in str(error)), str(error))


def prepare(folder: Path) -> None:
    """Make the folder, for this account only, and write into it once.

    Raises: StorageFailed; `why` also `other_account`.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_owner(folder)
        probe = folder / f"{PROBE}.{os.getpid()}"
        probe.write_bytes(bytes(4096))
        probe.unlink()
    except OSError as error:
        raise StorageFailed("the folder cannot be written", path=str(folder), why=why_of(error)) from error


def look_at(folder: Path) -> None:
    """See the same without leaving a trace: of a folder that is not there, whether it could be made.

    Raises: StorageFailed.
    """
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    try:
        if not there.is_dir():
            raise StorageFailed("a file is in the way", path=str(there), why="no_folder")
        if there == folder:
            _check_owner(folder)
        if sys.platform != "win32":
            room = os.statvfs(there)
            if room.f_flag & os.ST_RDONLY:
                raise StorageFailed("read-only", path=str(there), why="read_only")
            if room.f_bavail * room.f_frsize < LEAST_FREE_BYTES:
                raise StorageFailed("no room", path=str(there), why="full")
        if not os.access(there, os.W_OK | os.X_OK):
            raise StorageFailed("no right", path=str(there), why="denied")
    except OSError as error:
        raise StorageFailed("the folder cannot be looked at", path=str(folder), why=why_of(error)) from error


def own_temporary_folder() -> Path:
    """Return a folder of this account's own among the temporary ones, where the usual one cannot be used. Not made yet."""
    who = str(os.getuid()) if sys.platform != "win32" else "own"
    return Path(tempfile.gettempdir()) / f"sportello-{who}"


def _check_owner(folder: Path) -> None:
    """What one account has written under another's name the other one can never change again."""
    if sys.platform != "win32" and folder.stat().st_uid != os.geteuid():
        raise StorageFailed("another account's folder", path=str(folder), why="other_account")

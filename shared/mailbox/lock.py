"""One process per profile: a lock the operating system drops with the process, however it ends."""

import os
import sys
from pathlib import Path

from shared.errors import ProfileInUse

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class ProfileLock:
    """Held from `take` to `release`; the file beside the store stays, it is never the sign of anything."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Lock the profile, making its folder (0700) if it is missing.

        Raises: ProfileInUse.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _take(handle)
        except OSError as error:
            os.close(handle)
            raise ProfileInUse("another process runs on this profile") from error
        self._handle = handle

    def release(self) -> None:
        """Unlock; harmless when not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

"""The files' bytes on disk: `<customer>/<two letters>/<generated name>`, readable by the relay alone, without a suffix.

What has arrived is on stable storage up to each whole mebibyte before anything is written behind it: after a power cut
the last, unfinished one is not trusted. Who may read or write is decided elsewhere (relay/files/permits.py).
"""

import contextlib
import errno
import os
import pathlib
import time
from collections.abc import Iterator
from typing import Final

SYNC_BYTES: Final = 1024 * 1024


class FileStore:
    """One folder; used by the file process, which writes, and by the writer, which asks how much has arrived."""

    def __init__(self, folder: pathlib.Path) -> None:
        self._folder = folder
        self._booted_at = _booted_at()

    def path(self, customer_id: str, stored_as: str) -> pathlib.Path:
        """Return where a file's bytes are; both names are the relay's own."""
        return self._folder / customer_id / stored_as[-2:] / stored_as

    def arrived(self, customer_id: str, stored_as: str) -> int:
        """Return how many bytes an upload may go on from."""
        try:
            found = self.path(customer_id, stored_as).stat()
        except FileNotFoundError:
            return 0
        if found.st_mtime < self._booted_at and found.st_size:
            return (found.st_size - 1) // SYNC_BYTES * SYNC_BYTES
        return found.st_size

    def open_to_append(self, customer_id: str, stored_as: str) -> "Appending":
        """Open an upload where it stopped; made on first use. Raises: OSError."""
        path = self.path(customer_id, stored_as)
        for folder in (self._folder, path.parent.parent, path.parent):
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                _sync_folder(folder.parent)
        is_new = not path.exists()
        arrived = self.arrived(customer_id, stored_as)
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if is_new:
            _sync_folder(path.parent)
        os.ftruncate(number, arrived)
        os.lseek(number, arrived, os.SEEK_SET)
        return Appending(number, arrived)

    def remove(self, customer_id: str, stored_as: str) -> None:
        """Take a file's bytes away; nothing happens where there are none."""
        self.path(customer_id, stored_as).unlink(missing_ok=True)

    def everything(self) -> Iterator[tuple[str, str, float]]:
        """Yield (customer, storage name, seconds since it was written) of all there is."""
        now = time.time()
        for path in self._folder.glob("*/*/*"):
            with contextlib.suppress(FileNotFoundError):
                yield path.parent.parent.name, path.name, now - path.stat().st_mtime

    def idle_s(self, customer_id: str, stored_as: str) -> float:
        """Return for how long nothing was written; for ever where there are no bytes."""
        try:
            return time.time() - self.path(customer_id, stored_as).stat().st_mtime
        except FileNotFoundError:
            return float("inf")


class Appending:
    """An open upload; its methods block, so they are called in a worker thread, one after the other."""

    def __init__(self, number: int, arrived: int) -> None:
        self._number = number
        self._is_synced = True
        self.arrived = arrived

    @staticmethod
    def room_behind(place: int) -> int:
        """Return how many bytes fit before the next whole mebibyte, at which `write` syncs."""
        return SYNC_BYTES - place % SYNC_BYTES

    def read(self, place: int, length: int) -> bytes:
        """Return bytes that have arrived. Raises: OSError, also when there are none."""
        data = os.pread(self._number, length, place)
        if not data:
            raise OSError(errno.EIO, "an upload is shorter than it was")
        return data

    def write(self, data: bytes) -> None:
        """Append; never more than `room_behind(arrived)` at once. Raises: OSError, then nothing more may be written."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._number, view) :]
        self.arrived += len(data)
        self._is_synced = False
        if self.arrived % SYNC_BYTES == 0:
            self.sync()

    def sync(self) -> None:
        """Put everything on stable storage."""
        if not self._is_synced:
            os.fdatasync(self._number)
            self._is_synced = True

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._number)


def _sync_folder(folder: pathlib.Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _booted_at() -> float:
    """Return when the machine started; what was written before may be less than it seems."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return 0.0 if clock is None else time.time() - time.clock_gettime(clock)

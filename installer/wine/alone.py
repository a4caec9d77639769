"""One at a time below build/wine: two that freeze or try something there would take each other's folders away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.errors import InstallerError
from shared.errors import ProfileInUse
from shared.mailbox.lock import ProfileLock


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Make the folder and keep others out of it until the block ends, however it ends. Raises: InstallerError."""
    cache.mkdir(parents=True, exist_ok=True)
    lock = ProfileLock(cache / "work")
    try:
        lock.take()
    except ProfileInUse as error:
        raise InstallerError(
            f"{cache}: another `make packages-windows` is at work here. Try again when it has ended."
        ) from error
    try:
        yield
    finally:
        lock.release()

"""Writes a file that is there whole or not at all: beside its place, to the disk, then renamed."""

import contextlib
import errno
import os
import pathlib
import secrets
from collections.abc import Iterator
from typing import IO

from shared.errors import SportelloError

_FULL = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
)


class StampingFailed(SportelloError):
    """No package was made, and what was at its place is untouched.

    `params["why"]`: `not_a_package` (none of our base packages), `no_stamp`, `disk_full`, `no_permission`, `missing`,
    `system`; `path` names the file.
    """

    code = "stamping"


@contextlib.contextmanager
def whole_file(target: pathlib.Path, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """Yield what is written to; it takes the place of `target` when the block ends well, and leaves nothing when not.

    Raises: StampingFailed for what the disk or the folder refuses.
    """
    fresh = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    with told_of(target):
        number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            with os.fdopen(number, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def told_of(path: pathlib.Path) -> Iterator[None]:
    """Turn what the system refuses into StampingFailed; the path is the system's own where it names one."""
    try:
        yield
    except OSError as error:
        raise StampingFailed(str(error), why=_why(error), path=str(path)) from error


def _why(error: OSError) -> str:
    if error.errno in _FULL:
        return "disk_full"
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "no_permission"
    return "missing" if isinstance(error, FileNotFoundError) else "system"

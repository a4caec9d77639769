"""Which SQLite is used: the one shipped with pysqlite3 where it is installed, else the interpreter's own."""

import sqlite3
from typing import cast

from shared.limits import SQLITE_FIXED_VERSIONS

try:
    from pysqlite3 import dbapi2 as _driver  # type: ignore[import-untyped]  # it has the interface of the one below
except ImportError:  # Windows: the interpreter's own is recent enough, or journals the slower way (below)
    from sqlite3 import dbapi2 as _driver

Failure: type[Exception] = _driver.Error
"""Everything the driver raises."""


def connect(path: str) -> sqlite3.Connection:
    """Open the file; transactions are begun and ended by hand."""
    return cast("sqlite3.Connection", _driver.connect(path, isolation_level=None, timeout=1.0))


def journal_pragmas(version: tuple[int, ...] = tuple(_driver.sqlite_version_info)) -> tuple[str, ...]:
    """Return how to journal so that a commit survives a power cut.

    WAL needs one fsync per commit. Its reset race (3.7.0 to 3.51.2) needs two connections and this store never has
    more than one, which `locking_mode` enforces; an affected SQLite still gets the older journal, because a rule
    with one exception is a rule nobody checks. The older journal needs EXTRA to survive the loss of its deletion.
    """
    if has_fixed_wal(version):
        return ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
    return ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=DELETE", "PRAGMA synchronous=EXTRA")


def has_fixed_wal(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite has the fix: on its own branch, or newer than the last fixed one."""
    return version >= SQLITE_FIXED_VERSIONS[-1] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in SQLITE_FIXED_VERSIONS
    )

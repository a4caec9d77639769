"""The open file: one connection, safe journal, transactions that end in `StorageFailed` or on the disk."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.errors import StorageFailed
from shared.mailbox import driver, schema
from shared.state_folder import why_of

PRIVATE = 0o600


class Store:
    """Owned by one thread, which also opens it. The profile lock is taken before (lock.py)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def open(self) -> None:
        """Open the file, making or upgrading it.

        Raises: StorageFailed.
        """
        try:
            _make_private(self.path)
            self._connection = driver.connect(str(self.path))
            for pragma in driver.journal_pragmas():
                self._connection.execute(pragma).fetchall()
            schema.upgrade(self._connection)
        except (driver.Failure, OSError) as error:
            self.close()
            raise StorageFailed("the store cannot be opened", why=why_of(error)) from error
        except StorageFailed:
            self.close()
            raise

    def close(self) -> None:
        """Close; everything committed is in the one file afterwards."""
        if self._connection is not None:
            with contextlib.suppress(driver.Failure):
                self._connection.close()
            self._connection = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit with fsync at the end of the block, or take all of it back.

        Raises: StorageFailed; then nothing of the block is on disk.
        """
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(StorageFailed):
                self.execute("ROLLBACK")
            raise

    def execute(self, statement: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        """Run one statement.

        Raises: StorageFailed.
        """
        if self._connection is None:
            raise StorageFailed("the store is closed", why="closed")
        try:
            return self._connection.execute(statement, values)
        except driver.Failure as error:
            raise StorageFailed("the store cannot be used", why=why_of(error)) from error


def _make_private(path: Path) -> None:
    """Create the file before SQLite does, which would ask the umask; its journal copies the file's mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE))
    path.chmod(PRIVATE)

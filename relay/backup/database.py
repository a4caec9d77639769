"""Copies and checks SQLite files for backup and restore. Knows no table."""

import contextlib
import pathlib
from typing import Any

from relay.backup.archive import BadBackup
from relay.db.engine import sqlite_library


def copy_database(source: pathlib.Path, target: pathlib.Path) -> None:
    """Copy a database that may be in use: one read transaction, which holds up no writer."""
    library = sqlite_library()
    target.touch(mode=0o600)
    with (
        contextlib.closing(library.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as running,
        contextlib.closing(library.connect(str(target), isolation_level=None)) as copy,
    ):
        running.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    check_database(target)


def check_database(path: pathlib.Path) -> None:
    """Look at every page and every reference. Raises: BadBackup for a damaged file."""
    library = sqlite_library()
    try:
        with contextlib.closing(library.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            complaints = faults(connection)
    except library.DatabaseError as error:
        raise BadBackup(f"{path.name} is not a database, or is damaged: {error}") from error
    if complaints:
        raise BadBackup(f"{path.name} is damaged: {complaints[0]}")


def faults(connection: Any) -> list[str]:
    """Return what SQLite finds wrong; empty for a sound database."""
    integrity = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    broken = [
        f"table {row[0]}, row {row[1]}: refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")
    ]
    return [*integrity, *broken[:20]]


def fold_journal(path: pathlib.Path) -> None:
    """Bring everything into the one file, so that it can be moved without its companions."""
    library = sqlite_library()
    with contextlib.closing(library.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")

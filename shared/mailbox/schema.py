"""The tables of the store, as steps that only go forward; `PRAGMA user_version` counts the steps taken.

`stream` is made with the file: a new file is a new stream, so that its counters never repeat. A conversation normally
counts in it; after a conflict it has a stream of its own (counter.stream). `inbox.frame` is the row as it travelled.
"""

import sqlite3
from collections.abc import Sequence

from shared.errors import StorageFailed
from shared.ids import new_id

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE stream (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE counter (conversation TEXT PRIMARY KEY, stream TEXT NOT NULL, acked INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE outbox (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation TEXT NOT NULL,
        message_id TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
        code TEXT NOT NULL DEFAULT '',
        number INTEGER NOT NULL DEFAULT 0,
        at TEXT NOT NULL
    );
    CREATE INDEX outbox_conversation ON outbox (conversation, place);
    CREATE INDEX outbox_waiting ON outbox (conversation) WHERE state = 'queued';
    CREATE TABLE inbox (
        conversation TEXT NOT NULL,
        seq INTEGER NOT NULL,
        message_id TEXT NOT NULL,
        sender TEXT NOT NULL,
        sender_id TEXT NOT NULL,
        frame BLOB NOT NULL,
        PRIMARY KEY (conversation, seq)
    ) WITHOUT ROWID;
    CREATE TABLE position (
        conversation TEXT PRIMARY KEY,
        delivered INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        member INTEGER NOT NULL DEFAULT 0,
        untold INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE conversation (
        conversation TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        head INTEGER NOT NULL,
        open INTEGER NOT NULL,
        record BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE draft (conversation TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """,
    """
    CREATE TABLE transfer (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        file_id TEXT NOT NULL,
        direction TEXT NOT NULL,
        record BLOB NOT NULL,
        UNIQUE (file_id, direction)
    );
    """,
)


def upgrade(connection: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Take the steps this file has not seen yet, each in one transaction.

    Raises: StorageFailed with `why="newer"` for a file of a later program.
    """
    (taken,) = connection.execute("PRAGMA user_version").fetchone()
    if taken > len(steps):
        raise StorageFailed("the store belongs to a later version of the program", why="newer")
    for number, step in enumerate(steps[taken:], start=taken + 1):
        connection.executescript(f"BEGIN IMMEDIATE;{step};PRAGMA user_version={number};COMMIT;")
    if connection.execute("SELECT 1 FROM stream").fetchone() is None:
        connection.execute("INSERT INTO stream VALUES (?)", (new_id(),))

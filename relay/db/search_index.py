"""The full-text index: a file of its own that holds words and ids, no texts, and can be thrown away and made again.

Apart from the database on purpose: a message is committed without it, so that indexing costs the talk nothing; it is filled from
committed rows (net/searching.py). SQLite FTS5 here; PostgreSQL would follow behind the same face. Source: docs/protocol.md, Search.
"""

import contextlib
import pathlib
import threading
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, Protocol

import msgspec

from relay.db.engine import sqlite_library
from shared.protocol.search import HitKind

VERSION: Final = 1
NEWEST: Final = 1_000
"""So many matches of a kind, the newest, are ranked: a word that is everywhere costs no more than this."""
_SCHEMA: Final = """
    CREATE TABLE doc (
        number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL, customer_id TEXT NOT NULL,
        at INTEGER NOT NULL, UNIQUE (kind, id, part)
    );
    CREATE TABLE position (
        kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE word USING fts5 (
        scope, title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO word (word, rank) VALUES ('secure-delete', 1);
"""
_FIND: Final = """
    SELECT doc.id, doc.part, doc.customer_id, doc.at, hit.score FROM (
        SELECT rowid AS number, bm25(word, 0.0, 4.0, 1.0) AS score FROM word WHERE word MATCH ?
        ORDER BY rowid DESC LIMIT ?
    ) AS hit JOIN doc ON doc.number = hit.number
"""
_STEPS: Final = 200
"""Pages of the index that one step of `settle` merges."""
_UNSETTLED: Final = ("state", "unsettled")


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """Something with words; `part` tells the several texts of one thing apart: a message's number, an entry's id."""

    kind: HitKind
    id: str
    customer_id: str
    at_ms: int
    part: str = ""
    title: str = ""
    body: str = ""


class Found(msgspec.Struct, frozen=True):
    """Where the words stand; the text itself is read from the committed row by who asked, within their Scope."""

    id: str
    part: str
    customer_id: str
    at_ms: int
    score: float


class Index(Protocol):
    """What the search needs of an index, whichever database it is in."""

    def put(self, docs: Collection[Doc]) -> None:
        """Store the words of texts; what was stored of the same (kind, id, part) is replaced."""

    def remove(self, kind: HitKind, object_id: str) -> None:
        """Forget all words of a thing, and that it was there."""

    def unsettle(self) -> None:
        """Note that what is forgotten from now on was erased: its words must leave the disk as well."""

    def is_unsettled(self) -> bool:
        """Return whether erased words may still be on the disk."""

    def settle(self) -> bool:
        """Take erased words off the disk, a step at a time; return whether nothing is left to do."""

    def positions(self, kind: HitKind) -> dict[str, int]:
        """Return how far each thing is indexed: its version, of a conversation its last number."""

    def place(self, kind: HitKind, positions: Collection[tuple[str, int]]) -> None:
        """Note how far things are indexed."""

    def position(self, kind: HitKind, object_id: str) -> int:
        """Return how far one thing is indexed, 0 for nothing."""

    def parts(self, kind: HitKind, object_id: str) -> set[str]:
        """Return which texts of a thing are indexed."""

    def close(self) -> None:
        """Let go of the file or the connection."""

    def find(self, kind: HitKind, words: Sequence[str], customers: Collection[str] | None, most: int) -> list[Found]:
        """Return where every word stands (the last one may be a beginning), the best first, of equals the newest."""


class SqliteIndex:
    """The index in a file, opened when it is first used; one connection, used by one thread at a time."""

    def __init__(self, path: pathlib.Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._library = sqlite_library()
        self._opened: Any = None

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    def put(self, docs: Collection[Doc]) -> None:
        """Store the words of texts."""
        with self._changing() as connection:
            for doc in docs:
                key = (doc.kind.value, doc.id, doc.part)
                _forget(connection, "kind = ? AND id = ? AND part = ?", key)
                number = connection.execute(
                    "INSERT INTO doc (kind, id, part, customer_id, at) VALUES (?, ?, ?, ?, ?)",
                    (*key, doc.customer_id, doc.at_ms),
                ).lastrowid
                connection.execute(
                    "INSERT INTO word (rowid, scope, title, body) VALUES (?, ?, ?, ?)",
                    (number, f"{_kind(doc.kind)} {_customer(doc.customer_id)}", doc.title, doc.body),
                )

    def remove(self, kind: HitKind, object_id: str) -> None:
        """Forget all words of a thing."""
        with self._changing() as connection:
            _forget(connection, "kind = ? AND id = ?", (kind.value, object_id))
            connection.execute("DELETE FROM position WHERE kind = ? AND id = ?", (kind.value, object_id))

    def unsettle(self) -> None:
        """Note that what is forgotten from now on must leave the file as well."""
        with self._changing() as connection:
            connection.execute("INSERT OR REPLACE INTO position VALUES (?, ?, 1)", _UNSETTLED)

    def is_unsettled(self) -> bool:
        """Return whether erased words may still be in the file."""
        with self._lock:
            found = self._connection.execute("SELECT 1 FROM position WHERE kind = ? AND id = ?", _UNSETTLED)
            return found.fetchone() is not None

    def settle(self) -> bool:
        """Merge forgotten words out of the file, one step of it; return whether nothing is left to do."""
        with self._changing() as connection:
            unsettled = connection.execute("SELECT version FROM position WHERE kind = ? AND id = ?", _UNSETTLED)
            step = unsettled.fetchone()
            if step is None:
                return True
            before = connection.total_changes
            # A negative first step begins the merge of everything, the others go on with it.
            pages = -_STEPS if step[0] == 1 else _STEPS
            connection.execute("INSERT INTO word (word, rank) VALUES ('merge', ?)", (pages,))
            is_done = connection.total_changes - before < 2 and step[0] > 1
            if is_done:
                connection.execute("DELETE FROM position WHERE kind = ? AND id = ?", _UNSETTLED)
            else:
                connection.execute("INSERT OR REPLACE INTO position VALUES (?, ?, 2)", _UNSETTLED)
        return bool(is_done)

    def positions(self, kind: HitKind) -> dict[str, int]:
        """Return how far each thing is indexed."""
        with self._lock:
            return dict(self._connection.execute("SELECT id, version FROM position WHERE kind = ?", (kind.value,)))

    def place(self, kind: HitKind, positions: Collection[tuple[str, int]]) -> None:
        """Note how far things are indexed."""
        rows = [(kind.value, object_id, version) for object_id, version in positions]
        with self._changing() as connection:
            connection.executemany("INSERT OR REPLACE INTO position (kind, id, version) VALUES (?, ?, ?)", rows)

    def position(self, kind: HitKind, object_id: str) -> int:
        """Return how far one thing is indexed."""
        with self._lock:
            row = self._connection.execute(
                "SELECT version FROM position WHERE kind = ? AND id = ?", (kind.value, object_id)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def parts(self, kind: HitKind, object_id: str) -> set[str]:
        """Return which texts of a thing are indexed."""
        with self._lock:
            rows = self._connection.execute("SELECT part FROM doc WHERE kind = ? AND id = ?", (kind.value, object_id))
            return {row[0] for row in rows}

    def find(self, kind: HitKind, words: Sequence[str], customers: Collection[str] | None, most: int) -> list[Found]:
        """Return where the words stand."""
        if not words or (customers is not None and not customers):
            return []
        with self._lock:
            rows = self._connection.execute(_FIND, (_query(kind, words, customers), NEWEST)).fetchall()
        found = [Found(*row) for row in rows]
        best = min((place.score for place in found), default=0.0)
        # In steps of a tenth of the best: who is nearly as good is an equal, and of equals the newest comes first.
        return sorted(found, key=lambda place: (-round(place.score / best, 1), -place.at_ms))[:most]

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Any]:
        with self._lock:
            connection = self._connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @property
    def _connection(self) -> Any:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> Any:
        """Open the file, or begin a new one where there is none, another version's or a damaged one."""
        try:
            connection = self._connect()
            if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
                return connection
            connection.close()
        except self._library.DatabaseError:
            pass
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        connection = self._connect()
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return connection

    def _connect(self) -> Any:
        """Nothing here is promised to anybody, so nothing waits for the disk; what is forgotten is overwritten."""
        connection = self._library.connect(str(self._path), isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "secure_delete = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection


def _forget(connection: Any, where: str, values: tuple[str, ...]) -> None:
    numbers = connection.execute(f"SELECT number FROM doc WHERE {where}", values).fetchall()  # noqa: S608 - our own words
    connection.executemany("DELETE FROM word WHERE rowid = ?", numbers)
    connection.executemany("DELETE FROM doc WHERE number = ?", numbers)


def _query(kind: HitKind, words: Sequence[str], customers: Collection[str] | None) -> str:
    """Return the FTS5 expression: words only ever inside quotes, so nothing a person types is syntax."""
    asked = [f'"{word.replace(chr(34), "")}"' for word in words]
    asked[-1] += "*"
    parts = [f"scope : {_kind(kind)}", f"{{title body}} : ({' AND '.join(asked)})"]
    if customers is not None:
        parts.insert(1, f"scope : ({' OR '.join(map(_customer, sorted(customers)))})")
    return " AND ".join(parts)


def _kind(kind: HitKind) -> str:
    return f"kind{kind.value}"


def _customer(customer_id: str) -> str:
    return f"customer{customer_id.replace('-', '')}"

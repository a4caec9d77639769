"""Engines: one writer, any number of readers that see only committed rows. Refuses an unsafe SQLite at start.

SQLite of 3.7.0 to 3.51.2 can lose commits in WAL mode when two connections write or checkpoint (the WAL-reset race):
such a build is refused, docs/operations.md says what to install. Source: docs/adr/0003-one-writer-process.md.
"""

import contextlib
import importlib
import pathlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from relay.db.gate import touches_customers
from shared.errors import SportelloError
from shared.limits import SQLITE_FIXED_VERSIONS

BUSY_TIMEOUT_MS = 5_000
AUTOCHECKPOINT_PAGES = 8_000


class UnsafeDatabase(SportelloError):
    """The SQLite library has the WAL-reset race."""

    code = "unsafe_sqlite"


def is_fixed(version: tuple[int, int, int]) -> bool:
    """Return whether a SQLite release is outside the WAL-reset range."""
    newest = SQLITE_FIXED_VERSIONS[-1]
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in SQLITE_FIXED_VERSIONS)


def sqlite_library() -> Any:
    """Return the DB-API module to use. Raises: UnsafeDatabase naming the versions seen."""
    seen: list[str] = []
    for name in ("pysqlite3", "sqlite3"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if is_fixed(module.sqlite_version_info):
            return module
        seen.append(f"{name} {module.sqlite_version}")
    raise UnsafeDatabase(f"SQLite with the WAL-reset race: {', '.join(seen)}; install the package pysqlite3")


def writer_engine(path: pathlib.Path) -> sa.Engine:
    """Return the engine of the one writer: WAL, synchronous=FULL, foreign keys, explicit transactions.

    `module` names the library a second time: by its exceptions SQLAlchemy knows a failed commit from a defect.
    """
    library = sqlite_library()
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=library,
        creator=lambda: library.connect(str(path), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None),
        poolclass=sa.StaticPool,
    )
    pragmas = (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        f"PRAGMA wal_autocheckpoint={AUTOCHECKPOINT_PAGES}",
        "PRAGMA temp_store=MEMORY",
    )
    _prepare(engine, pragmas)
    return engine


def reader_engine(path: pathlib.Path) -> sa.Engine:
    """Return an engine that can only read committed rows, and never checkpoints."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    library = sqlite_library()
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=library,
        creator=lambda: library.connect(
            uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None, check_same_thread=False
        ),
        poolclass=sa.QueuePool,
        pool_size=4,
        max_overflow=-1,  # the loop reads too and must never wait for a worker thread to give one back
    )
    _prepare(engine, ("PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY"))
    return engine


@contextlib.contextmanager
def overwriting(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite write zeros over what is removed or replaced, instead of leaving it in the unused part of its pages.

    Not always on: it takes a tenth of the writer's time for each message.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")


def _prepare(engine: sa.Engine, pragmas: tuple[str, ...]) -> None:
    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if "query_only" not in str(pragmas) else "BEGIN")

    @sa.event.listens_for(engine, "before_execute")
    def refuse_unscoped(_connection: Any, statement: Any, _many: Any, _values: Any, options: Any) -> None:
        if not options.get("scope_checked") and isinstance(statement, sa.Executable) and touches_customers(statement):
            raise RuntimeError("a statement on a customer table did not come through the Scope gate")

"""Puts a backup in place of what is there; the relay is not running, and what was there is kept.

Everything is unpacked, checked and brought to the newest schema beside the old state first. The swap then has no moment
without a database: at worst a crash leaves the old one.
"""

import contextlib
import datetime as dt
import os
import pathlib
import shutil

import msgspec

from relay.backup.archive import (
    AUDIT_KEY,
    CERTIFICATE,
    CLOCK,
    DATABASE,
    STAMP_KEYS,
    BadBackup,
    Manifest,
    read_archive,
)
from relay.backup.database import check_database, fold_journal
from relay.clock import RelayClock
from relay.config import Config
from relay.db import migrate
from relay.db.engine import sqlite_library, writer_engine
from relay.db.repositories import technicians
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import LOCAL_SCOPE
from relay.writer.store import lock_writer, prepare_folder


class Restored(msgspec.Struct, frozen=True):
    """What was done; `aside` holds what was there before, None where there was nothing."""

    manifest: Manifest
    aside: pathlib.Path | None
    sessions_ended: int


def restore_backup(config: Config, source: pathlib.Path, now: dt.datetime) -> Restored:
    """Raises: WriterRunning while a relay uses the folder, BadBackup before anything was changed, OSError."""
    prepare_folder(config.state)
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    fresh = config.state / f"restore-{stamp}"
    with lock_writer(config.writer_lock, wait_s=0):
        fresh.mkdir(mode=0o700)
        try:
            manifest = read_archive(source, fresh)
            sessions_ended = _make_ready(config, fresh, manifest)
            aside = _swap(config, fresh, config.state / f"before-restore-{stamp}")
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return Restored(manifest, aside, sessions_ended)


def _make_ready(config: Config, fresh: pathlib.Path, manifest: Manifest) -> int:
    """Check the database, bring it to the newest schema, end every session; return how many that were."""
    database = fresh / DATABASE
    check_database(database)
    if manifest.schema > migrate.newest():
        raise BadBackup(f"the backup is of a newer program (schema {manifest.schema}): install that one first")
    engine = writer_engine(database)
    try:
        migrate.migrate(engine)
        now = max(RelayClock(config.clock_mark).now(), RelayClock(fresh / CLOCK).now())
        with engine.begin() as connection:
            work = UnitOfWork(connection, LOCAL_SCOPE)
            ended = work.gate.change(technicians.REVOKE_EVERY_SESSION, now=now)
            work.audit("relay.restored", "relay", now, made_at=manifest.made_at.isoformat())
    finally:
        engine.dispose()
    fold_journal(database)
    return ended


def _swap(config: Config, fresh: pathlib.Path, aside: pathlib.Path) -> pathlib.Path | None:
    replaced = [name for name in (DATABASE, AUDIT_KEY, *STAMP_KEYS, *CERTIFICATE) if (fresh / name).exists()]
    there = [name for name in replaced if (config.state / name).exists()]
    if there:
        aside.mkdir(mode=0o700)
        _put_journal_aside(config.database, aside)
        for name in there:
            os.link(config.state / name, aside / name)
    for name in replaced:
        (fresh / name).replace(config.state / name)
    _swap_files(config, fresh, aside)
    _keep_later_mark(config.clock_mark, fresh / CLOCK)
    for suffix in ("", "-wal", "-shm"):  # words of what this database does not hold; the next start makes a new index
        config.search_index.with_name(config.search_index.name + suffix).unlink(missing_ok=True)
    return aside if there else None


def _swap_files(config: Config, fresh: pathlib.Path, aside: pathlib.Path) -> None:
    """Put the bytes of files in place, after the database that names them: what no row names is swept up later."""
    if config.files.exists():
        aside.mkdir(mode=0o700, exist_ok=True)
        config.files.replace(aside / config.files.name)
    if (fresh / config.files.name).exists():
        (fresh / config.files.name).replace(config.files)


def _put_journal_aside(database: pathlib.Path, aside: pathlib.Path) -> None:
    """Leave no journal that SQLite would play into the new database; one that cannot be folded in goes along."""
    if database.exists():
        with contextlib.suppress(sqlite_library().DatabaseError):
            fold_journal(database)
    for suffix in ("-wal", "-shm", "-journal"):
        companion = database.with_name(database.name + suffix)
        if companion.exists():
            companion.replace(aside / companion.name)


def _keep_later_mark(kept: pathlib.Path, restored: pathlib.Path) -> None:
    """Relay time never goes back: not to the time of the backup either."""
    marks = [int(path.read_text()) for path in (kept, restored) if path.exists() and path.read_text().isdigit()]
    if marks:
        kept.write_text(str(max(marks)))

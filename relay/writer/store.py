"""Open the database for writing: the lock that makes the writer the only one, migrations, first settings, the secret."""

import datetime as dt
import fcntl
import io
import logging
import os
import pathlib
import secrets
import time

import sqlalchemy as sa

from relay.adapters import certificate
from relay.adapters.stamp_keys import StampKeys, make_seed
from relay.backup.archive import BadBackup
from relay.backup.database import copy_database
from relay.config import Config
from relay.db.engine import sqlite_library, writer_engine
from relay.db.migrate import current, migrate, newest
from relay.db.repositories import directory
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import RELAY_SCOPE
from relay.services import catalogue
from relay.services.stamp_place import StampPlace
from shared.errors import SportelloError
from shared.ids import new_id

log = logging.getLogger(__name__)
LOCK_WAIT_S = 10.0


class WriterRunning(SportelloError):
    """Another process holds the writer's lock."""

    code = "writer_running"


class UpgradeRefused(SportelloError):
    """The database stays as it is: it is of a newer relay, or could not be copied first. `params["why"]`: `newer`, `no_copy`."""

    code = "upgrade"


def prepare_folder(state: pathlib.Path) -> None:
    """Make the state folder, for this user only."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)


def lock_writer(path: pathlib.Path, wait_s: float = LOCK_WAIT_S) -> io.TextIOWrapper:
    """Return the held lock; a writer that was killed has let go of it, one that is finishing is waited for.

    Raises: WriterRunning after `wait_s`.
    """
    held = path.open("a")
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() >= deadline:
                held.close()
                raise WriterRunning from error
            time.sleep(0.02)
        else:
            return held


def open_store(config: Config) -> sa.Engine:
    """Return the writer's engine on a database brought to the newest schema, with its first settings.

    Raises: UpgradeRefused, and the database is as it was.
    """
    os.umask(0o077)
    prepare_folder(config.state)
    engine = writer_engine(config.database)
    _keep_before_upgrade(config, current(engine))
    migrate(engine)
    with engine.begin() as connection:
        gate = UnitOfWork(connection, RELAY_SCOPE).gate
        known = directory.settings(gate)
        first = {
            "relay_id": new_id(),
            "organisation": "Sportello",
            "edition": "msp",
            "language": "en",
            "user_chat_enabled": False,
            "version": 1,
            "secret": secrets.token_hex(32),
        }
        for key, value in first.items():
            if key not in known:
                directory.put_setting(gate, key, value)
        now = dt.datetime.now(dt.UTC)
        catalogue.make_default(gate, str(directory.settings(gate)["language"]), now)
    return engine


def _keep_before_upgrade(config: Config, revision: str | None) -> None:
    """Copy an older database beside itself before it is changed; the way back if the new program is not wanted."""
    if revision is None or revision == newest():
        return
    if revision > newest():
        raise UpgradeRefused(
            f"the database is of a newer relay (schema {revision}, this one has {newest()})", why="newer"
        )
    kept = config.state / f"before-upgrade-{revision}.db"
    fresh = kept.with_suffix(".part")
    fresh.unlink(missing_ok=True)
    try:
        copy_database(config.database, fresh)
    except (BadBackup, OSError, sqlite_library().DatabaseError) as error:
        fresh.unlink(missing_ok=True)
        raise UpgradeRefused(f"the database cannot be copied before its upgrade: {error}", why="no_copy") from error
    fresh.replace(kept)
    log.info("the database before the upgrade is kept as %s", kept.name)


def read_secret(engine: sa.Engine) -> bytes:
    """Return the key of the hashes of mailed tokens."""
    with engine.begin() as connection:
        return bytes.fromhex(directory.settings(UnitOfWork(connection, RELAY_SCOPE).gate)["secret"])


def read_audit_seed(config: Config) -> bytes:
    """Return the key that signs the audit log, made at the first start; in a file, so that the database alone forges nothing."""
    make_seed(config.audit_key)
    return config.audit_key.read_bytes()


def stamp_place(config: Config) -> StampPlace:
    """Return who signs stamps; the key is made at the first start."""
    keys = StampKeys(config.stamp_key, config.old_stamp_keys)
    keys.make()
    return StampPlace(sign=keys.sign, rotate=keys.rotate, fingerprint=lambda: certificate.fingerprint_to_pin(config))

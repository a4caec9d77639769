"""Makes a backup while the relay runs."""

import datetime as dt
import pathlib
import shutil
import tempfile

import sqlalchemy as sa

from relay.adapters.file_store import FileStore
from relay.backup.archive import AUDIT_KEY, CERTIFICATE, CLOCK, DATABASE, STAMP_KEYS, Manifest, write_archive
from relay.backup.database import copy_database
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.gate import Gate
from relay.db.migrate import current
from relay.db.repositories import files
from relay.domain.scope import LOCAL_SCOPE


def _stored(config: Config, engine: sa.Engine) -> dict[str, pathlib.Path]:
    """Return what is whole of the files that the copied database knows, by their names below the state folder.

    One that was erased since is not there any more, and not missed; an upload under way begins anew.
    """
    with engine.connect() as connection:
        rows = Gate(connection, LOCAL_SCOPE).rows(files.WHOLE)
    found: dict[str, pathlib.Path] = {}
    for row in rows:
        path = FileStore(config.files).path(row.customer_id, row.stored_as)
        if path.exists():
            found[path.relative_to(config.state).as_posix()] = path
    return found


def make_backup(config: Config, target: pathlib.Path, now: dt.datetime) -> Manifest:
    """Write the backup to `target`, replacing it only once the new one is whole. Raises: BadBackup, OSError.

    For a moment the disk of `target` holds the database twice.
    """
    with tempfile.TemporaryDirectory(prefix=".sportello-backup-", dir=target.absolute().parent) as name:
        folder = pathlib.Path(name)
        copy_database(config.database, folder / DATABASE)
        for other in (AUDIT_KEY, CLOCK, *STAMP_KEYS, *CERTIFICATE):
            if (config.state / other).exists():
                shutil.copyfile(config.state / other, folder / other)
        engine = reader_engine(folder / DATABASE)
        try:
            schema = current(engine) or ""
            stored = _stored(config, engine)
        finally:
            engine.dispose()
        return write_archive(target, folder, now, schema, stored)

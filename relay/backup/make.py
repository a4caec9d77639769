"""Makes a backup while the relay runs."""

import datetime as dt
import pathlib
import shutil
import tempfile

from relay.backup.archive import AUDIT_KEY, CERTIFICATE, CLOCK, DATABASE, Manifest, write_archive
from relay.backup.database import copy_database
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.migrate import current


def make_backup(config: Config, target: pathlib.Path, now: dt.datetime) -> Manifest:
    """Write the backup to `target`, replacing it only once the new one is whole. Raises: BadBackup, OSError.

    For a moment the disk of `target` holds the database twice.
    """
    with tempfile.TemporaryDirectory(prefix=".sportello-backup-", dir=target.absolute().parent) as name:
        folder = pathlib.Path(name)
        copy_database(config.database, folder / DATABASE)
        for other in (AUDIT_KEY, CLOCK, *CERTIFICATE):
            if (config.state / other).exists():
                shutil.copyfile(config.state / other, folder / other)
        engine = reader_engine(folder / DATABASE)
        try:
            schema = current(engine) or ""
        finally:
            engine.dispose()
        return write_archive(target, folder, now, schema)

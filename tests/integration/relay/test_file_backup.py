"""Backup, restore and `check` hold the files together with the database that names them."""

import datetime as dt
import io
import shutil
import tarfile
from pathlib import Path

import pytest

from relay.adapters.file_store import FileStore
from relay.backup.archive import BadBackup, read_archive
from relay.backup.make import make_backup
from relay.backup.restore import restore_backup
from relay.checkup.finding import Level
from relay.checkup.stored import check_scanner, check_stored
from relay.config import Config
from relay.db.gate import Gate
from relay.db.repositories import files as file_rows
from relay.domain.scope import RELAY_SCOPE
from relay.services.file_orders import FileArrived, ReleaseFile
from shared.ids import FileId, new_id
from shared.protocol.transfers import OfferFile
from tests.support.clamd import a_clamd
from tests.support.office import RELAY, Office

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
DATA = b"%PDF of a letter"


@pytest.fixture
def kept(office: Office) -> Path:
    """Keep one file that is ready, and half of another."""
    giulia = office.agent(office.customer())
    talk = office.talk(giulia, office.technician())
    store = FileStore(office.config.files)
    paths = []
    for size in (len(DATA), 1000):
        offer = OfferFile(
            ref=1, file_id=FileId(new_id()), name="a.pdf", size=size, sha256="0" * 64, conversation_id=talk
        )
        office.done(giulia, offer)
        with office.reader.connect() as connection:
            row = file_rows.file_row(Gate(connection, RELAY_SCOPE), offer.file_id)
        assert row is not None
        opened = store.open_to_append(giulia.customer_id, row.stored_as)
        opened.write(DATA)
        opened.close()
        paths.append(store.path(giulia.customer_id, row.stored_as))
        if size == len(DATA):
            office.done(RELAY, FileArrived(file_id=offer.file_id))
            office.done(RELAY, ReleaseFile(file_id=offer.file_id, kind="pdf", media_type="application/pdf"))
    return paths[0]


@pytest.fixture
def saved(office: Office, kept: Path, tmp_path: Path) -> Path:
    """Give a backup; the relay is not running any more."""
    make_backup(office.config, tmp_path / "relay.tar", NOW)
    return tmp_path / "relay.tar"


def test_whole_files_are_in_the_backup_and_come_back(office: Office, kept: Path, saved: Path) -> None:
    with tarfile.open(saved) as archive:
        stored = [name for name in archive.getnames() if name.startswith("files/")]
    assert stored == [kept.relative_to(office.config.state).as_posix()]
    office.close()
    kept.write_bytes(b"spoilt since")
    restored = restore_backup(office.config, saved, NOW)
    assert kept.read_bytes() == DATA
    assert kept.stat().st_mode & 0o777 == 0o600
    assert restored.aside is not None
    assert [path.read_bytes() for path in restored.aside.glob(f"files/*/*/{kept.name}")] == [b"spoilt since"]
    office.reopen()


@pytest.mark.parametrize("name", ["files/../../evil", "files/a/b/c", "/files/x", "files/" + "a" * 36])
def test_a_backup_with_another_name_in_it_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    with tarfile.open(saved, "a") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
    (tmp_path / "out").mkdir()
    with pytest.raises(BadBackup):
        read_archive(saved, tmp_path / "out")


def test_check_tells_when_files_are_missing(office: Office, kept: Path) -> None:
    with office.reader.connect() as connection:
        assert check_stored(office.config, Gate(connection, RELAY_SCOPE)).level is Level.OK
        kept.write_bytes(DATA[:-1])
        assert check_stored(office.config, Gate(connection, RELAY_SCOPE)).says == "1 of 1 files are missing or cut off"
        shutil.rmtree(office.config.files)
        assert check_stored(office.config, Gate(connection, RELAY_SCOPE)).level is Level.FAIL


def test_check_asks_the_scanner(tmp_path: Path) -> None:
    assert check_scanner(Config(state=tmp_path)).says == "none"
    assert check_scanner(Config(state=tmp_path, clamd=f"unix:{tmp_path}/nobody")).level is Level.FAIL
    with a_clamd() as clamd:
        clamd.start()
        assert check_scanner(Config(state=tmp_path, clamd=clamd.address)).level is Level.OK

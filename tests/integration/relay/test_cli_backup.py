"""Backup and restore: whole and checked, or refused with nothing changed."""

import io
import json
import stat
import tarfile
from pathlib import Path
from typing import Any

import pytest

from relay.adapters import certificate
from relay.cli.reading import reading
from relay.config import Config
from relay.db.gate import Row
from relay.db.migrate import newest
from relay.db.repositories import directory, technicians
from relay.services import orders
from relay.writer.store import lock_writer
from shared.ids import TechnicianId
from tests.support.cli import Cli
from tests.support.store import open_test_store


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path / "state")
    cli.init()
    cli.ask("customer", "add", "Acme")
    return cli


@pytest.fixture
def saved(cli: Cli, tmp_path: Path) -> Path:
    certificate.ensure(Config(state=cli.state))
    cli.ask("backup", str(tmp_path / "relay.tar"))
    return tmp_path / "relay.tar"


def test_a_backup_is_one_file_that_nobody_else_can_read(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert sorted(path.name for path in saved.parent.iterdir()) == ["relay.tar", "state"]


def test_it_begins_with_what_is_in_it(saved: Path) -> None:
    with tarfile.open(saved) as archive:
        names = archive.getnames()
        manifest = json.loads(_content(archive, "manifest.json"))
    assert names == ["manifest.json", "relay.db", "clock", "audit.key", "stamp.key", "tls.crt", "tls.key"]
    assert manifest["schema"] == newest()
    assert sorted(manifest["files"]) == sorted(names[1:])


def test_an_existing_file_is_replaced_only_by_force(cli: Cli, saved: Path) -> None:
    assert cli.ask("backup", str(saved), status=1)["error"] == "exists"
    assert cli.ask("backup", str(saved), "--force")["ok"]


def test_a_restored_relay_has_the_rows_the_settings_and_the_certificate_of_then(cli: Cli, saved: Path) -> None:
    then = certificate.fingerprint(Config(state=cli.state))
    cli.ask("customer", "add", "Later")
    cli.ask("settings", "set", "organisation", "Later")
    cli.ask("restore", str(saved), "--yes")
    assert [row["name"] for row in cli.ask("customer", "list")["customers"]] == ["Acme"]
    assert cli.ask("settings", "get", "organisation")["organisation"] == "Sportello"
    assert certificate.fingerprint(Config(state=cli.state)) == then
    assert cli.ask("check", "--no-mail")["ok"]


def test_it_restores_into_an_empty_folder(saved: Path, tmp_path: Path) -> None:
    other = Cli(tmp_path / "other")
    assert other.ask("restore", str(saved), "--yes")["aside"] is None
    assert [row["name"] for row in other.ask("customer", "list")["customers"]] == ["Acme"]
    assert certificate.fingerprint(Config(state=other.state)) == certificate.fingerprint(
        Config(state=tmp_path / "state")
    )


def test_stamps_made_before_a_backup_are_good_after_it_is_restored(cli: Cli, tmp_path: Path) -> None:
    stamp = str(tmp_path / "acme.stamp")
    cli.ask("stamp", "create", "Acme", "--relay-url=wss://desk.example.org", f"--out={stamp}")
    cli.ask("stamp", "rotate-key")
    cli.ask("backup", str(tmp_path / "relay.tar"))
    other = Cli(tmp_path / "other")
    other.ask("restore", str(tmp_path / "relay.tar"), "--yes")
    assert other.ask("stamp", "show", stamp)["signed_by_this_relay"] is True


def test_what_was_there_is_kept_aside(cli: Cli, saved: Path) -> None:
    cli.ask("customer", "add", "Later")
    aside = Path(cli.ask("restore", str(saved), "--yes")["aside"])
    with reading(Config(state=aside)) as gate:
        assert [row.name for row in gate.rows(directory.CUSTOMERS)] == ["Acme", "Later"]


def test_every_session_of_a_technician_ends(cli: Cli, tmp_path: Path) -> None:
    _sign_in(cli)
    cli.ask("backup", str(tmp_path / "relay.tar"))
    assert cli.ask("restore", str(tmp_path / "relay.tar"), "--yes")["sessions_ended"] == 1
    assert _session(cli).revoked_at is not None


def test_relay_time_does_not_go_back_to_that_of_the_backup(cli: Cli, saved: Path) -> None:
    later = 4_102_444_800_000
    (cli.state / "clock").write_text(str(later))
    cli.ask("restore", str(saved), "--yes")
    assert int((cli.state / "clock").read_text()) >= later


def test_a_folder_in_use_is_left_alone(cli: Cli, saved: Path) -> None:
    with lock_writer(Config(state=cli.state).writer_lock):
        assert cli.ask("restore", str(saved), "--yes", status=4)["error"] == "writer_running"


def test_restoring_asks_first(cli: Cli, saved: Path) -> None:
    cli.ask("customer", "add", "Later")
    assert cli.run("restore", str(saved), typed="n\n").exit_code == 1
    assert len(cli.ask("customer", "list")["customers"]) == 2


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda _: b"", "begin with a manifest|not a backup"),
        (lambda _: b"no tar" * 2000, "not a backup"),
        (lambda data: data[: len(data) // 2], "cut short"),
        (lambda data: _flipped(data, b"SQLite format 3"), "SHA-256"),
        (lambda data: data.replace(b'"format":1', b'"format":9'), "format 9"),
        (lambda data: data.replace(f'"schema":"{newest()}"'.encode(), b'"schema":"9999"'), "newer program"),
    ],
    ids=["empty", "something else", "cut short", "one bit", "another format", "a newer schema"],
)
def test_a_spoiled_backup_is_refused_and_nothing_changes(cli: Cli, saved: Path, spoil: Any, words: str) -> None:
    saved.write_bytes(spoil(saved.read_bytes()))
    cli.ask("customer", "add", "Later")
    refused = cli.run("restore", str(saved), "--yes")
    assert refused.exit_code == 1
    assert any(word in refused.stderr for word in words.split("|"))
    assert [row["name"] for row in cli.ask("customer", "list")["customers"]] == ["Acme", "Later"]
    assert [path.name for path in cli.state.iterdir() if "restore" in path.name] == []


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "relay.db", "extra", "tls.key"])
def test_a_file_that_does_not_belong_into_a_backup_is_refused(cli: Cli, saved: Path, name: str) -> None:
    with tarfile.open(saved, "a") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    assert cli.ask("restore", str(saved), "--yes", status=1)["error"] == "bad_backup"
    assert not (cli.state.parent / "evil").exists()


def test_a_database_without_a_relay_cannot_be_saved(tmp_path: Path) -> None:
    assert Cli(tmp_path / "nothing").ask("backup", str(tmp_path / "x.tar"), status=5)["error"] == "no_relay"


def _flipped(data: bytes, where: bytes) -> bytes:
    place = data.index(where) + len(where) + 100
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None
    return file.read()


def _sign_in(cli: Cli) -> None:
    [account] = cli.ask("technician", "list")["technicians"]
    with open_test_store(cli.state) as store:
        store.order(
            orders.StartTechnicianSession(
                re=1,
                technician_id=TechnicianId(account["id"]),
                session_hash=bytes(32),
                totp_step=5,
                recovery_hash=None,
                address="192.0.2.1",
                account="marco@example.org",
            ),
            orders.RelayCaller(),
        )


def _session(cli: Cli) -> Row:
    with reading(Config(state=cli.state)) as gate:
        row = gate.row(technicians.SESSION, of_hash=bytes(32))
    assert row is not None
    return row

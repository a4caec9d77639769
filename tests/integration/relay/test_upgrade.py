"""A newer program on an older database, and the other way round."""

import sqlite3
import stat
from pathlib import Path

import pytest

from relay.config import Config
from relay.db.engine import writer_engine
from relay.db.migrate import migrate, newest
from relay.writer import store
from tests.support.cli import Cli

OLDER = "0005"


@pytest.fixture
def old(tmp_path: Path) -> Cli:
    """Give a state folder as the relay before left it."""
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    engine = writer_engine(state / "relay.db")
    migrate(engine, OLDER)
    engine.dispose()
    (state / "relay.db").chmod(0o600)
    return Cli(state)


def revision(database: Path) -> str:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def test_the_database_before_an_upgrade_is_kept_beside_it_for_its_owner_alone(old: Cli) -> None:
    old.ask("customer", "add", "Acme")
    kept = old.state / f"before-upgrade-{OLDER}.db"
    assert (revision(kept), revision(old.state / "relay.db")) == (OLDER, newest())
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert old.ask("check", "--no-mail")["ok"]
    kept.unlink()
    old.ask("customer", "add", "Beta")
    assert not kept.exists()


def test_without_room_for_the_copy_nothing_is_upgraded(old: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, target: Path) -> None:
        target.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "copy_database", full)
    refused = old.ask("customer", "add", "Acme", status=5)
    assert (refused["error"], "No space left" in refused["message"]) == ("upgrade", True)
    assert revision(old.state / "relay.db") == OLDER
    assert list(old.state.glob("before-upgrade-*")) == []


def test_the_database_of_a_newer_relay_is_refused_in_one_sentence_and_not_touched(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "state")
    cli.init()
    connection = sqlite3.connect(cli.state / "relay.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (cli.state / "relay.db").read_bytes()
    refused = cli.ask("customer", "add", "Acme", status=5)
    assert refused["message"].startswith("the database is of a newer relay (schema 9999")
    assert Config(state=cli.state).database.read_bytes() == before
    finding = next(one for one in cli.ask("check", "--no-mail", status=3)["findings"] if one["about"] == "schema")
    assert finding["do"] == "install the newer program"

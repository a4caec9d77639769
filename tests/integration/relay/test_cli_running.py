"""The command line beside a living relay: its orders go to the writer, and nothing it does disturbs it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.cli import PASSWORD, Cli
from tests.support.relay import Relay, running_relay
from tests.support.waiting import until


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    with running_relay(tmp_path) as relay:
        yield relay


@pytest.fixture
def cli(relay: Relay) -> Cli:
    return Cli(relay.state)


def test_an_account_is_made_by_the_running_writer_and_p02_once_only(cli: Cli) -> None:
    made = cli.init()
    again = cli.ask("init", "--name=Eve", "--e-mail=e@x.org", "--password-stdin", typed=f"{PASSWORD}\n", status=1)
    assert again["error"] == "forbidden"
    assert [row["id"] for row in cli.ask("technician", "list")["technicians"]] == [made["technician_id"]]


def test_check_finds_a_running_relay(cli: Cli) -> None:
    cli.init()
    found = {finding["about"]: finding["level"] for finding in cli.ask("check", "--no-mail")["findings"]}
    assert (found["process"], found["certificate"], found["database"]) == ("ok", "ok", "ok")


def test_what_a_running_relay_keeps_is_for_its_own_user_only(relay: Relay) -> None:
    until((relay.state / "search.db").exists)
    open_to_others = [path.name for path in relay.state.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_running_relay_is_not_replaced(cli: Cli, tmp_path: Path) -> None:
    cli.ask("backup", str(tmp_path / "relay.tar"))
    refused = cli.ask("restore", str(tmp_path / "relay.tar"), "--yes", status=4)
    assert refused["error"] == "writer_running"


def test_an_order_waits_for_a_writer_that_is_just_starting_again(cli: Cli, relay: Relay) -> None:
    [writer] = [psutil.Process(pid) for pid in relay.children("writer")]
    writer.kill()
    until(lambda: _is_over(writer))
    assert cli.ask("customer", "add", "Acme")["ok"]
    relay.wait_ready()
    assert [row["name"] for row in cli.ask("customer", "list")["customers"]] == ["Acme"]


def _is_over(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_backup_under_load_is_one_consistent_moment(cli: Cli, relay: Relay, tmp_path: Path) -> None:
    stop = threading.Event()
    added: list[str] = []

    def add_customers() -> None:
        while not stop.is_set():
            added.append(relay.add_customer(f"Customer {len(added)}"))

    load = threading.Thread(target=add_customers)
    load.start()
    try:
        until(lambda: len(added) > 20)
        known = len(added)
        cli.ask("backup", str(tmp_path / "relay.tar"))
    finally:
        stop.set()
        load.join()
    restored = Cli(tmp_path / "restored")
    restored.ask("restore", str(tmp_path / "relay.tar"), "--yes")
    saved = [row["id"] for row in restored.ask("customer", "list")["customers"]]
    assert known <= len(saved) <= len(added)
    assert set(saved) == set(added[: len(saved)])

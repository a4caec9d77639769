"""Groups and services from the command line, with no relay running."""

from pathlib import Path

import pytest

from tests.support.cli import Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path / "state")
    cli.init()
    return cli


def test_a_group_is_made_changed_listed_and_removed(cli: Cli) -> None:
    cli.ask("group", "add", "Rete", "--member=marco@example.org")
    assert [(row["name"], row["members"]) for row in cli.ask("group", "list")["groups"]] == [("Rete", "Marco Bianchi")]
    cli.ask("group", "change", "rete")
    assert [row["members"] for row in cli.ask("group", "list")["groups"]] == [""]
    cli.ask("group", "remove", "Rete")
    assert cli.run("group", "list").stdout.startswith("No group yet")


def test_a_group_of_nobody_known_is_refused_in_words(cli: Cli) -> None:
    refused = cli.run("group", "add", "Rete", "--member=x@example.org")
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (1, "Error: There is no account 'x@example.org'.")
    assert cli.ask("group", "remove", "Altri", status=1)["error"] == "not_found"


def test_a_service_is_made_for_a_group_changed_and_ended(cli: Cli) -> None:
    cli.ask("group", "add", "Rete")
    cli.ask("service", "add", "Stampa", "--group=Rete", "--description=Stampanti e toner")
    rows = cli.ask("service", "list")["services"]
    shown = [(row["name"], row["active"], row["default"], row["groups"]) for row in rows]
    assert shown == [("General support", True, True, ""), ("Stampa", True, False, "Rete")]
    cli.ask("service", "change", "stampa", "--name=Stampanti", "--ended")
    assert [(row["name"], row["active"]) for row in cli.ask("service", "list")["services"]][1:] == [
        ("Stampanti", False)
    ]
    cli.ask("service", "change", "Stampanti", "--active", "--default", "--everybody")
    now = [(row["name"], row["default"], row["groups"]) for row in cli.ask("service", "list")["services"]]
    assert now == [("Stampanti", True, ""), ("General support", False, "")]


def test_a_group_that_does_a_service_stays(cli: Cli) -> None:
    cli.ask("group", "add", "Rete")
    cli.ask("service", "add", "Stampa", "--group=Rete")
    assert cli.ask("group", "remove", "Rete", status=1)["error"] == "conflict"


def test_mails_about_new_tickets_are_switched_off_for_an_account(cli: Cli) -> None:
    assert [row["mail"] for row in cli.ask("technician", "list")["technicians"]] == [True]
    cli.ask("technician", "mail", "marco@example.org", "off")
    assert [row["mail"] for row in cli.ask("technician", "list")["technicians"]] == [False]

"""Accounts from the command line: the first one works once (P02), the others at will, secrets are shown once."""

import re
from pathlib import Path

import pyotp
import pytest

from relay.adapters import passwords
from relay.cli.reading import reading
from relay.config import Config
from relay.db.gate import Row
from relay.db.repositories import technicians
from tests.support.cli import PASSWORD, Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path / "state")


def test_init_makes_an_owner_who_can_sign_in_with_what_was_shown(cli: Cli) -> None:
    shown = cli.init()
    row = _account(cli, "marco@example.org")
    assert passwords.verify_password(row.password_hash, PASSWORD)
    assert pyotp.parse_uri(shown["totp_uri"]).secret == row.totp_secret
    assert len(shown["recovery_codes"]) == 10
    assert row.role.value == "owner"


def test_p02_a_second_init_is_refused_and_changes_no_account(cli: Cli) -> None:
    cli.init()
    before = cli.ask("technician", "list")["technicians"]
    refused = cli.ask(
        "init", "--name=Eve", "--e-mail=eve@example.org", "--password-stdin", typed=f"{PASSWORD}\n", status=1
    )
    assert refused["error"] == "forbidden"
    assert cli.ask("technician", "list")["technicians"] == before
    assert len(before) == 1


def test_p02_a_second_init_does_not_ask_for_a_password_first(cli: Cli) -> None:
    cli.init()
    refused = cli.run("init", "--name=Eve", "--e-mail=eve@example.org")
    assert refused.exit_code == 1
    assert "already an owner" in refused.stderr
    assert "Password" not in refused.output


def test_init_asks_for_what_it_is_not_told_and_hides_the_password(cli: Cli) -> None:
    done = cli.run("init", typed=f"Marco Bianchi\nmarco@example.org\n{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    assert len(re.findall(r"^  (?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}$", done.stdout, re.MULTILINE)) == 10
    assert "otpauth://totp/" in done.stdout
    assert "█" in done.stdout


@pytest.mark.parametrize(
    ("password", "words"), [("too short", "at least 15"), ("marco.example.26", "name"), ("aaaaaaaaaaaaaaaa", "simple")]
)
def test_an_easy_password_is_refused_and_nothing_is_made(cli: Cli, password: str, words: str) -> None:
    refused = cli.run("init", "--name=Marco", "--e-mail=marco@example.org", "--password-stdin", typed=f"{password}\n")
    assert refused.exit_code == 1
    assert words in refused.stderr
    assert not cli.state.exists()


@pytest.mark.parametrize("e_mail", ["", "marco", "a@x.org,b@x.org", "marco@example.org\r\nBcc: b@x.org"])
def test_what_is_no_e_mail_address_is_refused(cli: Cli, e_mail: str) -> None:
    refused = cli.run("init", "--name=Marco", f"--e-mail={e_mail}", "--password-stdin", typed=f"{PASSWORD}\n")
    assert refused.exit_code == 1
    assert "e mail" in refused.stderr


def test_an_account_may_be_limited_to_some_customers(cli: Cli) -> None:
    cli.init()
    acme = cli.ask("customer", "add", "Acme")["customer_id"]
    cli.ask("customer", "add", "Beta")
    made = _add(cli, "giulia@example.org", "--role=technician", "--customer=acme")
    with reading(Config(state=cli.state)) as gate:
        row = gate.row(technicians.TECHNICIAN, of_technician=made)
        assert row is not None
        assert technicians.customers_of(gate, row) == frozenset({acme})


def test_the_same_address_twice_is_refused(cli: Cli) -> None:
    cli.init()
    refused = cli.run(
        "technician", "add", "--name=Other", "--e-mail=MARCO@example.org", "--password-stdin", typed=f"{PASSWORD}\n"
    )
    assert (refused.exit_code, "already an account" in refused.stderr) == (1, True)


def test_a_disabled_account_is_shown_so_and_can_be_enabled(cli: Cli) -> None:
    cli.init()
    _add(cli, "giulia@example.org")
    cli.ask("technician", "disable", "giulia@example.org")
    assert [row["active"] for row in _accounts(cli, "giulia@example.org")] == [False]
    cli.ask("technician", "enable", "GIULIA@example.org")
    assert [row["active"] for row in _accounts(cli, "giulia@example.org")] == [True]


def test_a_reset_replaces_password_second_factor_and_recovery_codes(cli: Cli) -> None:
    first = cli.init()
    before = _account(cli, "marco@example.org")
    second = cli.ask(
        "technician", "reset-password", "marco@example.org", "--password-stdin", typed="quattro gatti in fila\n"
    )
    after = _account(cli, "marco@example.org")
    assert passwords.verify_password(after.password_hash, "quattro gatti in fila")
    assert after.totp_secret != before.totp_secret
    assert not set(first["recovery_codes"]) & set(second["recovery_codes"])


def test_an_unknown_account_is_named_with_what_to_do(cli: Cli) -> None:
    cli.init()
    refused = cli.run("technician", "disable", "nobody@example.org")
    assert refused.exit_code == 1
    assert "nobody@example.org" in refused.stderr
    assert "technician list" in refused.stderr


def test_no_secret_is_kept_in_the_audit_trail(cli: Cli) -> None:
    shown = cli.init()
    trail = cli.run("audit", "list", "--json").stdout
    secrets = [PASSWORD, pyotp.parse_uri(shown["totp_uri"]).secret, *shown["recovery_codes"]]
    assert "technician.added" in trail
    assert [secret for secret in secrets if secret in trail] == []


def _add(cli: Cli, e_mail: str, *options: str) -> str:
    words = ("technician", "add", "--name=Giulia Rossi", f"--e-mail={e_mail}", "--password-stdin", *options)
    return str(cli.ask(*words, typed=f"{PASSWORD}\n")["technician_id"])


def _accounts(cli: Cli, e_mail: str) -> list[dict[str, object]]:
    return [row for row in cli.ask("technician", "list")["technicians"] if row["e_mail"] == e_mail]


def _account(cli: Cli, e_mail: str) -> Row:
    with reading(Config(state=cli.state)) as gate:
        row = gate.row(technicians.BY_E_MAIL, of_e_mail=e_mail)
    assert row is not None
    return row

"""Customers, tokens, devices and settings from the command line, with no relay running."""

import base64
import os
from pathlib import Path

import pytest

from relay.services import orders
from shared.ids import new_id
from shared.protocol.enrolment import Enrol, Enrolled
from tests.support.cli import Cli
from tests.support.store import open_test_store

RIGHT_TO_LEFT = "\u202e"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path / "state")
    cli.ask("customer", "add", "Acme")
    return cli


def test_customers_are_listed_with_their_policy_and_switch(cli: Cli) -> None:
    cli.ask("customer", "add", "Comune di Chiusi", "--policy=auto", "--user-chat=on")
    rows = cli.ask("customer", "list")["customers"]
    assert [(row["name"], row["policy"], row["user_chat"]) for row in rows] == [
        ("Acme", "approve", "inherit"),
        ("Comune di Chiusi", "auto", "on"),
    ]


def test_the_next_step_after_a_customer_is_its_stamp(cli: Cli) -> None:
    added = cli.run("customer", "add", "Beta").stdout
    _, beta = cli.ask("customer", "list")["customers"]
    assert added.endswith(f"Next: sportello-relay stamp create {beta['id']}\n")


def test_a_customers_name_is_taken_once(cli: Cli) -> None:
    refused = cli.run("customer", "add", "Acme")
    assert (refused.exit_code, refused.stderr) == (1, "Error: It exists already.\n")


def test_what_is_not_named_stays_as_it_is_when_a_customer_is_changed(cli: Cli) -> None:
    cli.init()
    cli.ask("customer", "add", "Beta", "--policy=auto", "--owner=MARCO@example.org", "--retention-days=90")
    cli.ask("customer", "change", "beta", "--user-chat=on")
    cli.ask("customer", "change", "Beta", "--name=Gamma")
    _, changed = cli.ask("customer", "list")["customers"]
    del changed["id"]
    assert changed == {
        "name": "Gamma",
        "policy": "auto",
        "user_chat": "on",
        "owner": "marco@example.org",
        "retention_days": 90,
        "devices": 0,
    }


def test_a_customer_may_have_nobody_who_follows_it_again_and_keep_everything(cli: Cli) -> None:
    cli.init()
    cli.ask("customer", "change", "Acme", "--owner=marco@example.org", "--retention-days=30")
    cli.ask("customer", "change", "Acme", "--owner=", "--retention-days=0", "--user-chat=inherit")
    (changed,) = cli.ask("customer", "list")["customers"]
    assert (changed["owner"], changed["retention_days"], changed["user_chat"]) == ("", 0, "inherit")


def test_an_owner_or_a_customer_who_is_not_there_changes_nothing(cli: Cli) -> None:
    refused = cli.run("customer", "change", "Acme", "--owner=nobody@example.org", "--policy=auto")
    assert refused.exit_code == 1
    assert "technician list" in refused.stderr
    assert "customer list" in cli.run("customer", "change", "Nobody", "--policy=auto").stderr
    assert [row["policy"] for row in cli.ask("customer", "list")["customers"]] == ["approve"]


def test_a_tokens_secret_is_shown_once_and_kept_nowhere(cli: Cli) -> None:
    secret = cli.ask("token", "create", "acme", "--label=Reception", "--uses=2")["token"]
    assert secret.startswith("sprt_")
    assert secret not in cli.run("token", "list", "--json").stdout
    assert secret.encode() not in b"".join(path.read_bytes() for path in cli.state.iterdir())


def test_a_revoked_token_stays_in_the_list(cli: Cli) -> None:
    token_id = cli.ask("token", "create", "Acme")["token_id"]
    cli.ask("token", "revoke", token_id)
    [row] = cli.ask("token", "list")["tokens"]
    assert (row["id"], row["revoked"] is not None) == (token_id, True)


def test_a_token_of_nobody_cannot_be_revoked(cli: Cli) -> None:
    refused = cli.ask("token", "revoke", new_id(), status=1)
    assert refused["error"] == "not_found"


def test_a_device_waits_is_approved_and_is_revoked(cli: Cli) -> None:
    device_id = _enrol(cli)
    assert [row["state"] for row in cli.ask("device", "list", "--device-state=pending")["devices"]] == ["pending"]
    cli.ask("device", "approve", device_id)
    assert [row["state"] for row in cli.ask("device", "list")["devices"]] == ["approved"]
    cli.ask("device", "revoke", device_id, "--yes")
    assert [row["state"] for row in cli.ask("device", "list", "--customer=Acme")["devices"]] == ["revoked"]


def test_revoking_asks_first(cli: Cli) -> None:
    device_id = _enrol(cli)
    assert cli.run("device", "revoke", device_id, typed="n\n").exit_code == 1
    assert [row["state"] for row in cli.ask("device", "list")["devices"]] == ["pending"]


def test_a_revoked_device_is_not_approved_again(cli: Cli) -> None:
    device_id = _enrol(cli)
    cli.ask("device", "revoke", device_id, "--yes")
    assert "revoked for ever" in cli.run("device", "approve", device_id).stderr


def test_a_hostile_device_name_moves_nothing_on_the_terminal(cli: Cli) -> None:
    _enrol(cli, name=f"PC\x1b[2J{RIGHT_TO_LEFT}12")
    shown = cli.run("device", "list").stdout
    assert "\x1b" not in shown
    assert RIGHT_TO_LEFT not in shown


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("organisation", "Città di Chiusi", "Città di Chiusi"),
        ("user_chat_enabled", "on", True),
        ("smtp_port", "465", 465),
        ("language", "it", "it"),
        ("smtp_from", "Desk@EXAMPLE.org", "Desk@example.org"),
    ],
)
def test_a_setting_is_kept_in_its_own_type(cli: Cli, key: str, value: str, kept: object) -> None:
    cli.ask("settings", "set", key, value)
    assert cli.ask("settings", "get", key) == {"ok": True, key: kept}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("user_chat_enabled", "perhaps"),
        ("smtp_port", "0"),
        ("smtp_port", "٤٦٥"),
        ("language", "de"),
        ("edition", ""),
        ("smtp_security", "none"),
        ("smtp_from", "a@x.org\nBcc: b@x.org"),
        ("organisation", "A\nB"),
    ],
)
def test_a_value_the_setting_does_not_take_is_refused(cli: Cli, key: str, value: str) -> None:
    before = cli.ask("settings", "get")
    assert cli.run("settings", "set", key, value).exit_code == 1
    assert cli.ask("settings", "get") == before


def test_a_setting_nobody_knows_is_wrong_usage(cli: Cli) -> None:
    assert cli.run("settings", "set", "secret", "x").exit_code == 2


def test_the_mail_password_goes_in_and_never_comes_out(cli: Cli) -> None:
    said = [
        cli.run("settings", "set", "smtp_password", "-", typed="hunter2-hunter2\n"),
        cli.run("settings", "get"),
        cli.run("settings", "get", "smtp_password"),
        cli.run("settings", "get", "--json"),
        cli.run("audit", "list"),
    ]
    assert {result.exit_code for result in said} == {0}
    assert "hunter2" not in "".join(result.output for result in said)
    assert "not shown" in said[1].stdout


def _enrol(cli: Cli, name: str = "PC-12") -> str:
    token = cli.ask("token", "create", "Acme")["token"]
    enrol = Enrol(
        ref=1,
        token=token,
        public_key=base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="),
        proof="checked before",
        machine_id=new_id(),
        host_name=name,
        os_user="giulia",
        platform="Linux",
    )
    with open_test_store(cli.state) as store:
        answer = store.order(orders.EnrolDevice(enrol=enrol, address="192.0.2.1"), orders.RelayCaller())
    assert isinstance(answer, Enrolled)
    return str(answer.device_id)

"""`sportello-relay stamp …`, with no relay running."""

import stat
from pathlib import Path

import pytest

from shared import stamp as stamps
from tests.support.cli import Cli

URL = "--relay-url=wss://desk.example.org"


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path / "state")
    cli.ask("customer", "add", "Acme")
    return cli


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "acme.stamp"


def test_the_stamp_is_a_file_of_its_owner_alone_and_its_token_is_not_shown(cli: Cli, out: Path, tmp_path: Path) -> None:
    icon = tmp_path / "icon.png"
    icon.write_bytes(b"\x89PNG\r\n\x1a\n")
    brand = ["--title=Laguna IT", "--phone=+39 041 5550100", f"--icon={icon}"]
    policy = ["--no-quit", "--no-inventory", "--no-autostart", "--allow-key-file", "--language=it"]
    said = cli.run("stamp", "create", "acme", URL, "--days=7", "--uses=3", f"--out={out}", *brand, *policy)
    stamp = stamps.read(out.read_text()).stamp
    assert said.exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert stamp.enrollment_token
    assert stamp.enrollment_token not in said.output + cli.run("stamp", "show", str(out)).output
    assert (stamp.brand.title, stamp.brand.icon_png) == ("Laguna IT", b"\x89PNG\r\n\x1a\n")
    assert [stamp.policy.allow_quit, stamp.policy.inventory, stamp.policy.autostart] == [False] * 3
    assert (stamp.policy.allow_key_file, stamp.policy.language) == (True, "it")
    [token] = cli.ask("token", "list")["tokens"]
    assert token["used"] == "0/3"


def test_show_says_who_signed_it(cli: Cli, out: Path, tmp_path: Path) -> None:
    cli.ask("stamp", "create", "Acme", URL, "--golden", f"--out={out}")
    shown = cli.ask("stamp", "show", str(out))
    assert (shown["customer"], shown["has_token"], shown["signed_by_this_relay"]) == ("Acme", False, True)
    assert Cli(tmp_path / "other").ask("stamp", "show", str(out))["signed_by_this_relay"] is False


def test_an_old_stamp_is_good_until_the_day_given_or_not_at_all(cli: Cli, out: Path) -> None:
    cli.ask("stamp", "create", "Acme", URL, f"--out={out}")
    assert len(cli.ask("stamp", "rotate-key", "--keep-old-days=3")["old_keys"]) == 1
    assert cli.ask("stamp", "show", str(out))["signed_by_this_relay"] is True
    cli.ask("stamp", "rotate-key", "--keep-old-days=0")
    cli.ask("stamp", "create", "Acme", URL, f"--out={out}", "--force")
    assert cli.ask("stamp", "show", str(out))["signed_by_this_relay"] is True


def test_a_file_that_is_there_is_replaced_only_by_force_and_no_token_is_made_for_nothing(cli: Cli, out: Path) -> None:
    out.write_text("mine")
    assert cli.ask("stamp", "create", "Acme", URL, f"--out={out}", status=1)["error"] == "exists"
    nowhere = out.parent / "nowhere" / "acme.stamp"
    refused = cli.ask("stamp", "create", "Acme", URL, f"--out={nowhere}", status=1)
    assert (refused["error"], refused["message"]) == ("stamping", f"The folder of {nowhere} is not there.")
    assert cli.ask("token", "list")["tokens"] == []
    assert out.read_text() == "mine"


def test_a_refusal_leaves_no_file_and_says_what_to_give(cli: Cli, out: Path) -> None:
    refused = cli.ask("stamp", "create", "Acme", f"--out={out}", status=1)
    assert (refused["error"], "settings set public_url" in refused["hint"]) == ("bad_text", True)
    long = cli.ask("stamp", "create", "Acme", URL, f"--title={'x' * 61}", f"--out={out}", status=1)
    assert long["message"] == "This cannot be used as title."
    assert list(out.parent.glob("*.stamp*")) + list(out.parent.glob(".*")) == []


def test_the_address_is_set_once_for_all(cli: Cli, out: Path) -> None:
    assert cli.ask("settings", "set", "public_url", "http://desk.example.org", status=1)["error"] == "bad_text"
    cli.ask("settings", "set", "public_url", "wss://desk.example.org")
    cli.ask("stamp", "create", "Acme", f"--out={out}")
    assert stamps.read(out.read_text()).stamp.relay_url == "wss://desk.example.org"


def test_what_is_no_stamp_is_said_to_be_none(cli: Cli, out: Path) -> None:
    out.write_bytes(b"\xff\x00 nothing")
    assert cli.ask("stamp", "show", str(out), status=1)["message"] == "This is not a stamp."

"""The headless console as a process against a real relay: address, trust, sign-in, ends. The talk itself: tests/end2end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import stamp as stamps
from tests.support import headless
from tests.support.headless import Headless, Line
from tests.support.relay import Relay, Technician, running_relay


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with running_relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


@pytest.fixture(scope="module")
def marco(relay: Relay) -> Technician:
    return relay.add_technician()


def asks_for_password(line: Line) -> bool:
    return bool(line["stage"] == "credentials" and not line["is_busy"])


def console_without(relay: Relay, folder: Path, *options: str, env: dict[str, str] | None = None) -> Headless:
    """Return a console that was told nothing but where to keep its state."""
    command = [sys.executable, "-m", "tech_console", "--headless", f"--state={folder}", *options]
    if env:
        command = ["env", *(f"{name}={value}" for name, value in env.items()), *command]
    return Headless(command, folder.with_name(f"{folder.name}.log"))


def test_a_relay_is_chosen_its_certificate_compared_and_the_choice_kept(
    relay: Relay, marco: Technician, tmp_path: Path
) -> None:
    console = console_without(relay, tmp_path / "a")
    with headless.running(console):
        console.post("relay", address=relay.url)
        seen = console.wait_for("sign_in", lambda line: line["stage"] == "trust")
        assert (seen["why"], seen["fingerprint"]) == ("untrusted", relay.fingerprint.replace(":", "").lower())
        assert console.refused("trust", fingerprint="00" * 32)["code"] == "bad_command"
        console.say("trust", fingerprint=relay.fingerprint)
        console.wait_for("sign_in", asks_for_password)
    again = console_without(relay, tmp_path / "a")
    with headless.running(again):
        again.wait_for("sign_in", asks_for_password)
        assert again.wait_for("relay")["edition"] == "msp"


def test_a_wrong_password_is_refused_and_the_right_one_taken(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        console.wait_for("sign_in", asks_for_password)
        console.post("sign_in", e_mail=marco.e_mail, password="another password", code=marco.recovery_codes[-1])
        refused = console.wait_for("sign_in", lambda line: line["problem"])
        assert refused["problem"]["code"] == "auth_failed"
        since = console.now
        headless.sign_in(console, marco)
        assert console.wait_for("signed_in", since=since)["profile"]["name"] == "Marco Bianchi"


def test_credentials_may_come_from_the_environment(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    code = marco.recovery_codes.pop()
    env = {
        "SPORTELLO_CONSOLE_RELAY": relay.url,
        "SPORTELLO_CONSOLE_FINGERPRINT": relay.fingerprint,
        "SPORTELLO_CONSOLE_E_MAIL": marco.e_mail,
        "SPORTELLO_CONSOLE_PASSWORD": marco.password,
        "SPORTELLO_CONSOLE_CODE": code,
    }
    console = console_without(relay, tmp_path / "a", env=env)
    with headless.running(console):
        console.wait_for("sign_in", asks_for_password)
        console.say("sign_in")
        console.wait_for("ready")


def test_nothing_secret_is_left_in_the_state_folder(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a", "--log-level=debug", f"--journal={tmp_path / 'journal'}")
    with headless.running(console):
        headless.sign_in(console, marco)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert marco.password.encode() not in kept
    assert marco.totp_secret.encode() not in kept


def test_a_session_goes_on_after_the_relay_was_killed(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        marco = relay.add_technician()
        console = headless.console(relay, tmp_path / "a")
        with headless.running(console):
            headless.sign_in(console, marco)
            relay.kill()
            console.wait_for("link", lambda line: line["state"] == "offline")
            since = console.now
            relay.start()
            console.post("reconnect")
            console.wait_for("ready", since=since)
            assert console.say("state")["sign_in"] == "signed_in"


def test_what_the_console_changes_comes_back_from_the_relay(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        headless.sign_in(console, marco)
        console.say("customer_save", name="Beta s.r.l.")
        customer = console.wait_for("customer", lambda line: line["customer"]["name"] == "Beta s.r.l.")["customer"]
        console.say(
            "contact_save",
            customer_id=customer["customer_id"],
            first_name="Ada",
            last_name="Conti",
            e_mail="ada@beta.example",
        )
        console.wait_for("contact", lambda line: line["contact"]["e_mail"] == "ada@beta.example")
        console.say("settings", user_chat_enabled=True, organisation="Aurora IT")
        console.wait_for("settings", lambda line: line["settings"]["organisation"] == "Aurora IT")
        console.say("mail_notices", wanted=False)
        console.wait_for("technician", lambda line: line["technician"].get("wants_mail") is False)
        console.say("token_create", customer_id=customer["customer_id"], label="GPO")
        assert console.wait_for("token_secret")["secret"]
        listed = console.say("list", what="tokens")["records"]
        assert "secret" not in json.dumps(listed)


def test_a_customers_stamp_is_made_and_told_once(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    customer_id = relay.add_customer("ACME")
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        headless.sign_in(console, marco)
        wanted = {"customer_id": customer_id, "relay_url": relay.url, "max_uses": 3, "brand": {"title": "Aurora IT"}}
        reply = console.say("stamp_create", **wanted)["reply"]
        stamp = stamps.read(reply["stamp"]).stamp
        assert (stamp.customer_name, stamp.relay_url, stamp.brand.title) == ("ACME", relay.url, "Aurora IT")
        token = console.wait_for("token", lambda line: line["token"]["token_id"] == reply["token_id"])["token"]
        assert token["max_uses"] == 3
        assert (
            stamps.read(console.say("stamp_create", **wanted, is_golden=True)["reply"]["stamp"]).stamp.enrollment_token
            == ""
        )
        refused = console.refused("stamp_create", **wanted, proxy="ftp://x")
        assert (refused["code"], refused["params"]) == ("trust_unusable", {"why": "proxy"})
        assert "http://" in refused["words"]


def test_a_change_that_came_first_is_a_conflict(relay: Relay, marco: Technician, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        headless.sign_in(console, marco)
        version = console.say("state")["settings"]["version"]
        console.say("settings", organisation="One", version=version)
        refused = console.refused("settings", organisation="Two", version=version)
        assert (refused["code"], refused["params"]["what"]) == ("conflict", "settings_changed")
        assert "save again" in refused["words"]


def test_what_cannot_be_understood_is_refused_and_nothing_else_happens(relay: Relay, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        assert console.refused("list", what="secrets")["code"] == "bad_command"
        assert console.refused("ask_again", request_id="0193a000-0000-7000-8000-000000000001")["code"] == "not_found"
        console.post("dance")
        console.wait_for("error", lambda line: line["code"] == "bad_command" and line["do"] is None)
        console.say("state")


def test_words_follow_the_language(relay: Relay, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a", "--language=it")
    with headless.running(console):
        assert "pagina" not in console.refused("list", what="x")["words"]
        refused = console.refused("availability", available=True)
        assert refused["code"] == "unavailable"
        italian = refused["words"]
        console.say("language", language="en")
        assert console.refused("availability", available=True)["words"] != italian


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(relay: Relay, tmp_path: Path, number: signal.Signals) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        console.wait_for("sign_in", asks_for_password)
        assert console._process is not None
        console._process.send_signal(number)
        console.wait_for("ended")


def test_the_end_of_its_input_ends_it_in_order(relay: Relay, tmp_path: Path) -> None:
    console = headless.console(relay, tmp_path / "a")
    with headless.running(console):
        console.wait_for("sign_in", asks_for_password)
        assert console.quit() == 0
        assert console.shown("ended")


def test_help_needs_neither_relay_nor_qt() -> None:
    code = "import sys; sys.modules['PySide6'] = None; sys.argv[0] = 'x'; import tech_console.__main__ as m; m.main(['--help'])"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, env=_environment())
    assert done.returncode == 0
    assert "SPORTELLO_CONSOLE_" in done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(headless.ROOT)}

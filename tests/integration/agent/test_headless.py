"""The headless agent as a process against a real relay: options, key, trust, ends. The talk itself: tests/end2end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import headless
from tests.support.headless import Headless, Line
from tests.support.relay import Relay, running_relay

IN_USE = 3


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with running_relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


@pytest.fixture(scope="module")
def token(relay: Relay) -> str:
    return relay.add_token(relay.add_customer())


def is_ready(line: Line) -> bool:
    return bool(line["state"] == "ready")


def test_a_device_joins_with_its_token_and_comes_back_without_it(relay: Relay, token: str, tmp_path: Path) -> None:
    agent = headless.agent(relay, tmp_path / "a", token)
    with headless.running(agent):
        first = agent.wait_for("device")["device_key_id"]
        agent.wait_for("link", is_ready)
    again = headless.agent(relay, tmp_path / "a")
    with headless.running(again):
        assert again.wait_for("device")["device_key_id"] == first


def test_the_token_is_nowhere_afterwards(relay: Relay, token: str, tmp_path: Path) -> None:
    agent = headless.agent(relay, tmp_path / "a", token, "--log-level=debug", f"--journal={tmp_path / 'journal'}")
    with headless.running(agent):
        agent.wait_for("link", is_ready)
        agent.say("state")
        shown = json.dumps(agent.shown("state"))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert token not in shown
    assert [path for path in files if token.encode() in path.read_bytes()] == []


def test_a_token_in_the_environment_is_taken_out_of_it(relay: Relay, token: str, tmp_path: Path) -> None:
    variable = "SPORTELLO_AGENT_ENROLLMENT_TOKEN"
    code = (
        "import os, sys; from click.testing import CliRunner; import endpoint_agent.__main__ as m;"
        f"m._run = lambda given: print(given.token.secret, {variable!r} in os.environ) or 0; sys.argv[1:] = []; m.main()"
    )
    env = os.environ | {variable: "from-the-environment"}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["from-the-environment", "False"]


def test_a_wrong_token_is_said_in_words(relay: Relay, tmp_path: Path) -> None:
    agent = headless.agent(relay, tmp_path / "a", "no-such-token")
    with headless.running(agent):
        line = agent.wait_for("link", lambda shown: shown["code"] == "enrolment")
        assert "Ask your IT support for a new installer" in line["words"]
    assert agent.status == 31


def test_another_certificate_is_refused_and_nothing_is_sent(relay: Relay, token: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "endpoint_agent", "--headless", "--allow-key-file", "--language=it"]
    trust = [f"--relay={relay.url}", f"--fingerprint={'0' * 64}", f"--state={tmp_path / 'a'}"]
    agent = Headless([*command, *trust, f"--enrollment-token={token}"], tmp_path / "a.log")
    with headless.running(agent):
        line = agent.wait_for("link", lambda shown: shown["code"] == "certificate")
        assert "Nulla è stato inviato" in line["words"]
        assert agent.shown("device") == []


def test_a_second_agent_on_the_same_folder_ends_with_its_own_status(relay: Relay, token: str, tmp_path: Path) -> None:
    first, second = (headless.agent(relay, tmp_path / "a", token) for _ in range(2))
    with headless.running(first):
        first.wait_for("link", is_ready)
        second.start()
        assert second.wait_for("error")["code"] == "profile_in_use"
        assert second.quit() == IN_USE


def test_a_line_that_is_no_command_is_answered_and_the_next_one_obeyed(
    relay: Relay, token: str, tmp_path: Path
) -> None:
    agent = headless.agent(relay, tmp_path / "a", token)
    with headless.running(agent):
        agent.post("sing")
        assert agent.wait_for("error")["code"] == "bad_command"
        assert agent.refused("send", text="to whom?")["code"] == "not_found"
        assert agent.refused("accept")["code"] == "not_found"
        assert agent.say("language", language="it")["do"] == "language"
        assert "error" not in [line["shown"] for line in agent.shown("state")]


def test_words_follow_the_language(relay: Relay, token: str, tmp_path: Path) -> None:
    agent = headless.agent(relay, tmp_path / "a", token, "--language=it")
    with headless.running(agent):
        agent.wait_for("counter")
        line = agent.refused("start_chat")
        assert line["code"] == "forbidden"
        assert "help desk" not in line["words"]
        assert agent.wait_for("situation", lambda shown: shown["kind"] == "not_enabled")["title"].startswith("Qui")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(relay: Relay, token: str, tmp_path: Path, number: signal.Signals) -> None:
    agent = headless.agent(relay, tmp_path / "a", token)
    agent.start()
    agent.wait_for("link", is_ready)
    assert agent._process is not None
    agent._process.send_signal(number)
    agent.wait_for("ended")
    assert agent.quit() == 0


def test_a_forgotten_device_leaves_no_key(relay: Relay, token: str, tmp_path: Path) -> None:
    agent = headless.agent(relay, tmp_path / "a", token)
    with headless.running(agent):
        agent.wait_for("link", is_ready)
    command = [sys.executable, "-m", "endpoint_agent", f"--state={tmp_path / 'a'}", "--allow-key-file"]
    subprocess.run([*command, "--forget-device"], check=True, capture_output=True)
    assert list((tmp_path / "a" / "keys").iterdir()) == []
    assert not (tmp_path / "a" / "device.json").exists()
    again = headless.agent(relay, tmp_path / "a", "")
    with headless.running(again):
        again.wait_for("link", lambda shown: shown["code"] == "enrolment")


def test_without_a_relay_it_does_not_start(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "endpoint_agent", "--headless", f"--state={tmp_path}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "--relay" in done.stderr


def test_a_stamp_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("{")
    command = [sys.executable, "-m", "endpoint_agent", "--headless", f"--stamp={tmp_path / 's'}", "--language=it"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    line = json.loads(done.stdout)
    assert (done.returncode, line["code"], line["params"]["path"]) == (11, "stamp", str(tmp_path / "s"))
    assert "programma di installazione" in line["words"]
    assert done.stderr == ""


def test_without_a_key_store_it_says_what_helps(relay: Relay, token: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "endpoint_agent", "--headless", f"--enrollment-token={token}"]
    reach = [f"--relay={relay.url}", f"--fingerprint={relay.fingerprint}", f"--state={tmp_path / 'a'}"]
    agent = Headless([*command, *reach], tmp_path / "a.log")
    with headless.running(agent):
        line = agent.wait_for("link", lambda shown: shown["code"] == "key_store")
        assert line["params"]["why"] == "none"
        assert "key store" in line["words"]
    assert agent.status == 40

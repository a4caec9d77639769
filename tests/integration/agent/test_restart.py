"""An upgrade asks a running program by SIGHUP to start anew: the same process, and everything goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import headless
from tests.support.headless import Headless, Line
from tests.support.relay import Relay, running_relay

WITHIN_S = 30
NO_MORE_IMPORTS = """
import signal, sys
from shared.qt import quit_signals
class Gone:
    def find_spec(self, name, path=None, target=None):
        sys.stderr.write(f"imported too late: {name}\\n"); sys.stderr.flush()
        raise ModuleNotFoundError(name)
def noted(number, frame):
    if number == signal.SIGHUP:
        sys.meta_path.insert(0, Gone())
quit_signals._noted = noted
from PACKAGE.__main__ import main
main()
"""
"""A program whose files are gone from the moment the signal comes."""


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with running_relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


def is_ready(line: Line) -> bool:
    return bool(line["state"] == "ready")


def hang_up(program: Headless) -> int:
    assert program._process is not None
    program._process.send_signal(signal.SIGHUP)
    return program._process.pid


def test_a_talk_under_way_goes_on_in_the_same_process(relay: Relay, tmp_path: Path) -> None:
    token = relay.add_token(relay.add_customer())
    agent = headless.agent(relay, tmp_path / "a", token)
    agent._command[1:3] = ["-c", NO_MORE_IMPORTS.replace("PACKAGE", "endpoint_agent")]
    console = headless.console(relay, tmp_path / "c")
    with headless.running(agent, console):
        headless.sign_in(console, relay.add_technician())
        device = agent.wait_for("device")
        relay.activate_helpdesk(device["device_id"])
        agent.wait_for("link", is_ready)
        console.say("ask_device", device_id=device["device_id"], reason="upgrade")
        agent.say("accept", request_id=agent.wait_for("request")["request_id"])
        talk = agent.wait_for("conversation")["conversation_id"]
        agent.say("send", conversation_id=talk, text="before")
        console.wait_for("message", lambda row: row["text"] == "before")

        since = agent.now
        pid = hang_up(agent)
        agent.wait_for("restarting", since=since)
        console.say("send", conversation_id=talk, text="meanwhile")
        agent.wait_for("link", is_ready, since=since)
        agent.wait_for("message", lambda row: row["text"] == "meanwhile", since=since)
        agent.say("send", conversation_id=talk, text="after")
        console.wait_for("message", lambda row: row["text"] == "after")
        agent.wait_for("message", lambda row: row["text"] == "after" and row["seq"])
        since = agent.now
        agent.say("history", conversation_id=talk)
        history = agent.wait_for("history", since=since)
        said = [row["text"] for row in history["messages"] if not row["event"]]
        assert said == ["before", "meanwhile", "after"]
        assert agent._process is not None
        assert agent._process.pid == pid
    assert agent.status == 0
    assert "imported too late" not in agent.log


def test_a_token_that_was_not_used_yet_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "relay"
    folder.mkdir()
    absent = Relay(folder / "state")
    absent.state.mkdir()
    absent.start()
    token = absent.add_token(absent.add_customer())
    agent = headless.agent(absent, tmp_path / "a", token)
    absent.stop()
    with headless.running(agent):
        agent.wait_for("link", lambda line: line["code"] == "unreachable")
        since = agent.now
        hang_up(agent)
        agent.wait_for("link", lambda line: line["code"] == "unreachable", since=since)
        absent.start()
        try:
            agent.say("reconnect")
            agent.wait_for("link", is_ready, since=since)
        finally:
            agent.quit()
            absent.kill()


def _until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < deadline, "did not come true in time"
        time.sleep(0.05)


@pytest.mark.parametrize("package", ["endpoint_agent", "tech_console"])
def test_a_program_with_windows_starts_anew_under_its_own_number(tmp_path: Path, package: str) -> None:
    log = tmp_path / "log"
    started = "started anew"
    code = f"import sys; sys.stderr.write('{started}\\n'); sys.stderr.flush()\n"
    code += NO_MORE_IMPORTS.replace("PACKAGE", package)
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", code, f"--state={tmp_path / 'state'}"],
            stdin=subprocess.DEVNULL, stdout=file, stderr=file, env=os.environ,
        )  # fmt: skip
    try:
        _until(lambda: list((tmp_path / "state").glob("*.lock")) if (tmp_path / "state").exists() else None)
        time.sleep(0.5)  # the lock is taken before the loop that takes signals runs
        process.send_signal(signal.SIGHUP)
        _until(lambda: log.read_text().count(started) == 2)
        _until(lambda: list((tmp_path / "state").glob("*.lock")))
        assert process.poll() is None
    finally:
        process.terminate()
        status = process.wait(WITHIN_S)
    assert status in {0, -signal.SIGTERM}
    assert "imported too late" not in log.read_text()
    assert "another instance" not in log.read_text()

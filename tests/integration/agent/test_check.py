"""`--check` and `--self-test` as an installer or an administrator runs them, against a real relay."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support import headless
from tests.support.relay import Relay, running_relay
from tests.support.stamps import write_stamp

WITHIN_S = 60


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with running_relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


def run(*options: str, program: str = "endpoint_agent", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", program, *options],
        check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=WITHIN_S, env=os.environ | env,
    )  # fmt: skip


def checked(relay: Relay, state: Path, *options: str) -> dict[str, Any]:
    reach = [f"--relay={relay.url}", f"--fingerprint={relay.fingerprint}", f"--state={state}", "--allow-key-file"]
    done = run("--check", "--json", *reach, *options, DBUS_SESSION_BUS_ADDRESS="disabled:")
    found: dict[str, Any] = msgspec.json.decode(done.stdout)
    assert done.returncode == found["status"]
    return {**found, "by_name": {part["name"]: part for part in found["found"]}}


def test_all_is_well_before_joining_and_nothing_is_written(relay: Relay, tmp_path: Path) -> None:
    found = checked(relay, tmp_path / "state", "--enrollment-token=whatever")
    assert (found["ok"], found["status"]) == (True, 0)
    assert list(found["by_name"]) == ["settings", "folder", "key_store", "relay", "joined"]
    assert found["by_name"]["joined"]["params"] == {"how": "token"}
    assert not (tmp_path / "state").exists()


def test_in_words_it_is_a_sentence_for_each_and_a_last_line_in_both_languages(relay: Relay, tmp_path: Path) -> None:
    reach = [f"--relay={relay.url}", f"--state={tmp_path}", "--check", "--allow-key-file"]
    for language, last in (("en", "Not ready; exit status 23."), ("it", "Non pronto; stato di uscita 23.")):
        done = run(*reach, f"--language={language}", f"--report={tmp_path / 'report'}")
        assert (done.returncode, done.stdout.splitlines()[-1]) == (23, last)
        assert (tmp_path / "report").read_text() == done.stdout
        assert done.stderr == ""


def test_a_stamp_of_another_relay_is_told_before_anybody_joins(relay: Relay, tmp_path: Path) -> None:
    stamp = write_stamp(tmp_path / "s", enrollment_token="t", relay_url=relay.url, fingerprint=relay.fingerprint)
    done = run("--check", f"--stamp={stamp}", f"--state={tmp_path / 'state'}", "--allow-key-file")
    assert (done.returncode, done.stderr) == (14, "")
    assert "another support" in done.stdout


def test_each_cause_ends_with_its_own_status(relay: Relay, tmp_path: Path) -> None:
    assert checked(relay, tmp_path / "a")["status"] == 30
    (tmp_path / "file").touch()
    assert checked(relay, tmp_path / "file" / "state", "--enrollment-token=t")["status"] == 41
    assert run("--check", f"--state={tmp_path / 'a'}").returncode == 4
    assert run("--check", f"--stamp={tmp_path / 'none'}").returncode == 11
    closed = run("--check", "--relay=wss://127.0.0.1:1", f"--state={tmp_path / 'a'}", "--allow-key-file")
    assert closed.returncode == 20


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_another_accounts_folder_is_not_touched(relay: Relay, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o755)
    os.chown(tmp_path / "theirs", 12345, 12345)
    assert checked(relay, tmp_path / "theirs", "--enrollment-token=t")["status"] == 44
    agent = headless.agent(relay, tmp_path / "theirs", "t")
    with headless.running(agent):
        assert "another account" in agent.wait_for("error")["words"]
    assert agent.status == 44
    assert list((tmp_path / "theirs").iterdir()) == []


def test_a_copied_disk_shows_nothing_of_the_other_computers_talks(relay: Relay, tmp_path: Path) -> None:
    token = relay.add_token(relay.add_customer("Copied"))
    state = tmp_path / "a"
    agent = headless.agent(relay, state, token)
    with headless.running(agent):
        first = agent.wait_for("device")["device_key_id"]
    record = state / "device.json"
    fields = msgspec.json.decode(record.read_bytes())
    record.write_bytes(msgspec.json.encode({**fields, "machine_id": "of another computer"}))
    said = checked(relay, state)
    assert (said["status"], said["by_name"]["joined"]["code"]) == (32, "copied")
    copy = headless.agent(relay, state)
    copy._command.remove("--enrollment-token=-")
    copy._first_line = ""
    with headless.running(copy):
        assert "copied" in copy.wait_for("link", lambda line: line["code"] == "copied")["words"]
    assert copy.status == 32
    assert (state / "agent.db.copied").exists()
    again = headless.agent(relay, state, token)
    with headless.running(again):
        assert again.wait_for("device")["device_key_id"] != first


def test_a_device_that_has_joined_says_whose_it_is(relay: Relay, tmp_path: Path) -> None:
    token = relay.add_token(relay.add_customer("Aurora"))
    agent = headless.agent(relay, tmp_path / "a", token)
    with headless.running(agent):
        agent.wait_for("link", lambda line: line["state"] == "ready")
    found = checked(relay, tmp_path / "a")
    assert found["ok"]
    assert found["by_name"]["joined"]["params"] == {"customer": "Aurora", "how": "joined"}


def test_the_log_tells_the_course_of_things_and_no_secret(relay: Relay, tmp_path: Path) -> None:
    token = relay.add_token(relay.add_customer())
    agent = headless.agent(relay, tmp_path / "a", token, "--log-level=debug")
    with headless.running(agent):
        agent.wait_for("link", lambda line: line["state"] == "ready")
    path = tmp_path / "a" / "agent.log"
    log = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "enrolled" in log
    assert "ready" in log
    secrets = [token, *(key.read_text() for key in (tmp_path / "a" / "keys").iterdir())]
    assert [secret for secret in secrets if secret in log] == []


@pytest.mark.parametrize("program", ["endpoint_agent", "tech_console"])
def test_a_program_tests_itself_and_reaches_a_relay(relay: Relay, tmp_path: Path, program: str) -> None:
    file = tmp_path / "report.json"
    reach = [f"--relay={relay.url}", f"--fingerprint={relay.fingerprint}"]
    done = run("--self-test", f"--report={file}", *reach, program=program)
    found = msgspec.json.decode(done.stdout)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert [part["name"] for part in found["parts"] if part["ok"]] == [
        "version", "key_store", "translations", "fonts", "icons", "tls", "sqlite", "window", "relay",
    ]  # fmt: skip
    assert msgspec.json.decode(file.read_bytes()) == found


def test_a_self_test_that_does_not_reach_the_relay_fails(relay: Relay) -> None:
    done = run("--self-test", f"--relay={relay.url}")
    found = msgspec.json.decode(done.stdout)
    assert done.returncode == 1
    assert [part["name"] for part in found["parts"] if not part["ok"]] == ["relay"]

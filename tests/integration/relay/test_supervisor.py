"""`serve` keeps its two processes alive, ends them in order, and never leaves one behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from relay.writer.store import lock_writer
from tests.support.ports import LOOPBACK, free_port
from tests.support.relay import Relay, running_relay
from tests.support.waiting import until

WITHIN_S = 20.0


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    with running_relay(tmp_path) as relay:
        yield relay


def test_address_and_fingerprint_are_said_once(relay: Relay) -> None:
    said = relay.log()
    assert said.count(f"listens on wss://127.0.0.1:{relay.port}") == 1
    assert said.count(relay.fingerprint) == 1


@pytest.mark.parametrize("name", ["writer", "talk", "files"])
def test_a_process_that_dies_is_started_again(relay: Relay, name: str) -> None:
    [before] = relay.children(name)
    os.kill(before, signal.SIGKILL)
    until(lambda: relay.children(name) not in ([], [before]), within_s=WITHIN_S)
    relay.wait_ready()
    assert f"{name} ended (-9), starting again in 0.2 s" in relay.log()


def test_hang_up_gives_new_processes_with_the_new_certificate_and_keeps_the_writer(relay: Relay) -> None:
    talk, writer, files = relay.children("talk"), relay.children("writer"), relay.children("files")
    assert relay.process is not None
    relay.process.send_signal(signal.SIGHUP)
    until(lambda: relay.children("talk") not in ([], talk), within_s=WITHIN_S)
    until(lambda: relay.children("files") not in ([], files), within_s=WITHIN_S)
    assert relay.children("writer") == writer
    relay.wait_ready()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_all_processes_and_exits_with_0(relay: Relay, number: signal.Signals) -> None:
    processes = [psutil.Process(pid) for pid in relay.children("relay")]
    assert relay.process is not None
    relay.process.send_signal(number)
    assert relay.process.wait(WITHIN_S) == 0
    assert [process for process in processes if process.is_running()] == []
    relay.process = None


def test_a_killed_supervisor_takes_its_processes_along(relay: Relay) -> None:
    processes = [psutil.Process(pid) for pid in relay.children("relay")]
    assert len(processes) == 3
    assert relay.process is not None
    relay.process.kill()
    relay.process.wait()
    relay.process = None
    _, alive = psutil.wait_procs(processes, timeout=WITHIN_S)
    assert alive == []


def test_a_port_in_use_ends_it_with_words_and_a_code(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        done = _serve(tmp_path, f"--port={taken.getsockname()[1]}")
    assert done.returncode == 5
    assert "Another program listens on this address already." in done.stderr


def test_an_unusable_certificate_ends_it_with_words_and_a_code(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    done = _serve(tmp_path, f"--port={free_port()}", f"--tls-cert={broken}", f"--tls-key={broken}")
    assert done.returncode == 5
    assert "broken.pem" in done.stderr


@pytest.mark.slow  # a writer that is finishing is waited for ten seconds
def test_a_second_relay_on_the_same_folder_gives_up(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    with lock_writer(tmp_path / "state" / "writer.lock"):
        done = _serve(tmp_path, f"--port={free_port()}")
    assert done.returncode == 4
    assert "A relay is using this state folder." in done.stderr


@pytest.mark.slow
def test_a_second_relay_gives_up_although_the_writer_of_the_first_would_serve_it(relay: Relay) -> None:
    done = _serve(relay.state.parent, f"--state={relay.state}", f"--port={free_port()}", f"--file-port={free_port()}")
    assert (done.returncode, done.stdout) == (4, "")
    assert "A relay is using this state folder." in done.stderr
    assert relay.http("/readyz")[0] == 200


def test_systemd_is_told_when_it_is_ready_and_when_it_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(address))
        systemd.settimeout(WITHIN_S)
        monkeypatch.setenv("NOTIFY_SOCKET", str(address))
        with running_relay(tmp_path) as relay:
            assert systemd.recv(100) == b"READY=1"
            relay.stop()
            assert systemd.recv(100) == b"STOPPING=1"


def test_a_program_is_told_in_json_when_it_can_connect(tmp_path: Path) -> None:
    port = free_port()
    with _serving(tmp_path, f"--port={port}", "--plain", "--json") as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        assert said == {"ok": True, "event": "listening", "address": f"ws://127.0.0.1:{port}", "fingerprint": ""}
        socket.create_connection((LOOPBACK, port), WITHIN_S).close()


def _serve(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "relay", "serve", f"--state={folder / 'state'}", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@contextlib.contextmanager
def _serving(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "relay", "serve", f"--state={folder / 'state'}", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()

"""The real collectors, in the real child process, against a real relay."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import psutil
import pytest

from endpoint_agent.inventory import keeping, machine_parts
from endpoint_agent.inventory.collect import COLLECTORS, collect
from endpoint_agent.inventory.looking import QUICK, SLOW, Looker, LookFailed
from endpoint_agent.inventory.processes import busiest
from relay.db.engine import reader_engine
from relay.db.gate import Gate
from relay.db.repositories import inventory as rows
from relay.domain.scope import RELAY_SCOPE
from shared.inventory import Items
from tests.support import headless
from tests.support.relay import running_relay
from tests.support.waiting import until

COMMAND = [sys.executable, "-m", "endpoint_agent"]


def test_this_computer_says_what_it_is() -> None:
    found = collect()
    assert found.keys() == COLLECTORS.keys() == QUICK | SLOW
    assert found["system"]["os"]["kernel"]
    assert found["hardware"]["memory"]["total_bytes"]
    assert found["hardware"]["cpu"]["threads"] == psutil.cpu_count()
    assert "lo" not in found["network"]
    assert all(0 <= int(str(disk["free_percent"])) <= 100 for disk in found["disks"].values())


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="no dpkg here")
def test_the_programs_of_a_debian_are_those_dpkg_lists() -> None:
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}:${Architecture} ${Version}\n"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    expected = {tuple(line.split()[1:]) for line in listed if line.startswith("installed ")}
    found = collect({"software"})["software"]
    assert {
        (f"{item['name']}:{item['architecture']}", item["version"])
        for item in found.values()
        if item["source"] == "dpkg"
    } == expected


def test_a_section_that_fails_is_left_out_and_the_others_are_there(
    monkeypatch: pytest.MonkeyPatch, expect_log: Callable[..., object]
) -> None:
    expect_log("endpoint_agent.inventory.collect", logging.ERROR, text="disks")

    def broken() -> Items:
        raise OSError("no")

    monkeypatch.setitem(COLLECTORS, "disks", broken)
    assert collect({"disks", "network"}).keys() == {"network"}


def test_addresses_for_a_day_are_not_told() -> None:
    everything = machine_parts.interfaces()
    addresses = {address for item in everything.values() for address in str(item.get("ipv6", "")).split(", ")}
    told = machine_parts.interfaces(addresses)
    assert not any(item.get("ipv6") for item in told.values())


def test_the_busiest_process_comes_first() -> None:
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as spinning:
        try:
            rows = busiest()
        finally:
            spinning.kill()
    assert [row.cpu_percent for row in rows] == sorted((row.cpu_percent for row in rows), reverse=True)
    assert spinning.pid in {row.pid for row in rows[:20]}


def test_the_child_prints_what_was_asked() -> None:
    done = subprocess.run([*COMMAND, "--inventory", "disks,network"], check=True, capture_output=True)
    assert msgspec.json.decode(done.stdout).keys() == {"disks", "network"}


@pytest.mark.parametrize(("wanted", "niceness"), [("disks", 19), ("processes", 0)])
def test_a_look_steps_back_unless_somebody_waits_for_it(wanted: str, niceness: int) -> None:
    code = f"import os; from endpoint_agent.inventory import child; child.run({wanted!r}); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert int(done.stdout.splitlines()[-1]) == max(niceness, os.nice(0))


def test_a_look_in_the_child_is_a_look_here() -> None:
    looker = Looker(COMMAND)
    assert looker.sections({"hardware", "software"}) == collect({"hardware", "software"})
    assert any(row.name for row in looker.processes())


def test_a_child_that_says_nonsense_or_fails_is_no_answer() -> None:
    for program in ("print('nonsense')", "raise SystemExit(3)"):
        with pytest.raises(LookFailed):
            Looker([sys.executable, "-c", program]).sections({"disks"})
    with pytest.raises(LookFailed):
        Looker(["/nowhere/agent"]).sections({"disks"})


def test_stopping_ends_the_child_at_once() -> None:
    import threading

    looker = Looker([sys.executable, "-c", "import time; time.sleep(60)"])
    ended: list[Exception] = []

    def look() -> None:
        try:
            looker.sections({"disks"})
        except LookFailed as error:
            ended.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    until(lambda: psutil.Process().children(), what="the child")
    began = time.monotonic()
    looker.stop()
    thread.join(5)
    assert ended
    assert time.monotonic() - began < 2


def test_what_the_agent_tells_is_what_it_keeps_and_a_restart_goes_on_from_there(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        token, kept = relay.add_token(relay.add_customer()), tmp_path / "a" / keeping.FILE
        for version in (1, 2):
            program = headless.agent(relay, tmp_path / "a", token, reports=True)
            with headless.running(program):
                until(partial(_has_kept, kept, version), within_s=60, what="the report")
        with reader_engine(relay.state / "relay.db").connect() as connection:
            gate = Gate(connection, RELAY_SCOPE)
            (head,) = rows.heads(gate).values()
            assert rows.sections(gate, head.device_id) == keeping.load(kept).sections


def _has_kept(path: Path, version: int) -> bool:
    return keeping.load(path).version == version

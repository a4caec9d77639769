"""An upgrade that dies anywhere, or finds no room, leaves a version that starts, and can be finished afterwards."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.packages.conftest import Debs, MakeMachine
from tests.packages.machine import Machine
from tests.packages.needs import PACKAGES_CAN_BE_INSTALLED
from tests.support.waiting import until

pytestmark = PACKAGES_CAN_BE_INSTALLED
PACKAGE = "sportello-agent"
BASE = f"/usr/lib/{PACKAGE}"
COMMANDS = ("cp", "ln", "mkdir", "mv", "rm", "sync")
"""What the script changes the disk with."""
KILLER = "/opt/killer"
ROOM = 90_000_000
"""Less than a version needs."""


@pytest.fixture
def upgraded_by_halves(make_machine: MakeMachine, agent_debs: Debs) -> Machine:
    """The old version runs, the new one is unpacked; its script has not run."""
    at = make_machine()
    at.install(agent_debs.old)
    at.does("dpkg", "--unpack", at.put(agent_debs.new))
    return at


def test_killed_at_any_step_of_its_script_a_version_starts_and_the_work_is_finished_later(
    make_machine: MakeMachine, upgraded_by_halves: Machine
) -> None:
    # The same disk for every step: nothing of it is changed, each machine writes into a layer of its own.
    count = 0
    while True:
        count += 1
        at = make_machine(over=upgraded_by_halves.layers)
        if not _killed_at(at, count):
            break
        assert _version(at) in {"0.1.0-1", "0.1.0-2"}, count
        assert _starts(at), count
        at.does("dpkg", "--configure", "--pending")
        assert _version(at) == "0.1.0-2", count
        assert len(list(at.path(f"{BASE}/versions").iterdir())) == 2, "the new one and the one before"
    assert count > 8, "the script changes the disk in more steps than that"
    assert _starts(at)


def test_killed_while_it_unpacks_the_old_version_starts_and_installing_again_repairs(
    make_machine: MakeMachine, agent_debs: Debs
) -> None:
    at = make_machine()
    at.install(agent_debs.old)
    command = [*at.entering(), "dpkg", "--install", at.put(agent_debs.new)]
    with subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as dpkg:
        qt = at.path(f"{BASE}/package/_internal/PySide6/Qt/lib")
        until(lambda: list(qt.glob("*.dpkg-new")), within_s=60)
        at.kill(dpkg)
        assert dpkg.returncode == -signal.SIGKILL
    assert _version(at) == "0.1.0-1"
    assert _starts(at)
    at.install(agent_debs.new)
    assert _version(at) == "0.1.0-2"
    assert _starts(at)


def test_without_room_the_old_version_stays_and_with_room_the_upgrade_works(
    make_machine: MakeMachine, agent_debs: Debs
) -> None:
    before = make_machine()
    before.install(agent_debs.old)
    package = before.put(agent_debs.new)
    at = make_machine(over=before.layers, disk_bytes=ROOM)
    done = at.run("dpkg", "--install", package)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr
    assert _version(at) == "0.1.0-1"
    assert _starts(at)
    subprocess.run(["mount", "-o", "remount,size=600M", str(at.layers[0].parent)], check=True)
    at.does("dpkg", "--install", package)
    assert _version(at) == "0.1.0-2"
    assert _starts(at)


def test_only_root_upgrades_and_everybody_is_told(make_machine: MakeMachine, agent_debs: Debs) -> None:
    at = make_machine()
    at.install(agent_debs.old)
    done = at.run("dpkg", "--install", at.put(agent_debs.new), user="giulia")
    assert done.returncode == 2
    assert "requires superuser privilege" in done.stderr
    assert _version(at) == "0.1.0-1"


def test_installing_the_same_version_again_repairs_it(make_machine: MakeMachine, agent_debs: Debs) -> None:
    at = make_machine()
    at.install(agent_debs.old)
    at.path(f"{BASE}/current/_internal/base_library.zip").write_bytes(b"damaged")
    assert at.run(PACKAGE, "--version", user="giulia").returncode != 0
    at.install(agent_debs.old)
    assert _starts(at)
    assert _version(at) == "0.1.0-1"


def _killed_at(at: Machine, step: int) -> bool:
    """Configure with commands in front of the real ones that kill everything at the given one; tell whether they did."""
    for name in COMMANDS:
        shim = at.path(f"{KILLER}/{name}")
        shim.parent.mkdir(exist_ok=True)
        shim.write_text(
            "#!/bin/sh\n"
            f"echo >>{KILLER}/calls\n"
            f"[ $(wc -l <{KILLER}/calls) -ne {step} ] || kill -9 0\n"
            f'exec /bin/{name} "$@"\n',
            encoding="ascii",
        )
        shim.chmod(0o755)
    path = f"{KILLER}:/usr/sbin:/usr/bin:/sbin:/bin"
    command = [*at.entering(env={"PATH": path}), "dpkg", "--configure", PACKAGE]
    done = subprocess.run(command, check=False, capture_output=True, start_new_session=True)
    return done.returncode == -signal.SIGKILL


def _version(at: Machine) -> str:
    """Return which version starts."""
    return Path(at.path(f"{BASE}/current").readlink()).name.rpartition("-")[0]


def _starts(at: Machine) -> str:
    return at.does(PACKAGE, "--version", user="giulia")

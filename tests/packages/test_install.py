"""The packages on a clean Debian: they bring what they need, run as nobody special, and go without a trace."""

import datetime as dt
import shlex
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer.archives import make_tar
from installer.customers import Wanted, make_stamp
from installer.freezing.bundle import Bundle
from shared import stamp
from shared.stamping.packages import stamped
from tests.packages.conftest import Debs, MakeMachine
from tests.packages.machine import Machine
from tests.packages.needs import PACKAGES_CAN_BE_INSTALLED
from tests.packages.story import PackagedRelay, agent
from tests.support import headless

pytestmark = PACKAGES_CAN_BE_INSTALLED
WAYLAND = ("libwayland-cursor", "libwayland-client")
"""Only recommended."""


def test_a_device_joins_is_approved_and_talks_with_what_was_installed(
    make_machine: MakeMachine, relay_debs: Debs, agent_debs: Debs, tmp_path: Path
) -> None:
    at = make_machine()
    at.install(relay_debs.old, agent_debs.old)
    relay = PackagedRelay(at)
    owner = relay.owner()
    with relay.serving():
        relay.ask("customer", "add", "Acme", "--policy=approve")
        token = relay.ask("token", "create", "Acme")["token"]
        options = (
            f"--relay={relay.url}",
            f"--fingerprint={relay.fingerprint}",
            "--allow-key-file",
            "--enrollment-token=-",
        )
        employee = agent(at, tmp_path / "agent.log", *options, first_line=token)
        technician = headless.console(relay, tmp_path / "console")
        with headless.running(employee, technician):
            headless.sign_in(technician, owner)
            device_id = employee.wait_for("device")["device_id"]
            relay.ask("device", "approve", device_id)
            employee.wait_for("device", lambda line: line["approved"])
            conversation_id = _talk(employee, technician, device_id)
            now = employee.now
            at.install(agent_debs.new)
            employee.wait_for("link", lambda line: line["state"] == "ready", since=now)  # it started anew by itself
            assert _running_version(at) == "0.1.0-2"
            technician.say("send", conversation_id=conversation_id, text="And now?")
            employee.wait_for("message", lambda line: line["text"] == "And now?")
            employee.say("send", conversation_id=conversation_id, text="Still here")
            technician.wait_for("message", lambda line: line["text"] == "Still here")


def test_nothing_a_program_is_linked_to_is_missing(
    make_machine: MakeMachine, relay_debs: Debs, agent_debs: Debs
) -> None:
    at = make_machine()
    at.install(relay_debs.old, agent_debs.old)
    look = "cd /usr/lib && find sportello-*/current/ -type f \\( -name '*.so*' -o -name 'sportello-*' \\) -exec ldd {} + || true"
    missing = [line for line in at.does("sh", "-c", look).splitlines() if "not found" in line]
    assert [line for line in missing if not line.strip().startswith(WAYLAND)] == []


def test_the_unit_is_understood_and_shut_in(make_machine: MakeMachine, relay_debs: Debs) -> None:
    at = make_machine()
    at.install(relay_debs.old)
    unit = at.path("/usr/lib/systemd/system/sportello-relay.service").read_text(encoding="utf-8").splitlines()
    assert {"User=sportello", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="} <= set(unit)
    assert at.path("/var/lib/sportello-relay").stat().st_mode & 0o777 == 0o700
    assert at.path("/etc/systemd/system/multi-user.target.wants/sportello-relay.service").is_symlink()


def test_the_portable_archive_runs_from_any_folder_and_finds_its_stamp(
    make_machine: MakeMachine, agent_bundle: Bundle, tmp_path: Path
) -> None:
    at = make_machine()
    archive = make_tar(agent_bundle, tmp_path)
    made = make_stamp(Wanted(customer="Acme", relay="wss://127.0.0.1:9", relay_id="id"), dt.datetime.now(dt.UTC))
    package = stamped(archive, tmp_path, stamp.sign(made, Ed25519PrivateKey.generate()))
    place = at.path("/srv/any folder")
    place.mkdir()
    at.does("tar", "--extract", "--file", at.put(package), "--directory", "/srv/any folder")
    program = f"/srv/any folder/sportello-agent-{agent_bundle.facts.version}/sportello-agent"
    assert at.run(program, "--check", "--allow-key-file", user="giulia").returncode == 20, (
        "the stamp's relay is not there"
    )
    (at.path(program).parent / stamp.FILE_NAME).unlink()
    assert at.run(program, "--check", "--allow-key-file", user="giulia").returncode == 4, (
        "without a stamp there is none"
    )


def test_remove_keeps_settings_and_data_and_purge_leaves_nothing(
    make_machine: MakeMachine, relay_debs: Debs, agent_debs: Debs
) -> None:
    at = make_machine()
    before = at.files()
    at.install(relay_debs.old, agent_debs.old)
    relay = PackagedRelay(at)
    with relay.serving():
        pass
    at.path("/etc/sportello/agent.toml").write_text('relay = "wss://desk.example.org"\n', encoding="utf-8")
    at.does("dpkg", "--remove", "sportello-relay", "sportello-agent")
    assert not at.path("/usr/lib/sportello-agent").exists()
    assert at.path("/etc/sportello/agent.toml").read_text(encoding="utf-8") == 'relay = "wss://desk.example.org"\n'
    assert at.path("/var/lib/sportello-relay/relay.db").exists()
    at.install(relay_debs.old, agent_debs.old)
    assert at.path("/etc/sportello/agent.toml").read_text(encoding="utf-8") == 'relay = "wss://desk.example.org"\n'
    with relay.serving():
        pass
    at.does("dpkg", "--purge", "sportello-relay", "sportello-agent")
    assert at.files() == before
    assert "sportello" not in at.path("/etc/passwd").read_text(encoding="utf-8")


def test_an_older_version_is_refused_in_one_sentence_and_the_newer_stays(
    make_machine: MakeMachine, agent_debs: Debs
) -> None:
    at = make_machine()
    at.install(agent_debs.new)
    done = at.run("dpkg", "--install", at.put(agent_debs.old))
    assert done.returncode == 1
    assert "is installed and newer than 0.1.0-1; it stays. To go back, remove it first." in done.stderr
    assert at.does(
        "dpkg-query", "--show", "--showformat", "${Version} ${db:Status-Status}", "sportello-agent"
    ).endswith("-2 installed")
    assert _starts(at)


@pytest.mark.parametrize("program", ["agent", "relay"])
def test_people_see_the_program_and_root_owns_it(
    make_machine: MakeMachine, agent_debs: Debs, relay_debs: Debs, program: str
) -> None:
    at = make_machine()
    at.install(agent_debs.old if program == "agent" else relay_debs.old)
    writable = at.does("find", f"/usr/lib/sportello-{program}", "-perm", "/022", "-not", "-type", "l")
    foreign = at.does("find", f"/usr/lib/sportello-{program}", "-not", "-user", "root")
    assert (writable, foreign) == ("", "")
    assert at.does(f"sportello-{program}", "--help", user="giulia")


def _talk(employee: headless.Headless, technician: headless.Headless, device_id: str) -> str:
    technician.wait_for(
        "device", lambda line: line["device"]["device_id"] == device_id and line["device"]["state"] == "approved"
    )
    technician.say("ask_device", device_id=device_id)
    request = employee.wait_for("request", lambda line: line["state"] in {"requested", "ringing"})
    employee.say("accept", request_id=request["request_id"])
    conversation_id: str = technician.wait_for("opened")["conversation_id"]
    technician.say("send", conversation_id=conversation_id, text="Good morning")
    employee.wait_for("message", lambda line: line["text"] == "Good morning")
    return conversation_id


def _running_version(at: Machine) -> str:
    """Return which version the agent that runs is started from."""
    look = "for link in /proc/[0-9]*/exe; do readlink $link; done | sed -n 's|.*/sportello-agent/versions/\\(.*\\)-[0-9a-f]*/.*|\\1|p'"
    (running,) = set(at.does("sh", "-c", f"{look} 2>/dev/null || true").split())
    return running


def _starts(at: Machine) -> str:
    return at.does(*shlex.split("sportello-agent --version"), user="giulia")

"""The stories that are played on the computer: what an administrator, an employee and a technician see of a roll-out.

Each step is an assertion; what it measured is said.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from endpoint_agent.inventory.collect import COLLECTORS
from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from shared.protocol.directory import ApproveDevice
from shared.stamp import FILE_NAME
from tests.support import headless
from tests.support.headless import ROOT, Headless, Line
from tests.support.msi import table
from tests.support.relay import Relay, Technician
from tests.windows.computer import RUN_KEY, Computer, outside

REFUSED: Final = 1603
"""What msiexec says of an installation that a condition of ours forbids."""
ONLY_LATER: Final = "later.txt"
"""The next version has one file more."""
START_S: Final = 60.0
SIGNATURE: Final = 64
"""So much of a stamp's end is looked for, which no other text has; its token is inside, in another form."""
Say = Callable[[str, str], None]


class Packages(msgspec.Struct, frozen=True):
    """The agent's MSI, the next version of it, the console's, and what is in the first."""

    agent: Path
    later: Path
    console: Path
    bundle: Bundle


class Scene(msgspec.Struct, frozen=True):
    """Where it is played, and who is there."""

    at: Computer
    relay: Relay
    packages: Packages
    owner: Technician
    folder: Path
    say: Say


def by_properties(scene: Scene) -> None:
    """An installation with properties: joins, waits for approval, talks, is upgraded, refuses the older one, goes."""
    at, relay, packages, say = scene.at, scene.relay, scene.packages, scene.say
    token = relay.add_token(relay.add_customer("Acme", policy="approve"))
    code, _ = at.msiexec("/i", outside(packages.agent), f"RELAY_URL={relay.url}")
    assert (code, at.files("agent")) == (REFUSED, [])
    say("half of the settings is refused, nothing is installed", f"msiexec {code}")
    given = {"RELAY_URL": relay.url, "ENROLLMENT_TOKEN": token, "FINGERPRINT": relay.fingerprint}
    seconds = at.install(packages.agent, **given)
    assert bundle.sums(at.folder("agent")) == packages.bundle.sums.read_text(encoding="utf-8")
    say("installed silently, every file as it was frozen", f"{seconds:.1f} s, {len(at.files('agent'))} files")
    version = packages.bundle.facts.version
    settings = {"RelayUrl": relay.url, "EnrollmentToken": token, "Fingerprint": relay.fingerprint}
    assert at.registry() == {**settings, "Version": version}
    assert at.registry(RUN_KEY)["Sportello"].endswith('sportello-agent.exe"')
    say("the registry has the settings and the start with each session", "")
    _whole(scene, "agent")
    _ready(scene, "token")
    _says_inventory(scene)
    agent, technician = (
        at.headless("agent", "agent.log", "--no-inventory"),
        headless.console(relay, scene.folder / "tree"),
    )
    with headless.running(technician):
        headless.sign_in(technician, scene.owner)
        started = time.monotonic()
        agent.start()
        device_id = agent.wait_for("device", within_s=START_S)["device_id"]
        say("the agent starts and joins with the token of the registry", f"{time.monotonic() - started:.1f} s")
        relay.order(ApproveDevice(ref=1, device_id=device_id))
        agent.wait_for("device", lambda line: line["approved"])
        talk = _talk(agent, technician, device_id)
        say("approved; a technician asks, the employee accepts, both write", "accents and emoji whole")
        assert agent.quit() == 0
        say("it ends in order when its input ends", "status 0")
        agent = _started_again(scene, device_id)
        agent.kill()
        technician.say("send", conversation_id=talk, text="While you were gone")
        agent = _started_again(scene, device_id)
        agent.wait_for("message", _reads("While you were gone"))
        assert agent.quit() == 0
        say("killed and started again: same device, no word lost", "key from the Credential Locker")
        seconds = at.install(packages.later)
        assert at.registry() == {**settings, "Version": _version(packages.later)}
        assert ONLY_LATER in at.files("agent")
        say("upgraded without any property: the settings are kept", f"{seconds:.1f} s")
        agent = _started_again(scene, device_id)
        agent.say("history", conversation_id=talk)
        words = {row["text"] for row in agent.wait_for("history", _about(talk))["messages"]}
        assert {"Good morning, così 🙂", "Perché no?", "While you were gone"} <= words
        agent.say("send", conversation_id=talk, text="Still here")
        technician.wait_for("message", _reads("Still here"))
        assert agent.quit() == 0
        say("after the upgrade the talk is there and goes on", f"{len(words)} rows")
        code, seconds = at.msiexec("/i", outside(packages.agent))
        assert (code, at.registry()["Version"], ONLY_LATER in at.files("agent")) == (
            REFUSED, _version(packages.later), True,
        )  # fmt: skip
        say("the older version is refused and the newer stays", f"msiexec {code}")
        _ready(scene, "joined")
    status = at.wine.run(at.program("agent"), "--forget-device").returncode
    assert status == 0
    _gone(scene, packages.later, token)


def by_file(scene: Scene) -> None:
    """An installation with a stamp beside the package: taken along, read, kept by an upgrade, gone at the end."""
    at, relay, packages, say = scene.at, scene.relay, scene.packages, scene.say
    relay.add_customer("Beta")
    share = scene.folder / "share"
    share.mkdir()
    text = _stamp(scene, "Beta", share / FILE_NAME)
    package = share / "sportello-agent.msi"
    shutil.copyfile(packages.agent, package)
    seconds = at.install(package)
    beside = at.folder("agent") / FILE_NAME
    assert beside.read_text(encoding="ascii").strip() == text
    assert set(at.registry()) == {"Version"}
    say("the stamp beside the package lies beside the program", f"{seconds:.1f} s")
    _ready(scene, "token")
    device_id = _joins(scene, "stamped")
    say("the agent reads it, trusts the relay by it and joins", "")
    # Wine does not tell the old version that it makes room for a newer one, as Windows does: its two halves are played.
    code, _ = at.msiexec("/x", outside(packages.agent), f"UPGRADINGPRODUCTCODE={_product_code(packages.later)}")
    assert (code, at.files("agent"), at.registry()) == (0, [FILE_NAME], {})
    at.install(packages.later)
    assert beside.read_text(encoding="ascii").strip() == text
    assert _joins(scene, "stamped") == device_id
    say("an upgrade, in its two halves, from a folder without a stamp keeps it", "same device")
    status = at.wine.run(at.program("agent"), "--forget-device", "--state", r"C:\stamped").returncode
    assert status == 0
    _gone(scene, packages.later, text[-SIGNATURE:])


def by_text(scene: Scene) -> None:
    """An installation with the stamp's text as a property, for tools that hand out no second file."""
    at, relay, packages, say = scene.at, scene.relay, scene.packages, scene.say
    relay.add_customer("Gamma")
    text = _stamp(scene, "Gamma", scene.folder / "gamma.stamp")
    at.install(packages.agent, STAMP=text)
    assert at.registry()["Stamp"] == text
    device_id = _joins(scene, "texted")
    at.install(packages.later)
    assert at.registry()["Stamp"] == text
    assert _joins(scene, "texted") == device_id
    say("STAMP=text joins, and an upgrade keeps it", f"{len(text)} letters")
    status = at.wine.run(at.program("agent"), "--forget-device", "--state", r"C:\texted").returncode
    assert status == 0
    _gone(scene, packages.later, text[-SIGNATURE:])


def console(scene: Scene) -> None:
    """The console's package: whole, signs in, shows the devices, goes."""
    at, relay, packages, say = scene.at, scene.relay, scene.packages, scene.say
    seconds = at.install(packages.console)
    say("the console is installed", f"{seconds:.1f} s, {len(at.files('console'))} files")
    _whole(scene, "console")
    reach = (f"--relay={relay.url}", f"--fingerprint={relay.fingerprint}")
    technician = at.headless("console", "console.log", *reach)
    with headless.running(technician):
        headless.sign_in(technician, scene.owner)
        customers = {record["name"] for record in technician.say("list", what="customers")["records"]}
    assert customers
    say("a technician signs in and sees the customers", ", ".join(sorted(customers)))
    at.remove(packages.console)
    assert (at.files("console"), at.registry(r"HKLM\Software\Sportello\Console")) == ([], {})
    say("the console is uninstalled", "nothing left of it")


def _whole(scene: Scene, name: str) -> None:
    reach = (f"--relay={scene.relay.url}", f"--fingerprint={scene.relay.fingerprint}")
    started = time.monotonic()
    status, report = scene.at.says(name, "--self-test", *reach)
    assert (status, report["ok"], report["frozen"]) == (0, True, True), report
    found = {part["name"]: part["found"] for part in report["parts"]}
    scene.say(f"{name} --self-test, the relay on loopback included", f"{time.monotonic() - started:.1f} s")
    for part in ("key_store", "tls", "sqlite", "window"):
        scene.say(f"  {part}", found[part])


def _ready(scene: Scene, how: str) -> None:
    status, report = scene.at.says("agent", "--check", "--json")
    found = {part["name"]: part for part in report["found"]}
    assert (status, report["ok"], found["joined"]["params"]["how"]) == (0, True, how), report
    scene.say("agent --check --json", report["words"])


def _says_inventory(scene: Scene) -> None:
    done = scene.at.wine.run(scene.at.program("agent"), "--inventory", "all")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    scene.say("agent --inventory all", ", ".join(sorted(said)))
    assert said.keys() == COLLECTORS.keys(), done.stderr


def _talk(agent: Headless, technician: Headless, device_id: str) -> str:
    technician.wait_for(
        "device", lambda line: line["device"]["device_id"] == device_id and line["device"]["state"] == "approved"
    )
    technician.say("ask_device", device_id=device_id)
    request = agent.wait_for("request", lambda line: line["state"] in {"requested", "ringing"})
    agent.say("accept", request_id=request["request_id"])
    talk: str = technician.wait_for("opened")["conversation_id"]
    technician.say("send", conversation_id=talk, text="Good morning, così 🙂")
    agent.wait_for("message", _reads("Good morning, così 🙂"))
    agent.say("send", conversation_id=talk, text="Perché no?")
    technician.wait_for("message", _reads("Perché no?"))
    return talk


def _started_again(scene: Scene, device_id: str) -> Headless:
    agent = scene.at.headless("agent", "agent.log", "--no-inventory").start()
    assert agent.wait_for("device", within_s=START_S)["device_id"] == device_id
    return agent


def _joins(scene: Scene, state: str) -> str:
    """Start the agent in a folder of its own and end it again; returns its device."""
    agent = scene.at.headless("agent", f"{state}.log", "--no-inventory", f"--state=C:\\{state}")
    with headless.running(agent):
        device_id: str = agent.wait_for("device", lambda line: line["approved"], within_s=START_S)["device_id"]
    return device_id


def _gone(scene: Scene, package: Path, secret: str) -> None:
    at = scene.at
    assert at.places_of(secret), "it would not be found where it is"
    seconds = at.remove(package)
    assert (at.files("agent"), at.registry(), at.registry(RUN_KEY).get("Sportello")) == ([], {}, None)
    assert at.places_of(secret) == []
    scene.say("uninstalled: no program, no values, the token on no file of the disk", f"{seconds:.1f} s")


def _stamp(scene: Scene, customer: str, target: Path) -> str:
    """Let the relay's command line make a customer's stamp; returns its text."""
    relay = scene.relay
    command = [sys.executable, "-m", "relay", "stamp", "create", customer, f"--state={relay.state}", "--json"]
    command += [f"--port={relay.port}", f"--relay-url={relay.url}", f"--out={target}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return target.read_text(encoding="ascii").strip()


def _version(package: Path) -> str:
    return package.name.split("-")[2]


def _product_code(package: Path) -> str:
    (row,) = (row for row in table(package, "Property") if row["Property"] == "ProductCode")
    return row["Value"]


def _reads(text: str) -> Callable[[Line], bool]:
    return lambda line: bool(line["text"] == text)


def _about(talk: str) -> Callable[[Line], Any]:
    return lambda line: line["conversation_id"] == talk

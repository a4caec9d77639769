"""One customer's package, from the stamp that the installed relay makes to a device that has joined; and what can be wrong."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from installer.cli.main import installer
from tests.packages.conftest import Debs, MakeMachine, machines
from tests.packages.machine import HOMES, Machine
from tests.packages.needs import PACKAGES_CAN_BE_INSTALLED
from tests.packages.story import STATE, PackagedRelay, agent
from tests.support import headless

pytestmark = PACKAGES_CAN_BE_INSTALLED
STAMP = "/etc/sportello/sportello.stamp"


class Provider:
    """The provider's machine, with its relay and one customer."""

    def __init__(self, at: Machine, base: Path, folder: Path) -> None:
        self.at, self.base, self.folder = at, base, folder
        self.relay = PackagedRelay(at)
        self.relay.owner()
        with self.relay.serving():  # its certificate and its stamp key are made at the first start
            self.relay.ask("customer", "add", "Acme", "--policy=auto")

    def package(self, *options: str) -> Path:
        """Return the customer's package."""
        out = f"{STATE}/{len(list(self.folder.iterdir()))}.stamp"
        said = ("stamp", "create", "Acme", f"--relay-url={self.relay.url}", f"--out={out}", *options)
        self.relay.ask(*said, f"--port={self.relay.port}")
        folder = self.folder / Path(out).stem
        words = ["stamp", str(self.base), f"--stamp={self.at.path(out)}", f"--out={folder}"]
        done = CliRunner().invoke(installer, words)
        assert done.exit_code == 0, done.output
        (made,) = (folder / "acme").glob("*.deb")
        return made


@pytest.fixture(scope="module")
def provider(
    debian: Path, relay_debs: Debs, agent_debs: Debs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Provider]:
    """One for all tests of this file: they add customers' packages and nothing else."""
    with machines(debian) as make:
        at = make()
        at.install(relay_debs.old)
        yield Provider(at, agent_debs.old, tmp_path_factory.mktemp("packages"))


def test_installed_without_a_connection_it_joins_by_itself_later(
    provider: Provider, make_machine: MakeMachine, tmp_path: Path
) -> None:
    at = make_machine()
    at.install(provider.package("--allow-key-file"))
    assert at.path(STAMP).stat().st_mode & 0o777 == 0o644
    assert _check(at) == 20
    employee = agent(at, tmp_path / "agent.log")
    with headless.running(employee):
        employee.wait_for("link", lambda line: line["code"] == "unreachable")
        with provider.relay.serving():
            assert employee.wait_for("device", lambda line: line["approved"], within_s=60)


def test_without_a_key_store_the_stamp_decides_and_what_is_wrong_has_a_status(
    provider: Provider, make_machine: MakeMachine
) -> None:
    strict, lenient = make_machine(), make_machine()
    strict.install(provider.package())
    lenient.install(provider.package("--allow-key-file"))
    with provider.relay.serving():
        assert _check(strict) == 40
        assert _check(lenient) == 0
        with _read_only(lenient.path(HOMES["giulia"])):
            assert _check(lenient) == 43
        text = lenient.path(STAMP).read_text(encoding="ascii")
        changed = text[:200] + ("A" if text[200] != "A" else "B") + text[201:]
        lenient.path(STAMP).write_text(changed, encoding="ascii")
        assert _check(lenient) == 12


def test_a_golden_image_joins_once_its_administrator_says_the_token(
    provider: Provider, make_machine: MakeMachine, tmp_path: Path
) -> None:
    image = make_machine()
    image.install(provider.package("--golden", "--allow-key-file"))
    at = make_machine(over=image.layers)  # a copy of it
    with provider.relay.serving():
        assert _check(at) == 30
        token = provider.relay.ask("token", "create", "Acme")["token"]
        at.path("/etc/sportello/agent.toml").write_text(f'enrollment_token = "{token}"\n', encoding="utf-8")
        employee = agent(at, tmp_path / "agent.log")
        with headless.running(employee):
            assert employee.wait_for("device", lambda line: line["approved"])


def test_upgrade_and_remove_keep_the_stamp_and_purge_takes_it(
    provider: Provider, make_machine: MakeMachine, agent_debs: Debs
) -> None:
    at = make_machine()
    at.install(provider.package())
    stamp = at.path(STAMP).read_bytes()
    at.install(agent_debs.new)  # a base package, as from a repository for everybody
    assert at.path(STAMP).read_bytes() == stamp
    at.does("dpkg", "--remove", "sportello-agent")
    assert at.path(STAMP).read_bytes() == stamp
    at.does("dpkg", "--purge", "sportello-agent")
    assert not at.path(STAMP).parent.exists()


def _check(at: Machine) -> int:
    """Ask the installed agent, as the employee; returns the exit status, which has its sentence."""
    done = at.run("sportello-agent", "--check", "--json", user="giulia")
    found = msgspec.json.decode(done.stdout)
    assert done.returncode == found["status"], done.stderr
    assert done.returncode == 0 or any(part["words"] for part in found["found"])
    return done.returncode


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)

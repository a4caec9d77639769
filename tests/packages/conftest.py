"""What all tests of packages share, made once for all of pytest's workers: bundles, packages, the clean Debian."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from installer.debian import deb
from installer.freezing.bundle import Bundle
from installer.freezing.freeze import freeze
from installer.programs import PROGRAMS, ROOT
from tests.packages.clean_debian import clean_debian
from tests.packages.machine import Machine, machine

BUILD = ROOT / "build"
MakeMachine = Callable[..., Machine]


class Debs(msgspec.Struct, frozen=True):
    """A package, and the next version of it: the same bundle."""

    old: Path
    new: Path


@pytest.fixture(autouse=True, scope="session")
def one_application(qapp: QApplication) -> None:
    """The programs' icon is drawn in this process, in which there can be one application only: the one of all tests."""


@pytest.fixture(scope="session")
def agent_bundle() -> Bundle:
    """The frozen agent."""
    with _one_at_a_time("agent"):
        return freeze(PROGRAMS["agent"], BUILD / "bundles")


@pytest.fixture(scope="session")
def relay_bundle() -> Bundle:
    """The frozen relay."""
    with _one_at_a_time("relay"):
        return freeze(PROGRAMS["relay"], BUILD / "bundles")


@pytest.fixture(scope="session")
def agent_debs(agent_bundle: Bundle) -> Debs:
    """The agent's packages."""
    return _debs(agent_bundle)


@pytest.fixture(scope="session")
def relay_debs(relay_bundle: Bundle) -> Debs:
    """The relay's packages."""
    return _debs(relay_bundle)


@pytest.fixture(scope="session")
def debian() -> Path:
    """A clean Debian that nobody changes."""
    with _one_at_a_time("debian"):
        return clean_debian()


@pytest.fixture
def make_machine(debian: Path) -> Iterator[MakeMachine]:
    """Makes machines: `make_machine()` a clean one, `make_machine(over=other.layers)` one with the other's disk."""
    with machines(debian) as make:
        yield make


@contextmanager
def machines(debian: Path) -> Iterator[MakeMachine]:
    """Make machines that end with the block."""
    with TemporaryDirectory(prefix="machines", dir=BUILD) as folder, ExitStack() as stack:
        count = 0

        def make(*, over: list[Path] | None = None, disk_bytes: int = 0) -> Machine:
            nonlocal count
            count += 1
            return stack.enter_context(machine(over or [debian], Path(folder) / str(count), disk_bytes=disk_bytes))

        yield make


def _debs(made: Bundle) -> Debs:
    out = BUILD / "test-packages"
    out.mkdir(parents=True, exist_ok=True)
    marks = {revision: out / f"{made.program.name}-{made.facts.content[:16]}-{revision}" for revision in (1, 2)}
    with _one_at_a_time(f"{made.program.name} package"):
        for revision, mark in marks.items():
            if not mark.exists():
                mark.write_text(str(deb.make(made, out, revision=revision)), encoding="utf-8")
        return Debs(*(Path(mark.read_text(encoding="utf-8")) for mark in marks.values()))


@contextmanager
def _one_at_a_time(what: str) -> Iterator[None]:
    BUILD.mkdir(exist_ok=True)
    with (BUILD / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

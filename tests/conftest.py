"""Rules every test lives under: its own home, no leaks, no surprise in the log, no network in tests/unit.

docs/contributing.md (Tests) says the same for people. Nothing here needs PySide6: the core's tests run without it.
"""

import gc
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import isolation, leaks, logfail

pytest_plugins = ["tests.support.aio"]

UNIT_TESTS = Path(__file__).parent / "unit"
QT_FOLDERS = {"qt", "widgets", "presenters", "views", "models", "headless"}
"""Source folders that need PySide6; their unit tests are left out where it is not installed."""
HAS_QT = importlib.util.find_spec("PySide6") is not None

for _name in isolation.NOT_INHERITED:
    os.environ.pop(_name, None)
os.environ.update(isolation.FIXED_ENVIRONMENT)
os.umask(isolation.UMASK)
# How long one example takes says something about the machine, not about the code.
settings.register_profile("sportello", deadline=None)
settings.load_profile("sportello")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the Qt folders of tests/unit out where PySide6 is not installed, and with `--without-core` all others."""
    if not collection_path.is_relative_to(UNIT_TESTS):
        return None
    needs_qt = bool(QT_FOLDERS & set(collection_path.relative_to(UNIT_TESTS).parts))
    is_test = collection_path.suffix == ".py"
    if (needs_qt and not HAS_QT) or (is_test and not needs_qt and config.getoption("without_core")):
        return True
    return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make pytest-qt's settings in pyproject.toml known where pytest-qt is not installed either."""
    parser.addoption(
        "--without-core", action="store_true", help="Leave out the unit tests that `make core-test` has run."
    )
    if not HAS_QT:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "of pytest-qt, unused without it")


def pytest_collection_finish() -> None:
    """Set aside what all tests share (modules, the tests themselves), so that looking for leaks after each is cheap."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test when it leaves a thread, a process, a window or a running timer behind."""
    # Looking through all objects for timers takes longer than most tests; without an application none runs.
    qt = "qapp" in request.fixturenames
    before = leaks.take(qt=qt)
    yield
    left = leaks.leftovers(before, qt=qt)
    assert not left, f"left behind: {left}"


@pytest.fixture(autouse=True)
def log_guard(no_leaks: None) -> Iterator[logfail.LogGuard]:
    """Fail the test on a record at WARNING or above that it did not announce through `expect_log`."""
    with logfail.watching() as guard:
        yield guard
    complaints = guard.complaints()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def expect_log(log_guard: logfail.LogGuard) -> Callable[..., logfail.Expected]:
    """Announce a record: `expect_log("relay.mail", logging.WARNING, text="refused")`."""
    return log_guard.expect


@pytest.fixture(autouse=True)
def home(log_guard: logfail.LogGuard) -> Iterator[Path]:
    """Give the test, and every program it starts, an empty home of its own."""
    with isolation.own_home() as folder:
        yield folder


@pytest.fixture(autouse=True)
def same_umask() -> Iterator[None]:
    """Give the next test the usual umask again: a command of the relay that runs in this process takes everybody's rights away."""
    yield
    os.umask(isolation.UMASK)


@pytest.fixture(autouse=True)
def no_network_in_unit(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse the network to everything under tests/unit."""
    if not request.path.is_relative_to(UNIT_TESTS):
        yield
        return
    with isolation.no_network():
        yield

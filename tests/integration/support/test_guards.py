"""The guards of conftest.py, each shown to catch what it is for: a guard that never fires protects nobody."""

import asyncio
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from shared.tasks import spawn
from tests.support import aio, isolation, leaks, logfail

SHORT_S = 0.05


def test_a_thread_that_goes_on_is_found_and_named() -> None:
    before, may_end = leaks.take(), threading.Event()
    thread = threading.Thread(target=may_end.wait, name="forgotten")
    thread.start()
    found = leaks.leftovers(before, within_s=SHORT_S)
    may_end.set()
    thread.join()
    assert found == ["thread forgotten"]


def test_a_thread_that_is_about_to_end_is_no_leak() -> None:
    before = leaks.take()
    threading.Timer(SHORT_S, lambda: None).start()
    assert leaks.leftovers(before) == []


def test_a_child_process_that_goes_on_is_found() -> None:
    before = leaks.take()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        found = leaks.leftovers(before, within_s=SHORT_S)
    assert len(found) == 1
    assert f"child process {child.pid}" in found[0]


def test_a_warning_nobody_announced_is_a_complaint() -> None:
    guard = logfail.LogGuard()
    guard.handle(_record("relay.net", logging.WARNING, "link lost"))
    assert guard.complaints() == ["unexpected log record: WARNING relay.net: link lost"]


def test_an_announced_warning_is_fine_and_its_absence_is_not() -> None:
    guard = logfail.LogGuard()
    guard.expect("relay", logging.WARNING, text="lost")
    assert len(guard.complaints()) == 1
    guard.handle(_record("relay.net", logging.WARNING, "link lost"))
    assert guard.complaints() == []


@pytest.mark.parametrize(("logger", "level"), [("relayed", logging.WARNING), ("relay", logging.ERROR)])
def test_an_announcement_covers_its_own_logger_and_level_only(logger: str, level: int) -> None:
    guard = logfail.LogGuard()
    expected = guard.expect("relay", logging.WARNING)
    guard.handle(_record(logger, level, "lost"))
    assert not expected.came


def test_expect_log_lets_the_record_through(expect_log: Callable[..., logfail.Expected]) -> None:
    expected = expect_log("some.part", logging.ERROR, text="^disk full$")
    logging.getLogger("some.part").error("disk full")
    assert expected.came == 1


def test_a_task_that_goes_on_fails_its_test() -> None:
    async def forget() -> None:
        spawn(asyncio.Event().wait(), name="forgotten")
        await asyncio.sleep(0)

    with pytest.raises(AssertionError, match="forgotten"):
        aio.run(forget(), grace_s=SHORT_S)


async def test_an_async_test_runs_in_debug_mode_and_gets_its_fixtures(home: object) -> None:
    assert asyncio.get_running_loop().get_debug()
    assert home is not None


async def test_unit_tests_have_a_loop_but_no_network() -> None:
    with isolation.no_network(), pytest.raises(isolation.NetworkRefusedError):
        await asyncio.open_connection("127.0.0.1", 9)
    with isolation.no_network(), socket.socket() as unconnected, pytest.raises(isolation.NetworkRefusedError):
        unconnected.bind(("127.0.0.1", 0))


def _record(logger: str, level: int, text: str) -> logging.LogRecord:
    return logging.LogRecord(logger, level, __file__, 1, text, None, None)

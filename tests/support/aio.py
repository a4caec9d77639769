"""Runs `async def` tests: a fresh event loop in debug mode for each, which fails on leftover tasks.

A pytest plugin of a few lines instead of one from outside: no marker is needed, and there are no asynchronous fixtures
on purpose. A test opens what it needs with `async with`, so that set-up and tear-down run in the test's own task.
"""

import asyncio
import inspect
from collections.abc import Coroutine

import pytest

TASK_GRACE_S = 1.0
"""A task that was cancelled may take so long to end; one that still runs afterwards was forgotten."""
SLOW_CALLBACK_S = 30.0
"""asyncio's own limit of 0.1 s would turn a loaded machine into a warning, and a warning into a failed test."""


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object | None:
    """Run a coroutine function as a test; leave any other function to pytest."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    run(pyfuncitem.obj(**arguments))
    return True


def run(work: Coroutine[object, object, None], *, grace_s: float = TASK_GRACE_S) -> None:
    """Run `work` on a loop of its own.

    Raises:
        AssertionError: it left tasks behind.
    """
    with asyncio.Runner(debug=True) as runner:
        runner.get_loop().slow_callback_duration = SLOW_CALLBACK_S
        runner.run(work)
        left = runner.run(_leftover_tasks(grace_s))
        assert not left, f"leftover asyncio tasks: {left}"


async def _leftover_tasks(grace_s: float) -> list[str]:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if not others:
        return []
    _, pending = await asyncio.wait(others, timeout=grace_s)
    return sorted(f"{task.get_name()} {task.get_coro()}" for task in pending)

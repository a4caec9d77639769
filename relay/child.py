"""How a process of the relay starts another, and what that one owes it: to end with it, and to say when it is ready."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Final

from shared.tasks import spawn

PARENT_VARIABLE: Final = "SPORTELLO_RELAY_SUPERVISOR"
READY_VARIABLE: Final = "SPORTELLO_RELAY_READY_FD"
_PR_SET_PDEATHSIG: Final = 1


def own_command(name: str) -> tuple[str, ...]:
    """Return what starts another process of this relay: from the packaged program, or from Python."""
    if getattr(sys, "frozen", False):
        return (sys.executable, name)
    return (sys.executable, "-m", "relay", name)


def run_child(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run `work` on the fast event loop; it sets the event it is given once it can serve."""
    _end_with_parent()
    _allow_many_files()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_with_ready(work))


async def _with_ready(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    ready = asyncio.Event()
    telling = spawn(_tell_ready(ready), name="tell the supervisor")
    try:
        await work(ready)
    finally:
        telling.cancel()


async def _tell_ready(ready: asyncio.Event) -> None:
    await ready.wait()
    if (number := os.environ.get(READY_VARIABLE)) is not None:
        os.write(int(number), b"ready")
        os.close(int(number))


def _end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the supervisor dies, even by -9; nothing to do for a process run by hand."""
    parent = os.environ.get(PARENT_VARIABLE)
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != int(parent):  # it died before the kernel was asked
        raise SystemExit(0)


def _allow_many_files() -> None:
    """Take as many open files as the system grants: the usual 1,024 are as many connections and no more."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop

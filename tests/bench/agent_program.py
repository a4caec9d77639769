"""The agent as a program: memory, time to its icon, and what it uses while nothing happens. Beside an empty tray of Qt.

`make bench` imports `run()`; where no X server can be started there is no figure. The agent is connected to a relay of its
own on this machine and reports its inventory as it does everywhere. Both programs run from bytecode, as installed ones
do: without it (PYTHONDONTWRITEBYTECODE) each start compiles every module anew, and keeps what the compiler took.
"""

import asyncio
import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from endpoint_agent.inventory import keeping
from tests.support.desk import Desk
from tests.support.relay import Relay, running_relay
from tests.support.tray_host import TrayHost
from tests.support.waiting import until

ROUNDS = 3
IDLE_S = 20.0
SETTLES_S = 5.0
EMPTY_TRAY = """
import sys
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
app = QApplication(sys.argv)
icon = QSystemTrayIcon(QIcon(QPixmap(32, 32)))
icon.show()
app.exec()
"""
Row = dict[str, str | float]


def run() -> list[Row]:
    """Measure everything once and return one row per figure."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder, contextlib.ExitStack() as stack:
        try:
            desk = stack.enter_context(Desk(width=1024, height=720))
        except (OSError, TimeoutError, AssertionError):
            return []
        relay = stack.enter_context(running_relay(Path(folder)))
        return asyncio.run(_measure(desk, relay, Path(folder) / "agent"))


async def _measure(desk: Desk, relay: Relay, state: Path) -> list[Row]:
    token = relay.add_token(relay.add_customer())
    agent = [
        sys.executable, "-m", "endpoint_agent", "--allow-key-file", f"--state={state}", f"--relay={relay.url}",
        f"--fingerprint={relay.fingerprint}", f"--enrollment-token={token}",
    ]  # fmt: skip
    empty = [sys.executable, "-c", EMPTY_TRAY]
    desk.env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(state.with_name("bytecode"))}
    async with TrayHost(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as tray:
        has_reported = (state / keeping.FILE).exists
        await _started(desk, tray, agent, has_reported)  # enrols, compiles, and warms the disk's cache
        starts = [(await _started(desk, tray, agent), await _started(desk, tray, empty)) for _ in range(ROUNDS)]
        mine = await _figures(desk, tray, agent)
        theirs = await _figures(desk, tray, empty)
    start = statistics.median(one for one, _ in starts)
    bare = statistics.median(other for _, other in starts)
    return [
        _row("agent: start to the icon, warm", start, "ms", 300, start / bare, 1.35),
        _row("agent without a window: resident memory", mine["rss"], "MB", 64, mine["rss"] / theirs["rss"], 1.35),
        _row("agent without a window: memory of its own", mine["uss"], "MB", 50, mine["uss"] / theirs["uss"], 1.35),
        _row("agent: processor while nothing happens", mine["idle"], "% of one", 0.5),
    ]


async def _started(desk: Desk, tray: TrayHost, command: list[str], may_end: Callable[[], bool] = lambda: True) -> float:
    """Return milliseconds from the start of a program to its icon, and end it as soon as it may."""
    began = time.monotonic()
    program = desk.start(command)
    try:
        await tray.item()
        took_ms = (time.monotonic() - began) * 1000
        await asyncio.to_thread(until, may_end, within_s=60, what="the first report")
        return took_ms
    finally:
        await asyncio.to_thread(_end, program)


async def _figures(desk: Desk, tray: TrayHost, command: list[str]) -> dict[str, float]:
    program = desk.start(command)
    try:
        await tray.item()
        await asyncio.sleep(SETTLES_S)
        process = psutil.Process(program.pid)
        before = process.cpu_times()
        await asyncio.sleep(IDLE_S)
        after, memory = process.cpu_times(), process.memory_full_info()
        used = after.user + after.system - before.user - before.system
        return {"rss": memory.rss / 1e6, "uss": memory.uss / 1e6, "idle": used / IDLE_S * 100}
    finally:
        await asyncio.to_thread(_end, program)


def _end(program: "subprocess.Popen[bytes]") -> None:
    program.terminate()
    program.wait(15)


def _row(
    name: str, value: float, unit: str, goal: float, ratio: float | None = None, ratio_goal: float | None = None
) -> Row:
    row: Row = {"name": name, "value": round(value, 2), "unit": unit, "goal": goal, "at_most": True}
    if ratio is not None and ratio_goal is not None:
        row |= {"ratio": round(ratio, 2), "ratio_goal": ratio_goal, "of": "an empty tray of Qt"}
    return row

"""Whether somebody is at the device: real X input, and a logind of our own on a real bus."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.support.desk import Desk
from tests.support.waiting import until, until_async

pytestmark = pytest.mark.screen
X11 = """
from endpoint_agent.os_session.x11 import X11Idle
idle = X11Idle.opened()
for line in __import__("sys").stdin:
    print(idle.idle_s(), flush=True)
idle.close()
"""
LINUX = """
from PySide6.QtCore import QCoreApplication, QTimer
from endpoint_agent.os_session.linux import LinuxProbe
app, probe = QCoreApplication([]), LinuxProbe(None)
def look():
    seen = probe.look()
    print('["%s", %s]' % (seen.state.value, seen.idle_s), flush=True)
timer = QTimer(interval=50)
timer.timeout.connect(look)
timer.start()
app.exec()
"""


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=640, height=480) as opened:
        yield opened


def test_input_on_the_display_ends_the_idle_time(desk: Desk) -> None:
    program = desk.start([sys.executable, "-c", X11], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def idle_s() -> float:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b"\n")
        program.stdin.flush()
        return float(program.stdout.readline())

    until(lambda: idle_s() > 0.5)
    desk.hands.move(50, 60)
    assert idle_s() < 0.5


async def test_locked_and_idle_come_from_logind(desk: Desk, tmp_path: Path) -> None:
    address = desk.env["DBUS_SESSION_BUS_ADDRESS"]
    hints = {
        "LockedHint": Variant("b", False),
        "IdleHint": Variant("b", True),
        "IdleSinceHint": Variant("t", int((time.time() - 400) * 1_000_000)),
    }

    def answer(message: Message) -> Message | None:
        if message.message_type is MessageType.METHOD_CALL and message.member == "Get":
            return Message.new_method_return(message, "v", [hints[message.body[1]]])
        return None

    bus = await MessageBus(bus_address=address).connect()
    bus.add_message_handler(answer)
    await bus.request_name("org.freedesktop.login1")
    env = {"DBUS_SYSTEM_BUS_ADDRESS": address}
    path = tmp_path / "seen"
    with path.open("wb") as seen:
        program = desk.start([sys.executable, "-c", LINUX], stdout=seen, env=env)
    await until_async(lambda: b'["idle", 4' in path.read_bytes(), within_s=15)
    hints["LockedHint"] = Variant("b", True)
    await until_async(lambda: b'["locked", 4' in path.read_bytes(), within_s=15)
    program.terminate()
    await asyncio.to_thread(program.wait, 10)  # what it still asks is answered meanwhile
    await until_async(lambda: program.poll() is not None)
    bus.disconnect()


def test_without_a_system_bus_somebody_is_there(desk: Desk) -> None:
    program = desk.start(
        [sys.executable, "-c", LINUX],
        stdout=subprocess.PIPE,
        env={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"},
    )
    assert program.stdout is not None
    assert json.loads(program.stdout.readline()) == ["active", 0]

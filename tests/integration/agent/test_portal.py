"""The picture of the screen through the desktop's portal: our side of the talk, with a portal of our own on a real bus."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from tests.support.desk import Desk

pytestmark = pytest.mark.screen
ASK = """
import sys
from endpoint_agent.capture.portal import PortalFailed, screenshot
try:
    print(screenshot(10).decode(), end="")
except PortalFailed as error:
    print("cancelled" if error.cancelled else "failed", end="")
"""


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=320, height=240) as opened:
        yield opened


@asynccontextmanager
async def portal(address: str, code: int, uri: str) -> AsyncIterator[None]:
    bus: Any = await MessageBus(bus_address=address).connect()

    def answer(message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.member != "Screenshot":
            return None
        token = message.body[1]["handle_token"].value
        path = f"/org/freedesktop/portal/desktop/request/{str(message.sender)[1:].replace('.', '_')}/{token}"
        results = {"uri": Variant("s", uri)} if uri else {}
        said = Message.new_signal(path, "org.freedesktop.portal.Request", "Response", "ua{sv}", [code, results])
        asyncio.get_running_loop().call_soon(bus.send, said)
        return Message.new_method_return(message, "o", [path])

    bus.add_message_handler(answer)
    await bus.request_name("org.freedesktop.portal.Desktop")
    try:
        yield
    finally:
        bus.disconnect()
        await bus.wait_for_disconnect()


async def asked(desk: Desk) -> str:
    program = desk.start([sys.executable, "-c", ASK], stdout=subprocess.PIPE)
    said, _ = await asyncio.to_thread(program.communicate)
    return said.decode()


async def test_the_picture_the_person_allowed_is_read_and_not_left_behind(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "a picture.png"
    picture.write_bytes(b"the picture")
    async with portal(desk.env["DBUS_SESSION_BUS_ADDRESS"], 0, picture.as_uri()):
        assert await asked(desk) == "the picture"
    assert not picture.exists()


async def test_a_person_who_says_no_is_told_apart_from_a_desktop_that_cannot(desk: Desk) -> None:
    async with portal(desk.env["DBUS_SESSION_BUS_ADDRESS"], 1, ""):
        assert await asked(desk) == "cancelled"
    assert await asked(desk) == "failed"

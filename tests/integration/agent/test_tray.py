"""The agent on a real desktop: its tray icon over D-Bus, its windows, one instance, an orderly end."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk import Desk
from tests.support.tray_host import TrayHost
from tests.support.waiting import until, until_async

pytestmark = pytest.mark.screen
MENU = [
    "Show window", "New ticket…", "My tickets", "Send screenshot…", "About this computer", "Do not disturb", "Language",
    "Settings…", "Quit",
]  # fmt: skip


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=1024, height=720) as opened:
        yield opened


def start(desk: Desk, state: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "endpoint_agent", f"--state={state}", "--allow-key-file", "--language=en"]
    return desk.start([*command, *options])


async def test_the_icon_tells_what_is_going_on_and_its_menu_does_the_rest(desk: Desk, tmp_path: Path) -> None:
    async with TrayHost(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as tray:
        program = start(desk, tmp_path / "a")
        item = await tray.item()
        assert "No connection" in await item.tooltip()
        assert await item.property("IconPixmap")
        assert list(await item.entries()) == MENU
        await item.choose("About this computer")
        await until_async(lambda: _titles(desk) >= {"About this computer"}, within_s=15)
        await item.choose("Quit")
        await until_async(lambda: program.poll() is not None, within_s=15)
        assert program.returncode == 0


async def test_a_left_click_opens_the_window(desk: Desk, tmp_path: Path) -> None:
    async with TrayHost(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as tray:
        start(desk, tmp_path / "a")
        item = await tray.item()
        await item.activate()
        await until_async(lambda: "Support" in _titles(desk), within_s=15)


def test_a_second_start_shows_the_first_ones_window_and_ends(desk: Desk, tmp_path: Path) -> None:
    first = start(desk, tmp_path / "a")
    until(lambda: list((tmp_path / "a").glob("*.lock")), within_s=20)
    assert start(desk, tmp_path / "a").wait(20) == 0
    desk.hands.wait_for_window("^Support$")
    assert first.poll() is None


def test_closing_the_window_leaves_the_program_running(desk: Desk, tmp_path: Path) -> None:
    program = start(desk, tmp_path / "a", "--show")
    window = desk.hands.wait_for_window("^Support$", within_s=20)
    desk.hands.focus(window)
    desk.hands.press("alt+F4")
    until(lambda: "Support" not in _titles(desk), within_s=15)
    assert program.poll() is None
    program.terminate()
    assert program.wait(15) == 0


def test_without_a_tray_the_small_window_reaches_everything(tmp_path: Path) -> None:
    # L14: a desktop with a window manager and nothing else.
    with Desk(width=1024, height=720, has_tray=False) as bare:
        program = start(bare, tmp_path / "a")
        small = bare.hands.wait_for_window("^Support$", within_s=25)
        assert small.height < 150
        bare.hands.focus(small)
        bare.hands.press("space")
        until(lambda: any(window.height > 300 for window in bare.hands.windows()), within_s=15, what="the window")
        assert program.poll() is None


def _titles(desk: Desk) -> set[str]:
    return {window.title for window in desk.hands.windows()}

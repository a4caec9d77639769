"""A picture of a real screen: taken by the program itself, from its tray menu, with nothing of its own windows in it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.desk import Desk
from tests.support.desk.hands import Window
from tests.support.tray_host import TrayHost
from tests.support.waiting import until_async

pytestmark = pytest.mark.screen
SCALE = "1.5"
"""The picture has the pixels of the screen, however large its points are."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=1024, height=720) as opened:
        yield opened


async def test_the_whole_screen_is_taken_without_the_programs_own_windows(desk: Desk, tmp_path: Path) -> None:
    state = tmp_path / "a"
    command = [
        sys.executable,
        "-m",
        "endpoint_agent",
        f"--state={state}",
        "--allow-key-file",
        "--language=en",
        "--show",
    ]
    async with TrayHost(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as tray:
        desk.start(command, env={"QT_SCALE_FACTOR": SCALE})
        item = await tray.item()
        await until_async(lambda: any(window.title == "Support" for window in desk.hands.windows()), within_s=20)
        own = desk.hands.wait_for_window("^Support$")
        await item.choose("Send screenshot…")
        overlay = await shown(desk, "Choose what to capture")
        assert (overlay.width, overlay.height) == (1024, 720)
        desk.hands.press("Tab", "space")
        editor = await shown(desk, "Screenshot")
        desk.hands.focus(editor)
        desk.hands.press("Tab", "Tab", "space")
        await until_async(lambda: any((state / "captures").glob("*.png")), within_s=15)
    (path,) = (state / "captures").glob("*.png")
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (1024, 720)
    # The window's ground is light all over; the desk's wallpaper is not.
    middle = QColor(picture.pixel(own.x + own.width // 2, own.y + own.height - 40))
    assert middle.lightness() < 220


async def shown(desk: Desk, title: str) -> Window:
    await until_async(lambda: any(window.title == title for window in desk.hands.windows()), within_s=20)
    return desk.hands.wait_for_window(f"^{title}$")

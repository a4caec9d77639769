"""The desktop of tests/support/desk is a real one: tray, menu, key store, and nothing of it stays."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desk import Desk, x11
from tests.support.desk.hands import RIGHT
from tests.support.waiting import until

pytestmark = pytest.mark.screen
TRAY_PROGRAM = Path(__file__).with_name("tray_program.py")
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(width=800, height=600, keyring=True) as opened:
        yield opened


def test_a_tray_icon_shows_its_menu_and_the_keyboard_chooses_from_it(desk: Desk, tmp_path: Path) -> None:
    program = desk.start([sys.executable, str(TRAY_PROGRAM)], stdout=subprocess.PIPE)
    assert program.stdout is not None
    x, y = (int(number) for number in program.stdout.readline().split())
    desk.hands.click(x, y, RIGHT)
    assert program.stdout.readline() == b"menu\n"
    desk.hands.screenshot(tmp_path / "shot.png")
    desk.hands.press("Down", "Return")
    assert program.wait(10) == 0
    assert (tmp_path / "shot.png").read_bytes().startswith(PNG_SIGNATURE)


def test_a_window_is_found_by_its_title(desk: Desk) -> None:
    desk.start([sys.executable, str(TRAY_PROGRAM)], stdout=subprocess.DEVNULL)
    window = desk.hands.wait_for_window("^A window$")
    desk.hands.focus(window)
    assert window.width > 0


def test_the_key_store_keeps_a_secret(desk: Desk) -> None:
    code = "import keyring; keyring.set_password('desk', 'me', 's3'); print(keyring.get_password('desk', 'me'))"
    program = desk.start([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert program.communicate(timeout=20)[0] == b"s3\n"


def test_notifications_are_shown_by_somebody(desk: Desk) -> None:
    target = ["--dest=org.freedesktop.Notifications", "/org/freedesktop/Notifications"]
    question = ["dbus-send", "--print-reply", *target, "org.freedesktop.Notifications.GetServerInformation"]
    program = desk.start(question, stdout=subprocess.PIPE)
    assert b'"dunst"' in program.communicate(timeout=20)[0]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_desk_ends_with_its_owner_however_that_ends(how: signal.Signals, home: Path) -> None:
    command = [sys.executable, "-m", "tests.support.desk", "--", "sleep", "1000"]
    # A killed owner cannot remove its folder: it goes with the test's home.
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ | {"TMPDIR": str(home)}) as owner:
        assert owner.stderr is not None
        display = owner.stderr.readline().split()[-1].decode()
        assert x11.has_owner(display, x11.TRAY)
        owner.send_signal(how)
    until(lambda: not _answers(display), what="the end of the X server")


def _answers(display: str) -> bool:
    try:
        x11.has_owner(display, x11.TRAY)
    except ConnectionError:
        return False
    return True

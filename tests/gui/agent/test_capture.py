"""Pictures of the screen: chosen, marked, made unreadable, kept, sent nowhere by themselves."""

import os
import stat
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from endpoint_agent.capture.marks import Mark, Tool, applied
from endpoint_agent.capture.png import as_png
from endpoint_agent.capture.screens import Shot, is_wayland
from endpoint_agent.capture.store import KEPT_S, CaptureStore
from endpoint_agent.views import capture_flow
from endpoint_agent.views.capture_editor import CaptureEditor
from endpoint_agent.views.region_overlay import RegionOverlay
from shared.link.file_source import FileSource
from shared.protocol.chat import ConversationChanged
from tests.gui.agent.conftest import Screen
from tests.support import agent_events as e

PART = (20, 20, 120, 80)
HIDE = Mark(tool=Tool.HIDE, start=PART[:2], end=PART[2:], seed=7)


def striped(across: bool) -> QImage:
    """Return white ground and, in the part to hide, black stripes of one direction: the same mean, another content."""
    picture = QImage(160, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    for at in range(0, 100, 10):
        stripe = QRect(20, 20 + at, 100, 5) if across else QRect(20 + at, 20, 5, 60)
        painter.fillRect(stripe & QRect(20, 20, 100, 60), QColor("black"))
    painter.end()
    return picture


def colours(picture: QImage, rect: QRect) -> list[int]:
    return [picture.pixel(x, y) for y in range(rect.top(), rect.bottom()) for x in range(rect.left(), rect.right())]


def noise(side: int) -> QImage:
    return QImage(os.urandom(side * side * 4), side, side, QImage.Format.Format_RGB32).copy()


def test_what_is_hidden_leaves_nothing_of_what_was_there(qapp: QApplication) -> None:
    one, other = applied(striped(across=True), [HIDE]), applied(striped(across=False), [HIDE])
    assert one == other
    assert striped(across=True) != striped(across=False)


def test_hiding_touches_nothing_else(qapp: QApplication) -> None:
    before, after = striped(across=True), applied(striped(across=True), [HIDE])
    below = QRect(0, 81, 160, 39)
    assert colours(before, below) == colours(after, below)
    assert len(set(colours(after, QRect(20, 20, 100, 60)))) > 3


def test_steps_follow_each_other_on_what_is_left(qapp: QApplication) -> None:
    crop = Mark(tool=Tool.CROP, start=(10, 10), end=(109, 59))
    box = Mark(tool=Tool.BOX, start=(20, 20), end=(80, 40))
    arrow = Mark(tool=Tool.ARROW, start=(5, 45), end=(60, 45))
    picture = applied(striped(across=True), [crop, box, arrow])
    assert picture.size() == QSize(100, 50)
    assert picture.pixelColor(20, 30).red() > 180
    assert picture.pixelColor(20, 30).green() < 90


@pytest.mark.parametrize(("tool", "end"), [(Tool.HIDE, (2, 40)), (Tool.CROP, (40, 2)), (Tool.ARROW, (3, 3))])
def test_a_click_that_slipped_does_nothing(tool: Tool, end: tuple[int, int]) -> None:
    assert not Mark(tool=tool, start=(0, 0), end=end).is_worth_it(QSize(100, 100))


def test_a_picture_is_made_smaller_until_it_can_be_sent(qapp: QApplication) -> None:
    picture = noise(300)
    assert len(as_png(picture)) > 100_000
    small = as_png(picture, limit=60_000)
    assert len(small) <= 60_000
    assert not QImage.fromData(small).isNull()


def test_what_the_source_says_of_itself_is_not_sent(qapp: QApplication) -> None:
    picture = striped(across=True)
    picture.setText("Comment", "secret place")
    assert b"secret" in as_png(picture)
    assert b"secret" not in as_png(applied(picture, []))


def test_pictures_are_kept_for_the_person_only_and_do_not_overwrite(tmp_path: Path) -> None:
    store = CaptureStore(tmp_path / "captures")
    first, second = store.keep(b"1"), store.keep(b"2")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_old_pictures_go_unless_a_ticket_needs_them(tmp_path: Path) -> None:
    store = CaptureStore(tmp_path)
    paths = [store.keep(b"x") for _ in range(3)]
    old = time.time() - KEPT_S - 10
    for path in paths[:2]:
        os.utime(path, (old, old))
    store.clean([str(paths[0])])
    assert sorted(tmp_path.iterdir()) == sorted([paths[0], paths[2]])


@pytest.mark.parametrize(
    ("platform", "environment", "asked"),
    [
        ("wayland", {}, True),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("xcb", {"XDG_SESSION_TYPE": "wayland"}, True),
        ("xcb", {"XDG_SESSION_TYPE": "x11"}, False),
        ("windows", {}, False),
    ],
)
def test_the_desktop_is_asked_where_programs_see_nothing(
    platform: str, environment: dict[str, str], asked: bool
) -> None:
    assert is_wayland(platform, environment) is asked


@pytest.fixture
def overlay(qtbot: QtBot) -> RegionOverlay:
    # Twice as many pixels as points, as on a sharp screen.
    made = RegionOverlay(Shot(QGuiApplication.primaryScreen(), noise(800)))
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def test_a_region_is_chosen_by_dragging_and_counted_in_real_pixels(overlay: RegionOverlay, qtbot: QtBot) -> None:
    with qtbot.waitSignal(overlay.chosen) as chosen:
        QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(150, 120))
        QTest.mouseMove(overlay, QPoint(100, 60))
        QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    assert chosen.args[0] == QRect(200, 120, 102, 122)


def test_a_region_is_chosen_by_keys(overlay: RegionOverlay, qtbot: QtBot) -> None:
    overlay._at = QPoint(100, 100)
    with qtbot.waitSignal(overlay.chosen) as chosen:
        QTest.keyClick(overlay, Qt.Key.Key_Return)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
            QTest.keyClick(overlay, key)
        QTest.keyClick(overlay, Qt.Key.Key_Return)
    assert chosen.args[0] == QRect(200, 200, 82, 42)


def test_escape_takes_the_corner_back_and_then_gives_up(overlay: RegionOverlay, qtbot: QtBot) -> None:
    QTest.keyClick(overlay, Qt.Key.Key_Return)
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert overlay.selection().isEmpty()
    with qtbot.waitSignal(overlay.cancelled):
        QTest.keyClick(overlay, Qt.Key.Key_Escape)


def test_the_whole_screen_is_one_button(overlay: RegionOverlay, qtbot: QtBot) -> None:
    with qtbot.waitSignal(overlay.chosen) as chosen:
        overlay.whole.click()
    assert chosen.args[0] == QRect(0, 0, 800, 800)


@pytest.fixture
def editor(qtbot: QtBot) -> CaptureEditor:
    made = CaptureEditor()
    qtbot.addWidget(made)
    made.begin(striped(across=True), [("ticket", "New ticket")])
    made.show()
    return made


def drag(editor: CaptureEditor, start: tuple[int, int], end: tuple[int, int]) -> None:
    canvas = editor.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas._on_screen(QPoint(*start)))
    QTest.mouseMove(canvas, canvas._on_screen(QPoint(*end)))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas._on_screen(QPoint(*end)))


def test_the_editor_hides_first_and_sends_what_is_seen(editor: CaptureEditor, qtbot: QtBot) -> None:
    drag(editor, PART[:2], PART[2:])
    seen = editor.canvas.picture()
    with qtbot.waitSignal(editor.sent) as sent:
        editor.targets["ticket"].click()
    assert sent.args[0] == "ticket"
    assert sent.args[1] == seen
    assert editor.canvas.picture().isNull()


def test_steps_are_taken_back_one_by_one(editor: CaptureEditor) -> None:
    before = editor.canvas.picture()
    drag(editor, PART[:2], PART[2:])
    QTest.keyClick(editor, Qt.Key.Key_4)
    drag(editor, (0, 0), (60, 60))
    assert editor.canvas.picture().size() == QSize(61, 61)
    editor.undo.click()
    editor.undo.click()
    assert editor.canvas.picture() == before
    assert not editor.undo.isEnabled()


def test_the_editor_can_be_used_by_keys_alone(editor: CaptureEditor) -> None:
    canvas = editor.canvas
    canvas._at = QPoint(20, 20)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert [(mark.tool, mark.start, mark.end) for mark in canvas.marks] == [(Tool.HIDE, (20, 20), (40, 40))]


@pytest.fixture
def flowing(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A desktop whose screen can be seen, though there is none."""
    monkeypatch.setattr(capture_flow, "shots", lambda: [Shot(QGuiApplication.primaryScreen(), noise(200))])
    screen.link.say(e.opened(settings={"agent.started": "yes"}), *e.ready())
    screen.desktop.captures.flow._settles.setInterval(0)
    return screen


def test_own_windows_are_away_while_the_picture_is_taken(flowing: Screen, qtbot: QtBot) -> None:
    flowing.desktop.open()
    window = flowing.desktop.window
    assert window is not None
    flowing.desktop.menu.capture.trigger()
    assert not window.isVisible()
    qtbot.waitUntil(lambda: bool(flowing.desktop.captures.flow.overlays))
    assert not window.isVisible()
    flowing.desktop.captures.flow.overlays[0].cancelled.emit()
    assert window.isVisible()
    assert flowing.desktop.captures.flow.overlays == []


def send(flowing: Screen, qtbot: QtBot, target: str) -> None:
    flow = flowing.desktop.captures.flow
    qtbot.waitUntil(lambda: bool(flow.overlays))
    flow.overlays[0].whole.click()
    assert flow.editor is not None
    with qtbot.waitSignal(flow.captured):
        flow.editor.targets[target].click()


def test_a_picture_becomes_part_of_a_new_ticket(flowing: Screen, qtbot: QtBot) -> None:
    flowing.desktop.menu.capture.trigger()
    send(flowing, qtbot, "ticket")
    form = flowing.desktop.dialogs.shown("ticket")
    assert form is not None
    assert form.isVisible()
    assert flowing.p.draft.value is not None
    (path,) = flowing.p.draft.value.files
    assert Path(path).read_bytes().startswith(b"\x89PNG")


def test_a_picture_goes_to_the_open_conversation(flowing: Screen, qtbot: QtBot) -> None:
    record = e.conversation_of()
    flowing.link.say(e.received(ConversationChanged(conversation=record)))
    flowing.desktop.show_talk(record.conversation_id)
    assert flowing.desktop.window is not None
    flowing.desktop.window.page.header.capture_clicked.emit()
    send(flowing, qtbot, record.conversation_id)
    ((_, source),) = flowing.link.did("send_file")
    assert isinstance(source, FileSource)
    assert source.conversation_id == record.conversation_id
    assert source.takes_over


def test_nothing_is_kept_or_sent_when_the_person_gives_up(flowing: Screen, qtbot: QtBot) -> None:
    flowing.desktop.menu.capture.trigger()
    flow = flowing.desktop.captures.flow
    qtbot.waitUntil(lambda: bool(flow.overlays))
    flow.overlays[0].whole.click()
    assert flow.editor is not None
    flow.editor.reject()
    assert flow.editor.canvas.picture().isNull()
    assert not (Path.home() / "captures").exists()
    assert flowing.link.did("send_file") == []


def test_a_desktop_that_shows_nothing_is_said_plainly(
    flowing: Screen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_flow, "shots", list)
    flowing.desktop.menu.capture.trigger()
    qtbot.waitUntil(lambda: bool(flowing.desktop.news._stack.toasts()))
    assert not flowing.desktop.captures.flow.is_under_way


def test_the_keys_of_the_menu_work_in_the_window(flowing: Screen, qtbot: QtBot) -> None:
    flowing.desktop.open()
    window = flowing.desktop.window
    assert window is not None
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(flowing.desktop.captures.flow.overlays))

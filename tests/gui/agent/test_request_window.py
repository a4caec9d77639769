import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from endpoint_agent.views.request_window import RequestWindow
from shared.protocol.requests import (
    AcceptRequest,
    ChatRequestRecord,
    DeclineRequest,
    Direction,
    RequestChanged,
    RequestState,
)
from shared.qt.translator import Choice
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e

THEIRS = Direction.FROM_TECHNICIAN


def ring(screen: Screen, record: ChatRequestRecord) -> RequestWindow:
    screen.link.say(e.received(RequestChanged(request=record)))
    return screen.desktop.requests.windows[record.request_id]


def test_it_says_who_from_where_and_why_and_how_long(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS, reason="The backup failed"))
    assert "Anna Conti" in window.name.text()
    assert window.reason.toPlainText() == "The backup failed"
    assert 90_000 < window.ring.remaining_ms() <= 94_000
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert "Anna Conti" in window.accessibleName()


def test_accepting_takes_one_click_after_a_moment(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    assert not window.accept.isEnabled()
    qtbot.waitUntil(window.accept.isEnabled)
    QTest.mouseClick(window.accept, Qt.MouseButton.LeftButton)
    assert screen.link.last(AcceptRequest).request_id == window.record.request_id
    assert not window.accept.isEnabled()


def test_enter_alone_accepts_nothing(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    qtbot.waitUntil(window.accept.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert screen.link.count(AcceptRequest) == 0


def test_the_keyboard_reaches_both_answers(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    qtbot.waitUntil(window.accept.isEnabled)
    window.decline.setFocus()
    QTest.keyClick(window.decline, Qt.Key.Key_Space)
    assert screen.link.count(DeclineRequest) == 1


@pytest.mark.parametrize(
    ("choice", "letter"),
    [("en", Qt.Key.Key_A), ("en", Qt.Key.Key_D), ("it", Qt.Key.Key_A), ("it", Qt.Key.Key_R), ("it", Qt.Key.Key_N)],
)
def test_no_letter_answers_because_a_person_may_be_typing_elsewhere(
    qapp: QApplication, qtbot: QtBot, choice: Choice, letter: Qt.Key
) -> None:
    # Alt and a letter open a menu in whatever the person works with; when this window has just come up in front,
    # the same keys would be consent. An answer takes Tab to its button and Space: nobody does that by accident.
    with open_screen(qapp, choice) as screen:
        screen.link.say(e.opened(), *e.ready())
        window = ring(screen, e.request_of(THEIRS))
        with qtbot.waitActive(window):
            window.activateWindow()
        qtbot.waitUntil(window.accept.isEnabled)
        QTest.keyClick(window, letter, Qt.KeyboardModifier.AltModifier)
        QTest.keyClick(window, letter)
        # Qt shows a button pressed by a letter as down for a moment before it clicks.
        assert not window.accept.isDown()
        assert not window.decline.isDown()
        assert screen.link.asked == []


def test_tab_and_space_answer(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS, reason=""))
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(window.accept.isEnabled)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is window.accept
    QTest.keyClick(window.accept, Qt.Key.Key_Space)
    assert screen.link.count(AcceptRequest) == 1


def test_a_request_asks_the_desktop_to_leave_the_keyboard_where_the_person_types(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    assert window.isVisible()
    # The desktop of these tests gives the keyboard to whatever comes up; a real one heeds this.
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_escape_puts_it_away_unanswered_and_the_tray_brings_it_back(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert screen.link.asked == []
    screen.desktop.open()
    assert window.isVisible()


def test_it_goes_when_the_request_is_over(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    record = e.request_of(THEIRS)
    window = ring(screen, record)
    over = e.request_of(THEIRS, RequestState.EXPIRED, request_id=record.request_id)
    screen.link.say(e.received(RequestChanged(request=over)))
    assert not window.isVisible()
    assert screen.desktop.requests.windows == {}


def test_an_answer_that_did_not_arrive_is_said_and_may_be_given_again(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    qtbot.waitUntil(window.accept.isEnabled)
    window.accept.click()
    screen.link.refuse("unavailable")
    assert window.error.text()
    assert window.accept.isEnabled()


def test_it_has_room_for_what_it_says_and_no_more(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS))
    layout = window.layout()
    assert layout is not None
    without_error = window.height()
    assert without_error == layout.totalHeightForWidth(window.width())
    window.show_error("It did not work. Please answer again.")
    assert window.height() > without_error
    assert window.height() == layout.totalHeightForWidth(window.width())


def test_each_technician_has_a_window(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    ring(screen, e.request_of(THEIRS))
    ring(screen, e.request_of(THEIRS, technician_name="Bruno Neri"))
    assert len(screen.desktop.requests.windows) == 2


def test_a_long_hostile_request_fits_the_screen(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = ring(screen, e.request_of(THEIRS, reason="<b>x</b> word " * 400, technician_name="N" * 120))
    qtbot.waitExposed(window)
    assert window.height() < 520
    assert "<b>" in window.reason.toPlainText()

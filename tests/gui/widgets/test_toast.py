from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shared.widgets.theme import Theme
from shared.widgets.toast import Toast, ToastAction
from shared.widgets.toast_stack import MOST, ToastStack


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setGeometry(50, 40, 700, 500)
    made.show()
    return made


@pytest.fixture
def stack(window: QWidget, qtbot: QtBot) -> Iterator[ToastStack]:
    made = ToastStack(window)
    yield made
    made.close_all()


def _request(name: str) -> Toast:
    toast = Toast(name, "Acme", is_sticky=True)
    toast.add_action(ToastAction("decline", "Decline"))
    toast.add_action(ToastAction("accept", "Accept", "primary"))
    return toast


def test_toasts_stand_below_each_other_at_the_top_right(stack: ToastStack, window: QWidget) -> None:
    first, second = _request("one"), _request("two")
    stack.show_toast(first)
    stack.show_toast(second)
    right = window.mapToGlobal(QPoint(window.width(), 0)).x()
    assert right - 30 < first.geometry().right() < right
    assert first.geometry().right() == second.geometry().right()
    assert second.geometry().top() > first.geometry().bottom()


def test_the_gap_closes_when_one_goes(stack: ToastStack) -> None:
    first, second = _request("one"), _request("two")
    stack.show_toast(first)
    stack.show_toast(second)
    place = first.pos()
    first.close()
    assert second.pos() == place
    assert stack.toasts() == [second]


def test_an_action_is_told_and_closes_the_toast(stack: ToastStack, qtbot: QtBot) -> None:
    toast = _request("one")
    stack.show_toast(toast)
    accept = next(button for button in toast.findChildren(QPushButton) if button.text() == "Accept")
    with qtbot.waitSignals([toast.acted, toast.closed]):
        QTest.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert stack.toasts() == []


def test_the_keyboard_reaches_the_newest_and_escape_closes_it(stack: ToastStack, qtbot: QtBot) -> None:
    toast = _request("one")
    stack.show_toast(toast)
    stack.focus_newest()
    qtbot.waitUntil(toast.isActiveWindow)
    assert isinstance(toast.focusWidget(), QPushButton)
    with qtbot.waitSignal(toast.closed):
        QTest.keyClick(toast, Qt.Key.Key_Escape)


def test_a_toast_does_not_take_the_keyboard_by_itself(stack: ToastStack) -> None:
    toast = _request("one")
    stack.show_toast(toast)
    assert toast.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_news_go_by_themselves_and_requests_stay(stack: ToastStack, window: QWidget, qtbot: QtBot) -> None:
    news, request = Toast("News"), _request("one")
    news._life.setInterval(1)
    request._life.setInterval(1)
    stack.show_toast(request)
    with qtbot.waitSignal(news.closed):
        stack.show_toast(news)
        # Without a window manager the newest window is the active one, and nobody's reading is cut short.
        window.activateWindow()
    assert stack.toasts() == [request]


def test_too_many_news_push_out_the_oldest_but_never_a_request(stack: ToastStack) -> None:
    request = _request("one")
    stack.show_toast(request)
    for number in range(MOST + 2):
        stack.show_toast(Toast(f"news {number}"))
    assert len(stack.toasts()) == MOST
    assert stack.toasts()[0] is request


def test_a_toast_is_a_notification_to_the_window_manager_and_no_task(stack: ToastStack) -> None:
    toast = _request("one")
    stack.show_toast(toast)
    assert toast.testAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification)
    assert toast.testAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeToolBar)


def test_a_hostile_name_is_text(stack: ToastStack) -> None:
    toast = _request("<img src=x>" * 50)
    stack.show_toast(toast)
    assert toast.width() == 360
    assert "<img src=x>" in toast.accessibleName()


def test_without_a_visible_window_the_corner_of_the_screen_is_used(qtbot: QtBot, theme: Theme) -> None:
    stack = ToastStack()
    toast = Toast("News")
    stack.show_toast(toast)
    area = toast.screen().availableGeometry()
    assert area.contains(toast.geometry())
    assert toast.geometry().center().x() > area.center().x()
    stack.close_all()

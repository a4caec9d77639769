import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.widgets.enter_key import press_with_enter


class Window(QWidget):
    """A window with one control."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_with_enter(self, event):
            super().keyPressEvent(event)


def shown(qtbot: QtBot, control: QWidget) -> Window:
    window = Window(control)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    control.setFocus()
    return window


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, key: Qt.Key) -> None:
    button = QPushButton("Start chat")
    window = shown(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)
    assert window.isVisible()


def test_a_key_that_is_held_down_presses_once(qtbot: QtBot) -> None:
    button = QPushButton("Start chat")
    window = shown(qtbot, button)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    with qtbot.assertNotEmitted(button.clicked):
        assert press_with_enter(window, held)


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_enter_with_another_key_presses_nothing(qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    window = shown(qtbot, QPushButton("Start chat"))
    assert not press_with_enter(window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, modifier))


def test_enter_in_a_field_is_left_alone(qtbot: QtBot) -> None:
    window = shown(qtbot, QLineEdit())
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert not press_with_enter(window, pressed)


def test_enter_opens_the_menu_of_a_button(qtbot: QtBot) -> None:
    button = QToolButton()
    window = shown(qtbot, button)
    menu = QMenu(window)
    menu.addAction("Settings")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
    with qtbot.waitSignal(menu.aboutToShow):
        QTest.keyClick(button, Qt.Key.Key_Return)

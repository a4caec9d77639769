"""Enter presses the button that has the keyboard, as it does in a dialog: outside of one Qt gives that to Space alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})
BUTTONS = (QPushButton, QToolButton)


def press_with_enter(window: QWidget, event: QKeyEvent) -> bool:
    """Press it, and tell whether there was one; for keys that nobody in the window has taken."""
    has_keyboard = window.focusWidget()
    if event.key() not in ENTER or event.modifiers() not in PLAIN or not isinstance(has_keyboard, BUTTONS):
        return False
    # A key that is held down presses once.
    if not event.isAutoRepeat():
        has_keyboard.click()
    return True

"""The console's shortcuts at work. Single keys act only while no field for text has the keyboard, and may be off.

Text fields claim some combinations for themselves (Ctrl+K deletes to the end of the line): ours come first.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tech_console.presenters.preferences import Preferences
from tech_console.views.actions import FIXED, Action

TYPES = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
"""Where letters are typed, or choose by their first letter."""


class Keys(QObject):
    """Shortcuts of `window`, one for each action that has keys."""

    def __init__(self, window: QWidget, actions: Sequence[Action], preferences: Preferences) -> None:
        super().__init__(window)
        self._preferences = preferences
        self._single: list[QShortcut] = []
        self._others: list[QShortcut] = []
        self._field: QWidget | None = None
        for action in actions:
            if action.shortcut and action.shortcut not in FIXED:
                made = QShortcut(QKeySequence(action.shortcut), window)
                made.activated.connect(action.run)
                (self._single if action.is_single else self._others).append(made)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        preferences.changed.connect(lambda _: self._focus_changed(None, QApplication.focusWidget()))
        self._focus_changed(None, QApplication.focusWidget())

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A key that is typed is no command; and a field with a shortcut of its own keeps it."""
        acts = self._preferences.values.single_keys and not isinstance(now, TYPES)
        for made in self._single:
            made.setEnabled(acts)
        self._watch(now if isinstance(now, TYPES) else None)
        taken = own_shortcuts(now)
        for made in self._others:
            made.setEnabled(made.key() not in taken)

    def _watch(self, field: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(made.isEnabled() and made.key() == pressed for made in self._others):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def own_shortcuts(widget: QWidget | None) -> list[QKeySequence]:
    """Return the shortcuts that act only while this very widget has the keyboard."""
    if widget is None:
        return []
    found = widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [made.key() for made in found if made.context() is Qt.ShortcutContext.WidgetShortcut]

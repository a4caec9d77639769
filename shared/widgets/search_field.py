"""A one-line search: magnifier in front, a cross to empty it, Esc empties it first and only then goes further.

The magnifier is painted: as an action it would be a button without a name, which does nothing.
"""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from shared.widgets.icons import draw_icon, icon
from shared.widgets.theme import tokens_of

ICON = 16
ICON_LEFT = 11


class SearchField(QLineEdit):
    """Signals: `search_changed(text)` trimmed, for every change; `down_pressed()` to go on into the list."""

    search_changed = Signal(str)
    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = ""
        self.setTextMargins(ICON + 8, 0, 0, 0)
        self._cross = self.addAction(icon("x"), QLineEdit.ActionPosition.TrailingPosition)
        self._cross.triggered.connect(self.clear)
        self.textChanged.connect(self._changed)
        self._retranslate()
        self._changed("")

    def _changed(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        if (trimmed := text.strip()) != self._last:
            self._last = trimmed
            self.search_changed.emit(trimmed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - ICON) / 2
        draw_icon(painter, "search", tokens_of(self).muted, QRectF(ICON_LEFT, top, ICON, ICON))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search"))
        self._cross.setText(self.tr("Clear search"))
        self._cross.setToolTip(self.tr("Clear search"))

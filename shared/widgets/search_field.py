"""A one-line search: magnifier in front, a cross to empty it, Esc empties it first and only then goes further."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from shared.widgets.icons import icon


class SearchField(QLineEdit):
    """Signals: `search_changed(text)` trimmed, for every change; `down_pressed()` to go on into the list."""

    search_changed = Signal(str)
    down_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = ""
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
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

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Search"))
        self.setAccessibleName(self.tr("Search"))
        self._cross.setText(self.tr("Clear search"))
        self._cross.setToolTip(self.tr("Clear search"))

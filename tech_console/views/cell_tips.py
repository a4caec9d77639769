"""Tool tips of a table: the whole text where a cell shows only its beginning, and what the model says besides. Never markup."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QTableView, QToolTip

from shared.widgets.plain_text import shown_line, tooltip_text

MARGINS = 28
"""What of a cell's width is not for words."""


class CellTips(QObject):
    """Lives with the table whose viewport it watches."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        words = self._words(event)
        if words:
            QToolTip.showText(event.globalPos(), tooltip_text(words), self._table)
        else:
            QToolTip.hideText()
        return True

    def _words(self, event: QHelpEvent) -> str:
        index = self._table.indexAt(event.pos())
        if not index.isValid():
            return ""
        if said := index.data(Qt.ItemDataRole.ToolTipRole):
            return str(said)
        text = shown_line(str(index.data() or ""))
        room = self._table.columnWidth(index.column()) - MARGINS
        return text if self._table.fontMetrics().horizontalAdvance(text) > room else ""

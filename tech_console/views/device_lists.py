"""A tab of the device page with a long list: search, table, and what stands there while it is loading, empty or failed."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.models.device_items import ItemModel
from tech_console.models.units import number_words
from tech_console.views.cell_tips import CellTips
from tech_console.views.parts import button
from tech_console.views.tables import RecordTable

SEARCHED_FROM = 8
"""Rows from which on there is a search."""


class ItemList(QWidget):
    """Signals: `chosen(id)` for Enter or a double click; `verb_clicked()` of the button beside the search."""

    chosen = Signal(str)
    verb_clicked = Signal()

    def __init__(self, model: ItemModel, widths: Sequence[int], name: str, empty: tuple[str, str, str]) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)  # its work ends with the tab
        self._empty_words = empty
        self._is_asked = False
        self.table = RecordTable(model, "id", widths)
        self.table.setAccessibleName(name)
        for place, width in enumerate(widths):
            if width:
                self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        CellTips(self.table)
        self.table.chosen.connect(self.chosen)
        self.search = SearchField()
        self.search.search_changed.connect(self._searched)
        self.search.down_pressed.connect(self.table.setFocus)
        self._count = Label("", kind="muted")
        self.verb: QPushButton = button("", self.verb_clicked.emit, icon_name="refresh-cw")
        self.verb.setVisible(False)
        self._empty = EmptyState(empty[0])
        self._empty.clicked.connect(self.verb_clicked)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        self._head = QFrame()
        self._head.setProperty("kind", "panel")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.search, 100)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self.verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._rows, 1)
        model.settled.connect(self._say)

    def start_sorted(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column to begin with."""
        self.table.start_sorted(column, order)

    def set_verb(self, words: str, *, is_enabled: bool = True) -> None:
        """Offer something beside the search."""
        self.verb.setText(words)
        self.verb.setVisible(bool(words))
        self.verb.setEnabled(is_enabled)
        self._say()

    def set_rows(self, rows: Iterable[tuple[str, Any]]) -> None:
        """Show other rows."""
        self.model.set_rows(rows)
        self._say()

    def say_instead(self, icon_name: str, title: str, hint: str = "", verb: str = "") -> None:
        """Say something where the rows would be: loading, switched off, failed."""
        self._head.setVisible(False)
        self._empty.set_icon(icon_name)
        self._empty.set_words(title, hint, verb)
        self._rows.setCurrentIndex(1)

    def _searched(self, text: str) -> None:
        self.model.set_search(text)
        self._say()

    def _say(self) -> None:
        shown, total = self.model.rowCount(), self.model.total()
        self.search.setVisible(total >= SEARCHED_FROM)
        self._count.setVisible(total >= SEARCHED_FROM)
        self._head.setVisible(total >= SEARCHED_FROM or (total > 0 and not self.verb.isHidden()))
        words = number_words(total)
        if shown != total:
            words = self.tr("{shown} of {total}").format(shown=number_words(shown), total=words)
        self._count.setText(words)
        if total and not shown and not self.model.is_busy:
            self._empty.set_icon("search")
            self._empty.set_words(self.tr("Nothing fits"), self.tr("Try other words, or empty the search."))
        elif not total:
            self._empty.set_icon(self._empty_words[0])
            self._empty.set_words(self._empty_words[1], self._empty_words[2])
        self._rows.setCurrentIndex(0 if shown or self.model.is_busy else 1)

    def take_focus(self) -> None:
        """Put the keyboard on the rows."""
        (self.table if self.model.rowCount() else self.search).setFocus()

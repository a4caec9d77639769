"""A table over a record list: no grid, sorted by a click on the head, a coloured dot where a column has a tone."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from shared.qt.record_list_model import RecordRole
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of
from shared.widgets.tokens import Tokens
from tech_console.models.searched import CardRole

ROW = 42
DOT = 8
INSET = 14
"""Where the words of a cell begin, below those of the page's head."""
LEAST_STRETCHED = 160
"""What the column that takes the rest must have."""
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Text of a cell, with a dot before it in the columns that have a tone. The text says what the colour says."""

    def __init__(self, parent: QWidget, dotted: Collection[int]) -> None:
        super().__init__(parent)
        self._dotted = frozenset(dotted)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = tokens_of(option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        table = option.widget
        hovered = isinstance(table, RecordTable) and table.hovered_row == index.row()
        painter.save()
        if selected or hovered:
            painter.fillRect(option.rect, QColor(t.selected if selected else t.hover))
        painter.setPen(QColor(t.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if isinstance(table, RecordTable) and table.shows_keyboard_on(index):
            self._paint_ring(painter, table, option.rect, index.column(), t)
        cell = option.rect.adjusted(INSET, 0, -8, 0)
        if index.column() in self._dotted:
            cell = cell.adjusted(
                self._paint_dot(painter, QRectF(cell), str(index.data(CardRole.TONE) or ""), t), 0, 0, 0
            )
        painter.setFont(option.font)
        painter.setPen(QColor(t.muted if index.data(CardRole.IS_QUIET) else t.text))
        text = shown_line(str(index.data() or ""))
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, cell.width())
        painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        painter.restore()

    def _paint_ring(self, painter: QPainter, table: "RecordTable", cell: QRect, column: int, t: Tokens) -> None:
        # One ring round the row: each cell draws its part of it.
        first, last = table.outer_columns()
        painter.setPen(QColor(t.accent))
        ring = cell.adjusted(0 if column == first else -2, 0, 0 if column == last else 2, -1)
        painter.setClipRect(cell)
        painter.drawRect(ring.adjusted(0, 0, -1, 0))

    def _paint_dot(self, painter: QPainter, cell: QRectF, tone: str, t: Tokens) -> int:
        colour = {"ok": t.ok, "warn": t.warn, "info": t.accent, "danger": t.danger}.get(tone, t.line_strong)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(cell.left(), cell.center().y() - DOT / 2, DOT, DOT))
        return DOT + 8


class RecordTable(QTableView):
    """Signals: `picked(id)` when another row becomes current; `chosen(id)` for Enter or a double click;
    `plainly_clicked(id)` for a click without Ctrl or Shift, which select; `selection_changed()` where several may be selected.
    """  # noqa: D205 - the signals are one list

    picked = Signal(str)
    chosen = Signal(str)
    plainly_clicked = Signal(str)
    selection_changed = Signal()

    def __init__(
        self,
        model: Any,
        id_field: str,
        widths: Sequence[int],
        *,
        dotted: Collection[int] = (),
        many: bool = False,
        importance: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._id_field = id_field
        self._widths = tuple(widths)
        self._importance = tuple(importance)
        self.hovered_row = -1
        self.setProperty("kind", "rows")
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self, dotted))
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self._set_up_heads(widths)
        # The selection and not the current row: focus alone makes the first row current.
        self.selectionModel().selectionChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.chosen.emit(self._id_of(index)))

    def _set_up_heads(self, widths: Sequence[int]) -> None:
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setMinimumSectionSize(56)
        for column, width in enumerate(widths):
            if width:
                self.setColumnWidth(column, width)
            else:
                heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show columns as long as there is room, the important ones first: half a name helps nobody."""
        room = self.viewport().width()
        for column in self._importance:
            room -= self._widths[column] or LEAST_STRETCHED
            self.setColumnHidden(column, room < 0)

    def start_sorted(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort, and let clicks on the head sort from now on."""
        self.horizontalHeader().setSortIndicator(column, order)
        self.setSortingEnabled(True)

    def current_id(self) -> str:
        """Return the id of the current row, empty if there is none."""
        return self._id_of(self.currentIndex())

    def selected_ids(self) -> list[str]:
        """Return the ids of all selected rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._id_of(self.model().index(row, 0)) for row in rows]

    def select(self, id_: str) -> None:
        """Make a row current; one that is not shown changes nothing."""
        row = self.model().row_of(id_)  # type: ignore[attr-defined]  # every model here is a RecordListModel
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))
            self.selectRow(row)

    def shows_keyboard_on(self, index: Index) -> bool:
        """Tell whether keys act on the row of a cell."""
        return self.hasFocus() and index.row() == self.currentIndex().row()

    def outer_columns(self) -> tuple[int, int]:
        """Return the leftmost and the rightmost column that are shown."""
        heads = self.horizontalHeader()
        shown = [column for column in map(heads.logicalIndex, range(heads.count())) if not self.isColumnHidden(column)]
        return shown[0], shown[-1]

    def viewportEvent(self, event: QEvent) -> bool:
        # The viewport and not the table: the heads belong to the table too.
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.chosen.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() is Qt.MouseButton.LeftButton
        if index.isValid() and is_plain and len(self.selectionModel().selectedRows()) == 1:
            self.plainly_clicked.emit(self._id_of(index))

    def _moved(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isSelected(current):
            self.picked.emit(self._id_of(current))
        self.selection_changed.emit()

    def _id_of(self, index: QModelIndex) -> str:
        record = index.data(RecordRole) if index.isValid() else None
        return "" if record is None else str(getattr(record, self._id_field))

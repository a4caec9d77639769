"""The lines of the command palette: what each says, and how it is painted."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shared.qt.record_list_model import RecordRole
from shared.widgets.icons import draw_icon
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, GRID, SMALL_PX

WIDTH, ROW = 560, 38
Index = QModelIndex | QPersistentModelIndex


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the palette."""

    words: str
    side: str = ""
    picture: str = "chevron-right"
    run: Callable[[], object]
    key: str = ""


class LineModel(QAbstractListModel):
    """What fits what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """Show other ones."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return shown_line(f"{line.words}, {line.side}" if line.side else line.words)
        return line if role == RecordRole else None


class LineDelegate(QStyledItemDelegate):
    """Paints a picture, the words, and at the right the shortcut or where it belongs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(WIDTH - 4 * GRID, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(RecordRole)
        t = tokens_of(option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 8, 8)
        body = option.rect.adjusted(12, 0, -12, 0)
        picture = body.adjusted(0, (ROW - 16) // 2, 0, 0)
        picture.setSize(QSize(16, 16))
        draw_icon(painter, line.picture, t.muted, picture.toRectF())
        small = ui_font(SMALL_PX + 1)
        side = QFontMetrics(small).elidedText(shown_line(line.side), Qt.TextElideMode.ElideRight, body.width() // 3)
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(body, Qt.AlignmentFlag.AlignRight | middle, side)
        font = ui_font(FONT_PX, QFont.Weight.Medium)
        words = body.adjusted(28, 0, -QFontMetrics(small).horizontalAdvance(side) - 12, 0)
        painter.setFont(font)
        painter.setPen(QColor(t.text))
        cut = QFontMetrics(font).elidedText(shown_line(line.words), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, cut)
        painter.restore()

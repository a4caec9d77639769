"""Canned answers as a short list: two lines each, painted, never markup."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shared.protocol.routing import AnswerRecord
from shared.qt.record_list_model import RecordRole
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX
from tech_console.models.words import scope_words

WIDTH, ROW = 460, 48
INSET = 12
Index = QModelIndex | QPersistentModelIndex


class AnswerModel(QAbstractListModel):
    """The answers that fit what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[AnswerRecord] = []

    def show_answers(self, answers: list[AnswerRecord]) -> None:
        """Show other ones."""
        self.beginResetModel()
        self._rows = answers
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        answer = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"/{answer.shortcut} {shown_line(answer.title)}"
        return answer if role == RecordRole else None


class AnswerDelegate(QStyledItemDelegate):
    """Paints shortcut, title and category, and the beginning of the text below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(WIDTH - 4, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        answer: AnswerRecord = index.data(RecordRole)
        t = tokens_of(option.widget)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(t.selected))
        line = option.rect.adjusted(INSET, 6, -INSET, 0)
        line.setHeight(18)
        name = ui_font(FONT_PX)
        name.setBold(True)
        small = ui_font(SMALL_PX + 1)
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        scope = shown_line(answer.category) or scope_words(answer.scope)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, scope)
        room = line.width() - QFontMetrics(small).horizontalAdvance(scope) - 12
        painter.setFont(name)
        painter.setPen(QColor(t.text))
        title = f"/{shown_line(answer.shortcut)}  {shown_line(answer.title)}"
        cut = QFontMetrics(name).elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        line.translate(0, 18)
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        text = QFontMetrics(small).elidedText(shown_line(answer.text), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

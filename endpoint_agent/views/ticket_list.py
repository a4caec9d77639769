"""The person's own tickets as a list: those that wait here first, then the relay's; unread ones are marked."""

from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.ticket_outbox import WaitingTicket
from endpoint_agent.presenters.ticket_words import state_words, waiting_ticket_words
from endpoint_agent.presenters.tickets import ALIVE
from shared.ids import TicketId
from shared.protocol.tickets import TicketRecord
from shared.widgets.chat_words import clock, day_words
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX

Index = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole
ROW_PX, EDGE, DOT_PX = 56, 14, 8


class TicketRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one row shows; `is_waiting` for one that is not with the support yet."""

    ticket_id: TicketId
    title: str
    under: str
    state: str
    is_alive: bool = True
    is_unread: bool = False
    is_waiting: bool = False
    is_refused: bool = False


class TicketList(QListView):
    """Signals: `chosen(TicketRow)` by click or Enter."""

    chosen = Signal(object)

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._p = presenters
        self.rows = _Rows()
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)

    def refresh(self) -> None:
        """Show the tickets as they stand; the chosen one stays chosen."""
        current = self.current_row()
        rows = [*map(_waiting_row, self._p.ticket_outbox.all())]
        rows += [self._row(ticket) for ticket in self._p.tickets.newest_first()]
        self.rows.show_rows(rows)
        place = next(
            (at for at, row in enumerate(rows) if current is not None and row.ticket_id == current.ticket_id), 0
        )
        self.setCurrentIndex(self.rows.index(place))

    def current_row(self) -> TicketRow | None:
        """Return the row the keyboard is on."""
        row = self.currentIndex().data(RowRole)
        return row if isinstance(row, TicketRow) else None

    def _row(self, ticket: TicketRecord) -> TicketRow:
        at, is_unread = ticket.answered_at or ticket.updated_at, self._p.tickets.is_unread(ticket.ticket_id)
        parts = [f"#{ticket.number}", f"{day_words(at)}, {clock(at)}", shown_line(ticket.service_name)]
        return TicketRow(
            ticket_id=ticket.ticket_id,
            title=shown_line(ticket.title),
            under=" · ".join(part for part in parts if part),
            state=self.tr("New answer") if is_unread else state_words(ticket.state),
            is_alive=ticket.state in ALIVE,
            is_unread=is_unread,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, TicketRow):
            self.chosen.emit(row)


def _waiting_row(ticket: WaitingTicket) -> TicketRow:
    at = ticket.at
    return TicketRow(
        ticket_id=ticket.ticket_id,
        title=shown_line(ticket.title),
        under=waiting_ticket_words(ticket),
        state=f"{day_words(at)}, {clock(at)}",
        is_waiting=True,
        is_refused=bool(ticket.code),
    )


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: list[TicketRow] = []

    def show_rows(self, rows: list[TicketRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.under}, {row.state}"
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, view: TicketList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TicketRow = index.data(RowRole)
        t, rect = tokens_of(self._view), QRect(option.rect)
        has_focus = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if has_focus or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(t.selected if has_focus else t.hover))
        painter.setPen(QColor(t.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        left = rect.left() + EDGE
        if row.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(QPointF(left + DOT_PX / 2, rect.center().y() - 9.5), DOT_PX / 2, DOT_PX / 2)
            left += DOT_PX + 8
        painter.setFont(ui_font(SMALL_PX + 1, QFont.Weight.DemiBold if row.is_unread else QFont.Weight.Normal))
        width = painter.fontMetrics().horizontalAdvance(row.state) + 2
        painter.setPen(QColor(t.accent_text if row.is_unread else t.text if row.is_alive else t.muted))
        right = rect.right() - EDGE - width
        painter.drawText(QRect(right, rect.top() + 9, width, 19), Qt.AlignmentFlag.AlignVCenter, row.state)
        colour = t.text if row.is_alive else t.muted
        self._line(painter, QRect(left, rect.top() + 9, right - left - 12, 19), row.title, colour, is_strong=True)
        under = t.danger_text if row.is_refused else t.warn_text if row.is_waiting else t.muted
        left = rect.left() + EDGE + (DOT_PX + 8 if row.is_unread else 0)
        self._line(painter, QRect(left, rect.top() + 29, rect.right() - EDGE - left, 18), row.under, under)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, colour: str, *, is_strong: bool = False) -> None:
        painter.setFont(ui_font(FONT_PX, QFont.Weight.DemiBold) if is_strong else ui_font(SMALL_PX + 1))
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

"""The person's conversations as a list: who, when, the last words, what is unread."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from endpoint_agent.presenters.talk import Talk
from shared.widgets.avatar import draw_avatar
from shared.widgets.badge import badge_width, draw_badge
from shared.widgets.chat_words import clock, day_words
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX

Index = QModelIndex | QPersistentModelIndex
TalkRole = Qt.ItemDataRole.UserRole
ROW_PX, AVATAR_PX, EDGE = 64, 40, 16


class TalkList(QListView):
    """Signals: `chosen(conversation_id)` by click or Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TalkRows()
        self.setModel(self.rows)
        self.setItemDelegate(_RowPainter(self))
        self.setProperty("kind", "chat")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        talk = index.data(TalkRole)
        if isinstance(talk, Talk):
            self.chosen.emit(talk.conversation_id)


class TalkRows(QAbstractListModel):
    """The conversations in the order the presenter gives them."""

    def __init__(self) -> None:
        super().__init__()
        self._talks: list[Talk] = []

    def set_talks(self, talks: list[Talk]) -> None:
        """Show these; the same ones in the same order keep the current row."""
        if [talk.conversation_id for talk in talks] == [talk.conversation_id for talk in self._talks]:
            self._talks = talks
            if talks:
                self.dataChanged.emit(self.index(0), self.index(len(talks) - 1))
            return
        self.beginResetModel()
        self._talks = talks
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._talks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        talk = self._talks[index.row()]
        if role == TalkRole:
            return talk
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(talk)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name_of(talk)}, {self.under(talk)}, {when(talk, QLocale.FormatType.LongFormat)}"
        return None

    def under(self, talk: Talk) -> str:
        """Return the second line of a row: the last words, or that it is over."""
        if talk.is_open:
            said = talk.last_said()
            if said is None:
                return self.tr("Open conversation")
            words = shown_line(said.text)
            return self.tr("You: {text}").format(text=words) if said.mine else words
        closed = self.tr("Closed conversation")
        number = talk.record.ticket_number if talk.record is not None else None
        return f"{closed} · #{number}" if number is not None else closed


def name_of(talk: Talk) -> str:
    """Return the technician's name as it may be shown on one line."""
    return shown_line(talk.record.technician_name) if talk.record is not None else ""


def when(talk: Talk, form: QLocale.FormatType = QLocale.FormatType.ShortFormat) -> str:
    """Return the time for today, the day for what is older; short, because a list has the name beside it."""
    at = talk.last_at
    is_today = at.astimezone().date() == at.now().astimezone().date()
    return clock(at) if is_today else day_words(at, form)


def upper_line(row: QRect, when_px: int) -> tuple[QRect, QRect]:
    """Return where name and time go in a row: the time has all it needs, the name what is left."""
    left, right = row.left() + EDGE + AVATAR_PX + 12, row.right() - EDGE
    time = QRect(right - when_px + 1, row.top() + 12, when_px, 18)
    return QRect(left, row.top() + 12, max(0, time.left() - 12 - left), 19), time


class _RowPainter(QStyledItemDelegate):
    def __init__(self, view: TalkList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        talk: Talk = index.data(TalkRole)
        t, rect = tokens_of(self._view), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, rect)
        side = QRectF(rect.left() + EDGE, rect.top() + (ROW_PX - AVATAR_PX) / 2, AVATAR_PX, AVATAR_PX)
        technician = talk.record.technician_id if talk.record is not None else None
        draw_avatar(painter, side, name_of(talk), technician or talk.conversation_id)
        painter.setFont(ui_font(SMALL_PX))
        painter.setPen(QColor(t.muted))
        name_rect, time_rect = upper_line(rect, painter.fontMetrics().horizontalAdvance(when(talk)) + 1)
        painter.drawText(time_rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, when(talk))
        badge_rect = QRect()
        if talk.unread:
            width = round(badge_width(talk.unread))
            badge_rect = QRect(rect.right() - EDGE - width, rect.top() + 34, width + 1, 18)
            draw_badge(painter, QRectF(badge_rect), talk.unread, t)
        self._draw_line(painter, name_rect, name_of(talk), bold=True)
        below = time_rect.right() - name_rect.left() - (badge_rect.width() + 8 if talk.unread else 0)
        under = QRect(name_rect.left(), rect.top() + 33, below, 19)
        self._draw_line(painter, under, self._view.rows.under(talk), bold=False)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        t = tokens_of(self._view)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_MouseOver or is_current:
            painter.setPen(QColor(t.accent) if is_current else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(rect.adjusted(6, 2, -7, -3), 8, 8)

    def _draw_line(self, painter: QPainter, rect: QRect, text: str, *, bold: bool) -> None:
        t = tokens_of(self._view)
        painter.setFont(ui_font(FONT_PX, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        painter.setPen(QColor(t.text if bold else t.muted))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

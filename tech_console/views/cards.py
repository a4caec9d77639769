"""A list of cards: avatar, name with shield, one line, time, and a number or a word. For requests, talks, customers."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shared.qt.record_list_model import RecordRole
from shared.widgets.avatar import draw_avatar
from shared.widgets.badge import badge_width, draw_badge
from shared.widgets.plain_text import shown_line
from shared.widgets.shield import draw_shield
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX, Tokens
from tech_console.models.searched import CardRole

HEIGHT = 64
AVATAR = 36
INSET = 8
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints a card from the model's CardRoles; `with_shield` puts the identity shield behind the name."""

    def __init__(self, parent: QWidget, *, with_shield: bool) -> None:
        super().__init__(parent)
        self._with_shield = with_shield

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = tokens_of(option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, t)
        body = option.rect.adjusted(INSET + 8, 0, -INSET - 8, 0)
        avatar = QRectF(body.left(), body.top() + (HEIGHT - AVATAR) / 2, AVATAR, AVATAR)
        quiet = bool(index.data(CardRole.IS_QUIET))
        painter.setOpacity(0.65 if quiet else 1.0)
        draw_avatar(painter, avatar, _text(index, CardRole.AVATAR_NAME), _text(index, CardRole.AVATAR_KEY))
        painter.setOpacity(1.0)
        words = body.adjusted(AVATAR + 12, 0, 0, 0)
        self._paint_first_line(painter, QRect(words.left(), words.top() + 12, words.width(), 20), index, t, quiet)
        self._paint_second_line(painter, QRect(words.left(), words.top() + 33, words.width(), 20), index, t)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, t: Tokens) -> None:
        ground = QRectF(option.rect).adjusted(INSET, 2, -INSET, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected if selected else t.hover))
            painter.drawRoundedRect(ground, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(t.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_first_line(self, painter: QPainter, line: QRect, index: Index, t: Tokens, quiet: bool) -> None:
        stamp = _text(index, CardRole.STAMP)
        small = ui_font(SMALL_PX)
        width = QFontMetrics(small).horizontalAdvance(stamp) + 8 if stamp else 0
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, stamp)
        level = index.data(CardRole.LEVEL)
        shield = 18 if self._with_shield and level is not None else 0
        title = line.adjusted(0, 0, -width - shield, 0)
        font = ui_font(FONT_PX, QFont.Weight.Medium if quiet else QFont.Weight.DemiBold)
        painter.setPen(QColor(t.muted if quiet else t.text))
        used = _draw_elided(painter, title, _text(index, CardRole.TITLE), font)
        if shield:
            draw_shield(painter, QRectF(line.left() + used + 4, line.top() + 3, 14, 14), int(level), t)

    def _paint_second_line(self, painter: QPainter, line: QRect, index: Index, t: Tokens) -> None:
        badge = int(index.data(CardRole.BADGE) or 0)
        word = _text(index, CardRole.WORD)
        small = ui_font(SMALL_PX, QFont.Weight.Medium)
        right = 0
        if badge:
            right = int(badge_width(badge)) + 8
            draw_badge(painter, QRectF(line.right() - badge_width(badge), line.top(), badge_width(badge), 20), badge, t)
        elif word:
            room = min(QFontMetrics(small).horizontalAdvance(word) + 4, line.width() // 2)
            right = room + 8
            painter.setPen(QColor(_tone(t, _text(index, CardRole.TONE))))
            _draw_elided(
                painter, QRect(line.right() - room, line.top(), room + 1, line.height()), word, small, to_right=True
            )
        painter.setPen(QColor(t.text if badge else t.muted))
        font = ui_font(FONT_PX - 1, QFont.Weight.Medium if badge else QFont.Weight.Normal)
        _draw_elided(painter, line.adjusted(0, 0, -right, 0), _text(index, CardRole.LINE), font)


class CardList(QListView):
    """Signals: `picked(id)` when another card becomes current; `entered(id)` for Enter or a double click."""

    picked = Signal(str)
    chosen = Signal(str)

    def __init__(self, model: Any, id_field: str, *, with_shield: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id_field = id_field
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self, with_shield=with_shield))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("kind", "cards")
        # The selection and not the current card: focus alone makes the first one current.
        self.selectionModel().selectionChanged.connect(self._moved)
        self.activated.connect(lambda index: self.chosen.emit(self._id_of(index)))

    def current_id(self) -> str:
        """Return the id of the selected card, empty if there is none."""
        current = self.currentIndex()
        return self._id_of(current) if current.isValid() and self.selectionModel().isSelected(current) else ""

    def select(self, id_: str) -> None:
        """Make a card current; one that is not shown changes nothing."""
        row = self.model().row_of(id_)  # type: ignore[attr-defined]  # every model here is a RecordListModel
        if row >= 0 and id_ != self.current_id():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.chosen.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def _moved(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self.selectionModel().isSelected(current):
            self.picked.emit(self._id_of(current))

    def _id_of(self, index: QModelIndex) -> str:
        record = index.data(RecordRole) if index.isValid() else None
        return "" if record is None else str(getattr(record, self._id_field))


def _text(index: Index, role: int) -> str:
    return shown_line(str(index.data(role) or ""))


def _tone(t: Tokens, tone: str) -> str:
    return {"ok": t.ok_text, "warn": t.warn_text, "danger": t.danger_text, "info": t.info_text}.get(tone, t.muted)


def _draw_elided(painter: QPainter, rect: QRect, text: str, font: QFont, *, to_right: bool = False) -> int:
    """Draw one line that ends in an ellipsis; returns how wide it became."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return QFontMetrics(font).horizontalAdvance(shown)

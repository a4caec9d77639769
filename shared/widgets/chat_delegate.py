"""Paints the rows of a conversation: bubbles, ticks, avatars, event lines, separators; answers what is under a point."""

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from shared.qt.file_words import action_words, signer_words
from shared.widgets.avatar import draw_avatar
from shared.widgets.chat_geometry import GAP_IN_GROUP, SIGN, Bubble, Card, ChatGeometry, retry_words
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_model import ChatModel, ItemRole
from shared.widgets.chat_words import day_words, new_words, note_words, sender_words, state_words
from shared.widgets.file_item import FileAction, FileItem
from shared.widgets.icons import icon_pixmap
from shared.widgets.plain_text import isolated, shown_line, tooltip_text
from shared.widgets.shield import draw_shield
from shared.widgets.theme import tokens_of_palette
from shared.widgets.thumbnails import Thumbnails
from shared.widgets.tokens import GRID, Tokens

ROUND, CORNER = 14, 5
SIGNS = {
    "queued": "clock",
    "sending": "clock",
    "sent": "check",
    "delivered": "check-check",
    "read": "check-check",
    "failed": "circle-alert",
}


class Hit(NamedTuple):
    """What lies under a point of a row; `is_card` is the rest of a file's card."""

    link: str | None = None
    is_retry: bool = False
    action: FileAction | None = None
    is_card: bool = False


class ChatDelegate(QStyledItemDelegate):
    """Row painter of ChatList; heights come from `height` and `estimate`, never from sizeHint."""

    def __init__(self, view: QAbstractItemView, model: ChatModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._geometry = ChatGeometry()
        self._pixmaps: dict[tuple[str, str, float], QPixmap] = {}
        self._hovered: tuple[str, FileAction] | None = None
        self.thumbnails = Thumbnails(self)
        self.thumbnails.ready.connect(lambda _: view.viewport().update())

    def estimate(self, row: int, width: int) -> int:
        """Return about the height of a row."""
        item = self._model.items()[row]
        return self._geometry.estimate(item, width)

    def height(self, row: int, width: int) -> int:
        """Return the height of a row."""
        first, last = self._model.is_first(row), self._model.is_last(row)
        item = self._model.items()[row]
        return self._geometry.height(item, width, self._tokens(), first=first, last=last)

    def hit(self, row: int, point: QPointF, width: int) -> Hit:
        """Return what is at `point`, counted from the row's top left corner on screen."""
        item = self._model.item(row)
        if item is not None and item.file is not None:
            return self._hit_card(row, item, point, width)
        if item is None or item.kind != "text":
            return Hit()
        bubble = self._bubble(row, item, width)
        where = QPointF(width - point.x(), point.y()) if self._is_mirrored() else point
        if bubble.retry.contains(where):
            return Hit(is_retry=True)
        body = _place(bubble.body, width, mirrored=self._is_mirrored())
        inside = body.topLeft() - bubble.body.topLeft()
        return Hit(link=bubble.text.link_at(point - inside - bubble.text_at))

    def _hit_card(self, row: int, item: ChatItem, point: QPointF, width: int) -> Hit:
        card = self._card(row, item, width)
        body = _place(card.body, width, mirrored=self._is_mirrored())
        inside = point - body.topLeft()
        action = next((action for action, where in card.parts.buttons if where.contains(inside)), None)
        return Hit(action=action, is_card=body.contains(point))

    def hover(self, key: str, action: FileAction | None) -> None:
        """Show which button the mouse is on."""
        hovered = (key, action) if action is not None else None
        if hovered != self._hovered:
            self._hovered = hovered
            self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.height(index.row(), option.rect.width()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: ChatItem = index.data(ItemRole)
        rect: QRect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_row(painter, item, index.row(), rect.width(), rect.height(), focused=focused)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        item: ChatItem | None = index.data(ItemRole) if index.isValid() else None
        if item is None or item.kind in ("day", "new_marker"):
            QToolTip.hideText()
            return False
        action = self._hovered[1] if self._hovered is not None and self._hovered[0] == item.key else None
        words = _details(item) if action is None else action_words(action.value)
        QToolTip.showText(event.globalPos(), tooltip_text(words), view)
        return True

    def _paint_row(
        self, painter: QPainter, item: ChatItem, row: int, width: int, height: int, *, focused: bool
    ) -> None:
        t = self._tokens()
        if item.kind == "text":
            self._paint_bubble(painter, item, self._bubble(row, item, width), row, width, focused=focused)
        elif item.file is not None:
            self._paint_card(painter, item, item.file, self._card(row, item, width), row, width, focused=focused)
        elif item.kind == "event":
            self._paint_event(painter, item, width, t, focused=focused)
        elif item.kind == "day":
            painter.setFont(self._geometry.small_strong)
            painter.setPen(QColor(t.muted))
            painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, day_words(item.at))
        else:
            self._paint_new_line(painter, QRectF(0, 0, width, height), t)

    def _paint_event(self, painter: QPainter, item: ChatItem, width: int, t: Tokens, *, focused: bool) -> None:
        block = self._geometry.event(item, width, t)
        left = (width - block.width) / 2
        painter.setPen(QColor(t.muted))
        block.layout.draw(painter, QPointF(left, GRID))
        if focused:
            _ring(painter, QRectF(left - GRID, 3, block.width + 2 * GRID, block.height + 10), t)

    def _paint_new_line(self, painter: QPainter, rect: QRectF, t: Tokens) -> None:
        painter.setFont(self._geometry.small_strong)
        painter.setPen(QColor(t.accent_text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, new_words())
        half = QFontMetricsF(self._geometry.small_strong).horizontalAdvance(new_words()) / 2 + 12
        y, middle = rect.center().y(), rect.center().x()
        painter.drawLine(QPointF(16, y), QPointF(middle - half, y))
        painter.drawLine(QPointF(middle + half, y), QPointF(rect.right() - 16, y))

    def _paint_bubble(
        self, painter: QPainter, item: ChatItem, bubble: Bubble, row: int, width: int, *, focused: bool
    ) -> None:
        t, mirrored = self._tokens(), self._is_mirrored()
        body = _place(bubble.body, width, mirrored=mirrored)
        fill, line = (t.warn_tint, t.warn) if item.is_note else (t.bubble, t.bubble_line)
        painter.setBrush(QColor(t.accent if item.mine else fill))
        painter.setPen(Qt.PenStyle.NoPen if item.mine else QPen(QColor(line), 1))
        painter.drawPath(_outline(body, first=self._model.is_first(row), right=item.mine != mirrored))
        if focused:
            _ring(painter, body.adjusted(-GAP_IN_GROUP + 1, 1, GAP_IN_GROUP - 1, -1), t)
        painter.setPen(QColor(t.on_accent if item.mine else t.text))
        # What is inside keeps its place in the bubble: time stays where the text leaves room for it.
        inside = body.topLeft() - bubble.body.topLeft()
        bubble.text.layout.draw(painter, bubble.text_at + inside)
        self._paint_meta(painter, item, bubble, bubble.meta.translated(inside), t)
        self._paint_person(painter, item, bubble, width, mirrored=mirrored)
        if not bubble.retry.isEmpty():
            self._paint_retry(painter, _place(bubble.retry, width, mirrored=mirrored), t)

    def _paint_card(
        self, painter: QPainter, item: ChatItem, file: FileItem, card: Card, row: int, width: int, *, focused: bool
    ) -> None:
        t, mirrored = self._tokens(), self._is_mirrored()
        body = _place(card.body, width, mirrored=mirrored)
        painter.setBrush(QColor(t.accent if item.mine else t.bubble))
        painter.setPen(Qt.PenStyle.NoPen if item.mine else QPen(QColor(t.bubble_line), 1))
        painter.drawPath(_outline(body, first=self._model.is_first(row), right=item.mine != mirrored))
        if focused:
            _ring(painter, body.adjusted(-GAP_IN_GROUP + 1, 1, GAP_IN_GROUP - 1, -1), t)
        hovered = self._hovered[1] if self._hovered is not None and self._hovered[0] == item.key else None
        painter.save()
        painter.translate(body.topLeft())
        picture = self._picture(painter, file, card.parts.picture.size().toSize())
        self._geometry.cards.paint(painter, file, card.parts, t, mine=item.mine, picture=picture, hovered=hovered)
        painter.restore()
        self._paint_meta(painter, item, card, card.meta.translated(body.topLeft() - card.body.topLeft()), t)
        self._paint_person(painter, item, card, width, mirrored=mirrored)

    def _picture(self, painter: QPainter, file: FileItem, cover: QSize) -> QPixmap | None:
        if not file.picture or cover.isEmpty():
            return None
        return self.thumbnails.get(file.picture, cover, painter.device().devicePixelRatioF())

    def _card(self, row: int, item: ChatItem, width: int) -> Card:
        first, last = self._model.is_first(row), self._model.is_last(row)
        return self._geometry.card(item, width, self._tokens(), first=first, last=last)

    def _paint_meta(self, painter: QPainter, item: ChatItem, bubble: Bubble | Card, meta: QRectF, t: Tokens) -> None:
        painter.setFont(self._geometry.small)
        painter.setPen(QColor(t.on_accent_muted if item.mine else t.muted))
        painter.drawText(meta, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, bubble.clock)
        sign = SIGNS.get(item.state)
        if item.mine and sign is not None:
            colour = t.on_accent_read if item.state == "read" else t.on_accent_muted
            painter.drawPixmap(QPointF(meta.right() - SIGN, meta.top() + 1), self._sign(painter, sign, colour))

    def _paint_person(
        self, painter: QPainter, item: ChatItem, bubble: Bubble | Card, width: int, *, mirrored: bool
    ) -> None:
        t = self._tokens()
        if not bubble.avatar.isEmpty():
            where = _place(bubble.avatar, width, mirrored=mirrored)
            draw_avatar(painter, where, item.sender_name, item.sender_key)
        if bubble.name.isEmpty():
            return
        line = _place(bubble.name, width, mirrored=mirrored)
        if item.is_note:
            self._paint_note_head(painter, item, line, mirrored=mirrored)
        if item.verified is None:
            return
        painter.setFont(self._geometry.name_font)
        painter.setPen(QColor(t.muted))
        metrics = QFontMetricsF(self._geometry.name_font)
        name = metrics.elidedText(isolated(item.sender_name), Qt.TextElideMode.ElideRight, line.width() - 24)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, side | Qt.AlignmentFlag.AlignTop, name)
        end = metrics.horizontalAdvance(name) + 4
        x = line.right() - end - SIGN if mirrored else line.left() + end
        draw_shield(painter, QRectF(x, line.top() + 1, SIGN, SIGN), item.verified, t)

    def _paint_note_head(self, painter: QPainter, item: ChatItem, line: QRectF, *, mirrored: bool) -> None:
        t = self._tokens()
        spot = QPointF(line.right() - SIGN if mirrored else line.left(), line.top() + 1)
        painter.drawPixmap(spot, self._sign(painter, "lock", t.warn_text))
        painter.setFont(self._geometry.name_font)
        painter.setPen(QColor(t.warn_text))
        words = line.adjusted(0, 0, -SIGN - 4, 0) if mirrored else line.adjusted(SIGN + 4, 0, 0, 0)
        metrics = QFontMetricsF(self._geometry.name_font)
        text = metrics.elidedText(note_words(item), Qt.TextElideMode.ElideRight, words.width())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignTop, text)

    def _paint_retry(self, painter: QPainter, line: QRectF, t: Tokens) -> None:
        painter.setFont(self._geometry.small)
        painter.setPen(QColor(t.danger_text))
        painter.drawPixmap(QPointF(line.left(), line.top() + 4), self._sign(painter, "circle-alert", t.danger_text))
        painter.drawText(line.adjusted(SIGN + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, retry_words())

    def _sign(self, painter: QPainter, name: str, colour: str) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (name, colour, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = icon_pixmap(name, colour, SIGN, ratio)
        return self._pixmaps[key]

    def _bubble(self, row: int, item: ChatItem, width: int) -> Bubble:
        first, last = self._model.is_first(row), self._model.is_last(row)
        return self._geometry.bubble(item, width, self._tokens(), first=first, last=last)

    def _tokens(self) -> Tokens:
        return tokens_of_palette(self._view.palette())

    def _is_mirrored(self) -> bool:
        return self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _place(rect: QRectF, width: int, *, mirrored: bool) -> QRectF:
    return QRectF(width - rect.right(), rect.top(), rect.width(), rect.height()) if mirrored else rect


def _ring(painter: QPainter, rect: QRectF, t: Tokens) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(t.focus), 2))
    painter.drawRoundedRect(rect, ROUND, ROUND)


def _outline(body: QRectF, *, first: bool, right: bool) -> QPainterPath:
    """Return a rounded box whose corners on the speaker's side are small: the tail, and where a group goes on."""
    joint = ROUND if first else CORNER
    top_left, top_right, bottom_right, bottom_left = ROUND, joint, CORNER, ROUND
    if not right:
        top_left, top_right, bottom_right, bottom_left = joint, ROUND, ROUND, CORNER
    path = QPainterPath(QPointF(body.left() + top_left, body.top()))
    for x, y, radius, start in (
        (body.right() - 2 * top_right, body.top(), top_right, 90),
        (body.right() - 2 * bottom_right, body.bottom() - 2 * bottom_right, bottom_right, 0),
        (body.left(), body.bottom() - 2 * bottom_left, bottom_left, 270),
        (body.left(), body.top(), top_left, 180),
    ):
        path.arcTo(x, y, 2 * radius, 2 * radius, start, -90)
    path.closeSubpath()
    return path


def _details(item: ChatItem) -> str:
    local: dt.datetime = item.at.astimezone()
    state = state_words(item)
    line = f"{day_words(item.at)} {local:%H:%M:%S}" + (f" · {state}" if state else "")
    if item.file is not None:
        line = f"{_file_details(item.file)}\n{line}"
    return f"{isolated(sender_words(item))}\n{line}" if item.sender_name or item.mine else line


def _file_details(file: FileItem) -> str:
    """Return the whole name, who signed it and its hash: what one compares before an installer is used."""
    hash_line = f"SHA-256 {file.sha256[:32]}\n{file.sha256[32:]}" if file.sha256 else ""
    return "\n".join(
        line for line in (shown_line(file.name), signer_words(file.suffix, file.signer), hash_line) if line
    )

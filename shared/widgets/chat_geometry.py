"""Where everything of a chat row stands, in left-to-right coordinates from the row's top left corner.

Measuring, painting and hit-testing use the same boxes. The painter mirrors them for right-to-left desktops.
"""

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from shared.errors import InvalidState
from shared.widgets.chat_file import CardParts, FileCards
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_text import LINE_PX, TextBlock, TextLayouts
from shared.widgets.chat_words import clock
from shared.widgets.file_item import FileItem
from shared.widgets.theme import ui_font
from shared.widgets.tokens import GRID, SMALL_PX, TEXT_PX, Tokens

MARGIN = 16
AVATAR = 28
PAD_X, PAD_Y = 12, 8
GAP_IN_GROUP, GAP_AFTER_GROUP = 3, 12
SIGN = 14
NAME_H = 20
RETRY_H = 22
DAY_H, NEW_H = 44, 32
MAX_BUBBLE = 560


class Bubble(NamedTuple):
    """The boxes of a text row; `name`, `avatar` and `retry` are empty where they are not shown."""

    body: QRectF
    text: TextBlock
    text_at: QPointF
    clock: str
    meta: QRectF
    name: QRectF
    avatar: QRectF
    retry: QRectF
    height: int


class Card(NamedTuple):
    """The boxes of a file's row, those of the card itself counted from its corner."""

    body: QRectF
    parts: CardParts
    clock: str
    meta: QRectF
    name: QRectF
    avatar: QRectF
    height: int


class ChatGeometry:
    """Measures rows for one font set; forget it when the font changes."""

    def __init__(self) -> None:
        self.small = ui_font(SMALL_PX)
        self.small_strong = ui_font(SMALL_PX, QFont.Weight.DemiBold)
        self.name_font = ui_font(SMALL_PX + 1, QFont.Weight.DemiBold)
        self._small_metrics = QFontMetricsF(self.small)
        body = ui_font(TEXT_PX)
        self.cards = FileCards()
        self._average = QFontMetricsF(body).averageCharWidth()
        self._texts = TextLayouts(body)
        self._clock_widths: dict[str, float] = {}
        self._small_texts = TextLayouts(self.small)

    def estimate(self, item: ChatItem, width: int) -> int:
        """Return about the height of a row, without laying out its text: for rows nobody has scrolled to."""
        if item.kind == "text":
            per_line = max(8, int(_text_width(width) / self._average))
            lines = 1 + len(item.text) // per_line + item.text.count("\n")
            return lines * LINE_PX + 2 * PAD_Y + GAP_AFTER_GROUP // 2
        if item.file is not None:
            return self.cards.height(item.file) + GAP_AFTER_GROUP // 2
        return {"day": DAY_H, "new_marker": NEW_H}.get(item.kind, 32)

    def height(self, item: ChatItem, width: int, tokens: Tokens, *, first: bool, last: bool) -> int:
        """Return the exact height of a row."""
        if item.kind == "text":
            return self.bubble(item, width, tokens, first=first, last=last).height
        if item.file is not None:
            return self.card(item, width, tokens, first=first, last=last).height
        if item.kind == "event":
            return int(self.event(item, width, tokens).height + 2 * GRID)
        return DAY_H if item.kind == "day" else NEW_H

    def event(self, item: ChatItem, width: int, tokens: Tokens) -> TextBlock:
        """Return the laid-out line of an event."""
        return self._small_texts.lay_out(item.text, max(80, width - 8 * GRID), tokens.accent_text)

    def bubble(self, item: ChatItem, width: int, tokens: Tokens, *, first: bool, last: bool) -> Bubble:
        """Return the boxes of a text row that is `width` wide."""
        limit = _text_width(width)
        text = self._texts.lay_out(item.text, limit, tokens.on_accent if item.mine else tokens.accent_text)
        time, time_w = self._clock(item.at)
        meta_w = time_w + (SIGN + 4 if item.mine else 0)
        content_w, content_h = _beside_or_below(text, meta_w, limit)
        has_name = item.is_note or (first and not item.mine and item.verified is not None)
        name_h = NAME_H if has_name else 0
        body_w, body_h = content_w + 2 * PAD_X, content_h + 2 * PAD_Y
        left = width - MARGIN - body_w if item.mine else float(MARGIN + AVATAR + GRID)
        body = QRectF(left, name_h, body_w, body_h)
        retry = self._retry(body) if item.mine and item.state == "failed" else QRectF()
        avatar = QRectF(MARGIN, body.bottom() - AVATAR, AVATAR, AVATAR) if last and not item.mine else QRectF()
        height = body.bottom() + retry.height() + (GAP_AFTER_GROUP if last else GAP_IN_GROUP)
        text_x = body.left() + PAD_X + (content_w - text.width - 1 if text.is_rtl else 0)
        return Bubble(
            body=body,
            text=text,
            text_at=QPointF(text_x, body.top() + PAD_Y),
            clock=time,
            meta=QRectF(body.right() - PAD_X + 2 - meta_w, body.bottom() - 22, meta_w, 16),
            name=QRectF(left + 2, 0, width - left - MARGIN, NAME_H) if name_h else QRectF(),
            avatar=avatar,
            retry=retry,
            height=int(height + 0.5),
        )

    def card(self, item: ChatItem, width: int, tokens: Tokens, *, first: bool, last: bool) -> Card:
        """Return the boxes of a file's row that is `width` wide. Only for rows with a file."""
        time, time_w = self._clock(item.at)
        meta_w = time_w + (SIGN + 4 if item.mine else 0)
        parts = self.cards.lay_out(_file(item), _text_width(width) + 2 * PAD_X, meta_w, tokens)
        name_h = NAME_H if first and not item.mine and item.verified is not None else 0
        left = width - MARGIN - parts.width if item.mine else float(MARGIN + AVATAR + GRID)
        body = QRectF(left, name_h, parts.width, parts.height)
        avatar = QRectF(MARGIN, body.bottom() - AVATAR, AVATAR, AVATAR) if last and not item.mine else QRectF()
        return Card(
            body=body,
            parts=parts,
            clock=time,
            meta=QRectF(body.right() - PAD_X + 2 - meta_w, body.bottom() - 24, meta_w, 16),
            name=QRectF(left + 2, 0, width - left - MARGIN, NAME_H) if name_h else QRectF(),
            avatar=avatar,
            height=int(body.bottom() + (GAP_AFTER_GROUP if last else GAP_IN_GROUP) + 0.5),
        )

    def _clock(self, at: dt.datetime) -> tuple[str, float]:
        words = clock(at)
        width = self._clock_widths.get(words)
        if width is None:
            width = self._clock_widths[words] = self._small_metrics.horizontalAdvance(words)
        return words, width

    def _retry(self, body: QRectF) -> QRectF:
        width = self._small_metrics.horizontalAdvance(retry_words()) + SIGN + 6
        return QRectF(max(float(MARGIN), body.right() - width), body.bottom(), width, RETRY_H)


def _file(item: ChatItem) -> FileItem:
    if item.file is None:
        raise InvalidState("a card without a file")
    return item.file


def retry_words() -> str:
    """Return the line under a message that was not sent."""
    return QCoreApplication.translate("Chat", "Not sent. Try again")


def _text_width(width: int) -> int:
    return max(60, min(int(width * 0.74), MAX_BUBBLE) - 2 * PAD_X)


def _beside_or_below(text: TextBlock, meta_w: float, limit: int) -> tuple[float, float]:
    # The time stands beside the last line if there is room; right-to-left text ends where the time would stand.
    if not text.is_rtl and text.last_width + meta_w + GRID <= limit:
        return max(text.width, text.last_width + meta_w + GRID), text.height
    return max(text.width, meta_w), text.height + 16

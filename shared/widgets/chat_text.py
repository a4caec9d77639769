"""Lays out the text of one bubble: wrapped anywhere if it must, links marked, right-to-left text set from the right."""

import unicodedata
from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from shared.widgets.links import Link, find_links
from shared.widgets.plain_text import shown

LINE_PX = 20
KEPT = 300
"""Layouts kept: some screens full. Each is a few KiB."""


class TextBlock(NamedTuple):
    """A laid-out text and its size; `last_width` is what the last line takes, beside which the time may stand.

    The positions of `links` count UTF-16 units, as Qt's cursors do.
    """

    layout: QTextLayout
    width: float
    height: float
    last_width: float
    is_rtl: bool
    links: tuple[Link, ...]

    def link_at(self, point: QPointF) -> str | None:
        """Return the address under a point of the text, None if there is none."""
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            if line.naturalTextRect().contains(point):
                return self._link_over(_position(line.xToCursor(point.x())))
        return None

    def _link_over(self, position: int) -> str | None:
        return next((x.url for x in self.links if x.start <= position < x.start + x.length), None)


class TextLayouts:
    """Makes and keeps layouts for one font: measuring and painting a row ask for the same one."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._kept: OrderedDict[tuple[str, int, str], TextBlock] = OrderedDict()

    def lay_out(self, text: str, width: int, link_colour: str) -> TextBlock:
        """Return `text` broken into lines of at most `width` logical pixels."""
        key = (text, width, link_colour)
        block = self._kept.pop(key, None) or _block(text, width, link_colour, self._font)
        self._kept[key] = block
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return block


def _block(text: str, width: int, link_colour: str, font: QFont) -> TextBlock:
    clean = shown(text)
    links = tuple(_in_utf16(clean, link) for link in find_links(clean)) if "://" in clean else ()
    layout = QTextLayout(clean.replace("\n", "\u2028"), font)
    layout.setTextOption(_option())
    layout.setCacheEnabled(True)
    layout.setFormats([_format(link, link_colour) for link in links])
    natural, height, last = _break_lines(layout, width)
    rtl = is_rtl(clean)
    if rtl:
        # Lines of right-to-left text stand at the right edge of the width they were given: give them their own.
        natural, height, last = _break_lines(layout, int(natural) + 1)
    return TextBlock(layout, natural, height, last, rtl, links)


def is_rtl(text: str) -> bool:
    """Tell the writing direction by the first strong character, as Qt and Unicode do."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


def _break_lines(layout: QTextLayout, width: int) -> tuple[float, float, float]:
    natural = height = last = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += max(LINE_PX, line.height())
        last = line.naturalTextWidth()
        natural = max(natural, last)
    layout.endLayout()
    return natural, height, last


def _format(link: Link, colour: str) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    form.setFontUnderline(True)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = link.start, link.length, form
    return found


def _in_utf16(text: str, link: Link) -> Link:
    start = _units(text[: link.start])
    return Link(start, _units(link.url), link.url)


def _units(text: str) -> int:
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def _position(cursor: int | tuple[int, ...]) -> int:
    # PySide returns the cursor alone or with its in-out argument, by overload.
    return cursor if isinstance(cursor, int) else cursor[0]

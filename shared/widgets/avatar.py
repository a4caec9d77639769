"""A person as a disc with initials; the colour is stable for the id, so that the same person looks the same everywhere."""

import unicodedata
import zlib

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font

# Pairs for a gradient; white initials keep a contrast of 4.5 on both ends.
COLOURS = (
    ("#6D4BE0", "#2F5BEA"),
    ("#0B7A75", "#17694F"),
    ("#B4376B", "#8E2C86"),
    ("#A8500F", "#B33A2B"),
    ("#2F6FA8", "#2C4FA3"),
    ("#5B6B1F", "#3B7A2C"),
    ("#7A4FA3", "#A33F7F"),
    ("#4B5B73", "#33415C"),
)


class Avatar(QWidget):
    """The disc as a widget; `presence` adds a dot: True online, False offline, None no dot."""

    def __init__(self, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._name = ""
        self._key = ""
        self._presence: bool | None = None
        self.setFixedSize(QSize(size, size))

    def set_person(self, name: str, key: str) -> None:
        """Show another person; `key` is the id that chooses the colour."""
        self._name, self._key = name, key
        self.setAccessibleName(shown_line(name))
        self.update()

    def set_presence(self, presence: bool | None) -> None:
        """Show or hide the dot. The caller says the same in words elsewhere: colour alone tells nothing."""
        self._presence = presence
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_avatar(painter, QRectF(self.rect()), self._name, self._key)
        if self._presence is not None:
            self._draw_dot(painter)

    def _draw_dot(self, painter: QPainter) -> None:
        t = tokens_of(self)
        side = max(9.0, self._size * 0.28)
        dot = QRectF(self._size - side, self._size - side, side, side).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(t.surface), 2))
        painter.setBrush(QColor(t.ok if self._presence else t.muted))
        painter.drawEllipse(dot)


def draw_avatar(painter: QPainter, rect: QRectF, name: str, key: str) -> None:
    """Draw the disc of a person into a square."""
    start, end = colours_of(key or name)
    gradient = QLinearGradient(rect.topLeft(), rect.bottomRight())
    gradient.setColorAt(0, QColor(start))
    gradient.setColorAt(1, QColor(end))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawEllipse(rect)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(ui_font(max(9, round(rect.height() * 0.38)), QFont.Weight.DemiBold))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))


def colours_of(key: str) -> tuple[str, str]:
    """Return the two ends of a person's gradient."""
    return COLOURS[zlib.crc32(key.encode("utf-8", "surrogatepass")) % len(COLOURS)]


def initials(name: str) -> str:
    """Return one or two letters: first and last word; "?" where a name has no letter."""
    letters = [found for word in name.split() if (found := _first_letter(word))]
    if not letters:
        return "?"
    return letters[0] if len(letters) == 1 else letters[0] + letters[-1]


def _first_letter(word: str) -> str:
    return next((char.upper()[:1] for char in word if unicodedata.category(char)[0] in "LN"), "")

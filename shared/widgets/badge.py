"""A small number on a coloured pill: how many wait. Nothing is drawn for zero."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import SMALL_PX, Tokens

HEIGHT = 18


class Badge(QWidget):
    """The pill as a widget; `quiet` draws it grey, for counts that do not ask for anything."""

    def __init__(self, *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._quiet = quiet
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        """The number shown."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show another number; zero leaves the place empty."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(badge_text(count))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(badge_width(self._count)) + 1 if self._count else 0, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_badge(painter, QRectF(self.rect()), self._count, tokens_of(self), quiet=self._quiet)


def badge_text(count: int) -> str:
    """Return the number, "99+" above 99, nothing for zero."""
    if count <= 0:
        return ""
    return str(count) if count < 100 else "99+"


def badge_width(count: int) -> float:
    """Return how wide the pill of a number is."""
    return max(float(HEIGHT), QFontMetricsF(_font()).horizontalAdvance(badge_text(count)) + 10)


def draw_badge(painter: QPainter, rect: QRectF, count: int, t: Tokens, *, quiet: bool = False) -> None:
    """Draw the pill into the middle of `rect`."""
    if count <= 0:
        return
    pill = QRectF(0, 0, badge_width(count), HEIGHT)
    pill.moveCenter(rect.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.pressed if quiet else t.danger))
    painter.drawRoundedRect(pill, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QColor(t.text if quiet else t.on_danger))
    painter.setFont(_font())
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge_text(count))


def _font() -> QFont:
    return ui_font(SMALL_PX, QFont.Weight.DemiBold)

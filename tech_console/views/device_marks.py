"""What a device list paints besides words: the shape of a status, a chip for a tag, a bar for a disk."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import SMALL_PX, Tokens
from tech_console.state.device_status import DeviceStatus

Paint = Callable[[QPainter], object]
MARK = 10
CHIP_PAD = 7
MOST_STAMPS = 2000


def draw_mark(painter: QPainter, spot: QRectF, status: DeviceStatus, t: Tokens) -> None:
    """Draw a status as a shape that is told apart without its colour: disc, half disc, square, ring, triangle, cross."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    match status:
        case DeviceStatus.ONLINE:
            painter.setBrush(QColor(t.ok))
            painter.drawEllipse(spot)
        case DeviceStatus.IDLE:
            _draw_ring(painter, spot, t.warn)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.warn))
            painter.drawPie(spot.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)
        case DeviceStatus.LOCKED:
            painter.setBrush(QColor(t.warn))
            painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        case DeviceStatus.OFFLINE:
            _draw_ring(painter, spot, t.muted)
        case DeviceStatus.OVERDUE:
            painter.setBrush(QColor(t.danger))
            top = QPointF(spot.center().x(), spot.top())
            painter.drawPolygon(QPolygonF([top, spot.bottomRight(), spot.bottomLeft()]))
        case DeviceStatus.REVOKED:
            painter.setPen(QPen(QColor(t.muted), 1.8))
            inner = spot.adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
    painter.restore()


def _draw_ring(painter: QPainter, spot: QRectF, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(spot.adjusted(1, 1, -1, -1))


def chip_width(text: str, room: float) -> int:
    """Return how wide a tag becomes in a room."""
    metrics = QFontMetrics(ui_font(SMALL_PX, QFont.Weight.Medium))
    return min(int(room), metrics.horizontalAdvance(shown_line(text)) + 2 * CHIP_PAD + 2)


def draw_chip(painter: QPainter, room: QRectF, text: str, t: Tokens) -> float:
    """Draw a tag at the left of its room, shortened where it does not fit; returns how wide it became."""
    font = ui_font(SMALL_PX, QFont.Weight.Medium)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(shown_line(text), Qt.TextElideMode.ElideRight, int(room.width()) - 2 * CHIP_PAD)
    chip = QRectF(room.left(), room.top(), metrics.horizontalAdvance(shown) + 2 * CHIP_PAD, room.height())
    painter.save()
    painter.setPen(QColor(t.info_line))
    painter.setBrush(QColor(t.info_tint))
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font)
    painter.setPen(QColor(t.info_text))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()
    return chip.width()


def draw_bar(painter: QPainter, spot: QRectF, used: float, t: Tokens, *, is_low: bool) -> None:
    """Draw how much of something is used, 0 to 1."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.pressed))
    radius = spot.height() / 2
    painter.drawRoundedRect(spot, radius, radius)
    filled = QRectF(spot.left(), spot.top(), max(spot.height(), spot.width() * min(1.0, max(0.0, used))), spot.height())
    painter.setBrush(QColor(t.danger if is_low else t.accent))
    painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class Stamps:
    """Small pictures painted once and stamped many times; forgotten when theme or screen change."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], QPixmap] = {}
        self._ratio = 1.0

    def forget(self) -> None:
        """Paint everything again."""
        self._made.clear()

    def stamp(
        self, painter: QPainter, spot: QPointF, size: tuple[int, int], key: tuple[object, ...], paint: Paint
    ) -> None:
        """Draw the picture of a key at a spot; `paint` makes it where it is new."""
        ratio = painter.device().devicePixelRatioF()
        if ratio != self._ratio or len(self._made) > MOST_STAMPS:
            self._made.clear()
            self._ratio = ratio
        made = self._made.get((key, size))
        if made is None:
            made = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            inner = QPainter(made)
            paint(inner)
            inner.end()
            self._made[key, size] = made
        painter.drawPixmap(spot, made)


class StatusMark(QWidget):
    """The shape of a status beside its word; the word is what a screen reader reads."""

    def __init__(self) -> None:
        super().__init__()
        self._status = DeviceStatus.OFFLINE
        self.setFixedSize(MARK + 2, MARK + 2)

    def set_status(self, status: DeviceStatus) -> None:
        """Show another status."""
        self._status = status
        self.update()

    def paintEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's
        painter = QPainter(self)
        draw_mark(painter, QRectF(1, 1, MARK, MARK), self._status, tokens_of(self))
        painter.end()

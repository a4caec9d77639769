"""The mark of Sportello, a speech bubble that is a counter with somebody behind it, and its tray states.

Each state has its own picture inside the bubble as well as its own colour; the unread number stays readable at 22 px.
"""

import enum
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from shared.widgets.theme import ui_font

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
GRID = 64
WHITE = QColor("#FFFFFF")
UNREAD = QColor("#D02B2B")


class AppState(enum.Enum):
    """What the tray icon tells."""

    CONNECTED = "#2F5BEA"
    DISCONNECTED = "#6B7685"
    REQUEST_WAITING = "#B45309"
    IN_CHAT = "#15803D"
    NO_APPROVAL = "#5B6575"


def app_icon(state: AppState = AppState.CONNECTED, unread: int = 0) -> QIcon:
    """Return the icon for tray and windows, drawn for every size a desktop asks for."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(app_pixmap(size, state, unread))
    return icon


def app_pixmap(size: int, state: AppState = AppState.CONNECTED, unread: int = 0) -> QPixmap:
    """Return one square picture of `size` real pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.scale(size / GRID, size / GRID)
    _draw_mark(painter, state)
    painter.restore()
    if unread > 0:
        _draw_unread(painter, size, unread)
    painter.end()
    return pixmap


def _draw_mark(painter: QPainter, state: AppState) -> None:
    colour = QColor(state.value)
    hollow = state is AppState.NO_APPROVAL
    painter.setPen(QPen(colour, 5, j=Qt.PenJoinStyle.RoundJoin) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(WHITE if hollow else colour)
    painter.drawPath(_bubble())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour if hollow else WHITE)
    if state is AppState.DISCONNECTED:
        _draw_cut(painter, colour)
    else:
        _PICTURES[state](painter)


def _bubble() -> QPainterPath:
    body = QPainterPath()
    body.addRoundedRect(QRectF(3, 5, 58, 44), 14, 14)
    tail = QPainterPath(QPointF(14, 40))
    tail.lineTo(14, 61)
    tail.lineTo(36, 47)
    tail.closeSubpath()
    return body.united(tail)


def _draw_counter(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(32, 19), 6.5, 6.5)
    painter.drawPie(QRectF(19, 27, 26, 22), 0, 180 * 16)
    painter.drawRoundedRect(QRectF(12, 37, 40, 6), 3, 3)


def _draw_cut(painter: QPainter, colour: QColor) -> None:
    _draw_counter(painter)
    for pen in (QPen(WHITE, 12), QPen(colour, 6)):
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(9, 57), QPointF(56, 7))


def _draw_call(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(28, 12, 8, 19), 4, 4)
    painter.drawEllipse(QPointF(32, 38.5), 4.6, 4.6)


def _draw_dots(painter: QPainter) -> None:
    for x in (18, 32, 46):
        painter.drawEllipse(QPointF(x, 27), 5, 5)


def _draw_question(painter: QPainter) -> None:
    painter.setPen(painter.brush().color())
    painter.setFont(ui_font(36, QFont.Weight.DemiBold))
    painter.drawText(QRectF(3, 5, 58, 44), Qt.AlignmentFlag.AlignCenter, "?")


def _draw_unread(painter: QPainter, size: int, unread: int) -> None:
    # Relative sizes fail below 32 px, where a digit needs at least 9 of them: the pill grows to 70 %.
    side = max(11.0, size * (0.7 if size < 32 else 0.56))
    text = str(unread) if unread < 10 else "9+"
    font = ui_font(max(9, round(side * 0.78)), QFont.Weight.DemiBold)
    pill = QRectF(size - side, 0, side, side)
    painter.setPen(QPen(WHITE, max(1.0, size / 32)))
    painter.setBrush(UNREAD)
    edge = painter.pen().widthF() / 2
    painter.drawEllipse(pill.adjusted(edge, edge, -edge, -edge))
    if len(text) > 1:
        font.setPixelSize(max(8, round(side * 0.62)))
    painter.setFont(font)
    painter.setPen(WHITE)
    painter.drawText(pill.adjusted(-4, -2, 4, 2), Qt.AlignmentFlag.AlignCenter, text)


_PICTURES: dict[AppState, Callable[[QPainter], None]] = {
    AppState.CONNECTED: _draw_counter,
    AppState.REQUEST_WAITING: _draw_call,
    AppState.IN_CHAT: _draw_dots,
    AppState.NO_APPROVAL: _draw_question,
}

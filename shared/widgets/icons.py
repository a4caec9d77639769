"""Line icons (lucide, resources/icons) drawn in a colour of the theme at the moment they are painted.

An icon made here follows a live theme switch and is sharp at every device pixel ratio, because nothing is kept
but the SVG text. Not here: the program's own mark (app_icon.py).
"""

from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from shared.resources import RESOURCES
from shared.widgets.theme import tokens_of

IconColour = Literal[
    "text",
    "muted",
    "disabled",
    "accent_text",
    "on_accent",
    "on_danger",
    "ok_text",
    "info_text",
    "warn_text",
    "danger_text",
    "on_tooltip",
]
STROKE = b'stroke-width="1.75"'


def icon(name: str, colour: IconColour = "muted") -> QIcon:
    """Return the icon `name` (file name without .svg); an unknown name raises FileNotFoundError."""
    _svg(name)
    return QIcon(_ThemedIcon(name, colour))


def icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Return the icon in a plain `#RRGGBB` colour, `size` logical pixels wide, for delegates that paint."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, colour, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def draw_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw the icon into `rect` of any painter."""
    _renderer(name, colour).render(painter, rect)


@cache
def _svg(name: str) -> bytes:
    return (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(b'stroke-width="2"', STROKE)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", colour.encode())))


class _ThemedIcon(QIconEngine):
    def __init__(self, name: str, colour: IconColour) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._name, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002 - Qt's signature
        draw_icon(painter, self._name, self._hex(mode), _square(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        # Since Qt 6.8 `size` is in logical pixels; `scale` times as many real ones make it sharp.
        pixmap = QPixmap(size * scale)
        if pixmap.isNull():  # a menu that is told to another program asks for no size at all
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def _hex(self, mode: QIcon.Mode) -> str:
        name = "disabled" if mode is QIcon.Mode.Disabled else self._colour
        return str(getattr(tokens_of(), name))


def _square(rect: QRect) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(rect).center())
    return square

"""Line icons (lucide, resources/icons) drawn in a colour of the theme at the moment they are painted.

An icon made here follows a live theme switch and is sharp at every device pixel ratio: what is kept is the SVG text, and the
pictures drawn from it, each by its colour and size. Not here: the program's own mark (app_icon.py).
"""

from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
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
    return _drawn(name, colour, QSize(round(size * ratio), round(size * ratio)), ratio)


def _drawn(name: str, colour: str, size: QSize, ratio: float) -> QPixmap:
    """Return a picture of `size` real pixels; drawing an SVG takes longer than all else that a button paints."""
    key, pixmap = f"icon {name} {colour} {size.width()} {size.height()} {ratio}", QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, colour, _square(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
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

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: ARG002, N802
        # Since Qt 6.8 `size` is in logical pixels; `scale` times as many real ones make it sharp.
        real = size * scale
        # A menu that is told to another program asks for no size at all.
        return QPixmap() if real.isEmpty() else _drawn(self._name, self._hex(mode), real, scale)

    def _hex(self, mode: QIcon.Mode) -> str:
        name = "disabled" if mode is QIcon.Mode.Disabled else self._colour
        return str(getattr(tokens_of(), name))


def _square(rect: QRect) -> QRectF:
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(QRectF(rect).center())
    return square

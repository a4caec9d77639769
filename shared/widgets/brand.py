"""The provider's own icon out of a stamp: foreign bytes, decoded within bounds and drawn as a square of fixed size."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap

from shared.stamp import MAX_ICON_BYTES
from shared.widgets.thumbnails import MAX_DECODED_MB

MAX_SIDE_PX: Final = 1024
"""Larger ones are not decoded: a few kilobytes may claim to be a picture of gigabytes."""


def brand_pixmap(png: bytes, size: int, ratio: float) -> QPixmap | None:
    """Return the icon, at most `size` each way on a screen of that ratio; None for none, or one that is no fit picture."""
    image = _decoded(png)
    if image.isNull():
        return None
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    small = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    place = QRectF((side - small.width()) / 2, (side - small.height()) / 2, small.width(), small.height())
    painter = QPainter(pixmap)
    painter.drawImage(place, small)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _decoded(png: bytes) -> QImage:
    if not png or len(png) > MAX_ICON_BYTES:
        return QImage()
    QImageReader.setAllocationLimit(MAX_DECODED_MB)
    content = QByteArray(png)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"png")
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MAX_SIDE_PX:
        return QImage()
    return reader.read()

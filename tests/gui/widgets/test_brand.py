import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from shared.stamp import MAX_ICON_BYTES
from shared.widgets.brand import brand_pixmap


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor("#00AA55"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def claiming(width: int, height: int) -> bytes:
    """A whole file that says in its head that it is so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    good = png(4, 4)
    return good[:12] + head + struct.pack(">I", zlib.crc32(head)) + good[33:]


def test_an_icon_fills_its_place_and_no_more(qtbot: QtBot) -> None:
    for size in ((64, 64), (200, 50), (4, 4)):
        pixmap = brand_pixmap(png(*size), 36, 1.5)
        assert pixmap is not None
        assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (54, 54, 1.5)
        assert QColor(pixmap.toImage().pixel(27, 27)) == QColor("#00AA55")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG",
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        png(16, 16)[:-20],
        bytes(MAX_ICON_BYTES + 1),
        png(2000, 2),
        claiming(60_000, 60_000),
        claiming(1, 2**31 - 1),
    ],
    ids=["none", "cut off", "gif", "svg", "torn", "too many bytes", "too wide", "claims gigabytes", "claims a line"],
)
def test_what_is_no_fit_picture_is_not_drawn(qtbot: QtBot, content: bytes) -> None:
    pixmap = brand_pixmap(content, 36, 1.0)
    assert pixmap is None or (pixmap.width(), pixmap.height()) == (36, 36)
    if content != png(16, 16)[:-20]:  # of a torn one Qt may show the part that is there
        assert pixmap is None

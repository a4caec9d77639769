"""A picture as PNG of a size that can be sent: where it is too large, it is made smaller, never cut."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from shared.limits import MAX_FILE_BYTES

STEP = 0.8
LEAST_PX = 64


def as_png(picture: QImage, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return the file's content, at most `limit` bytes."""
    content = _encoded(picture)
    while len(content) > limit and min(picture.width(), picture.height()) > LEAST_PX:
        size = picture.size() * STEP
        picture = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        content = _encoded(picture)
    return content


def _encoded(picture: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes the text
    buffer.close()
    return bytes(content.data())

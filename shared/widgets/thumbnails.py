"""Small pictures of image files, decoded in a worker within bounds: what comes from outside may be made to do harm.

Only formats everybody sends, told by content and not by name; never larger than a screen can need; never animated.
"""

from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp"})
MAX_PIXELS = 50_000_000
MAX_DECODED_MB = 256
KEPT = 60


def decode(path: str, cover: QSize) -> QImage:
    """Return the picture, just large enough to cover `cover`; a null image where it cannot or must not be decoded."""
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in FORMATS or not size.isValid() or size.width() * size.height() > MAX_PIXELS:
        return QImage()
    scaled = size.scaled(cover, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if scaled.width() < size.width() and scaled.width() * scaled.height() <= 16 * cover.width() * cover.height():
        reader.setScaledSize(scaled)
    image = reader.read()
    # A picture a hundred times as wide as high would still be large when its short side fits.
    return image.scaled(cover * 4, Qt.AspectRatioMode.KeepAspectRatio) if image.width() > 4 * cover.width() else image


class Thumbnails(QObject):
    """Signals: `ready(path)` when `get` has it, or knows that it never will."""

    ready = Signal(str)
    _decoded = Signal(str, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(MAX_DECODED_MB)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wanted: set[str] = set()
        self._decoded.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def get(self, path: str, cover: QSize, ratio: float) -> QPixmap | None:
        """Return the small picture; None while it is being made, or if there is none to be made."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._wanted:
            self._wanted.add(path)
            self._pool.start(_Decoding(self._decoded, path, cover * ratio))
        return None

    def stop(self) -> None:
        """Wait for what is being decoded."""
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, path: str, image: QImage) -> None:
        self._wanted.discard(path)
        self._kept[path] = None if image.isNull() else QPixmap.fromImage(image)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(path)


class _Decoding(QRunnable):
    def __init__(self, decoded: object, path: str, cover: QSize) -> None:
        super().__init__()
        self._decoded, self._path, self._cover = decoded, path, cover

    def run(self) -> None:
        image = decode(self._path, self._cover)
        try:
            self._decoded.emit(self._path, image)  # type: ignore[attr-defined]  # a bound signal
        except RuntimeError:
            return  # the window is gone

"""A picture in full before it is sent: what is in a screenshot is seen here by its owner first."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from shared.widgets.dialog import Dialog
from shared.widgets.thumbnails import Thumbnails

ROOM = QSize(720, 480)


class PictureDialog(Dialog):
    """Decodes in a worker, like every picture; shows nothing where there is nothing to show."""

    def __init__(self, path: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._path = str(path)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(ROOM)
        self._picture.setAccessibleName(name)
        self.body.addWidget(self._picture)
        self._close = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._show)
        self.finished.connect(self._thumbnails.stop)
        self.retranslate()
        self._show()

    def retranslate(self) -> None:
        self._close.setText(self.tr("Close"))

    def _show(self) -> None:
        ratio = self.devicePixelRatioF()
        found = self._thumbnails.get(self._path, ROOM, ratio)
        if found is not None:
            self._picture.setPixmap(_fitting(found, ratio))


def _fitting(picture: QPixmap, ratio: float) -> QPixmap:
    room = ROOM * ratio
    if picture.width() > room.width() or picture.height() > room.height():
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(room, keep, smooth)
    picture.setDevicePixelRatio(ratio)
    return picture

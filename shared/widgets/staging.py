"""Files a person chose, dropped or pasted, looked at in a worker before they are shown: size, and a small picture of images.

A pasted picture becomes a file of ours, which the link takes over when it is sent.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QFileInfo, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

from shared.file_names import clean_file_name, suffix_of
from shared.file_types import Content, known_type
from shared.widgets.thumbnails import decode

COVER = QSize(192, 144)


class StagedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file that waits for *Send*."""

    path: Path
    name: str
    size: int = 0
    is_ours: bool = False
    picture: QImage | None = None
    is_readable: bool = True


class Stager(QObject):
    """Signals: `looked(StagedFile)` in the order the files were given."""

    looked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def look(self, path: str) -> None:
        """Look at a file."""
        self._pool.start(_Work(self, lambda: staged(Path(path))))

    def keep(self, picture: QImage, name: str) -> None:
        """Make a file of a pasted picture, private and ours."""
        self._pool.start(_Work(self, lambda: _kept(picture, name)))

    def stop(self) -> None:
        """Wait for what is under way."""
        self._pool.clear()
        self._pool.waitForDone()


def staged(path: Path, *, name: str = "", is_ours: bool = False) -> StagedFile:
    """Return what a file is."""
    found = QFileInfo(str(path))
    name = clean_file_name(name or path.name)
    if not found.isFile() or not found.isReadable():
        return StagedFile(path=path, name=name, is_readable=False, is_ours=is_ours)
    is_image = known_type(suffix_of(name)).content is Content.IMAGE
    image = decode(str(path), COVER) if is_image else QImage()
    if not image.isNull() and image.height() > COVER.height():
        image = image.scaled(COVER, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    picture = None if image.isNull() else image
    return StagedFile(path=path, name=name, size=found.size(), is_ours=is_ours, picture=picture)


def _kept(picture: QImage, name: str) -> StagedFile:
    handle, path = tempfile.mkstemp(prefix="sportello-", suffix=".png")
    os.close(handle)
    if not picture.save(path, "PNG"):  # type: ignore[call-overload]  # the stub wants bytes, Qt takes text
        Path(path).unlink()
        return StagedFile(path=Path(path), name=name, is_readable=False)
    return staged(Path(path), name=name, is_ours=True)


def forget(file: StagedFile) -> None:
    """Remove what was made for a file that is not sent after all."""
    if file.is_ours:
        file.path.unlink(missing_ok=True)


class _Work(QRunnable):
    def __init__(self, stager: Stager, work: Callable[[], StagedFile]) -> None:
        super().__init__()
        self._stager, self._work = stager, work

    def run(self) -> None:
        try:
            self._stager.looked.emit(self._work())
        except RuntimeError:
            return  # the window is gone

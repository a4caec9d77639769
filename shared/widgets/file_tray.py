"""The files that go with the next message: a chip each, with a small picture, its name, its size and a cross."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from shared.file_names import suffix_of
from shared.qt.file_words import size_words
from shared.widgets.chat_file import icon_of
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.picture_dialog import PictureDialog
from shared.widgets.plain_text import isolated
from shared.widgets.staging import StagedFile, forget
from shared.widgets.tokens import GRID

CHIP = QSize(200, 64)
PICTURE = QSize(64, 48)


class FileTray(QScrollArea):
    """Hidden while it is empty. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: list[StagedFile] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 2)
        self._row.setSpacing(GRID)
        self._row.addStretch()
        self.setWidget(inside)
        # Both would be filled with the window's colour; what lies below has its own.
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setVisible(False)

    def files(self) -> list[StagedFile]:
        """Return what is staged, in order."""
        return list(self._files)

    def add(self, file: StagedFile) -> None:
        """Stage a file; the same one twice stays one."""
        if any(known.path == file.path for known in self._files):
            forget(file)
            return
        self._files.append(file)
        self._row.insertWidget(self._row.count() - 1, self._chip(file))
        self._changed()

    def take_all(self) -> list[StagedFile]:
        """Return what is staged and be empty; whoever takes them sends or forgets them."""
        files, self._files = self._files, []
        while self._row.count() > 1:
            self._drop(0)
        self._changed()
        return files

    def put_back(self, files: list[StagedFile]) -> None:
        """Show these again: those of another conversation."""
        self.take_all()
        for file in files:
            self.add(file)

    def _chip(self, file: StagedFile) -> QFrame:
        chip, cross = QFrame(), QToolButton()
        chip.setProperty("kind", "card")
        chip.setFixedSize(CHIP)
        name = ElidedLabel(file.name, kind="strong", mode=Qt.TextElideMode.ElideMiddle)
        cross.setIcon(icon("x"))
        cross.setIconSize(QSize(14, 14))
        words = self.tr("Remove {name}").format(name=isolated(file.name))
        cross.setAccessibleName(words)
        cross.setToolTip(self.tr("Remove"))
        cross.clicked.connect(lambda: self._remove(file))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch()
        lines.addWidget(name)
        lines.addWidget(Label(size_words(file.size), kind="small"))
        lines.addStretch()
        row = QHBoxLayout(chip)
        row.setContentsMargins(GRID, 4, 4, 4)
        row.setSpacing(GRID)
        row.addWidget(self._picture(file))
        row.addLayout(lines, 1)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return chip

    def _picture(self, file: StagedFile) -> QWidget:
        if file.picture is None:
            label = QLabel()
            label.setPixmap(icon(icon_of(suffix_of(file.name)), "accent_text").pixmap(QSize(24, 24), self._ratio))
            return label
        look = QToolButton()
        look.setIcon(QIcon(QPixmap.fromImage(file.picture)))
        look.setIconSize(PICTURE)
        look.setProperty("kind", "picture")
        look.setAccessibleName(self.tr("Look at {name}").format(name=isolated(file.name)))
        look.setToolTip(self.tr("Look at it"))
        look.clicked.connect(lambda: self._look(file))
        return look

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _look(self, file: StagedFile) -> None:
        dialog = PictureDialog(file.path, file.name, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self, file: StagedFile) -> None:
        place = self._files.index(file)
        del self._files[place]
        self._drop(place)
        forget(file)
        self._changed()

    def _drop(self, place: int) -> None:
        item = self._row.takeAt(place)
        if item is not None and (chip := item.widget()) is not None:
            chip.hide()
            chip.deleteLater()

    def _changed(self) -> None:
        self.setVisible(bool(self._files))
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        wide = len(self._files) * (CHIP.width() + GRID) > self.width()
        self.setFixedHeight(CHIP.height() + (14 if wide else 4))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().event(event)

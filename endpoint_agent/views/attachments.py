"""The files that go with a ticket: added by dialog, drop or capture, each on a line with its size and a cross."""

from PySide6.QtCore import QEvent, QFileInfo, QSize, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from shared.limits import MAX_FILE_BYTES
from shared.qt.error_words import words_for
from shared.qt.file_desk import FileDesk
from shared.qt.file_words import size_words
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.start_folder import begin_at_home

MOST = 10


class Attachments(QWidget):
    """Signals: `changed(paths)`; `capture_wanted()`; `refused(words)` why a file was not taken."""

    changed = Signal(list)
    capture_wanted = Signal()
    refused = Signal(str)

    def __init__(self, files: FileDesk) -> None:
        super().__init__()
        self._files = files
        self._paths: list[str] = []
        self.add_button, self.capture_button = QPushButton(), QPushButton()
        for button, name in ((self.add_button, "paperclip"), (self.capture_button, "camera")):
            button.setIcon(icon(name))
            button.setProperty("compact", True)
            button.setAutoDefault(False)
        self.add_button.clicked.connect(self._ask)
        self.capture_button.clicked.connect(self.capture_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.capture_button)
        buttons.addStretch()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._rows)
        column.addLayout(buttons)
        self._retranslate()

    def paths(self) -> list[str]:
        """Return the files in the order they were added."""
        return list(self._paths)

    def set_paths(self, paths: list[str]) -> None:
        """Show these."""
        if paths == self._paths:
            return
        self._paths = list(paths)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for path in self._paths:
            self._rows.addWidget(self._row(path))

    def add(self, paths: list[str]) -> None:
        """Add files; the first that cannot be taken is named."""
        words = ""
        for path in paths:
            why = self._why_not(path)
            if not why and path not in self._paths:
                self.set_paths([*self._paths, path])
            words = words or why
        self.changed.emit(self.paths())
        self.refused.emit(words)

    def _why_not(self, path: str) -> str:
        name, size = shown_line(QFileInfo(path).fileName()), size_of(path)
        if len(self._paths) >= MOST:
            return self.tr("{name}: no more than {count} files go with one ticket.").format(name=name, count=MOST)
        if size is None:
            return self.tr("{name}: the file cannot be read.").format(name=name)
        if size == 0:
            return self.tr("{name}: the file is empty.").format(name=name)
        if size > MAX_FILE_BYTES:
            limit = size_words(MAX_FILE_BYTES)
            return self.tr("{name}: larger than {limit}.").format(name=name, limit=limit)
        refused = self._files.refusal(name, size)
        return "" if refused is None else words_for(refused)

    def _row(self, path: str) -> QWidget:
        name, size = shown_line(QFileInfo(path).fileName()), size_of(path)
        row, picture, cross = QWidget(), QLabel(), QToolButton()
        picture.setPixmap(icon("file-text").pixmap(QSize(16, 16), self.devicePixelRatioF()))
        cross.setIcon(icon("x"))
        cross.setIconSize(QSize(14, 14))
        cross.setAccessibleName(self.tr("Remove {name}").format(name=name))
        cross.setToolTip(self.tr("Remove"))
        cross.clicked.connect(lambda: self._remove(path))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(picture)
        line.addWidget(ElidedLabel(name), 1)
        line.addWidget(Label("" if size is None else size_words(size), kind="small"))
        line.addWidget(cross)
        return row

    def _remove(self, path: str) -> None:
        self.set_paths([kept for kept in self._paths if kept != path])
        self.add_button.setFocus()
        self.changed.emit(self.paths())

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        begin_at_home(dialog)
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.add_button.setText(self.tr("Attach file…"))
        self.capture_button.setText(self.tr("Screenshot…"))


def size_of(path: str) -> int | None:
    """Return how many bytes a file has; None where it cannot be read."""
    file = QFileInfo(path)
    return file.size() if file.isFile() and file.isReadable() else None

"""Asks where a conversation shall be saved, and writes it there as PDF or text, whole or not at all."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from shared.widgets.theme import load_fonts
from shared.widgets.transcript import Transcript, as_text
from shared.widgets.transcript_pdf import write_pdf

TEXT, PDF = ".txt", ".pdf"


class TranscriptSaver(QObject):
    """Signals: `saved(path)`; `failed(words)` with what the system said."""

    saved = Signal(str)
    failed = Signal(str)
    _written = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._written.connect(self._done)
        self._window = parent
        self.dialog: QFileDialog | None = None

    def ask(self, transcript: Transcript) -> None:
        """Open the system's dialog for a file; nothing waits for it."""
        dialog = QFileDialog(self._window, self.tr("Save conversation"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF (*.pdf)"), self.tr("Text (*.txt)")])
        dialog.setDefaultSuffix(PDF[1:])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(f"{transcript.file_name}{PDF}")
        dialog.filterSelected.connect(lambda chosen: _follow(dialog, chosen))
        dialog.fileSelected.connect(lambda path: self.save(transcript, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.destroyed.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def save(self, transcript: Transcript, path: Path) -> None:
        """Write it: as text where the name ends so, as PDF otherwise. Thousands of messages take a worker some seconds."""
        load_fonts()
        self._pool.start(lambda: self._work(transcript, path))

    def _work(self, transcript: Transcript, path: Path) -> None:
        why = _write(transcript, path)
        # The window may be gone by now; the file is there all the same.
        with contextlib.suppress(RuntimeError):
            self._written.emit(str(path), why)

    def _done(self, path: str, why: str) -> None:
        if why:
            self.failed.emit(self.tr("The conversation could not be saved: {why}").format(why=why))
        else:
            self.saved.emit(path)

    def _forget(self) -> None:
        self.dialog = None


def _write(transcript: Transcript, path: Path) -> str:
    """Write it whole or not at all; return what the system said where it could not be."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return file.errorString()
    if path.suffix.lower() == TEXT:
        file.write(as_text(transcript).encode("utf-8", errors="replace"))
    else:
        write_pdf(transcript, file)
    return "" if file.commit() else file.errorString()


def _follow(dialog: QFileDialog, chosen: str) -> None:
    """Let the name end as the chosen kind of file does."""
    suffix = TEXT if TEXT in chosen else PDF
    dialog.setDefaultSuffix(suffix[1:])
    files = dialog.selectedFiles()
    if files and Path(files[0]).suffix.lower() in {TEXT, PDF}:
        dialog.selectFile(str(Path(files[0]).with_suffix(suffix)))

"""Asks where a conversation shall be saved, and writes it there as PDF or text, whole or not at all."""

from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from shared.widgets.transcript import Transcript, as_text
from shared.widgets.transcript_pdf import write_pdf

TEXT, PDF = ".txt", ".pdf"


class TranscriptSaver(QObject):
    """Signals: `saved(path)`; `failed(words)` with what the system said."""

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        """Write it: as text where the name ends so, as PDF otherwise."""
        file = QSaveFile(str(path))
        if file.open(QIODevice.OpenModeFlag.WriteOnly):
            if path.suffix.lower() == TEXT:
                file.write(as_text(transcript).encode("utf-8", errors="replace"))
            else:
                write_pdf(transcript, file)
            if file.commit():
                self.saved.emit(str(path))
                return
        self.failed.emit(self.tr("The conversation could not be saved: {why}").format(why=file.errorString()))

    def _forget(self) -> None:
        self.dialog = None


def _follow(dialog: QFileDialog, chosen: str) -> None:
    """Let the name end as the chosen kind of file does."""
    suffix = TEXT if TEXT in chosen else PDF
    dialog.setDefaultSuffix(suffix[1:])
    files = dialog.selectedFiles()
    if files and Path(files[0]).suffix.lower() in {TEXT, PDF}:
        dialog.selectFile(str(Path(files[0]).with_suffix(suffix)))

"""Where a dialog for files opens: where the person was last, which Qt remembers, else at home."""

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog


def begin_at_home(dialog: QFileDialog) -> None:
    """Leave the folder the program happened to be started in: it means nothing to the person."""
    if dialog.directory() == QDir.current():
        dialog.setDirectory(QDir.homePath())

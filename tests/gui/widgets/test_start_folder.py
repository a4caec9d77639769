from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shared.widgets.start_folder import begin_at_home


def test_a_dialog_opens_at_home_and_not_where_the_program_was_started(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setDirectory(QDir.current())
    begin_at_home(dialog)
    assert dialog.directory() == QDir(QDir.homePath())


def test_a_folder_somebody_went_to_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setDirectory(str(tmp_path))
    begin_at_home(dialog)
    assert dialog.directory() == QDir(str(tmp_path))

"""`--self-test`: the packaged console draws its window, loads what it will need, and says what is missing."""

import tempfile
from pathlib import Path

import msgspec
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from shared.qt.translator import Language
from shared.self_test import Report, self_test
from shared.widgets.theme import Theme
from tech_console.app import make_console
from tech_console.config import ConsoleConfig
from tech_console.resources import CONSOLE_WORDS
from tech_console.session_store import MemorySession
from tech_console.views.main_window import MainWindow
from tech_console.views.ui import Ui


def run(app: QApplication, config: ConsoleConfig) -> Report:
    """Return what was found; with a relay in the configuration also whether it can be talked to."""
    with tempfile.TemporaryDirectory(prefix="sportello") as folder:
        own = msgspec.structs.replace(config, state=Path(folder))
        console = make_console(own, MemorySession())
        ui = Ui(console, Language(app, [CONSOLE_WORDS]), Theme(app))
        try:
            return self_test([CONSOLE_WORDS], lambda: MainWindow(ui), own.link() if own.relay else None)
        finally:
            console.stop()
            QThreadPool.globalInstance().waitForDone()

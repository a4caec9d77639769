"""The console with windows: one instance, look, language, window, tray; and when each of them changes."""

import gc
import sys
from typing import cast

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from shared.qt.single_instance import SingleInstance
from shared.qt.terms import Edition
from shared.qt.translator import Choice, Language
from shared.widgets.theme import Theme, ThemeMode
from shared.widgets.windows_session import come_back_after_upgrade
from tech_console.config import ConsoleConfig
from tech_console.presenters.console import Console
from tech_console.presenters.notices import Notice, NoticeKind
from tech_console.resources import CONSOLE_WORDS
from tech_console.state.preference_values import PreferenceValues
from tech_console.views.main_window import MainWindow
from tech_console.views.tray import Tray
from tech_console.views.ui import Ui

PROGRAM = "sportello-console"
EDITIONS = ("msp", "it")


class Desktop:
    """Built around the presenters; `run` returns the exit status."""

    def __init__(self, app: QApplication, config: ConsoleConfig, console: Console) -> None:
        self._app = app
        self._console = console
        console.preferences.begin_with(config.language)
        values = console.preferences.values
        self._return_to = config.return_to
        self.was_at = ""
        """Where a program that is started anew goes back to; known at the end."""
        self._instance = SingleInstance(PROGRAM, config.state)
        self.theme = Theme(app, ThemeMode(values.theme))
        self.language = Language(app, [CONSOLE_WORDS], cast("Choice", values.language))
        self.ui = Ui(console, self.language, self.theme)
        app.setQuitOnLastWindowClosed(False)
        app.setDesktopFileName(PROGRAM)

    def run(self) -> int:
        """Show the window until somebody quits; 0 also when another instance was shown instead."""
        if not self._instance.claim():
            return 0
        self.window = MainWindow(self.ui)
        self.tray = Tray(self.ui, self.window)
        self._connect()
        self.tray.start()
        come_back_after_upgrade([])
        was, _, where = self._return_to.partition(":")
        if where:
            self.window.return_to(where)
        if was != "hidden" or not self.window.has_tray:
            self.window.show()
        QTimer.singleShot(0, self._console.sign_in.start)
        status = self._app.exec()
        self._end()
        return status

    def _connect(self) -> None:
        self._instance.show_requested.connect(self.window.come_forward)
        self.window.quit_wanted.connect(self._app.quit)
        self.tray.opened.connect(self.window.come_forward)
        self.tray.wanted.connect(self._show_notice)
        self.tray.quit_wanted.connect(self._app.quit)
        self._console.preferences.changed.connect(self._chosen)
        self._console.world.challenged.connect(self._take_edition)
        # A whole snapshot stays: looked through again and again for garbage, 50,000 devices hold the windows up.
        self._console.world.reloaded.connect(gc.freeze)

    def _chosen(self, values: PreferenceValues) -> None:
        self.theme.set_mode(ThemeMode(values.theme))
        self.language.set_choice(cast("Choice", values.language))

    def _take_edition(self) -> None:
        challenge = self._console.world.challenge
        if challenge is not None and challenge.edition in EDITIONS:
            self.language.set_edition(cast("Edition", challenge.edition))

    def _show_notice(self, notice: Notice) -> None:
        self.window.come_forward()
        workspace = self.window.workspace
        if workspace is None:
            return
        if notice.kind is NoticeKind.MESSAGE:
            workspace.show_conversation(notice.about)
        else:
            workspace.show_request(notice.about)

    def _end(self) -> None:
        self.was_at = f"{'shown' if self.window.isVisible() else 'hidden'}:{self.window.where()}"
        self.tray.stop()
        self.window.hide()
        self._console.stop()
        self._instance.release()
        QThreadPool.globalInstance().waitForDone()


def application() -> QApplication:
    """Return the application object, named for window managers and task bars."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Sportello")
    return app

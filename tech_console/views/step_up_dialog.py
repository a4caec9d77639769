"""Asks for a fresh second factor before something that could do harm is sent to a device."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.views.ui import Ui

CODE_CHARS = 40
"""Six digits, or one of the longer recovery codes."""


class StepUpDialog(Dialog):
    """Closes when the code was right; the files that waited go on then."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ui = ui
        self._intro: Label = self.add_text("")
        self.code = QLineEdit()
        self.code.setMaxLength(CODE_CHARS)
        self._label = self.add_field("", self.code)
        self._cancel: QPushButton = self.add_cancel()
        self.agree = self.add_button("", "primary", is_default=True)
        self.agree.clicked.connect(self._confirm)
        self.code.textChanged.connect(lambda text: self.agree.setEnabled(bool(text.strip())))
        self.agree.setEnabled(False)
        self.retranslate()
        self.code.setFocus()

    def retranslate(self) -> None:
        self.set_title(self.tr("Confirm that it is you"))
        self._intro.setText(
            self.tr("Installers can do harm. Enter the six digits of your authenticator app to send this file.")
        )
        words = self.tr("Code")
        self._label.setText(words)
        self.code.setAccessibleName(words)
        self.agree.setText(self.tr("Confirm and send"))

    def _confirm(self) -> None:
        self.set_busy(True)
        question = self._ui.console.step_ups.confirm(self.code.text())
        question.is_shown = True
        question.done.connect(lambda _: self.accept())
        question.refused.connect(self._refused)

    def _refused(self, problem: Problem) -> None:
        self.set_busy(False)
        if problem.code == "auth_failed":
            self.show_error(self.tr("This code is not right. Each code works only once: wait for the next one."))
        else:
            self.show_error(problem_words(problem))
        self.code.selectAll()
        self.code.setFocus()


class StepUpAsker(QObject):
    """Shows the dialog over `pane`'s window, one at a time."""

    def __init__(self, ui: Ui, pane: QWidget) -> None:
        super().__init__(pane)
        self._ui, self._pane = ui, pane
        self._open: StepUpDialog | None = None
        ui.console.files.second_factor_wanted.connect(self.ask)

    def ask(self) -> None:
        """Ask, unless somebody is being asked."""
        if self._open is None:
            self._open = StepUpDialog(self._ui, self._pane.window())
            self._open.finished.connect(self._closed)
            self._open.open()

    def _closed(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None

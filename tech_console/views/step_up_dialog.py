"""Asks for a fresh second factor before something that could do harm, says what for, and lets it go on."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from shared.ids import ContactId, DeviceId
from shared.protocol.directory import DeviceState
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import set_kind
from tech_console.models.directory import full_name
from tech_console.models.problem_words import problem_words
from tech_console.models.step_up_words import StepUpWords, step_up_words
from tech_console.presenters.line import Problem, Question
from tech_console.views.ui import Ui

CODE_CHARS = 40
"""Six digits, or one of the longer recovery codes."""


class StepUpDialog(Dialog):
    """Is closed by whoever opened it, when nothing waits any more; what waited goes on then."""

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

    def intro(self) -> str:
        """Return the sentence that says what the code is for."""
        return self._intro.text()

    def retranslate(self) -> None:
        self.set_title(self.tr("Confirm that it is you"))
        words = self._words()
        self._intro.setText(words.intro)
        self.agree.setText(words.verb)
        set_kind(self.agree, "danger" if words.harms else "primary")
        label = self.tr("Code")
        self._label.setText(label)
        self.code.setAccessibleName(label)

    def _words(self) -> StepUpWords:
        step_ups = self._ui.console.step_ups
        if step_ups.is_for_files_alone:
            return step_up_words("files", "", 1)
        kinds = {self._kind(question) for question in step_ups.orders}
        if len(kinds) > 1 or not step_ups.is_for_orders_alone:
            return step_up_words("", "", 1)
        count = sum(question.count for question in step_ups.orders)
        return step_up_words(kinds.pop(), self._name(step_ups.orders[0]), count)

    def _kind(self, question: Question) -> str:
        device = self._ui.console.devices.find(DeviceId(question.about))
        is_in = device is not None and device.state is DeviceState.APPROVED
        return "settle_device" if question.what == "approve_device" and is_in else question.what

    def _name(self, question: Question) -> str:
        device = self._ui.console.devices.find(DeviceId(question.about))
        contact = self._ui.console.world.snapshot.contacts.get(ContactId(question.about))
        return shown_line(full_name(contact) if contact is not None else device.name if device is not None else "")

    def _confirm(self) -> None:
        self.set_busy(True)
        self.code.setReadOnly(True)
        question = self._ui.console.step_ups.confirm(self.code.text())
        question.is_shown = True
        question.refused.connect(self._refused)

    def _refused(self, problem: Problem) -> None:
        self.code.setReadOnly(False)
        self.set_busy(False)
        if problem.code == "auth_failed":
            self.show_error(self.tr("This code is not right. Each code works only once: wait for the next one."))
        else:
            self.show_error(problem_words(problem))
        self.code.selectAll()
        self.code.setFocus()


class StepUpAsker(QObject):
    """Shows the dialog over what is in front of `window`, one for all that waits; Cancel gives it up."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        self._ui, self._window = ui, window
        self._open: StepUpDialog | None = None
        ui.console.step_ups.has_screen = True
        ui.console.step_ups.changed.connect(self._follow)

    def close(self) -> None:
        """Ask no more; what waits is given up."""
        if self._open is not None:
            self._open.reject()

    def _follow(self) -> None:
        is_wanted = self._ui.console.step_ups.is_wanted
        if self._open is not None and is_wanted:
            self._open.retranslate()
        elif self._open is not None:
            self._open.accept()
        elif is_wanted:
            self._open = StepUpDialog(self._ui, QApplication.activeModalWidget() or self._window)
            self._open.finished.connect(self._closed)
            self._open.open()

    def _closed(self) -> None:
        dialog, self._open = self._open, None
        if dialog is not None:
            dialog.deleteLater()
            self._ui.console.step_ups.give_up()

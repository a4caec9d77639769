"""Dialogs about a question on its way: busy while it travels, closed when done, the reason shown when refused."""

from PySide6.QtWidgets import QWidget

from shared.widgets.dialog import ButtonKind, Dialog
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem, Question
from tech_console.views.ui import Ui


class AskingDialog(Dialog):
    """Base of the console's forms: Cancel, and one button that asks."""

    def __init__(self, ui: Ui, title: str, parent: QWidget | None, *, width: int = 440) -> None:
        super().__init__(title, parent, width=width)
        self.ui = ui
        self._question: Question | None = None

    def add_verb(self, text: str, kind: ButtonKind = "primary") -> None:
        """Add Cancel and the button that submits."""
        self.add_cancel()
        self.add_button(text, kind, is_default=True).clicked.connect(self.submit)

    def submit(self) -> None:
        """Ask; subclasses call `follow` with the question."""

    def follow(self, question: Question) -> None:
        """Wait for the answer to a question and show it here."""
        self._question = question
        question.is_shown = True
        self.set_busy(True)
        question.done.connect(self._done)
        question.refused.connect(self._refused)

    def _done(self, _reply: object) -> None:
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.set_busy(False)
        self.show_error(problem_words(problem))


def confirm(ui: Ui, title: str, text: str, verb: str, parent: QWidget, *, danger: bool = True) -> bool:
    """Ask a person whether to go on."""
    dialog = AskingDialog(ui, title, parent)
    dialog.add_text(text)
    dialog.add_cancel()
    dialog.add_button(verb, "danger" if danger else "primary", is_default=True).clicked.connect(dialog.accept)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return agreed

"""A fresh second factor, for what asks for one: an installer for a device, and orders that cannot be taken back.

An order that lacks it waits here and is asked again, the very same, once the code was right. Source: docs/protocol.md, Sign-in.
"""

from PySide6.QtCore import QObject, Signal

from shared.protocol.transfers import StepUp
from shared.qt.file_desk import STEP_UP, FileDesk
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.sign_in import SignInState, Stage


class StepUps(QObject):
    """Whoever shows the question shows its refusal too. Signals: `changed()` when something else waits for a code, or nothing."""

    changed = Signal()

    def __init__(self, line: Line, files: FileDesk) -> None:
        super().__init__()
        self._line = line
        self._files = files
        self._is_file_waiting = False
        self.orders: list[Question] = []
        """What waits for a code, in the order it was refused."""
        self.has_screen = False
        """Whether a window asks for codes; without one the refusal is the answer."""
        line.hold = self._hold
        files.second_factor_wanted.connect(self._file_waits)

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is to be asked for a code."""
        return bool(self.orders) or self._is_file_waiting

    @property
    def is_for_files_alone(self) -> bool:
        """Whether no order waits."""
        return not self.orders

    @property
    def is_for_orders_alone(self) -> bool:
        """Whether no file waits that somebody has just sent."""
        return bool(self.orders) and not self._is_file_waiting

    def confirm(self, code: str) -> Question:
        """Hand in the six digits; what waited for them goes on by itself."""
        question = self._line.ask(StepUp(ref=0, second_factor="".join(code.split())), "step_up")
        question.done.connect(self._confirmed)
        return question

    def give_up(self) -> None:
        """No code: the orders count as refused, files go on waiting."""
        orders, self.orders = self.orders, []
        is_change = bool(orders) or self._is_file_waiting
        self._is_file_waiting = False
        for question in [question for question in orders if not question.is_shown][1:]:
            question.is_shown = True  # one sentence is enough for all of them
        for question in orders:
            self._line.refuse(question, Problem(what=question.what, code=STEP_UP, about=question.about))
        if is_change:
            self.changed.emit()

    def follow_sign_in(self, state: SignInState) -> None:
        """Keep nothing for whoever signs in next."""
        if state.stage is not Stage.SIGNED_IN:
            self.give_up()

    def _hold(self, question: Question, code: str) -> bool:
        if code != STEP_UP or not self.has_screen:
            return False
        self.orders.append(question)
        self.changed.emit()
        return True

    def _file_waits(self) -> None:
        self._is_file_waiting = True
        self.changed.emit()

    def _confirmed(self, _reply: object) -> None:
        # A file that was put off is not sent by a code that was given for something else.
        is_for_files = not self.is_for_orders_alone
        orders, self.orders = self.orders, []
        self._is_file_waiting = False
        if is_for_files:
            self._files.second_factor_given()
        for question in orders:
            self._line.repeat(question)
        self.changed.emit()

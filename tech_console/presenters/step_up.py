"""A fresh second factor, for what asks for one: sending an installer to a device. Valid for five minutes."""

from shared.protocol.transfers import StepUp
from shared.qt.file_desk import FileDesk
from tech_console.presenters.line import Line, Question


class StepUps:
    """Whoever shows the question shows its refusal too."""

    def __init__(self, line: Line, files: FileDesk) -> None:
        self._line = line
        self._files = files

    def confirm(self, code: str) -> Question:
        """Hand in the six digits; what waited for them goes on by itself."""
        question = self._line.ask(StepUp(ref=0, second_factor=code.strip()), "step_up")
        question.done.connect(lambda _: self._files.second_factor_given())
        return question

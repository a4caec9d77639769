"""The audit log as it is read: filters, pages, and whether all that is shown is proved by the chain."""

import enum

from PySide6.QtCore import QObject, Signal

from shared.ids import CustomerId
from shared.protocol.audit import AuditPage, AuditRecord, ReadAudit
from tech_console.presenters.line import Line, Problem, Question

PAGE = 100


class LogStage(enum.Enum):
    """What the screen shows; while `LOADING` the events of before stay."""

    IDLE = "idle"
    LOADING = "loading"
    SHOWN = "shown"
    FAILED = "failed"


class AuditLog(QObject):
    """Signals: `changed()` when stage or events are different."""

    changed = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._asked: Question | None = None
        self.action = ""
        self.actor_id = ""
        self.customer_id: CustomerId | None = None
        self.stage = LogStage.IDLE
        self.events: list[AuditRecord] = []
        self.has_more = False
        self.is_verified = True
        self.problem: Problem | None = None

    def filter(self, *, action: str = "", actor_id: str = "", customer_id: CustomerId | None = None) -> None:
        """Show from the newest what fits."""
        self.action, self.actor_id, self.customer_id = action, actor_id, customer_id
        self.load()

    def load(self) -> None:
        """Read the newest page again."""
        self._ask(0)

    def load_more(self) -> None:
        """Read the page behind the last event."""
        if self.events and self.has_more and self.stage is not LogStage.LOADING:
            self._ask(self.events[-1].number)

    def _ask(self, before: int) -> None:
        message = ReadAudit(
            ref=0,
            before=before,
            limit=PAGE,
            customer_id=self.customer_id,
            action=self.action,
            actor_id=self.actor_id,
        )
        question = self._asked = self._line.ask(message, "audit")
        question.is_shown = True
        question.done.connect(lambda page: self._answered(question, before, page))
        question.refused.connect(lambda problem: self._refused(question, problem))
        self.stage = LogStage.LOADING
        self.changed.emit()

    def _answered(self, question: Question, before: int, page: AuditPage) -> None:
        if question is not self._asked:
            return  # other filters since
        self.events = [*(self.events if before else []), *page.events]
        self.is_verified = page.verified and (self.is_verified or not before)
        self.has_more = page.more
        self.stage, self.problem = LogStage.SHOWN, None
        self.changed.emit()

    def _refused(self, question: Question, problem: Problem) -> None:
        if question is self._asked:
            self.stage, self.problem = LogStage.FAILED, problem
            self.changed.emit()

"""One change for many tickets: one after the other, at the relay's pace, and what could not be done at the end."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import TicketId
from tech_console.presenters.line import Problem
from tech_console.presenters.tickets import Tickets

WAIT_MS = 500
MOST = 500


class Bulk(QObject):
    """Signals: `progressed(done, total)`; `finished(list of Problem)`, empty when all went well."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, tickets: Tickets) -> None:
        super().__init__()
        self._tickets = tickets
        self._left: list[TicketId] = []
        self._total = 0
        self._fields: dict[str, Any] = {}
        self._problems: list[Problem] = []
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._next)

    @property
    def is_running(self) -> bool:
        """Whether a change is under way; a second one would mix with it."""
        return bool(self._total)

    def stop(self) -> None:
        """Leave the rest as it is."""
        self._wait.stop()
        self._left.clear()
        self._total = 0

    def edit(self, ticket_ids: Sequence[TicketId], **fields: Any) -> None:
        """Change these fields of all these tickets, at most MOST at once."""
        if self.is_running or not ticket_ids:
            return
        self._left = list(ticket_ids[:MOST])
        self._total, self._fields, self._problems = len(self._left), fields, []
        self._next()

    def _next(self) -> None:
        while self._left:
            question = self._tickets.edit_now(self._left[0], **self._fields)
            if question is not None:
                question.is_shown = True
                question.done.connect(self._done)
                question.refused.connect(self._refused)
                return
            self._left.pop(0)
        problems, self._total = self._problems, 0
        self.finished.emit(problems)

    def _done(self, _reply: object) -> None:
        self._left.pop(0)
        self.progressed.emit(self._total - len(self._left), self._total)
        self._next()

    def _refused(self, problem: Problem) -> None:
        if problem.code == "rate_limited":
            self._wait.start(problem.retry_after_ms or WAIT_MS)
            return
        self._problems.append(problem)
        if problem.code == "unavailable":
            # Without a connection the rest would fail in the same way.
            self._left = self._left[:1]
        self._done(None)

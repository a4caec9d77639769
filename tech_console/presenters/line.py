"""The link in use, and the questions on their way over it. Everything here runs on the GUI thread.

The relay's address may change while the program runs; the line stays, the link under it is replaced.
"""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from shared.errors import SportelloError
from shared.link.api import Link
from shared.link.config import LinkConfig
from shared.link.events import Answered, LinkEvent, LinkState, LinkStateChanged, Refused, RequestTicket
from shared.protocol.base import Request

OpenLink = Callable[[LinkConfig, Callable[[LinkEvent], None]], Link]
"""Makes a link, not yet started, whose events come to the listener on the GUI thread."""


class NoRelay(SportelloError):
    """No relay has been chosen yet. Never on the wire."""

    code = "no_relay"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something was refused: `what` was tried (a word of the headless table), about which record, and why."""

    what: str
    code: str
    about: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


class Question(QObject):
    """One request on its way; alive until it is answered.

    Signals: `done(reply)`, `refused(Problem)`; exactly one of them, once. Whoever shows the refusal itself sets
    `is_shown`, so that nobody else does.
    """

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, what: str, about: str, message: Request | None = None) -> None:
        super().__init__()
        self.what = what
        self.about = about
        self.message = message
        """What the relay is asked; None where it is not the relay that answers."""
        self.count = 1
        """How many records it stands for, with those that follow once it is done."""
        self.is_shown = False


class Line(QObject):
    """Signals: `heard(LinkEvent)` for all but answers, in order; `state_changed(LinkStateChanged)`;
    `failed(Problem)` for refusals that no screen shows by itself.
    """  # noqa: D205 - the signals are one list

    heard = Signal(object)
    state_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, open_link: OpenLink) -> None:
        super().__init__()
        self._open_link = open_link
        self._link: Link | None = None
        self._generation = 0
        self._waiting: dict[RequestTicket, Question] = {}
        self.hold: Callable[[Question, str], bool] = lambda _question, _code: False
        """Takes a refused question that may be asked again: it stays open until `repeat` or `refuse`."""
        self.state = LinkStateChanged(state=LinkState.STOPPED)

    @property
    def is_open(self) -> bool:
        """Whether there is a link at all."""
        return self._link is not None

    @property
    def is_ready(self) -> bool:
        """Whether the relay can be asked now."""
        return self.state.state is LinkState.READY

    @property
    def link(self) -> Link:
        """The link in use. Raises: NoRelay before `open`."""
        if self._link is None:
            raise NoRelay
        return self._link

    def open(self, config: LinkConfig) -> None:
        """Use another relay, or the same one with another trust.

        Raises: ProfileInUse, StorageFailed.
        """
        self.close()
        self._generation += 1
        generation = self._generation
        link = self._open_link(config, lambda event: self._heard(generation, event))
        link.start()
        self._link = link

    def close(self) -> None:
        """Stop the link; nothing comes from it any more."""
        link, self._link = self._link, None
        self._generation += 1
        if link is not None:
            link.stop()
        self._give_up()
        self._set_state(LinkStateChanged(state=LinkState.STOPPED))

    def ask(self, message: Request, what: str, about: str = "") -> Question:
        """Ask the relay; without a link the refusal comes at the next turn of the event loop, like every other."""
        question = Question(what, about, message)
        self._waiting[self.link.request(message)] = question
        return question

    def repeat(self, question: Question) -> None:
        """Ask the very same again for a question that was held."""
        if question.message is not None:
            self._waiting[self.link.request(question.message)] = question

    def refuse(self, question: Question, problem: Problem) -> None:
        """Let a question end, one that was held or one the relay refused."""
        question.refused.emit(problem)
        if not question.is_shown:
            self.failed.emit(problem)

    def _heard(self, generation: int, event: LinkEvent) -> None:
        if generation != self._generation:
            return
        if isinstance(event, Answered):
            self._answered(event)
        elif isinstance(event, Refused):
            self._refused(event)
        elif isinstance(event, LinkStateChanged):
            self._set_state(event)
        else:
            self.heard.emit(event)

    def _set_state(self, state: LinkStateChanged) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _answered(self, event: Answered) -> None:
        if (question := self._waiting.pop(event.ticket, None)) is not None:
            question.done.emit(event.reply)

    def _refused(self, event: Refused) -> None:
        question = self._waiting.pop(event.ticket, None)
        if question is not None and not self.hold(question, event.code):
            self._say_refused(question, event.code, event.params, event.retry_after_ms)

    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for question in waiting.values():
            self._say_refused(question, "unavailable", {}, None)

    def _say_refused(
        self, question: Question, code: str, params: dict[str, str | int], retry_after_ms: int | None
    ) -> None:
        problem = Problem(
            what=question.what, code=code, about=question.about, params=params, retry_after_ms=retry_after_ms
        )
        self.refuse(question, problem)

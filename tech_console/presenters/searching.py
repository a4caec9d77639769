"""The search screen: one text, found by the relay in tickets, messages, people and devices; asked when typing pauses."""

import enum

from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import CustomerId
from shared.protocol.search import HitKind, Search, SearchHit, SearchResults
from tech_console.presenters.line import Line, Problem, Question

PAUSE_MS = 250
SHORTEST, LONGEST = 2, 200
"""What the relay takes."""


class SearchStage(enum.Enum):
    """What the screen shows; while `SEARCHING` the last hits stay."""

    EMPTY = "empty"
    SHORT = "short"
    SEARCHING = "searching"
    FOUND = "found"
    NOTHING = "nothing"
    FAILED = "failed"


class Searching(QObject):
    """Signals: `changed()` when stage or hits are different."""

    changed = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.search_now)
        self._asked: Question | None = None
        self.text = ""
        self.kinds: tuple[HitKind, ...] = ()
        self.customer_id: CustomerId | None = None
        self.stage = SearchStage.EMPTY
        self.hits: list[SearchHit] = []
        self.problem: Problem | None = None

    def stop(self) -> None:
        """Search no more."""
        self._pause.stop()

    def set_text(self, text: str) -> None:
        """Look for another text, as soon as no further key comes."""
        text = " ".join(text.split())[:LONGEST]
        if text == self.text:
            return
        self.text = text
        self._begin()
        if len(text) >= SHORTEST:
            self._pause.start()

    def set_kinds(self, kinds: tuple[HitKind, ...]) -> None:
        """Look only for these kinds of things; none means all."""
        if kinds != self.kinds:
            self.kinds = kinds
            self.search_now()

    def search_now(self) -> None:
        """Ask at once, as Enter and *Try again* do."""
        self._begin()
        if len(self.text) < SHORTEST:
            return
        message = Search(ref=0, text=self.text, kinds=list(self.kinds), customer_id=self.customer_id)
        question = self._asked = self._line.ask(message, "search")
        question.is_shown = True
        question.done.connect(lambda reply: self._found(question, reply))
        question.refused.connect(lambda problem: self._refused(question, problem))

    def _begin(self) -> None:
        """Whatever is still on its way answers another question."""
        self._pause.stop()
        self._asked = None
        if len(self.text) >= SHORTEST:
            self._show(SearchStage.SEARCHING, self.hits)
        else:
            self._show(SearchStage.SHORT if self.text else SearchStage.EMPTY, [])

    def _found(self, question: Question, reply: SearchResults) -> None:
        if question is self._asked:
            self._show(SearchStage.FOUND if reply.hits else SearchStage.NOTHING, reply.hits)

    def _refused(self, question: Question, problem: Problem) -> None:
        if question is self._asked:
            self._show(SearchStage.FAILED, [], problem)

    def _show(self, stage: SearchStage, hits: list[SearchHit], problem: Problem | None = None) -> None:
        self.stage, self.hits, self.problem = stage, hits, problem
        self.changed.emit()

"""Requests of users: who rings, who answers, who was faster. The relay decides; here it is only shown and said."""

from PySide6.QtCore import QObject, Signal

from shared.ids import ChatRequestId, ConversationId, new_id
from shared.protocol.requests import AcceptRequest, ChatRequestRecord, DeclineRequest, Direction
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.world import World
from tech_console.state.queries import is_live, ringing_requests
from tech_console.state.snapshot import Change, Kind


class Incoming(QObject):
    """Signals: `rang(ChatRequestRecord)` for one that asks me now; `stopped(ChatRequestRecord)` when it does not any
    more (its state says why; live means that I declined or am away); `accepted(conversation_id)`;
    `lost(ChatRequestRecord, Problem)` when my acceptance came too late.
    """  # noqa: D205 - the signals are one list

    rang = Signal(object)
    stopped = Signal(object)
    accepted = Signal(str)
    lost = Signal(object, object)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._ringing: dict[ChatRequestId, ChatRequestRecord] = {}
        self._accepting: dict[ChatRequestId, ConversationId] = {}
        world.changed.connect(self._changed)
        world.reloaded.connect(self._look)

    def ringing(self) -> list[ChatRequestRecord]:
        """Return what asks me now, the longest waiting first."""
        return list(self._ringing.values())

    def accept(self, request_id: ChatRequestId) -> Question:
        """Take the request; said twice it opens one conversation."""
        conversation_id = self._accepting.setdefault(request_id, ConversationId(new_id()))
        message = AcceptRequest(ref=0, request_id=request_id, conversation_id=conversation_id)
        question = self._line.ask(message, "accept", request_id)
        question.done.connect(lambda _: self._accepted(request_id))
        question.refused.connect(lambda problem: self._too_late(request_id, problem))
        question.is_shown = True
        return question

    def decline(self, request_id: ChatRequestId) -> Question:
        """Not me; it ends when nobody else is left to ask."""
        return self._line.ask(DeclineRequest(ref=0, request_id=request_id), "decline", request_id)

    def _accepted(self, request_id: ChatRequestId) -> None:
        if (conversation_id := self._accepting.pop(request_id, None)) is not None:
            self.accepted.emit(conversation_id)

    def _too_late(self, request_id: ChatRequestId, problem: Problem) -> None:
        # Unanswered means unknown: the same acceptance may be said again, so its conversation id is kept.
        if problem.code != "unavailable":
            self._accepting.pop(request_id, None)
        record = self._world.snapshot.requests.get(request_id)
        self.lost.emit(record, problem)

    def _changed(self, change: Change) -> None:
        if change.kind in {Kind.REQUEST, Kind.PROFILE, Kind.TECHNICIAN}:
            self._look()

    def _look(self) -> None:
        world = self._world.snapshot
        now = {request.request_id: request for request in ringing_requests(world)}
        before, self._ringing = self._ringing, now
        for request_id, request in before.items():
            if request_id not in now:
                self.stopped.emit(world.requests.get(request_id, request))
        for request_id, request in now.items():
            if request_id not in before:
                self.rang.emit(request)


def was_missed(request: ChatRequestRecord) -> bool:
    """Whether a user's request ended without anybody taking it."""
    return request.direction is Direction.FROM_USER and not is_live(request) and request.conversation_id is None

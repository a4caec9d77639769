"""Chat requests in both directions: the one this person made, and those of technicians who would like to talk.

Source: design 4. The relay decides everything; here is only shown what it said, and what is left of the two minutes.
"""

import enum

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from endpoint_agent.presenters.clock import Deadline
from shared.ids import ChatRequestId, ConversationId, ServiceId, new_id
from shared.link.api import Link
from shared.link.events import Answered, LinkEvent, LinkState, LinkStateChanged, Received, Refused
from shared.protocol.base import Request
from shared.protocol.requests import (
    LIVE_STATES,
    AcceptRequest,
    AskTechnician,
    CancelRequest,
    ChatRequestRecord,
    DeclineRequest,
    Direction,
    RequestChanged,
    RequestState,
)

GRACE_S = 3.0
"""So long after its two minutes a request is still shown: the relay's word may be on its way."""


class Stage(enum.Enum):
    """Where the person's own request stands."""

    NONE = "none"
    ASKING = "asking"
    WAITING = "waiting"
    BUSY = "busy"
    EXPIRED = "expired"
    REFUSED = "refused"


ENDS = {
    RequestState.DECLINED: Stage.BUSY,
    RequestState.EXPIRED: Stage.EXPIRED,
    RequestState.CANCELLED: Stage.NONE,
    RequestState.ACCEPTED: Stage.NONE,
    RequestState.SUPERSEDED: Stage.NONE,
}


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """The person's own request; `reason` is kept until it has become a conversation or a ticket (A-37)."""

    stage: Stage = Stage.NONE
    reason: str = ""
    service_id: ServiceId | None = None
    request_id: ChatRequestId | None = None
    code: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


class RequestsPresenter(QObject):
    """Signals: `outgoing_changed()`; `incoming_changed(request_id)` also when it is new; `incoming_ended(record)`;
    `accepted(conversation_id)`; `identity_needed()` before a first chat; `answer_failed(request_id, code)`.
    """  # noqa: D205 - the signals are one list

    outgoing_changed = Signal()
    incoming_changed = Signal(str)
    incoming_ended = Signal(object)
    accepted = Signal(str)
    identity_needed = Signal()
    answer_failed = Signal(str, str)

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._asking = Asking(link)
        self.outgoing = Outgoing()
        self.wants_chat = False
        """Whether a chat was asked for that waits for the person's identity."""
        self.incoming: dict[ChatRequestId, ChatRequestRecord] = {}
        self._deadlines: dict[ChatRequestId, Deadline] = {}
        self._opened: dict[ChatRequestId, ConversationId] = {}
        self._wakes = QTimer(self, singleShot=True)
        self._wakes.timeout.connect(self._look_again)

    def start_chat(self, reason: str = "", service_id: ServiceId | None = None) -> Asked:
        """Ask for a technician; a request under way is left alone."""
        if self.outgoing.stage in {Stage.ASKING, Stage.WAITING}:
            return None
        self.wants_chat = False
        request_id = ChatRequestId(new_id())
        self._set(Outgoing(stage=Stage.ASKING, reason=reason, service_id=service_id, request_id=request_id))
        return self._asking.ask(
            AskTechnician(ref=0, request_id=request_id, reason=reason.strip(), service_id=service_id),
            lambda answer: self._asked(request_id, answer),
        )

    def try_again(self) -> Asked:
        """Ask once more with the text that was kept."""
        return self.start_chat(self.outgoing.reason, self.outgoing.service_id)

    def cancel(self) -> Asked:
        """Take the person's own request back."""
        if self.outgoing.request_id is None or self.outgoing.stage not in {Stage.ASKING, Stage.WAITING}:
            return None
        return self._asking.ask(CancelRequest(ref=0, request_id=self.outgoing.request_id), self._cancelled)

    def dismiss(self) -> None:
        """Put away the news that nobody came, and the text with it."""
        if self.outgoing.stage not in {Stage.ASKING, Stage.WAITING}:
            self._set(Outgoing())

    def accept(self, request_id: ChatRequestId) -> Asked:
        """Say yes to a technician; pressing twice opens one conversation."""
        conversation_id = self._opened.setdefault(request_id, ConversationId(new_id()))
        return self._answer(request_id, AcceptRequest(ref=0, request_id=request_id, conversation_id=conversation_id))

    def decline(self, request_id: ChatRequestId) -> Asked:
        """Say no to a technician."""
        return self._answer(request_id, DeclineRequest(ref=0, request_id=request_id))

    def remaining_ms(self, request_id: ChatRequestId | None) -> int:
        """Return what is left of the two minutes of a request, 0 for one that is over."""
        deadline = None if request_id is None else self._deadlines.get(request_id)
        return 0 if deadline is None else deadline.remaining_ms()

    def stop(self) -> None:
        """Wait for nothing more."""
        self._wakes.stop()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case Received(message=RequestChanged(request=record)) if record.direction is Direction.FROM_USER:
                self._mine_changed(record)
            case Received(message=RequestChanged(request=record)):
                self._theirs_changed(record)
            case LinkStateChanged(state=LinkState.READY):
                self._wake_later()

    def _kept(self) -> Outgoing:
        """Return what is left of a request that became nothing."""
        return Outgoing(reason=self.outgoing.reason, service_id=self.outgoing.service_id)

    def _set(self, outgoing: Outgoing) -> None:
        self.outgoing = outgoing
        self.outgoing_changed.emit()

    def _asked(self, request_id: ChatRequestId, answer: Answered | Refused) -> None:
        mine = self.outgoing
        if mine.request_id != request_id or mine.stage is not Stage.ASKING:
            return  # the request itself was faster than the answer to the question
        if isinstance(answer, Answered):
            self._set(msgspec.structs.replace(mine, stage=Stage.WAITING))
        elif answer.code == "identity_required":
            self.wants_chat = True
            self._set(self._kept())
            self.identity_needed.emit()
        else:
            stage = Stage.REFUSED
            self._set(
                Outgoing(
                    stage=stage,
                    reason=mine.reason,
                    service_id=mine.service_id,
                    code=answer.code,
                    params=answer.params,
                    retry_after_ms=answer.retry_after_ms,
                )
            )

    def _cancelled(self, answer: Answered | Refused) -> None:
        if isinstance(answer, Refused) and answer.code != "unavailable":
            self._set(self._kept())

    def _mine_changed(self, record: ChatRequestRecord) -> None:
        is_live, mine = record.state in LIVE_STATES, self.outgoing
        if not is_live and record.request_id != mine.request_id:
            return
        if is_live:
            self._deadlines[record.request_id] = Deadline(record.remaining_ms)
            reason = record.reason or mine.reason
            self._set(
                Outgoing(
                    stage=Stage.WAITING,
                    reason=reason,
                    service_id=record.service_id or mine.service_id,
                    request_id=record.request_id,
                )
            )
        else:
            self._mine_ended(record)
        self._wake_later()

    def _mine_ended(self, record: ChatRequestRecord) -> None:
        self._deadlines.pop(record.request_id, None)
        if record.conversation_id is not None:
            self._set(Outgoing())
            self.accepted.emit(record.conversation_id)
        else:
            self._set(msgspec.structs.replace(self._kept(), stage=ENDS[record.state]))

    def _theirs_changed(self, record: ChatRequestRecord) -> None:
        request_id = record.request_id
        if record.state in LIVE_STATES:
            self._deadlines[request_id] = Deadline(record.remaining_ms)
            self.incoming[request_id] = record
            self.incoming_changed.emit(request_id)
        else:
            self._end(record)
        self._wake_later()

    def _end(self, record: ChatRequestRecord) -> None:
        self._deadlines.pop(record.request_id, None)
        mine = self._opened.pop(record.request_id, None)
        if self.incoming.pop(record.request_id, None) is not None:
            self.incoming_ended.emit(record)
        if mine is not None and mine == record.conversation_id:
            self.accepted.emit(mine)

    def _answer(self, request_id: ChatRequestId, message: Request) -> Asked:
        if request_id not in self.incoming:
            return None
        return self._asking.ask(message, lambda answer: self._answered(request_id, answer))

    def _answered(self, request_id: ChatRequestId, answer: Answered | Refused) -> None:
        if isinstance(answer, Refused) and request_id in self.incoming:
            self.answer_failed.emit(request_id, answer.code)
            if answer.code in {"expired", "taken", "not_found"}:
                self._end(msgspec.structs.replace(self.incoming[request_id], state=_end_of(answer)))
                self._wake_later()

    def _wake_later(self) -> None:
        left = [deadline.remaining_ms() for deadline in self._deadlines.values()]
        if left:
            self._wakes.start(round(min(left) + GRACE_S * 1000))
        else:
            self._wakes.stop()

    def _look_again(self) -> None:
        """End what the relay did not end because the connection was gone when it did."""
        over = [request_id for request_id, deadline in self._deadlines.items() if not deadline.remaining_ms()]
        for request_id in over:
            if request_id in self.incoming:
                self._end(msgspec.structs.replace(self.incoming[request_id], state=RequestState.EXPIRED))
            elif request_id == self.outgoing.request_id:
                del self._deadlines[request_id]
                self._set(msgspec.structs.replace(self._kept(), stage=Stage.EXPIRED))
        self._wake_later()


def _end_of(answer: Refused) -> RequestState:
    """Return how the request had ended before our answer came, as far as the relay says it."""
    known = {state.value: state for state in RequestState if state not in LIVE_STATES}
    return known.get(str(answer.params.get("state")), RequestState.EXPIRED)

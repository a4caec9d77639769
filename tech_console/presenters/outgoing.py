"""Asking the user of a device for a chat: *Connecting…* until the relay says how it ended (A-18 to A-24)."""

import enum

import msgspec
from PySide6.QtCore import QObject, Signal

from shared.ids import ChatRequestId, DeviceId, DeviceKeyId, TicketId, new_id
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol.requests import AskDevice, CancelRequest, ChatRequestRecord, RequestState
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.world import World
from tech_console.state.queries import is_live, my_conversation_since
from tech_console.state.snapshot import Change, Kind


class AskState(enum.Enum):
    """How far it is; `unreachable` when no agent of the device is connected, `refused` for every other error."""

    ASKING = "asking"
    CONNECTING = "connecting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


ALIVE = (AskState.ASKING, AskState.CONNECTING)
_ENDS = {
    RequestState.ACCEPTED: AskState.ACCEPTED,
    RequestState.SUPERSEDED: AskState.ACCEPTED,
    RequestState.DECLINED: AskState.DECLINED,
    RequestState.EXPIRED: AskState.EXPIRED,
    RequestState.CANCELLED: AskState.CANCELLED,
}


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One request of mine to a device, as its dialog shows it."""

    request_id: ChatRequestId
    device_id: DeviceId
    device_key_id: DeviceKeyId | None = None
    reason: str = ""
    ticket_id: TicketId | None = None
    state: AskState = AskState.ASKING
    code: str = ""
    params: dict[str, str | int] = {}

    @property
    def is_alive(self) -> bool:
        """Whether the other side can still accept."""
        return self.state in ALIVE


class Outgoing(QObject):
    """Signals: `changed(Ask)` for every step of a request of mine; `opened(conversation_id)` when a talk is there,
    new or old.
    """  # noqa: D205 - the signals are one list

    changed = Signal(object)
    opened = Signal(str)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._asks: dict[ChatRequestId, Ask] = {}
        self._records: dict[ChatRequestId, ChatRequestRecord] = {}
        world.changed.connect(self._heard)
        world.reloaded.connect(self._look_again)

    def ask(
        self,
        device_id: DeviceId,
        *,
        device_key_id: DeviceKeyId | None = None,
        reason: str = "",
        ticket_id: TicketId | None = None,
        request_id: ChatRequestId | None = None,
    ) -> Ask:
        """Ring the user of a device, or of one of its OS sessions."""
        ask = Ask(
            request_id=request_id or ChatRequestId(new_id()),
            device_id=device_id,
            device_key_id=device_key_id,
            reason=reason.strip(),
            ticket_id=ticket_id,
        )
        self._set(ask)
        message = AskDevice(
            ref=0,
            request_id=ask.request_id,
            device_id=device_id,
            device_key_id=device_key_id,
            reason=ask.reason,
            ticket_id=ticket_id,
        )
        question = self._line.ask(message, "ask_device", ask.request_id)
        question.is_shown = True
        question.done.connect(lambda _: self._step(ask.request_id, AskState.CONNECTING))
        question.refused.connect(self._refused)
        return ask

    def ask_again(self, request_id: ChatRequestId) -> Ask:
        """Ask for the same once more after it ended (A-23)."""
        old = self._asks[request_id]
        return self.ask(old.device_id, device_key_id=old.device_key_id, reason=old.reason, ticket_id=old.ticket_id)

    def cancel(self, request_id: ChatRequestId) -> Question:
        """Take it back; how it ended says the relay, somebody may just have accepted."""
        return self._line.ask(CancelRequest(ref=0, request_id=request_id), "cancel", request_id)

    def find(self, request_id: ChatRequestId) -> Ask | None:
        """Return a request of mine."""
        return self._asks.get(request_id)

    def asks(self) -> list[Ask]:
        """Return all requests of mine of this run, the oldest first."""
        return list(self._asks.values())

    def remaining_ms(self, request_id: ChatRequestId) -> int:
        """Return what is left; the whole two minutes until the relay has said it."""
        if request_id in self._world.snapshot.ends_at:
            return self._world.remaining_ms(request_id)
        return ACCEPT_WINDOW_S * 1000

    def _refused(self, problem: Problem) -> None:
        ask = self._asks[ChatRequestId(problem.about)]
        open_talk = problem.params.get("conversation_id")
        if open_talk is not None:
            self._set(msgspec.structs.replace(ask, state=AskState.ACCEPTED))
            self.opened.emit(str(open_talk))
            return
        state = AskState.UNREACHABLE if problem.code == "device_offline" else AskState.REFUSED
        self._set(msgspec.structs.replace(ask, state=state, code=problem.code, params=problem.params))

    def _heard(self, change: Change) -> None:
        if change.kind is Kind.REQUEST and change.id in self._asks and change.after is not None:
            self._follow(change.after)

    def _follow(self, record: ChatRequestRecord) -> None:
        self._records[record.request_id] = record
        ask = self._asks[record.request_id]
        if is_live(record) and ask.code == "unavailable":
            # The answer was lost, not the request: it rings after all.
            self._set(msgspec.structs.replace(ask, state=AskState.CONNECTING, code=""))
        elif is_live(record):
            self._step(record.request_id, AskState.CONNECTING)
        elif ask.is_alive:
            self._step(record.request_id, _ENDS[record.state])
            if record.conversation_id is not None:
                self.opened.emit(record.conversation_id)

    def _look_again(self) -> None:
        """After a lost connection: what is not live any more ended while we were away."""
        world = self._world.snapshot
        for ask in self.asks():
            record = world.requests.get(ask.request_id)
            if record is not None:
                self._follow(record)
            elif ask.state is AskState.CONNECTING:
                self._ended_unseen(ask.request_id)

    def _ended_unseen(self, request_id: ChatRequestId) -> None:
        record = self._records.get(request_id)
        talk = None if record is None else my_conversation_since(self._world.snapshot, record)
        self._step(request_id, AskState.EXPIRED if talk is None else AskState.ACCEPTED)
        if talk is not None:
            self.opened.emit(talk.conversation_id)

    def _step(self, request_id: ChatRequestId, state: AskState) -> None:
        ask = self._asks[request_id]
        if ask.is_alive and ask.state is not state:
            self._set(msgspec.structs.replace(ask, state=state))

    def _set(self, ask: Ask) -> None:
        self._asks[ask.request_id] = ask
        self.changed.emit(ask)

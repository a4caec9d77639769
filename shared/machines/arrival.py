"""Takes the rows of one conversation, each once and without holes, and acknowledges them. Its mirror: delivery.py.

The relay pushes behind the position it was told after sign-in; a hole is closed by pulling. Nothing is acknowledged
before it is on disk: the shell lets a burst's messages leave after its commit. Source: docs/protocol.md, Delivery.
"""

from collections.abc import Sequence

import msgspec

from shared.errors import InvalidState
from shared.ids import ConversationId
from shared.limits import ACK_EVERY_MESSAGES, ACK_EVERY_S
from shared.machines.delivery import PASSING, PAUSE_S, Connected, Disconnected
from shared.machines.effects import CancelTimer, Effect, SavePosition, Send, StartTimer, Store, TimerFired
from shared.protocol.chat import ChatMessage, Delivered, Pull, Read


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay sent a row by itself, which it does for members only."""

    message: ChatMessage


class PulledRows(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the answer to `Pull`."""

    messages: list[ChatMessage]
    head: int


class PullRefused(msgspec.Struct, frozen=True, kw_only=True):
    """Event: no rows."""

    code: str
    retry_after_ms: int | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Event: a person opened the conversation and wants all of it, member or not."""


class ReadUpto(msgspec.Struct, frozen=True, kw_only=True):
    """Event: everything up to here was on screen, perhaps of another console and before it is stored here."""

    upto: int


class CutBack(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay tells another story behind this row; what was stored there is gone."""

    stored: int


Event = Connected | Disconnected | Pushed | PulledRows | PullRefused | Wanted | ReadUpto | CutBack | TimerFired

ACK, AGAIN = "ack", "again"


class Incoming:
    """The receiving side of one conversation; `stored` rows are on disk or in the burst being written."""

    def __init__(self, conversation_id: ConversationId, *, stored: int, read: int, member: bool) -> None:
        self.conversation_id = conversation_id
        self.stored = stored
        self.read = read
        self.member = member
        self.is_pulling = False
        self._head = stored
        self._unacked = 0
        self._connected = False

    @property
    def is_complete(self) -> bool:
        """Nothing is known to be missing."""
        return not self.is_pulling and self.stored >= self._head

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Return what to do, in order."""
        match event:
            case Connected():
                # The positions just told are an acknowledgement, and the relay pushes from there.
                self._connected, self._head = True, self.stored
                return []
            case Disconnected():
                self._connected, self.is_pulling, self._unacked = False, False, 0
                return [CancelTimer(key=ACK), CancelTimer(key=AGAIN)]
            case Pushed():
                self.member = True
                return self._pushed(event.message, now)
            case PulledRows():
                return self._pulled(event, now)
            case PullRefused():
                return self._pull_refused(event, now)
            case Wanted() | TimerFired(key="again"):
                return self._pull()
            case ReadUpto():
                return self._seen(event.upto)
            case CutBack():
                self.stored = self._head = event.stored
                self.read = min(self.read, event.stored)
                return []
            case TimerFired(key="ack"):
                return self._acknowledge()
        raise InvalidState(f"{event!r}")

    def _pushed(self, message: ChatMessage, now: float) -> list[Effect]:
        self._head = max(self._head, message.seq)
        if message.seq > self.stored + 1:
            return self._pull()
        # A row we have already is acknowledged again: the relay counts it against its window until we do.
        return [*self._take([message]), *self._count(1, now)]

    def _take(self, rows: Sequence[ChatMessage]) -> list[Effect]:
        taken: list[Effect] = []
        for row in rows:
            if row.seq == self.stored + 1:
                self.stored = row.seq
                taken.append(Store(message=row))
        return taken

    def _pulled(self, event: PulledRows, now: float) -> list[Effect]:
        self.is_pulling = False
        self._head = max(self._head, event.head)
        taken = self._take(event.messages)
        more: list[Effect] = []
        if self.stored < self._head:
            # No progress although there is more: the relay is at fault or behind; ask again, but not in a circle.
            more = self._pull() if taken else [StartTimer(key=AGAIN, deadline=now + PAUSE_S)]
        return [*taken, *self._count(len(taken), now), *more]

    def _pull(self) -> list[Effect]:
        if self.is_pulling or not self._connected:
            return []
        self.is_pulling = True
        return [Send(message=Pull(ref=0, conversation_id=self.conversation_id, after=self.stored))]

    def _pull_refused(self, event: PullRefused, now: float) -> list[Effect]:
        self.is_pulling = False
        if event.code not in PASSING:
            self._head = self.stored  # no longer ours to read
            return []
        wait_s = PAUSE_S if event.retry_after_ms is None else event.retry_after_ms / 1000
        return [StartTimer(key=AGAIN, deadline=now + wait_s)]

    def _count(self, rows: int, now: float) -> list[Effect]:
        if not self.member or not rows:
            return []
        waited, self._unacked = self._unacked > 0, self._unacked + rows
        if self._unacked >= ACK_EVERY_MESSAGES:
            return self._acknowledge()
        return [] if waited else [StartTimer(key=ACK, deadline=now + ACK_EVERY_S)]

    def _acknowledge(self) -> list[Effect]:
        self._unacked = 0
        told = Send(message=Delivered(conversation_id=self.conversation_id, upto=self.stored))
        return [CancelTimer(key=ACK), *([told] if self._connected else [])]

    def _seen(self, upto: int) -> list[Effect]:
        if upto <= self.read:
            return []
        self.read = upto
        told = Send(message=Read(conversation_id=self.conversation_id, upto=upto))
        return [SavePosition(read=upto), *([told] if self._connected and self.member else [])]

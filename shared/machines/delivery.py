"""Sends the texts of one conversation, in order, each at least once and never under a second id. Its mirror: arrival.py.

The number of a text is the last number the relay took plus the place in the queue. So a text that is refused for good
leaves no hole behind, and after a restart every text has the number it had before. Only a text that was overtaken (one
behind it is acknowledged first) has its number written beside it. The relay answers a number it took before, with the same id, as it did then, and takes no id twice; so nothing sent again is ever
doubled, and a wrong count can only end in a refusal. Source: docs/protocol.md, Delivery.
"""

import datetime as dt

import msgspec

from shared.errors import InvalidState
from shared.ids import ConversationId, MessageId, StreamId
from shared.limits import ANSWER_WITHIN_S, MAX_UNACKED_SENDS
from shared.machines.effects import (
    CancelTimer,
    Effect,
    KeepNumber,
    MakeStream,
    MarkFailed,
    MarkQueued,
    MarkSending,
    MarkSent,
    SaveCounter,
    Send,
    StartTimer,
    TimerFired,
)
from shared.protocol.chat import SendMessage


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """Event: a text is on disk. Also what the machine is started with."""

    message_id: MessageId
    text: str
    kept: int = 0
    """The number of an overtaken text, else 0."""


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    """Event: signed in, positions told."""


class Disconnected(msgspec.Struct, frozen=True, kw_only=True):
    """Event: no answer can come any more."""


class Acked(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay has it on stable storage: by its answer, or because its row came back."""

    message_id: MessageId
    stream: StreamId
    number: int
    seq: int
    at: dt.datetime


class SendRefused(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay did not take it; `flight` as it was sent with."""

    message_id: MessageId
    flight: int
    code: str
    expected: int = 0
    retry_after_ms: int | None = None


class StreamMade(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the answer to `MakeStream`."""

    stream: StreamId


Event = Queued | Connected | Disconnected | Acked | SendRefused | StreamMade | TimerFired

PASSING = frozenset({"rate_limited", "unavailable", "auth_failed", "replaced", "revoked"})
"""Nothing was said about the text itself, only about the moment or the connection: keep it and try again."""
PAUSE_S = 1.0
PAUSE_MAX_S = 30.0
WIDEN_AFTER = 8
"""So many taken in a row, after a rate limit, let twice as many be in flight."""
ANSWER, RESUME = "answer", "resume"


class Outgoing:
    """The queue of one conversation; holds only texts the relay has not answered for good."""

    def __init__(self, conversation_id: ConversationId, stream: StreamId, acked: int, queue: list[Queued]) -> None:
        self.conversation_id = conversation_id
        self.stream = stream
        self.acked = acked
        self._queue = list(queue)
        self._in_flight = 0
        self._flight = 0
        self._connected = False
        self._paused = False
        self._setbacks = 0
        self._window = MAX_UNACKED_SENDS
        self._taken_in_a_row = 0
        # Set while a new stream is due: the texts whose fate in the old one is still unknown.
        self._unsure: set[MessageId] | None = None

    @property
    def waiting(self) -> int:
        """Texts the relay does not have yet."""
        return len(self._queue)

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Return what to do, in order."""
        match event:
            case Queued():
                self._queue.append(event)
                return self._pump(now)
            case Connected():
                self._connected, self._paused, self._setbacks, self._window = True, False, 0, MAX_UNACKED_SENDS
                return self._rewind(now)
            case Disconnected():
                return self._disconnect()
            case Acked():
                return self._accept(event, now)
            case SendRefused():
                return self._refuse(event, now)
            case StreamMade():
                self.stream, self._unsure = event.stream, None
                self._count_anew(0)
                return self._rewind(now)
            case TimerFired(key="answer"):
                return self._rewind(now)
            case TimerFired(key="resume"):
                self._paused = False
                return self._pump(now)
        raise InvalidState(f"{event!r}")

    def _pump(self, now: float) -> list[Effect]:
        if not self._connected or self._paused or self._unsure is not None:
            return []
        places = range(self._in_flight, min(len(self._queue), self._window))
        if not places:
            return []
        self._in_flight = places.stop
        sends = [effect for place in places for effect in self._transmit(self._queue[place], self._number(place))]
        return [*sends, StartTimer(key=ANSWER, deadline=now + ANSWER_WITHIN_S)]

    def _number(self, place: int) -> int:
        overtaken = sum(queued.kept > 0 for queued in self._queue[:place])
        return self._queue[place].kept or self.acked + 1 + place - overtaken

    def _transmit(self, queued: Queued, number: int) -> list[Effect]:
        message = SendMessage(
            ref=0,
            conversation_id=self.conversation_id,
            stream=self.stream,
            number=number,
            message_id=queued.message_id,
            text=queued.text,
        )
        return [Send(message=message, flight=self._flight), MarkSending(message_id=queued.message_id, number=number)]

    def _rewind(self, now: float) -> list[Effect]:
        """Start again from the first text that is not acknowledged, with the same numbers and ids."""
        self._in_flight = 0
        self._flight += 1
        self._unsure = None
        return [CancelTimer(key=ANSWER), *self._pump(now)]

    def _pause(self, now: float, seconds: float) -> list[Effect]:
        self._paused = True
        return [*self._rewind(now), StartTimer(key=RESUME, deadline=now + seconds)]

    def _disconnect(self) -> list[Effect]:
        back = [MarkQueued(message_id=queued.message_id) for queued in self._queue[: self._in_flight]]
        self._connected = False
        self._in_flight = 0
        self._flight += 1
        self._unsure = None
        return [CancelTimer(key=ANSWER), CancelTimer(key=RESUME), *back]

    def holds(self, message_id: MessageId) -> bool:
        """Tell whether this text still waits for the relay."""
        return self._place(message_id) is not None

    def _place(self, message_id: MessageId) -> int | None:
        places = (place for place, queued in enumerate(self._queue) if queued.message_id == message_id)
        return next(places, None)

    def _drop(self, place: int) -> None:
        del self._queue[place]
        self._in_flight -= place < self._in_flight

    def _accept(self, event: Acked, now: float) -> list[Effect]:
        self._setbacks = 0
        self._widen()
        place = self._place(event.message_id)
        is_ours = event.stream == self.stream
        kept = self._keep_before(place) if place and is_ours and event.number == self._number(place) else []
        if place is not None:
            self._drop(place)
        # A text we had given up counts as well when the relay has it after all; in a former stream none does.
        if is_ours:
            self.acked = max(self.acked, event.number)
        sent = MarkSent(message_id=event.message_id, number=self.acked, seq=event.seq, at=event.at)
        return [*kept, sent, *self._settled(event.message_id), *self._watch(now), *self._pump(now)]

    def _widen(self) -> None:
        self._taken_in_a_row += 1
        if self._taken_in_a_row >= WIDEN_AFTER:
            self._window, self._taken_in_a_row = min(MAX_UNACKED_SENDS, self._window * 2), 0

    def _keep_before(self, place: int) -> list[Effect]:
        """These were overtaken: their numbers can no longer be counted, and must be the same when they go again."""
        numbers = [self._number(before) for before in range(place)]
        keeps: list[Effect] = []
        for before, number in enumerate(numbers):
            queued = self._queue[before]
            if not queued.kept:
                self._queue[before] = msgspec.structs.replace(queued, kept=number)
                keeps.append(KeepNumber(message_id=queued.message_id, number=number))
        return keeps

    def _count_anew(self, acked: int) -> None:
        self.acked = acked
        self._queue = [msgspec.structs.replace(queued, kept=0) for queued in self._queue]

    def _watch(self, now: float) -> list[Effect]:
        if self._in_flight:
            return [StartTimer(key=ANSWER, deadline=now + ANSWER_WITHIN_S)]
        return [CancelTimer(key=ANSWER)]

    def _refuse(self, event: SendRefused, now: float) -> list[Effect]:
        place = self._place(event.message_id)
        if place is None:
            return []
        about_flight = event.code in PASSING or event.code in {"gap", "cid_conflict"}
        if about_flight and event.flight != self._flight:
            return []  # that attempt was given up; the one under way gets an answer of its own
        if event.code in PASSING:
            return self._wait(event, now)
        if event.code == "gap":
            return self._gap(event, place, now)
        return self._fail(event, place, now)

    def _wait(self, event: SendRefused, now: float) -> list[Effect]:
        if event.code == "rate_limited":
            # One at a time from here: sixteen more would be refused with the first.
            self._window, self._taken_in_a_row = 1, 0
        seconds = PAUSE_S if event.retry_after_ms is None else event.retry_after_ms / 1000
        return self._pause(now, seconds)

    def _gap(self, event: SendRefused, place: int, now: float) -> list[Effect]:
        """The relay waits for another number: rewind, and where our count is wrong, take the relay's.

        Its answer proves that this text is not stored. The count is wrong after one side was restored from a backup.
        """
        if self._unsure is not None:
            return self._settled(event.message_id)
        saved: list[Effect] = []
        if place == 0 and event.expected not in {0, self._number(0)}:
            self._count_anew(event.expected - 1)
            saved = [SaveCounter(acked=self.acked)]
        self._setbacks += 1
        if self._setbacks > 3:
            return [*saved, *self._pause(now, min(PAUSE_MAX_S, PAUSE_S * 2.0 ** min(self._setbacks - 4, 8)))]
        return [*saved, *self._rewind(now)]

    def _fail(self, event: SendRefused, place: int, now: float) -> list[Effect]:
        self._setbacks = 0
        is_conflict = event.code == "cid_conflict"
        kept = self._skip_number(place) if is_conflict else []
        self._drop(place)
        failed = MarkFailed(message_id=event.message_id, code=event.code, acked=self.acked)
        if is_conflict and self._unsure is None:
            # Somebody else's words stand under our id: this stream is not ours alone. The texts still in flight may
            # have been stored in it, so the new stream waits for their answers; else they would be said twice.
            self._unsure = {queued.message_id for queued in self._queue[: self._in_flight]}
        return [*kept, failed, *self._settled(event.message_id), *self._watch(now), *self._pump(now)]

    def _skip_number(self, place: int) -> list[Effect]:
        """The number of this text is taken by other words; those behind it keep theirs, also after a restart."""
        number = self._number(place)
        kept = self._keep_before(place)
        self.acked = max(self.acked, number)
        return kept

    def _settled(self, message_id: MessageId) -> list[Effect]:
        """Its fate in the old stream is known; with the last one the new stream may begin."""
        if self._unsure is None:
            return []
        self._unsure.discard(message_id)
        return [] if self._unsure else [MakeStream()]

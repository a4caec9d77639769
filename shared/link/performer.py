"""Performs what the machines of a conversation ask for: writes at once, the rest after the turn's commit."""

from collections.abc import Callable, Iterable

import msgspec

from shared.errors import InvalidState, NotFound
from shared.ids import ConversationId, MessageId, StreamId
from shared.link.events import MessageStored, OutgoingChanged
from shared.link.talk import Talk
from shared.link.timers import Timers
from shared.link.turn import Turn
from shared.machines import arrival, delivery
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
    SavePosition,
    Send,
    StartTimer,
    Store,
)
from shared.mailbox.mailbox import Mailbox
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import ChatMessage, Delivered, Read


class Performer:
    """Bound to one turn; `ask` sends a request of a talk, `fire` gives a timer back to it."""

    def __init__(
        self,
        mailbox: Mailbox,
        timers: Timers,
        turn: Turn,
        ask: Callable[[Talk, Send], None],
        fire: Callable[[ConversationId, str], None],
    ) -> None:
        self._mailbox = mailbox
        self._timers = timers
        self._turn = turn
        self._ask = ask
        self._fire = fire

    def sending(self, talk: Talk, event: delivery.Event) -> None:
        """Give an event to the sending side."""
        self.perform(talk, talk.outgoing.handle(event, self._timers.now()))

    def receiving(self, talk: Talk, event: arrival.Event) -> None:
        """Give an event to the receiving side."""
        self.perform(talk, talk.incoming.handle(event, self._timers.now()))

    def perform(self, talk: Talk, effects: Iterable[Effect], *, quietly: bool = False) -> None:
        """Do all of it, in order; `quietly` leaves it to the caller to show the rows."""
        for effect in effects:
            self._perform(talk, effect)
            if isinstance(effect, Store) and isinstance(effect.message, ChatMessage) and not quietly:
                self._turn.say(MessageStored(conversation_id=talk.conversation_id, message=effect.message))

    def _perform(self, talk: Talk, effect: Effect) -> None:
        match effect:
            case Send(message=Delivered() | Read() as mark):
                self._turn.mark(mark)
            case Send():
                self._turn.send(lambda: self._ask(talk, effect))
            case StartTimer():
                self._start(talk.conversation_id, effect)
            case CancelTimer():
                self._timers.cancel((talk.conversation_id, effect.key))
            case Store(message=ChatMessage() as row):
                self._store(talk, row)
            case SavePosition():
                self._turn.moved.add(talk.conversation_id)
                self._turn.note(kind="read", conversation_id=talk.conversation_id, upto=effect.read)
            case MarkSending():
                self._say(talk, effect.message_id, OutgoingState.SENDING, number=effect.number)
            case MarkQueued():
                self._say(talk, effect.message_id, OutgoingState.QUEUED)
            case MarkSent():
                self._sent(talk, effect)
            case MarkFailed():
                self._failed(talk, effect)
            case SaveCounter():
                self._mailbox.outbox.count_anew(talk.conversation_id, talk.outgoing.stream, effect.acked)
            case KeepNumber():
                self._mailbox.outbox.keep_number(effect.message_id, effect.number)
            case MakeStream():
                stream = self._mailbox.outbox.make_stream(talk.conversation_id)
                self.sending(talk, delivery.StreamMade(stream=stream))
            case _:
                raise InvalidState(f"{effect!r}")

    def _start(self, conversation_id: ConversationId, effect: StartTimer) -> None:
        key = effect.key
        self._timers.start((conversation_id, key), effect.deadline, lambda: self._fire(conversation_id, key))

    def _store(self, talk: Talk, row: ChatMessage) -> None:
        # The relay names the sender, so nobody else's row can take a text out of our outbox.
        if row.stream and row.sender_id == self._mailbox.owner:
            self._came_back(talk, row)
        self._mailbox.inbox.add(row)
        self._turn.moved.add(talk.conversation_id)
        self._turn.note(
            kind="stored",
            conversation_id=talk.conversation_id,
            seq=row.seq,
            message_id=row.message_id,
            stream=row.stream,
            number=row.number,
            text=row.text,
        )

    def _came_back(self, talk: Talk, row: ChatMessage) -> None:
        stream = StreamId(row.stream)
        is_ahead = stream == talk.outgoing.stream and row.number > talk.outgoing.acked
        if talk.outgoing.holds(row.message_id) or is_ahead:
            acked = delivery.Acked(message_id=row.message_id, stream=stream, number=row.number, seq=row.seq, at=row.at)
            self.sending(talk, acked)
        self._turn.is_outbox_touched = True
        self._mailbox.outbox.remove(row.message_id)

    def _sent(self, talk: Talk, effect: MarkSent) -> None:
        outbox = self._mailbox.outbox
        outbox.save_counter(talk.conversation_id, talk.outgoing.stream, effect.number)
        outbox.mark_sent(effect.message_id, effect.number, effect.at)
        self._turn.is_outbox_touched = True
        self._turn.note(
            kind="sent",
            conversation_id=talk.conversation_id,
            message_id=effect.message_id,
            number=effect.number,
            seq=effect.seq,
        )
        self._say(talk, effect.message_id, OutgoingState.SENT)

    def _failed(self, talk: Talk, effect: MarkFailed) -> None:
        self._mailbox.outbox.save_counter(talk.conversation_id, talk.outgoing.stream, effect.acked)
        self._mailbox.outbox.mark_failed(effect.message_id, effect.code)
        self._turn.is_outbox_touched = True
        self._turn.note(
            kind="failed", conversation_id=talk.conversation_id, message_id=effect.message_id, code=effect.code
        )
        self._say(talk, effect.message_id, OutgoingState.FAILED)

    def _say(self, talk: Talk, message_id: MessageId, state: OutgoingState, number: int = 0) -> None:
        try:
            _, message = self._mailbox.outbox.find(message_id)
        except NotFound:
            return  # its row is in the inbox already, which says more
        shown = msgspec.structs.replace(message, state=state, number=number or message.number)
        self._turn.say(OutgoingChanged(conversation_id=talk.conversation_id, message=shown))

"""What travels over one connection after sign-in: where we stand, then both ways; what needs no machine is kept here.

What a person asks for is in desk.py.
"""

import logging
from collections.abc import Callable

import msgspec

from shared.ids import ConversationId
from shared.limits import MAX_SYNC_POSITIONS
from shared.link.events import MailboxOpened, Received
from shared.link.performer import Performer
from shared.link.questions import Questions
from shared.link.sign_in import Welcome
from shared.link.talks import Talks
from shared.link.turn import Turn
from shared.machines import arrival, delivery
from shared.protocol.base import Error, Message
from shared.protocol.chat import ChatMessage, ConversationChanged, ConversationRecord, CursorChanged, Position, Sync
from shared.protocol.directory import SnapshotEnd, Subscribe
from shared.protocol.hello import AgentWelcome, TechnicianWelcome
from shared.protocol.people import RecordsErased
from shared.protocol.requests import CounterChanged

log = logging.getLogger(__name__)
HangUp = Callable[[str, int | None], None]
"""Drops the connection: code, retry_after_ms."""


class Courier:
    """Lives as long as the network thread; connections come and go."""

    def __init__(self, talks: Talks, hang_up: HangUp) -> None:
        self._talks = talks
        self._mailbox = talks.mailbox
        self._hang_up = hang_up
        self.heads: dict[ConversationId, int] = {}
        """Last row of every conversation the relay spoke of, also of those that are not ours."""

    def connected(self, post: Callable[[Message], None], welcome: Welcome) -> None:
        """Signed in: tell the relay where we stand, then send what waits."""
        if self._mailbox.belong_to(_owner(welcome)):
            self._talks.forget()
            self.say_opened()
        questions = Questions(self._talks.timers, post)
        self._talks.run(lambda turn, performer: self._resume(turn, performer, questions, welcome))

    def _resume(self, turn: Turn, performer: Performer, questions: Questions, welcome: Welcome) -> None:
        positions = self._mailbox.inbox.positions()
        for sync in _syncs(positions):
            turn.send(lambda sync=sync: self._ask(questions, sync, positions))  # type: ignore[misc]  # one per turn
        if isinstance(welcome, TechnicianWelcome):
            turn.send(lambda: self._ask(questions, Subscribe(ref=0), []))
        self._talks.wake(performer, questions)
        if isinstance(welcome, TechnicianWelcome) or welcome.approved:
            self._talks.allow_sending(performer)

    def _ask(self, questions: Questions, message: Sync | Subscribe, told: list[Position]) -> None:
        if isinstance(message, Sync) and not message.last:
            questions.ask(message, lambda _: None)  # the answer to the last one is that to all
        else:
            questions.ask(message, lambda answer: self._answered(told, answer))

    def _answered(self, told: list[Position], answer: Message) -> None:
        if isinstance(answer, Error):
            if answer.code in delivery.PASSING and self._talks.questions is not None:
                self._hang_up(answer.code, answer.retry_after_ms)  # without it nothing would ever be pushed
        elif isinstance(answer, SnapshotEnd):
            self._talks.run(lambda turn, _: turn.say(Received(message=answer)))
        else:
            self._talks.run(lambda *_: self._mailbox.inbox.mark_told(told))

    def burst(self, messages: list[Message]) -> None:
        """Take all that came in together."""
        self._talks.run(lambda turn, performer: self._take_all(turn, performer, messages))

    def _take_all(self, turn: Turn, performer: Performer, messages: list[Message]) -> None:
        for message in messages:
            if self._talks.questions is None or not self._talks.questions.settle(message):
                self._take(turn, performer, message)
                if self._talks.companion is not None:
                    self._talks.companion.hear(message)

    def _take(self, turn: Turn, performer: Performer, message: Message) -> None:
        match message:
            case ChatMessage():
                self._arrived(turn, performer, message)
                return
            case ConversationChanged():
                self._keep(turn, performer, message.conversation)
            case CursorChanged():
                self._keep_cursor(message)
            case RecordsErased():
                for conversation_id in message.conversation_ids:
                    self._mailbox.forget(conversation_id)
                    self.heads.pop(conversation_id, None)
            case CounterChanged() if message.approved:
                self._talks.allow_sending(performer)
            case Error():
                log.info("the relay could not use a frame: %s", message.code)
                return
        if not hasattr(message, "re"):  # else the answer to a question that was given up
            turn.say(Received(message=message))

    def _arrived(self, turn: Turn, performer: Performer, message: ChatMessage) -> None:
        talk = self._talks.talk(performer, message.conversation_id)
        if message.seq <= talk.incoming.stored and self._mailbox.inbox.tells_otherwise(message):
            self._talks.start_over(turn, performer, talk)
        performer.receiving(talk, arrival.Pushed(message=message))

    def _keep(self, turn: Turn, performer: Performer, record: ConversationRecord) -> None:
        """Remember a conversation that is ours or has rows here; others are the relay's to show."""
        owner, conversation_id = self._mailbox.owner, record.conversation_id
        self.heads[conversation_id] = record.head
        stored = self._mailbox.inbox.standing(conversation_id).stored
        if stored or owner in {record.device_key_id, record.technician_id}:
            self._mailbox.notes.save_conversation(record)
        if record.head < stored:  # a relay that never was restored cannot have fewer rows than it pushed
            self._talks.start_over(turn, performer, self._talks.talk(performer, conversation_id))
        # The same technician may have read it at another console.
        read = max((cursor.read for cursor in record.cursors if cursor.member == owner), default=0)
        if read:
            performer.receiving(self._talks.talk(performer, conversation_id), arrival.ReadUpto(upto=read))

    def _keep_cursor(self, message: CursorChanged) -> None:
        record = self._mailbox.notes.conversation(message.conversation_id)
        if record is not None:
            others = [cursor for cursor in record.cursors if cursor.member != message.cursor.member]
            moved = msgspec.structs.replace(record, cursors=[*others, message.cursor])
            self._mailbox.notes.save_conversation(moved)

    def say_opened(self) -> None:
        """Tell what the store knows."""
        mailbox = self._mailbox
        self._talks.say(
            MailboxOpened(
                conversations=mailbox.notes.conversations(),
                drafts=mailbox.notes.drafts(),
                settings=mailbox.notes.settings(),
                waiting=mailbox.outbox.waiting(),
                unread=mailbox.inbox.unread(mailbox.owner),
                transfers=mailbox.transfers.all(),
            )
        )


def _syncs(positions: list[Position]) -> list[Sync]:
    starts = range(0, max(len(positions), 1), MAX_SYNC_POSITIONS)
    return [
        Sync(ref=0, positions=positions[start : start + MAX_SYNC_POSITIONS], last=start == starts[-1])
        for start in starts
    ]


def _owner(welcome: Welcome) -> str:
    return welcome.device_key_id if isinstance(welcome, AgentWelcome) else welcome.profile.technician_id

"""Storing messages, many at a time: one lookup per kind for the whole batch, one multi-row insert, one commit.

Each message is judged by relay/domain/conversation.py against what the batch has already stored; a refused one
changes nothing for the others. Source: docs/protocol.md, Delivery; docs/adr/0003-one-writer-process.md.
"""

import datetime as dt

import sqlalchemy as sa

from relay.db.repositories import chat
from relay.db.tables import message as message_table
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain.conversation import Conversation, StoredMessage
from relay.domain.scope import PrincipalKind, Right, Scope
from relay.services import loading
from relay.services.talks import person_name
from shared.errors import MessageIdConflict, NotFound
from shared.ids import ConversationId, MessageId
from shared.protocol.chat import SenderKind, SendMessage, Sent
from shared.texts import check_text


class Sending:
    """The sends of one batch; create, `add` each, then `flush` before anything else touches the tables."""

    def __init__(self, now: dt.datetime, *, careful: bool) -> None:
        """Start empty; with `careful` a reused message id is looked up before it is planned.

        Otherwise the unique index finds it and breaks the batch,
        which is then run again one by one, carefully (writer/batch.py).
        """
        self.now = now
        self._careful = careful
        self._talks: dict[ConversationId, Conversation] = {}
        self._heads: dict[ConversationId, int] = {}
        self._numbers: dict[tuple[ConversationId, str], tuple[int, int]] = {}
        self._fresh: dict[tuple[ConversationId, str, int], StoredMessage] = {}
        self._ids: set[tuple[ConversationId, str]] = set()
        self._names: dict[tuple[ConversationId, str], str] = {}
        self._rows: list[dict[str, object]] = []

    def add(self, work: UnitOfWork, message: SendMessage) -> Sent:
        """Judge one message and plan its row. Raises: any SportelloError; nothing is planned then."""
        talk = self._talk(work, message.conversation_id)
        sender = _sender(work.scope, talk)
        body_hash = rules.body_hash(check_text(message.text))
        last, stored_last = self._position(work, message)
        if message.number <= last:
            stored = self._stored(work, message)
            return _sent(message, rules.check_repetition(stored, message_id=message.message_id, body_hash=body_hash))
        rules.check_open(talk)
        rules.check_number(number=message.number, last=last)
        self._check_id_is_new(work, message)
        talk = self._answered(work, talk)
        seq = self._heads.get(talk.id, talk.head) + 1
        fresh = StoredMessage(message_id=message.message_id, body_hash=body_hash, seq=seq, at=self.now)
        self._heads[talk.id] = seq
        self._numbers[message.conversation_id, message.stream] = (message.number, stored_last)
        self._fresh[message.conversation_id, message.stream, message.number] = fresh
        self._ids.add((message.conversation_id, message.message_id))
        self._rows.append(
            {
                "customer_id": talk.customer_id,
                "conversation_id": talk.id,
                "seq": seq,
                "sender": sender,
                "sender_id": work.scope.principal.id,
                "sender_name": self._name(work, talk, sender),
                "stream": message.stream,
                "number": message.number,
                "message_id": message.message_id,
                "body_hash": body_hash,
                "text": message.text,
                "event": "",
                "params": "",
                "at": self.now,
            }
        )
        work.hint(Topic.MESSAGES, talk.id, talk.customer_id)
        return _sent(message, fresh)

    def flush(self, work: UnitOfWork) -> None:
        """Write everything planned; `work` is under the relay's own Scope."""
        if not self._rows:
            return
        work.gate.insert(sa.insert(message_table), *self._rows)
        for (conversation_id, stream), (number, stored) in self._numbers.items():
            if number != stored:
                customer_id = self._talks[conversation_id].customer_id
                chat.put_position(work.gate, customer_id, conversation_id, stream, number)
        for conversation_id, head in self._heads.items():
            old = self._talks[conversation_id].head
            if work.gate.change(chat.SET_HEAD, of_conversation=conversation_id, old_head=old, new_head=head) != 1:
                raise RuntimeError("the head of a conversation moved inside our own transaction")

    def _talk(self, work: UnitOfWork, conversation_id: ConversationId) -> Conversation:
        known = self._talks.get(conversation_id)
        if known is None:
            known = loading.conversation_of(work, conversation_id)
            self._talks[conversation_id] = known
        elif not work.scope.covers(known.customer_id) or work.scope.device_key_id not in {None, known.device_key_id}:
            raise NotFound
        return known

    def _position(self, work: UnitOfWork, message: SendMessage) -> tuple[int, int]:
        key = (message.conversation_id, message.stream)
        if key not in self._numbers:
            row = work.gate.row(chat.POSITION, of_conversation=message.conversation_id, of_stream=message.stream)
            number = row.number if row is not None else 0
            self._numbers[key] = (number, number)
        return self._numbers[key]

    def _stored(self, work: UnitOfWork, message: SendMessage) -> StoredMessage:
        key = (message.conversation_id, message.stream, message.number)
        if key in self._fresh:
            return self._fresh[key]
        row = work.gate.row(
            chat.MESSAGE_BY_NUMBER,
            of_conversation=message.conversation_id,
            of_stream=message.stream,
            of_number=message.number,
        )
        if row is None:
            raise RuntimeError("a stream's position is ahead of its messages")
        return StoredMessage(message_id=MessageId(row.message_id), body_hash=row.body_hash, seq=row.seq, at=row.at)

    def _check_id_is_new(self, work: UnitOfWork, message: SendMessage) -> None:
        """Raises: MessageIdConflict when the id was used under another number."""
        if (message.conversation_id, message.message_id) not in self._ids:
            if not self._careful:
                return
            row = work.gate.row(
                chat.MESSAGE_BY_ID, of_conversation=message.conversation_id, of_message=message.message_id
            )
            if row is None:
                return
        raise MessageIdConflict(message_id=message.message_id)

    def _answered(self, work: UnitOfWork, talk: Conversation) -> Conversation:
        """The first answer to a message that was left accepts the conversation: its two minutes start."""
        if talk.accepted_at is None and work.scope.principal.kind is PrincipalKind.DEVICE:
            talk = rules.accepted(talk, self.now)
            chat.save_conversation(work.gate, talk)
            self._talks[talk.id] = talk
            work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)
        return talk

    def _name(self, work: UnitOfWork, talk: Conversation, sender: SenderKind) -> str:
        if sender is SenderKind.TECHNICIAN:
            return work.scope.principal.name
        key = (talk.id, work.scope.principal.id)
        if key not in self._names:
            row = work.gate.row(chat.ONE_CONVERSATION_VIEW, of_conversation=talk.id)
            self._names[key] = person_name(row.first_name, row.last_name, row.os_user) if row is not None else ""
        return self._names[key]


def _sender(scope: Scope, talk: Conversation) -> SenderKind:
    """Return which side speaks. Raises: NotAllowed for anybody who is not a member."""
    if scope.principal.kind is PrincipalKind.DEVICE:
        scope.own_customer  # noqa: B018 - raises before approval
        rules.check_member(talk, scope.principal.id)
        return SenderKind.DEVICE
    scope.require(Right.CHAT)
    rules.check_member(talk, scope.technician_id)
    return SenderKind.TECHNICIAN


def _sent(message: SendMessage, stored: StoredMessage) -> Sent:
    return Sent(
        re=message.ref,
        conversation_id=message.conversation_id,
        message_id=message.message_id,
        number=message.number,
        seq=stored.seq,
        at=stored.at,
    )

"""Storing messages, many at a time: one lookup per kind for the whole batch, one multi-row insert, one commit.

Each message is judged by relay/domain/conversation.py against what the batch has already stored; a refused one
changes nothing for the others. Source: docs/protocol.md, Delivery; docs/adr/0003-one-writer-process.md.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.repositories import chat
from relay.db.tables import message as message_table
from relay.db.unit_of_work import Hint, Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain.conversation import Conversation, StoredMessage
from relay.domain.scope import PrincipalKind, Right, Scope
from relay.domain.text import person_name
from shared.errors import MessageIdConflict, NotFound
from shared.ids import ConversationId, MessageId
from shared.protocol.chat import SenderKind, SendMessage, Sent
from shared.texts import check_text

Stream = tuple[ConversationId, str]
_INSERT: Final = sa.insert(message_table)


class Sending:
    """The sends of one batch; create, `add` each, then `flush` before anything else touches the tables."""

    def __init__(self, work: UnitOfWork, messages: Sequence[SendMessage], now: dt.datetime, *, careful: bool) -> None:
        """Look up what these messages need; with `careful` a reused message id is looked up before it is planned.

        Otherwise the unique index finds it and breaks the batch, which is then run again one by one, carefully
        (writer/batch.py). `work` is under the relay's own Scope, for messages of many callers: `add` judges by theirs.
        """
        self._work = work
        self._now = now
        self._careful = careful
        self._talks: dict[ConversationId, Conversation] = {}
        self._users: dict[ConversationId, str] = {}
        for row in chat.talks_of(work.gate, {message.conversation_id for message in messages}):
            self._talks[row.id] = chat.conversation_from(row)
            self._users[row.id] = person_name(row.first_name, row.last_name, row.os_user)
        streams = {(message.conversation_id, message.stream) for message in messages}
        self._last: dict[Stream, int] = {
            (row.conversation_id, row.stream): row.number for row in chat.positions_of(work.gate, streams)
        }
        self._moved: dict[Stream, Conversation] = {}
        self._heads: dict[ConversationId, int] = {}
        self._fresh: dict[tuple[ConversationId, str, int], StoredMessage] = {}
        self._ids: set[tuple[ConversationId, str]] = set()
        self._rows: list[dict[str, object]] = []

    def add(self, scope: Scope, message: SendMessage) -> Sent:
        """Judge one message by its caller's Scope and plan its row. Raises: any SportelloError; nothing is planned then."""
        talk = self._talk(scope, message.conversation_id)
        sender = _sender(scope, talk)
        body_hash = rules.body_hash(check_text(message.text))
        stream = (talk.id, message.stream)
        last = self._last.get(stream, 0)
        if message.number <= last:
            stored = self._stored(scope, message)
            return _sent(message, rules.check_repetition(stored, message_id=message.message_id, body_hash=body_hash))
        rules.check_open(talk)
        rules.check_number(number=message.number, last=last)
        self._check_id_is_new(scope, message)
        self._answer(scope, talk)
        seq = self._heads.get(talk.id, talk.head) + 1
        fresh = StoredMessage(message_id=message.message_id, body_hash=body_hash, seq=seq, at=self._now)
        self._heads[talk.id] = seq
        self._last[stream] = message.number
        self._moved[stream] = talk
        self._fresh[talk.id, message.stream, message.number] = fresh
        self._ids.add((talk.id, message.message_id))
        self._rows.append(
            {
                "customer_id": talk.customer_id,
                "conversation_id": talk.id,
                "seq": seq,
                "sender": sender,
                "sender_id": scope.principal.id,
                "sender_name": scope.principal.name if sender is SenderKind.TECHNICIAN else self._users[talk.id],
                "stream": message.stream,
                "number": message.number,
                "message_id": message.message_id,
                "body_hash": body_hash,
                "text": message.text,
                "event": "",
                "params": "",
                "at": self._now,
            }
        )
        return _sent(message, fresh)

    def flush(self) -> None:
        """Write everything planned."""
        if not self._rows:
            return
        gate, talks = self._work.gate, [self._talks[conversation_id] for conversation_id in self._heads]
        gate.insert(_INSERT, *self._rows)
        chat.put_positions(
            gate, [(talk.customer_id, *stream, self._last[stream]) for stream, talk in self._moved.items()]
        )
        if chat.move_heads(gate, [(talk.id, talk.head, self._heads[talk.id]) for talk in talks]) != len(talks):
            raise RuntimeError("the head of a conversation moved inside our own transaction")
        self._work.hints += [Hint(Topic.MESSAGES, talk.id, talk.customer_id) for talk in talks]

    def _talk(self, scope: Scope, conversation_id: ConversationId) -> Conversation:
        """Raises: NotFound also for another customer's conversation, and for another device's."""
        talk = self._talks.get(conversation_id)
        if talk is None or not scope.covers(talk.customer_id) or scope.device_key_id not in {None, talk.device_key_id}:
            raise NotFound
        return talk

    def _stored(self, scope: Scope, message: SendMessage) -> StoredMessage:
        key = (message.conversation_id, message.stream, message.number)
        if key in self._fresh:
            return self._fresh[key]
        row = self._work.under(scope).gate.row(
            chat.MESSAGE_BY_NUMBER,
            of_conversation=message.conversation_id,
            of_stream=message.stream,
            of_number=message.number,
        )
        if row is None:
            raise RuntimeError("a stream's position is ahead of its messages")
        return StoredMessage(message_id=MessageId(row.message_id), body_hash=row.body_hash, seq=row.seq, at=row.at)

    def _check_id_is_new(self, scope: Scope, message: SendMessage) -> None:
        """Raises: MessageIdConflict when the id was used under another number."""
        if (message.conversation_id, message.message_id) not in self._ids:
            if not self._careful:
                return
            row = self._work.under(scope).gate.row(
                chat.MESSAGE_BY_ID, of_conversation=message.conversation_id, of_message=message.message_id
            )
            if row is None:
                return
        raise MessageIdConflict(message_id=message.message_id)

    def _answer(self, scope: Scope, talk: Conversation) -> None:
        """The first answer to a message that was left accepts the conversation: its two minutes start."""
        if talk.accepted_at is None and scope.principal.kind is PrincipalKind.DEVICE:
            talk = rules.accepted(talk, self._now)
            work = self._work.under(scope)
            chat.save_conversation(work.gate, talk)
            self._talks[talk.id] = talk
            work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)


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

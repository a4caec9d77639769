"""Messages of this client: written before their first transmission, kept until their row comes back in the inbox."""

import datetime as dt
from typing import Any

from shared.errors import NotFound
from shared.ids import ConversationId, MessageId, StreamId, new_id
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.mailbox.store import Store


class Outbox:
    """The tables `outbox` and `counter`. Every change is made inside a transaction of the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, conversation_id: ConversationId, message_id: MessageId, text: str) -> OutgoingMessage:
        """Queue a text behind all others of its conversation."""
        at = dt.datetime.now(dt.UTC)
        self._store.execute(
            "INSERT INTO outbox (conversation, message_id, text, state, at) VALUES (?, ?, ?, 'queued', ?)",
            (conversation_id, message_id, text, at.isoformat()),
        )
        return OutgoingMessage(message_id=message_id, number=0, text=text, state=OutgoingState.QUEUED, code="", at=at)

    def of(self, conversation_id: ConversationId) -> list[OutgoingMessage]:
        """Return all of a conversation in order, also failed ones and those whose row has not come back yet."""
        found = self._store.execute(
            "SELECT message_id, number, text, state, code, at FROM outbox WHERE conversation = ? ORDER BY place",
            (conversation_id,),
        )
        return [_outgoing(row) for row in found]

    def find(self, message_id: MessageId) -> tuple[ConversationId, OutgoingMessage]:
        """Return one message and its conversation.

        Raises: NotFound.
        """
        found = self._store.execute(
            "SELECT conversation, message_id, number, text, state, code, at FROM outbox WHERE message_id = ?",
            (message_id,),
        ).fetchone()
        if found is None:
            raise NotFound("no such message in the outbox")
        return found[0], _outgoing(found[1:])

    def mark_sent(self, message_id: MessageId, number: int, at: dt.datetime) -> None:
        """The relay has it; whatever it was before."""
        self._store.execute(
            "UPDATE outbox SET state = 'sent', code = '', number = ?, at = ? WHERE message_id = ?",
            (number, at.isoformat(), message_id),
        )

    def mark_failed(self, message_id: MessageId, code: str) -> None:
        """The relay refused it for good; a message that was stored after all stays sent."""
        self._store.execute(
            "UPDATE outbox SET state = 'failed', code = ? WHERE message_id = ? AND state = 'queued'", (code, message_id)
        )

    def remove(self, message_id: MessageId) -> None:
        """Forget it: its row has come back, or the person threw it away."""
        self._store.execute("DELETE FROM outbox WHERE message_id = ?", (message_id,))

    def waiting(self) -> int:
        """Return how many wait for the relay."""
        return int(self._store.execute("SELECT count(*) FROM outbox WHERE state = 'queued'").fetchone()[0])

    def conversations(self) -> list[ConversationId]:
        """Return the conversations with something to send."""
        found = self._store.execute("SELECT DISTINCT conversation FROM outbox WHERE state = 'queued'")
        return [row[0] for row in found]

    def counter(self, conversation_id: ConversationId) -> tuple[StreamId, int]:
        """Return the stream a conversation counts in and the last number the relay took."""
        found = self._store.execute(
            "SELECT stream, acked FROM counter WHERE conversation = ?", (conversation_id,)
        ).fetchone()
        if found is not None:
            return StreamId(found[0]), found[1]
        return StreamId(self._store.execute("SELECT id FROM stream").fetchone()[0]), 0

    def keep_number(self, message_id: MessageId, number: int) -> None:
        """Write the number of a text that another one overtook."""
        self._store.execute("UPDATE outbox SET number = ? WHERE message_id = ?", (number, message_id))

    def count_anew(self, conversation_id: ConversationId, stream: StreamId, acked: int) -> None:
        """Write the counter and forget the numbers kept."""
        self.save_counter(conversation_id, stream, acked)
        self._store.execute(
            "UPDATE outbox SET number = 0 WHERE conversation = ? AND state = 'queued'", (conversation_id,)
        )

    def save_counter(self, conversation_id: ConversationId, stream: StreamId, acked: int) -> None:
        """Write both."""
        self._store.execute(
            "INSERT INTO counter VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET stream = excluded.stream, acked = excluded.acked",
            (conversation_id, stream, acked),
        )

    def make_stream(self, conversation_id: ConversationId) -> StreamId:
        """Let a conversation count from 1 again, in a stream of its own."""
        stream = StreamId(new_id())
        self.count_anew(conversation_id, stream, 0)
        return stream


def _outgoing(row: tuple[Any, ...]) -> OutgoingMessage:
    message_id, number, text, state, code, at = row
    return OutgoingMessage(
        message_id=message_id,
        number=number,
        text=text,
        state=OutgoingState(state),
        code=code,
        at=dt.datetime.fromisoformat(at),
    )

"""Rows received, without holes per conversation, and how far the relay and the person know about them."""

from typing import NamedTuple

import msgspec

from shared.ids import ConversationId
from shared.mailbox.store import Store
from shared.protocol import codec
from shared.protocol.chat import ChatMessage, Position

_row = msgspec.json.Decoder(ChatMessage)


class Standing(NamedTuple):
    """Where this client stands in a conversation."""

    stored: int
    read: int
    member: bool


class Inbox:
    """The tables `inbox` and `position`. Every change is made inside a transaction of the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, message: ChatMessage) -> None:
        """Write the next row; one that is there already stays as it is."""
        self._store.execute(
            "INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                message.conversation_id,
                message.seq,
                message.message_id,
                message.sender.value,
                message.sender_id,
                codec.encode(message),
            ),
        )

    def of(self, conversation_id: ConversationId) -> list[ChatMessage]:
        """Return the rows, ascending."""
        found = self._store.execute("SELECT frame FROM inbox WHERE conversation = ? ORDER BY seq", (conversation_id,))
        return [_row.decode(frame) for (frame,) in found]

    def tells_otherwise(self, message: ChatMessage) -> bool:
        """Return whether another message stands at this place: the relay was restored from an older backup."""
        found = self._store.execute(
            "SELECT message_id FROM inbox WHERE conversation = ? AND seq = ?", (message.conversation_id, message.seq)
        ).fetchone()
        return found is not None and found[0] != message.message_id

    def cut(self, conversation_id: ConversationId, after: int) -> list[ChatMessage]:
        """Remove and return the rows behind `after`."""
        found = self._store.execute(
            "SELECT frame FROM inbox WHERE conversation = ? AND seq > ? ORDER BY seq", (conversation_id, after)
        )
        rows = [_row.decode(frame) for (frame,) in found]
        self._store.execute("DELETE FROM inbox WHERE conversation = ? AND seq > ?", (conversation_id, after))
        return rows

    def standing(self, conversation_id: ConversationId) -> Standing:
        """Return the last stored and read row; zeros for a conversation never seen."""
        found = self._store.execute(
            "SELECT delivered, read, member FROM position WHERE conversation = ?", (conversation_id,)
        ).fetchone()
        return Standing(found[0], found[1], bool(found[2])) if found else Standing(0, 0, False)

    def save_standing(self, conversation_id: ConversationId, standing: Standing) -> None:
        """Write it; the relay is told by the next `chat.sync` at the latest."""
        self._store.execute(
            "INSERT INTO position VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET delivered = excluded.delivered,"
            " read = excluded.read, member = excluded.member, untold = 1",
            (conversation_id, *standing),
        )

    def positions(self) -> list[Position]:
        """Return what the relay must know after sign-in.

        A closed conversation that is complete and told is left out, so that the list does not grow for ever.
        """
        found = self._store.execute(
            "SELECT p.conversation, p.delivered, p.read, i.message_id"
            " FROM position AS p LEFT JOIN conversation AS c USING (conversation)"
            " LEFT JOIN inbox AS i ON i.conversation = p.conversation AND i.seq = p.delivered"
            " WHERE p.member AND (p.untold OR c.open IS NOT 0 OR c.head > p.delivered) ORDER BY p.conversation"
        )
        return [Position(conversation_id=row[0], delivered=row[1], read=row[2], last_id=row[3]) for row in found]

    def mark_told(self, positions: list[Position]) -> None:
        """The relay confirmed these; what moved on since stays untold."""
        for position in positions:
            self._store.execute(
                "UPDATE position SET untold = 0 WHERE conversation = ? AND delivered = ? AND read = ?",
                (position.conversation_id, position.delivered, position.read),
            )

    def unread(self, owner: str) -> dict[ConversationId, int]:
        """Count the rows of other people behind the read cursor."""
        found = self._store.execute(
            "SELECT i.conversation, count(*) FROM inbox AS i JOIN position AS p USING (conversation)"
            " WHERE i.seq > p.read AND i.sender != 'relay' AND i.sender_id != ? GROUP BY i.conversation",
            (owner,),
        )
        return dict(found.fetchall())

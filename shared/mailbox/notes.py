"""What is convenient to remember and no loss to forget: conversations as last seen, drafts, small settings."""

import msgspec

from shared.ids import ConversationId
from shared.mailbox.store import Store
from shared.protocol.chat import ConversationRecord

_record = msgspec.json.Decoder(ConversationRecord)


class Notes:
    """The tables `conversation`, `draft` and `setting`. Every change is made inside a transaction of the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def conversation(self, conversation_id: ConversationId) -> ConversationRecord | None:
        """Return the conversation as the relay last described it."""
        found = self._store.execute(
            "SELECT record FROM conversation WHERE conversation = ?", (conversation_id,)
        ).fetchone()
        return _record.decode(found[0]) if found else None

    def conversations(self) -> list[ConversationRecord]:
        """Return all of them."""
        return [_record.decode(row[0]) for row in self._store.execute("SELECT record FROM conversation")]

    def save_conversation(self, record: ConversationRecord) -> None:
        """Keep the newest version."""
        self._store.execute(
            "INSERT INTO conversation VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version,"
            " head = excluded.head, open = excluded.open, record = excluded.record WHERE excluded.version >= version",
            (record.conversation_id, record.version, record.head, record.open, msgspec.json.encode(record)),
        )

    def drafts(self) -> dict[ConversationId, str]:
        """Return the unfinished texts."""
        return dict(self._store.execute("SELECT conversation, text FROM draft").fetchall())

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text; empty forgets it."""
        if text:
            self._store.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", (conversation_id, text))
        else:
            self._store.execute("DELETE FROM draft WHERE conversation = ?", (conversation_id,))

    def settings(self) -> dict[str, str]:
        """Return all settings."""
        return dict(self._store.execute("SELECT key, value FROM setting").fetchall())

    def save_setting(self, key: str, value: str) -> None:
        """Keep one setting."""
        self._store.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))

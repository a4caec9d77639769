"""The client's durable store as a whole, and whose it is: words queued by one person are never sent by another."""

from pathlib import Path

from shared.errors import StorageFailed
from shared.ids import ConversationId
from shared.mailbox.inbox import Inbox
from shared.mailbox.notes import Notes
from shared.mailbox.outbox import Outbox
from shared.mailbox.records import StoredHistory
from shared.mailbox.store import Store
from shared.mailbox.transfers import TransferTable

OWNER = "link.owner"
ERASED_TABLES = ("inbox", "outbox", "counter", "position", "draft", "conversation")


class Mailbox:
    """Used by one thread only; `path` must be locked by the caller (lock.py)."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        self._store.open()
        self.outbox = Outbox(self._store)
        self.inbox = Inbox(self._store)
        self.notes = Notes(self._store)
        self.transfers = TransferTable(self._store)
        self.transaction = self._store.transaction

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    @property
    def owner(self) -> str:
        """The device key or technician this file belongs to; empty before the first sign-in."""
        return self.notes.settings().get(OWNER, "")

    def belong_to(self, owner: str) -> bool:
        """Make the file that of `owner`; True when another file is open now.

        Somebody else's file is put aside under its owner's id and taken up again when that person comes back.
        """
        if self.owner == owner:
            return False
        mine = self._aside(owner)
        if not self.owner and not mine.exists():
            self._claim(owner)
            return False
        self._swap(mine)
        if self.owner != owner:
            self._claim(owner)
        return True

    def history(self, conversation_id: ConversationId) -> StoredHistory:
        """Return all that is known of a conversation."""
        return StoredHistory(
            conversation_id=conversation_id,
            messages=self.inbox.of(conversation_id),
            outgoing=self.outbox.of(conversation_id),
            draft=self.notes.drafts().get(conversation_id, ""),
            read=self.inbox.standing(conversation_id).read,
        )

    def forget(self, conversation_id: ConversationId) -> None:
        """Erase a conversation that the relay has erased: its rows, its words that were never sent, what was written."""
        self._store.execute("PRAGMA secure_delete = ON")
        with self.transaction():
            for table in ERASED_TABLES:
                self._store.execute(f"DELETE FROM {table} WHERE conversation = ?", (conversation_id,))  # noqa: S608 - our own names

    def _claim(self, owner: str) -> None:
        with self.transaction():
            self.notes.save_setting(OWNER, owner)

    def _aside(self, owner: str) -> Path:
        return self._store.path.with_name(f"{self._store.path.stem}-{owner}{self._store.path.suffix}")

    def _swap(self, mine: Path) -> None:
        path, previous = self._store.path, self.owner
        self._store.close()
        if path.with_name(path.name + "-wal").exists():
            # Left behind when closing failed; another file under this name would be joined with the wrong journal.
            raise StorageFailed("the store could not be closed", why="journal left")
        if previous:
            path.replace(self._aside(previous))
        if mine.exists():
            mine.replace(path)
        self._store.open()

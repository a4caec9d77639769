"""One conversation as the person sees it: its rows merged from disk, relay and outbox, and the ticks of their own.

Values in, values out: no signals and no link here. Rows are keyed by message id, so that the row of a message on its
way becomes, and does not precede, the row the relay has numbered.
"""

import datetime as dt
from collections.abc import Iterable

from endpoint_agent.presenters.words import event_words
from shared.chat_rows import ChatRows
from shared.ids import ConversationId, MessageId
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.protocol.chat import ChatMessage, ConversationRecord, Cursor, SenderKind
from shared.qt.file_words import listed_words
from shared.widgets.chat_item import LAST, ChatItem, ChatKind, ChatState
from shared.widgets.file_item import FileItem

ON_THE_WAY: dict[OutgoingState, ChatState] = {
    OutgoingState.QUEUED: "queued",
    OutgoingState.SENDING: "sending",
    OutgoingState.SENT: "sent",
    OutgoingState.FAILED: "failed",
}


class Talk:
    """Everything known of one conversation on this device."""

    def __init__(self, conversation_id: ConversationId) -> None:
        self.conversation_id = conversation_id
        self.record: ConversationRecord | None = None
        self.rows = ChatRows()
        self.outgoing: dict[MessageId, OutgoingMessage] = {}
        self.draft = ""
        self.read = 0
        self.unread = 0
        """Messages of others behind the read mark; counted before the history is loaded too."""
        self.is_loaded = False
        self.is_complete = False
        self.missing_code = ""
        """Why older or newer rows are missing, if they are."""
        self._arrival: dict[MessageId, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether messages may still be written."""
        return self.record is None or self.record.open

    @property
    def last_at(self) -> dt.datetime:
        """When something was last said."""
        if (row := self.rows.last) is not None:
            return row.at
        return self.record.opened_at if self.record is not None else dt.datetime.now(dt.UTC)

    def last_said(self) -> ChatItem | None:
        """Return the newest row with words, None while the history is not loaded."""
        return next((self.item(row) for row in self.rows.newest_first() if row.text or row.file), None)

    def waiting_items(self) -> list[ChatItem]:
        """Return what has no number yet, as it is shown."""
        return [*map(self.waiting_item, self.outgoing.values())]

    def items(self) -> list[ChatItem]:
        """Return all rows, numbered ones first."""
        return [*map(self.item, self.rows), *self.waiting_items()]

    def item(self, row: ChatMessage) -> ChatItem:
        """Return a numbered row as it is shown."""
        mine = row.sender is SenderKind.DEVICE
        return ChatItem(
            key=row.message_id,
            kind=kind_of(row),
            mine=mine,
            sender_name=row.sender_name,
            sender_key=row.sender_id,
            text=event_words(row.event, row.params) if row.event else said_words(row),
            file=None if row.file is None else FileItem.of(row.file),
            at=row.at,
            state=self._tick(row.seq) if mine else "none",
            order=row.seq,
        )

    def waiting_item(self, message: OutgoingMessage) -> ChatItem:
        """Return a message that has no number yet as it is shown, behind all that have one."""
        place = self._arrival.setdefault(message.message_id, len(self._arrival))
        return ChatItem(
            key=message.message_id,
            mine=True,
            sender_key="mine",
            text=message.text,
            at=message.at,
            state=ON_THE_WAY.get(message.state, "queued"),
            order=LAST + place,
        )

    def store(self, rows: Iterable[ChatMessage]) -> list[ChatMessage]:
        """Take numbered rows and return those that are new."""
        fresh = self.rows.add(rows)
        for message_id in list(self.outgoing):
            if self.rows.of_key(message_id) is not None:
                del self.outgoing[message_id]
        return fresh

    def load(self, rows: Iterable[ChatMessage], outgoing: Iterable[OutgoingMessage], draft: str, read: int) -> None:
        """Take all that is on disk in place of what was here: after a relay was restored, a number may be another row's."""
        self.rows, self.outgoing = ChatRows(), {}
        self.rows.add(rows)
        for message in outgoing:
            self.move(message)
        self.draft = self.draft or draft
        self.read = max(self.read, read) if self.read <= self.rows.head else read

    def move(self, message: OutgoingMessage) -> None:
        """Take the state of a message on its way; one that has its row already is not shown a second time."""
        if message.state is OutgoingState.DISCARDED:
            self.outgoing.pop(message.message_id, None)
        elif self.rows.of_key(message.message_id) is None:
            self.outgoing[message.message_id] = message

    def row_of(self, message_id: str) -> ChatMessage | None:
        """Return the numbered row of a message."""
        return self.rows.of_key(message_id)

    def first_unread(self) -> str | None:
        """Return the key of the first row of somebody else behind the read mark."""
        news = self._news()
        return news[-1].message_id if news else None

    def count_unread(self) -> int:
        """Count what others said behind the read mark, over the rows that are loaded."""
        return len(self._news())

    def _news(self) -> list[ChatMessage]:
        return [row for row in self.rows.newest_first(after=self.read) if is_theirs(row)]

    def changed_ticks(self, before: tuple[int, int]) -> list[ChatItem]:
        """Return own rows whose ticks differ from those of the cursors `before`, as (delivered, read)."""
        delivered, read = self.others()
        low, high = min(before), max(delivered, read)
        return [self.item(row) for row in self.rows.between(low, high) if row.sender is SenderKind.DEVICE]

    def others(self) -> tuple[int, int]:
        """Return how far the other side has stored and seen the conversation."""
        cursors = self._theirs()
        return max((c.delivered for c in cursors), default=0), max((c.read for c in cursors), default=0)

    def _theirs(self) -> list[Cursor]:
        record = self.record
        return [] if record is None else [c for c in record.cursors if c.member != record.device_key_id]

    def _tick(self, seq: int) -> ChatState:
        delivered, read = self.others()
        if seq <= read:
            return "read"
        return "delivered" if seq <= delivered else "sent"


def is_theirs(row: ChatMessage) -> bool:
    """Whether a technician said it, in words."""
    return row.sender is SenderKind.TECHNICIAN and not row.event


def kind_of(row: ChatMessage) -> ChatKind:
    """Return how a numbered row is drawn."""
    if row.event:
        return "event"
    return "text" if row.file is None else "file"


def said_words(row: ChatMessage) -> str:
    """Return what was said in one line: the text, or the name of the file."""
    return row.text if row.file is None else listed_words(row.file)

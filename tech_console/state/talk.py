"""One conversation's rows as this console holds them: committed ones by number, own ones on their way behind them.

Pure bookkeeping over what the link reports; ticks are computed from the other side's cursor.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from shared.chat_rows import ChatRows
from shared.ids import ConversationId, MessageId
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.protocol.chat import ChatMessage, ConversationRecord, SenderKind
from shared.protocol.transfers import FileRecord

LAST = 2**53
"""`order` of rows that wait behind all committed ones: add a running number."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one row shows. `key` is the message id, the same before and after the relay has numbered it.

    `state` of own messages: queued, sending, sent, delivered, read, failed; `none` for all others.
    """

    key: str
    order: int
    at: dt.datetime
    mine: bool = False
    sender: SenderKind = SenderKind.TECHNICIAN
    sender_id: str = ""
    sender_name: str = ""
    text: str = ""
    event: str = ""
    params: dict[str, str] = {}
    state: str = "none"
    code: str = ""
    file: FileRecord | None = None
    """The row is a file; `text` is its name then."""

    @property
    def seq(self) -> int:
        """The number the relay gave it, 0 before."""
        return self.order if self.order < LAST else 0


class Talk:
    """Rows of one conversation; every change returns the rows that look different now."""

    def __init__(self, conversation_id: ConversationId, me: str) -> None:
        self.conversation_id = conversation_id
        self.draft = ""
        self.read = 0
        self.is_complete = False
        self._me = me
        self._stored = ChatRows()
        self._waiting: dict[MessageId, OutgoingMessage] = {}
        self._places: dict[MessageId, int] = {}
        self._delivered = self._seen = 0

    def rows(self) -> list[Row]:
        """Return all rows in order."""
        return [*map(self.row, self._stored), *self.waiting_rows()]

    def waiting_rows(self) -> list[Row]:
        """Return the rows that have no number yet, in order."""
        return [self._waiting_row(message) for message in self._waiting.values()]

    def newest_first(self) -> Iterator[Row]:
        """Give the committed rows from the newest on, each made when it is asked for: as it is then."""
        return map(self.row, self._stored.newest_first())

    def messages(self) -> list[ChatMessage]:
        """Return the committed rows as the relay sent them, for a transcript."""
        return [*self._stored]

    def newest(self) -> Row | None:
        """Return the last row somebody wrote, for the list of conversations."""
        if self._waiting:
            return self._waiting_row(next(reversed(self._waiting.values())))
        return next((self.row(message) for message in self._stored.newest_first() if not message.event), None)

    def head(self) -> int:
        """Return the highest number stored here."""
        return self._stored.head

    def unread(self) -> int:
        """Return how many of the other side's messages have not been on screen."""
        return len(self._news())

    def first_unread(self) -> str | None:
        """Return the key before which the "new messages" line stands."""
        news = self._news()
        return news[-1].message_id if news else None

    def _news(self) -> list[ChatMessage]:
        return [row for row in self._stored.newest_first(after=self.read) if row.sender is SenderKind.DEVICE]

    def seq_of(self, key: str) -> int:
        """Return the number of a row, 0 while it has none."""
        row = self._stored.of_key(key)
        return 0 if row is None else row.seq

    def times(self) -> list[tuple[int, dt.datetime]]:
        """Return number and time of every committed row, both ascending."""
        return self._stored.times()

    def time_of(self, row: Row) -> dt.datetime:
        """Return when a row was written, never before one that stands above it."""
        return self._stored.time_of(row.seq) if row.seq else row.at

    def key_of(self, seq: int) -> str:
        """Return the key of a numbered row, empty while it is not here."""
        row = self._stored.get(seq)
        return "" if row is None else row.message_id

    def store(self, messages: Iterable[ChatMessage]) -> list[ChatMessage]:
        """Take committed rows and return those that are new; a row takes the place of the own message it came from."""
        fresh = self._stored.add(messages)
        for message_id in list(self._waiting):
            if self._stored.of_key(message_id) is not None:
                del self._waiting[message_id]
        return fresh

    def load(self, messages: Iterable[ChatMessage], outgoing: Iterable[OutgoingMessage], draft: str, read: int) -> None:
        """Take all that is on disk in place of what was here: after a relay was restored, a number may be another row's."""
        self._stored, self._waiting = ChatRows(), {}
        self._stored.add(messages)
        for message in outgoing:
            if self._stored.of_key(message.message_id) is None:
                self._keep(message)
        self.draft = self.draft or draft
        self.read = max(self.read, read) if self.read <= self._stored.head else read

    def moved_on(self, message: OutgoingMessage) -> Row | None:
        """Take the news of an own message; None when nothing is left of it to show."""
        if message.state is OutgoingState.DISCARDED:
            self._waiting.pop(message.message_id, None)
            return None
        if self.seq_of(message.message_id):
            return None
        self._keep(message)
        return self._waiting_row(message)

    def follow(self, record: ConversationRecord) -> list[Row]:
        """Take the other side's marks from the conversation's record."""
        cursor = next((cursor for cursor in record.cursors if cursor.member == record.device_key_id), None)
        if cursor is None or (cursor.delivered, cursor.read) == (self._delivered, self._seen):
            return []
        low = min(self._delivered, self._seen)
        self._delivered, self._seen = max(self._delivered, cursor.delivered), max(self._seen, cursor.read)
        high = max(self._delivered, self._seen)
        return [self.row(message) for message in self._stored.between(low, high) if self._is_mine(message)]

    def _keep(self, message: OutgoingMessage) -> None:
        self._places.setdefault(message.message_id, len(self._places))
        self._waiting[message.message_id] = message

    def _is_mine(self, message: ChatMessage) -> bool:
        return message.sender is SenderKind.TECHNICIAN and message.sender_id == self._me

    def row(self, message: ChatMessage) -> Row:
        """Return a committed row as it is shown now."""
        mine = self._is_mine(message)
        return Row(
            key=message.message_id,
            order=message.seq,
            at=message.at,
            mine=mine,
            sender=message.sender,
            sender_id=message.sender_id,
            sender_name=message.sender_name,
            text=message.text if message.file is None else message.file.name,
            file=message.file,
            event=message.event,
            params=message.params,
            state=self._tick(message.seq) if mine else "none",
        )

    def _waiting_row(self, message: OutgoingMessage) -> Row:
        return Row(
            key=message.message_id,
            order=LAST + self._places[message.message_id],
            at=message.at,
            mine=True,
            sender_id=self._me,
            text=message.text,
            state=message.state.value,
            code=message.code,
        )

    def _tick(self, seq: int) -> str:
        if seq <= self._seen:
            return "read"
        return "delivered" if seq <= self._delivered else "sent"

"""All conversations of this OS session: what was said, what waits, who writes, what was not read yet."""

import time

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from endpoint_agent.presenters.talk import Talk, is_theirs
from shared.errors import SportelloError
from shared.ids import ConversationId, MessageId
from shared.link.api import Link
from shared.link.events import (
    Answered,
    HistoryLoaded,
    LinkEvent,
    MailboxOpened,
    MessageStored,
    OutgoingChanged,
    Received,
    Refused,
)
from shared.mailbox.records import OutgoingMessage
from shared.protocol.chat import (
    ChatMessage,
    CloseConversation,
    ConversationChanged,
    ConversationRecord,
    Cursor,
    CursorChanged,
    SenderKind,
    Typing,
)
from shared.protocol.people import RecordsErased

TYPING_SHOWN_MS = 6000
DRAFT_AFTER_MS = 800


class ChatPresenter(QObject):
    """Signals, all with the conversation's id first:

    `conversation_changed(id)`; `rows_reset(id)`; `row_changed(id, ChatItem)`; `row_removed(id, key)`;
    `typing_changed(id)`; `message_stored(id, ChatMessage)` of every new row; `outgoing_moved(id, OutgoingMessage)`;
    `history_loaded(id, HistoryLoaded)`; `ticks_moved(id)`; `left_message(id)` written while nobody was here;
    `refused(id, code, params)` of something that was asked. Without an id: `unread_changed()`.
    """  # noqa: D400, D415 - the signals are one list

    conversation_changed = Signal(str)
    rows_reset = Signal(str)
    row_changed = Signal(str, object)
    row_removed = Signal(str, str)
    typing_changed = Signal(str)
    message_stored = Signal(str, object)
    outgoing_moved = Signal(str, object)
    history_loaded = Signal(str, object)
    ticks_moved = Signal(str)
    left_message = Signal(str)
    refused = Signal(str, str, object)
    unread_changed = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link
        self._asking = Asking(link)
        self.talks: dict[ConversationId, Talk] = {}
        self._typing: dict[ConversationId, tuple[str, float]] = {}
        self._announced: set[ConversationId] = set()
        self._drafts: dict[ConversationId, str] = {}
        self._noted: set[MessageId] = set()
        self._typing_ends = QTimer(self, singleShot=True, interval=TYPING_SHOWN_MS)
        self._typing_ends.timeout.connect(self._end_typing)
        self._saves = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._saves.timeout.connect(self.save_drafts)

    # What is shown

    def open_talks(self) -> list[Talk]:
        """Return the conversations that go on, the latest first."""
        return [talk for talk in self.newest_first() if talk.record is not None and talk.record.open]

    def newest_first(self) -> list[Talk]:
        """Return all conversations, open ones first, then by their last word."""
        return sorted(self.talks.values(), key=lambda talk: (talk.is_open, talk.last_at), reverse=True)

    def unread(self) -> int:
        """Return how many messages of others nobody has looked at."""
        return sum(talk.unread for talk in self.talks.values())

    def typing_name(self, conversation_id: ConversationId) -> str | None:
        """Return who is writing at this moment."""
        name, until = self._typing.get(conversation_id, ("", 0.0))
        return name if until > time.monotonic() else None

    def waiting(self, conversation_id: ConversationId) -> int:
        """Return how many own messages of a conversation are not with the relay yet."""
        talk = self.talks.get(conversation_id)
        return 0 if talk is None else len(talk.outgoing)

    # What the person does

    def load(self, conversation_id: ConversationId) -> None:
        """Bring a conversation's history, once."""
        talk = self._talk(conversation_id)
        if not talk.is_loaded or talk.missing_code:
            talk.is_loaded = True
            self._link.load_history(conversation_id)

    def send(self, conversation_id: ConversationId, text: str) -> MessageId:
        """Queue a text. Raises: SportelloError; then it is still the caller's."""
        return self._link.send_text(conversation_id, text)

    def send_or_say(self, conversation_id: ConversationId, text: str) -> bool:
        """Queue a text; False when it was refused and must stay where it was written."""
        try:
            self.send(conversation_id, text)
        except SportelloError as error:
            self.refused.emit(conversation_id, error.code, error.params)
            return False
        return True

    def retry(self, message_id: str) -> None:
        """Queue a failed message again."""
        self._link.retry(MessageId(message_id))

    def discard(self, message_id: str) -> None:
        """Throw a failed message away."""
        self._link.discard(MessageId(message_id))

    def typing(self, conversation_id: ConversationId) -> None:
        """Tell the other side that somebody writes."""
        self._link.typing(conversation_id)

    def keep_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text; written to disk when the person pauses."""
        talk = self._talk(conversation_id)
        if text != talk.draft:
            talk.draft = text
            self._drafts[conversation_id] = text
            self._saves.start()

    def save_drafts(self) -> None:
        """Write unfinished texts to disk now."""
        for conversation_id, text in self._drafts.items():
            self._link.save_draft(conversation_id, text)
        self._drafts.clear()

    def mark_read(self, conversation_id: ConversationId, upto: int | None = None) -> None:
        """Everything up to `upto` (all that is here) was on screen."""
        talk = self._talk(conversation_id)
        upto = talk.rows.head if upto is None else upto
        if upto > talk.read:
            talk.read = upto
            self._link.mark_read(conversation_id, upto)
            self._set_unread(talk, talk.count_unread())

    def mark_read_to(self, conversation_id: ConversationId, key: str) -> None:
        """Everything up to the row with this key was on screen."""
        row = self._talk(conversation_id).row_of(key)
        if row is not None:
            self.mark_read(conversation_id, row.seq)

    def note_shown(self, conversation_id: ConversationId, row: ChatMessage) -> None:
        """Tell the journal, if there is one, that a row was on screen; once for each row."""
        if row.message_id not in self._noted:
            self._noted.add(row.message_id)
            self._link.note_shown(conversation_id, row.seq, row.message_id)

    def close(self, conversation_id: ConversationId) -> Asked:
        """End the talk for both sides."""

        def answered(answer: Answered | Refused) -> None:
            if isinstance(answer, Refused):
                self.refused.emit(conversation_id, answer.code, answer.params)

        return self._asking.ask(CloseConversation(ref=0, conversation_id=conversation_id), answered)

    def stop(self) -> None:
        """Write what is unfinished and wait for nothing more."""
        self._saves.stop()
        self._typing_ends.stop()
        self.save_drafts()

    # What the link tells

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case MailboxOpened():
                self._opened(event)
            case Received(message=ConversationChanged(conversation=record)):
                self._record_changed(record)
            case Received(message=CursorChanged() as moved):
                self._cursor_moved(moved.conversation_id, moved.cursor)
            case Received(message=Typing() as typing):
                self._typing[typing.conversation_id] = (typing.name, time.monotonic() + TYPING_SHOWN_MS / 1000)
                self._typing_ends.start()
                self.typing_changed.emit(typing.conversation_id)
            case Received(message=RecordsErased(conversation_ids=erased)):
                for conversation_id in erased:
                    self._erased(conversation_id)
            case MessageStored(conversation_id=conversation_id, message=row):
                self._stored(self._talk(conversation_id), row)
            case OutgoingChanged(conversation_id=conversation_id, message=message):
                self._moved(self._talk(conversation_id), message)
            case HistoryLoaded():
                self._history(self._talk(event.conversation_id), event)

    def _talk(self, conversation_id: ConversationId) -> Talk:
        return self.talks.setdefault(conversation_id, Talk(conversation_id))

    def _opened(self, event: MailboxOpened) -> None:
        self.talks.clear()
        for record in event.conversations:
            talk = self._talk(record.conversation_id)
            talk.record = record
            talk.unread = event.unread.get(record.conversation_id, 0)
        for conversation_id, text in event.drafts.items():
            self._talk(conversation_id).draft = text
        for talk in list(self.talks.values()):
            if talk.record is not None and talk.record.open:
                self.load(talk.conversation_id)
            self.conversation_changed.emit(talk.conversation_id)
        self.unread_changed.emit()

    def _record_changed(self, record: ConversationRecord) -> None:
        talk = self._talk(record.conversation_id)
        if talk.record is not None and record.version < talk.record.version:
            return
        before, talk.record = talk.others(), record
        if record.open:
            self.load(record.conversation_id)
        self._tell_ticks(talk, before)
        self.conversation_changed.emit(record.conversation_id)
        self._announce(talk)

    def _erased(self, conversation_id: ConversationId) -> None:
        """Show an empty talk: its words are nowhere any more; from the next start on it is not listed either."""
        if (talk := self.talks.get(conversation_id)) is not None:
            empty = self.talks[conversation_id] = Talk(conversation_id)
            empty.record, empty.is_loaded = talk.record, True
            self.rows_reset.emit(conversation_id)
            self.conversation_changed.emit(conversation_id)
            self.unread_changed.emit()

    def _cursor_moved(self, conversation_id: ConversationId, cursor: Cursor) -> None:
        talk = self._talk(conversation_id)
        if talk.record is None:
            return
        before = talk.others()
        kept = [known for known in talk.record.cursors if known.member != cursor.member]
        talk.record = msgspec.structs.replace(talk.record, cursors=[*kept, cursor])
        if cursor.member == talk.record.device_key_id:
            talk.read = max(talk.read, cursor.read)
        self._tell_ticks(talk, before)

    def _tell_ticks(self, talk: Talk, before: tuple[int, int]) -> None:
        if talk.others() != before:
            for item in talk.changed_ticks(before):
                self.row_changed.emit(talk.conversation_id, item)
            self.ticks_moved.emit(talk.conversation_id)

    def _stored(self, talk: Talk, row: ChatMessage) -> None:
        if not talk.store([row]):
            return
        if row.sender is SenderKind.TECHNICIAN:
            self._typing.pop(talk.conversation_id, None)
            self.typing_changed.emit(talk.conversation_id)
        self.row_changed.emit(talk.conversation_id, talk.item(row))
        self.message_stored.emit(talk.conversation_id, row)
        self.conversation_changed.emit(talk.conversation_id)
        if is_theirs(row) and row.seq > talk.read:
            self._set_unread(talk, talk.unread + 1)
            self._announce(talk)

    def _moved(self, talk: Talk, message: OutgoingMessage) -> None:
        talk.move(message)
        if message.message_id in talk.outgoing:
            self.row_changed.emit(talk.conversation_id, talk.waiting_item(message))
        elif talk.row_of(message.message_id) is None:
            self.row_removed.emit(talk.conversation_id, message.message_id)
        self.outgoing_moved.emit(talk.conversation_id, message)
        self.conversation_changed.emit(talk.conversation_id)

    def _history(self, talk: Talk, event: HistoryLoaded) -> None:
        # What is on disk was shown in an earlier life of this program; what is pulled now is news.
        news: list[ChatMessage] = []
        if event.first:
            talk.load(event.messages, event.outgoing, event.draft, event.read)
        else:
            news = talk.store(event.messages)
        talk.is_complete, talk.missing_code = event.complete, event.code
        self._set_unread(talk, talk.count_unread())
        self.rows_reset.emit(talk.conversation_id)
        self.history_loaded.emit(talk.conversation_id, event)
        for row in news:
            self.message_stored.emit(talk.conversation_id, row)
        self.conversation_changed.emit(talk.conversation_id)
        self._announce(talk)

    def _set_unread(self, talk: Talk, unread: int) -> None:
        if unread != talk.unread:
            talk.unread = unread
            self.unread_changed.emit()

    def _announce(self, talk: Talk) -> None:
        """Say once that a technician left a message while nobody could answer."""
        left = talk.record is not None and talk.record.open and talk.record.accepted_at is None
        if left and talk.unread and talk.conversation_id not in self._announced:
            self._announced.add(talk.conversation_id)
            self.left_message.emit(talk.conversation_id)

    def _end_typing(self) -> None:
        gone = [conversation_id for conversation_id in self._typing if self.typing_name(conversation_id) is None]
        for conversation_id in gone:
            del self._typing[conversation_id]
            self.typing_changed.emit(conversation_id)
        if self._typing:
            self._typing_ends.start()

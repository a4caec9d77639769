"""All conversations of this console: rows, ticks, typing, drafts, unread, close. Any number at once (A-04).

The store and the delivery belong to the link; this keeps what a screen needs to show them.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import ConversationId, DeviceId, DeviceKeyId, MessageId, TicketId, new_id
from shared.link.events import (
    HistoryLoaded,
    LinkEvent,
    MailboxOpened,
    MessageStored,
    OutboxCounted,
    OutgoingChanged,
    Received,
)
from shared.protocol.chat import ChatMessage, CloseConversation, ConversationRecord, LeaveMessage, Typing
from shared.protocol.hello import TechnicianWelcome
from shared.protocol.tickets import OpenTicket, TicketRecord
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.queries import my_conversation_with, my_open_conversations
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row, Talk

TYPING_SHOWN_MS = 4000


class Chats(QObject):
    """Signals: `row_changed(conversation_id, Row)`, `row_removed(conversation_id, key)`;
    `rows_reset(conversation_id)` after history came; `unread_changed(conversation_id)`, also when its newest row
    changed; `arrived(conversation_id, Row)` for a fresh message of the other side; `typing(conversation_id, name)`,
    an empty name when it stopped; `opened(conversation_id)` when a screen should show it now;
    `waiting_changed(count)` of messages that wait for a connection.
    """  # noqa: D205 - the signals are one list

    row_changed = Signal(str, object)
    row_removed = Signal(str, str)
    rows_reset = Signal(str)
    unread_changed = Signal(str)
    arrived = Signal(str, object)
    typing = Signal(str, str)
    opened = Signal(str)
    waiting_changed = Signal(int)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._talks: dict[ConversationId, Talk] = {}
        self._unread: dict[ConversationId, int] = {}
        self._drafts: dict[ConversationId, str] = {}
        self._asked: set[ConversationId] = set()
        self._typing: dict[ConversationId, QTimer] = {}
        self._wanted: ConversationId | None = None
        self._me = ""
        self.waiting = 0
        line.heard.connect(self._heard)
        world.changed.connect(self._changed)
        world.reloaded.connect(self._reloaded)
        world.signed_in.connect(self._signed_in)

    def stop(self) -> None:
        """Nobody types any more."""
        for timer in self._typing.values():
            timer.stop()

    # What screens read

    def talk(self, conversation_id: ConversationId) -> Talk:
        """Return the rows of a conversation as far as they are known; `load` brings the rest."""
        if (talk := self._talks.get(conversation_id)) is None:
            talk = Talk(conversation_id, self._me)
            talk.draft = self._drafts.get(conversation_id, "")
            self._talks[conversation_id] = talk
            if (record := self.record(conversation_id)) is not None:
                talk.follow(record)
        return talk

    def record(self, conversation_id: ConversationId) -> ConversationRecord | None:
        """Return the relay's record of a conversation."""
        return self._world.snapshot.conversations.get(conversation_id)

    def unread(self) -> dict[ConversationId, int]:
        """Return the unread messages of each conversation that has any."""
        return {conversation_id: count for conversation_id, count in self._unread.items() if count}

    def ticket_of(self, conversation_id: ConversationId) -> TicketRecord | None:
        """Return the ticket of a conversation, for the dialog that closes it."""
        record = self.record(conversation_id)
        return (
            None if record is None or record.ticket_id is None else self._world.snapshot.tickets.get(record.ticket_id)
        )

    def is_mine(self, conversation_id: ConversationId) -> bool:
        """Whether I am the technician of a conversation, so that I may write in it."""
        record = self.record(conversation_id)
        return record is not None and record.technician_id == self._world.snapshot.me

    # What people do

    def load(self, conversation_id: ConversationId) -> None:
        """Bring the rows, from disk at once and from the relay what is missing."""
        self._asked.add(conversation_id)
        self._line.link.load_history(conversation_id)

    def load_once(self, conversation_id: ConversationId) -> None:
        """Bring the rows if that was not asked for in this run."""
        if conversation_id not in self._asked:
            self.load(conversation_id)

    def open(self, conversation_id: ConversationId) -> None:
        """Show a conversation, as soon as the relay has told of it."""
        if self.record(conversation_id) is None:
            self._wanted = conversation_id
            return
        self._wanted = None
        self.load_once(conversation_id)
        self.opened.emit(conversation_id)

    def send(self, conversation_id: ConversationId, text: str) -> MessageId:
        """Queue a text. Raises: BadText, TooLarge, OutboxFull; then it is still the caller's."""
        message_id = self._line.link.send_text(conversation_id, text)
        self.save_draft(conversation_id, "")
        return message_id

    def retry(self, message_id: MessageId) -> None:
        """Send a failed message again."""
        self._line.link.retry(message_id)

    def discard(self, message_id: MessageId) -> None:
        """Throw a failed message away."""
        self._line.link.discard(message_id)

    def mark_read(self, conversation_id: ConversationId, upto: int) -> None:
        """Everything up to `upto` was on screen."""
        talk = self.talk(conversation_id)
        if upto > talk.read and self.is_mine(conversation_id):
            talk.read = upto
            self._line.link.mark_read(conversation_id, upto)
            self._count(conversation_id)

    def note_typing(self, conversation_id: ConversationId) -> None:
        """I type here."""
        self._line.link.typing(conversation_id)

    def note_shown(self, conversation_id: ConversationId, row: Row) -> None:
        """A committed row is on screen."""
        if row.seq:
            self._line.link.note_shown(conversation_id, row.seq, MessageId(row.key))

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text; the same one is not written twice."""
        talk = self.talk(conversation_id)
        if text != talk.draft:
            talk.draft = text
            self._line.link.save_draft(conversation_id, text)

    def close(self, conversation_id: ConversationId, ticket_title: str = "") -> Question:
        """End the talk; a title renames its ticket in the same step (A-10)."""
        message = CloseConversation(ref=0, conversation_id=conversation_id, ticket_title=ticket_title.strip())
        return self._line.ask(message, "close", conversation_id)

    def open_ticket(self, conversation_id: ConversationId, title: str, description: str = "") -> Question:
        """Make a ticket of the talk by hand (A-07); a talk that has one answers with it."""
        message = OpenTicket(
            ref=0,
            ticket_id=TicketId(new_id()),
            title=title.strip(),
            description=description,
            conversation_id=conversation_id,
        )
        return self._line.ask(message, "ticket_open", conversation_id)

    def leave_message(self, device_id: DeviceId, device_key_id: DeviceKeyId, text: str) -> Question | None:
        """Leave a text for an OS session that may be off; goes into my open talk with it if there is one (None then).

        Raises: BadText, TooLarge, OutboxFull from the open talk.
        """
        if (talk := my_conversation_with(self._world.snapshot, device_key_id)) is not None:
            self.send(talk.conversation_id, text)
            self.open(talk.conversation_id)
            return None
        conversation_id = ConversationId(new_id())
        message = LeaveMessage(ref=0, conversation_id=conversation_id, device_id=device_id, device_key_id=device_key_id)
        question = self._line.ask(message, "leave_message", conversation_id)
        question.done.connect(lambda _: self._left(conversation_id, text))
        return question

    def _left(self, conversation_id: ConversationId, text: str) -> None:
        self.send(conversation_id, text)
        self.open(conversation_id)

    # What the link tells

    def _heard(self, event: LinkEvent) -> None:
        match event:
            case MessageStored():
                self._stored(event)
            case OutgoingChanged():
                self._moved_on(event)
            case HistoryLoaded():
                self._loaded(event)
            case Received(message=Typing() as message):
                self._types(message)
            case OutboxCounted():
                self._set_waiting(event.waiting)
            case MailboxOpened():
                self._start_from(event)

    def _start_from(self, event: MailboxOpened) -> None:
        self._talks, self._asked = {}, set()
        self._unread, self._drafts = dict(event.unread), dict(event.drafts)
        self._set_waiting(event.waiting)

    def _set_waiting(self, waiting: int) -> None:
        self.waiting = waiting
        self.waiting_changed.emit(waiting)

    def _stored(self, event: MessageStored) -> None:
        talk = self.talk(event.conversation_id)
        for row in map(talk.row, talk.store([event.message])):
            self._stop_typing(event.conversation_id, row)
            self.row_changed.emit(event.conversation_id, row)
            self._count(event.conversation_id)
            if not row.mine and not row.event and self.is_mine(event.conversation_id):
                self.arrived.emit(event.conversation_id, row)

    def _moved_on(self, event: OutgoingChanged) -> None:
        row = self.talk(event.conversation_id).moved_on(event.message)
        if row is not None:
            self.row_changed.emit(event.conversation_id, row)
        elif not self.talk(event.conversation_id).seq_of(event.message.message_id):
            self.row_removed.emit(event.conversation_id, event.message.message_id)
        self.unread_changed.emit(event.conversation_id)

    def _loaded(self, event: HistoryLoaded) -> None:
        talk = self.talk(event.conversation_id)
        fresh: list[ChatMessage] = []
        if event.first:
            talk.load(event.messages, event.outgoing, event.draft, event.read)
        else:
            fresh = talk.store(event.messages)
        talk.is_complete = event.complete and not event.code
        if fresh or event.first or event.complete:
            self.rows_reset.emit(event.conversation_id)
            self._count(event.conversation_id)

    def _count(self, conversation_id: ConversationId) -> None:
        counted = self.talk(conversation_id).unread() if self.is_mine(conversation_id) else 0
        if conversation_id not in self._asked:
            # Rows from before this run are on disk only: what the store counted stands until they are loaded.
            counted = max(counted, self._unread.get(conversation_id, 0))
        self._unread[conversation_id] = counted
        self.unread_changed.emit(conversation_id)

    def _types(self, message: Typing) -> None:
        conversation_id = message.conversation_id
        timer = self._typing.get(conversation_id)
        if timer is None:
            timer = self._typing[conversation_id] = QTimer(self, singleShot=True, interval=TYPING_SHOWN_MS)
            timer.timeout.connect(lambda: self.typing.emit(conversation_id, ""))
        timer.start()
        self.typing.emit(conversation_id, self._writer(message))

    def _writer(self, message: Typing) -> str:
        """Return who writes; whoever sits at the device under the name they have told, as everywhere else."""
        record = self.record(message.conversation_id)
        if record is None or message.name != record.os_user:
            return message.name
        return record.contact_name or message.name

    def _stop_typing(self, conversation_id: ConversationId, row: Row) -> None:
        timer = self._typing.get(conversation_id)
        if timer is not None and timer.isActive() and not row.mine:
            timer.stop()
            self.typing.emit(conversation_id, "")

    # What the world tells

    def _signed_in(self, welcome: TechnicianWelcome) -> None:
        # Whose ticks and bubbles are "mine" is known only now.
        if self._me != welcome.profile.technician_id:
            self._me = welcome.profile.technician_id
            self._talks, self._asked = {}, set()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.CONVERSATION and change.after is not None:
            self._follow(change.after)
        elif change.kind is Kind.CONVERSATION:  # erased: its words are nowhere any more, not here either
            self._talks.pop(ConversationId(change.id), None)
            self._unread.pop(ConversationId(change.id), None)

    def _reloaded(self) -> None:
        for record in list(self._world.snapshot.conversations.values()):
            self._follow(record)
        mine = [record.conversation_id for record in my_open_conversations(self._world.snapshot)]
        unfinished = [id_ for id_ in self._asked if not self.talk(id_).is_complete]
        for conversation_id in dict.fromkeys([*mine, *unfinished]):
            if conversation_id in unfinished or conversation_id not in self._asked:
                self.load(conversation_id)

    def _follow(self, record: ConversationRecord) -> None:
        if (talk := self._talks.get(record.conversation_id)) is not None:
            for row in talk.follow(record):
                self.row_changed.emit(record.conversation_id, row)
        if record.conversation_id == self._wanted:
            self.open(record.conversation_id)

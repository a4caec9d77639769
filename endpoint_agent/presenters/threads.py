"""What was written on one's own tickets outside a talk, and replies: on disk before they are sent, in order (H-13)."""

import datetime as dt

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from endpoint_agent.presenters.kept import Kept
from endpoint_agent.presenters.ticket_draft import MAX_DESCRIPTION_CHARS
from endpoint_agent.presenters.ticket_outbox import AGAIN_MS, PASSING
from endpoint_agent.presenters.tickets import TicketsPresenter
from shared.errors import OutboxFull, SportelloError, TooLarge
from shared.ids import ConversationId, EntryId, TicketId, new_id
from shared.link.api import Link
from shared.link.events import (
    Answered,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    Received,
    Refused,
    SettingSaved,
)
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import AddEntry, EntryAdded, EntryKind, EntryRecord, ReadThread, TicketThread
from shared.protocol.transfers import FileChanged, FileRecord
from shared.texts import check_text

MOST = 100
DRAFT_AFTER_MS = 800


class WaitingReply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply that is not with the relay yet; `code` is why it was refused for good, if it was."""

    entry_id: EntryId
    ticket_id: TicketId
    text: str
    at: dt.datetime
    code: str = ""
    params: dict[str, str | int] = {}


class Thread:
    """What is known of one ticket beside its record; `code` says why it could not be read."""

    def __init__(self) -> None:
        self.entries: dict[EntryId, EntryRecord] = {}
        self.files: dict[str, FileRecord] = {}
        self.conversations: list[ConversationRecord] = []
        self.is_loaded = False
        self.is_asked = False
        self.code = ""

    def ascending(self) -> list[EntryRecord]:
        """Return what was written, oldest first; internal notes never come here, and would not be shown."""
        return sorted((e for e in self.entries.values() if e.kind is EntryKind.REPLY), key=lambda e: e.at)

    def talk_ids(self) -> set[ConversationId]:
        """Return the conversations of the ticket."""
        return {record.conversation_id for record in self.conversations}


class ThreadsPresenter(QObject):
    """Signals: `changed(ticket_id)`; `reply_saved(entry_id)` once it is on disk; `reply_refused(WaitingReply)` for good."""

    changed = Signal(str)
    reply_saved = Signal(str)
    reply_refused = Signal(object)

    def __init__(self, link: Link, tickets: TicketsPresenter) -> None:
        super().__init__()
        self._link = link
        self._asking = Asking(link)
        self._tickets = tickets
        self._threads: dict[TicketId, Thread] = {}
        self._waiting: Kept[list[WaitingReply]] = Kept(link, "replies", list[WaitingReply], [])
        self._drafts: Kept[dict[TicketId, str]] = Kept(link, "reply_drafts", dict[TicketId, str], {})
        self._unsaved: dict[TicketId, str] = {}
        self._is_ready = False
        self._under_way: EntryId | None = None
        self._new: list[EntryId] = []
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._send_next)
        self._saves = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._saves.timeout.connect(self.save_drafts)

    def of(self, ticket_id: TicketId) -> Thread:
        """Return what is known of a ticket."""
        return self._threads.setdefault(ticket_id, Thread())

    def waiting(self, ticket_id: TicketId | None = None) -> list[WaitingReply]:
        """Return replies that are not with the relay yet, oldest first, of one ticket or of all."""
        return [reply for reply in self._waiting.value if ticket_id in {None, reply.ticket_id}]

    def load(self, ticket_id: TicketId) -> Asked:
        """Read a ticket's thread anew."""
        thread = self.of(ticket_id)
        if thread.is_asked:
            return None
        thread.is_asked = True
        return self._ask_page(ticket_id, None)

    def reply(self, ticket_id: TicketId, text: str) -> EntryId:
        """Write on a ticket. Raises: BadText, TooLarge, OutboxFull; then the text is still the caller's."""
        check_text(text)
        if len(text) > MAX_DESCRIPTION_CHARS:
            raise TooLarge(field="text", limit=MAX_DESCRIPTION_CHARS)
        if len(self._waiting.value) >= MOST:
            raise OutboxFull(limit=MOST)
        now = dt.datetime.now(dt.UTC)
        reply = WaitingReply(entry_id=EntryId(new_id()), ticket_id=ticket_id, text=text.strip(), at=now)
        self._new.append(reply.entry_id)
        self._keep([*self._waiting.value, reply], ticket_id)
        self.keep_draft(ticket_id, "")
        self.save_drafts()
        self._send_next()
        return reply.entry_id

    def retry(self, entry_id: EntryId) -> None:
        """Send a refused reply once more, behind those that wait."""
        reply = self._find(entry_id)
        if reply is not None and reply.code:
            rest = [kept for kept in self._waiting.value if kept.entry_id != entry_id]
            self._keep([*rest, msgspec.structs.replace(reply, code="", params={})], reply.ticket_id)
            self._send_next()

    def discard(self, entry_id: EntryId) -> None:
        """Throw a refused reply away."""
        reply = self._find(entry_id)
        if reply is not None and reply.code:
            self._keep([kept for kept in self._waiting.value if kept.entry_id != entry_id], reply.ticket_id)

    def draft(self, ticket_id: TicketId) -> str:
        """Return the unfinished reply to a ticket."""
        return self._unsaved.get(ticket_id, self._drafts.value.get(ticket_id, ""))

    def keep_draft(self, ticket_id: TicketId, text: str) -> None:
        """Keep an unfinished reply; written to disk when the person pauses."""
        if text != self.draft(ticket_id):
            self._unsaved[ticket_id] = text
            self._saves.start()

    def save_drafts(self) -> None:
        """Write unfinished replies to disk now."""
        self._saves.stop()
        if self._unsaved:
            drafts = {ticket_id: text for ticket_id, text in (self._drafts.value | self._unsaved).items() if text}
            self._unsaved.clear()
            self._drafts.set(drafts)

    def stop(self) -> None:
        """Write what is unfinished and wait for nothing more."""
        self._again.stop()
        self.save_drafts()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case MailboxOpened(settings=settings):
                self._waiting.load(settings)
                self._drafts.load(settings)
            case SettingSaved(key=key) if key == self._waiting.key:
                new, self._new = self._new, []
                for entry_id in new:
                    self.reply_saved.emit(entry_id)
            case LinkStateChanged(state=state):
                self._link_changed(is_ready=state is LinkState.READY)
            case Received(message=EntryAdded(entry=entry)) if entry.ticket_id is not None:
                self.of(entry.ticket_id).entries[entry.entry_id] = entry
                self.changed.emit(entry.ticket_id)
            case Received(message=FileChanged(file=file)) if file.ticket_id is not None:
                self.of(file.ticket_id).files[file.file_id] = file
                self.changed.emit(file.ticket_id)

    def _link_changed(self, *, is_ready: bool) -> None:
        self._is_ready = is_ready
        if is_ready:
            self._send_next()
            if self._tickets.shown is not None:
                self.load(self._tickets.shown)

    def _send_next(self) -> None:
        reply = next((kept for kept in self._waiting.value if not kept.code), None)
        if self._is_ready and self._under_way is None and reply is not None:
            self._under_way = reply.entry_id
            message = AddEntry(
                ref=0, entry_id=reply.entry_id, kind=EntryKind.REPLY, text=reply.text, ticket_id=reply.ticket_id
            )
            self._asking.ask(message, lambda answer: self._replied(reply, answer))

    def _replied(self, reply: WaitingReply, answer: Answered | Refused) -> None:
        self._under_way = None
        rest = [kept for kept in self._waiting.value if kept.entry_id != reply.entry_id]
        if isinstance(answer, Answered):
            self._take_own(reply)
            self._keep(rest, reply.ticket_id)
        elif answer.code in PASSING:
            self._again.start(max(answer.retry_after_ms or 0, AGAIN_MS))
            return
        elif self._belongs_in_talk(reply, answer):
            self._keep(rest, reply.ticket_id)
        else:
            refused = msgspec.structs.replace(reply, code=answer.code, params=answer.params)
            self._keep([*rest, refused], reply.ticket_id)
            self.reply_refused.emit(refused)
        self._send_next()

    def _belongs_in_talk(self, reply: WaitingReply, answer: Refused) -> bool:
        """A conversation of the ticket began while the reply waited: there it is seen at once, so there it goes."""
        talk_id = str(answer.params.get("conversation_id", ""))
        if answer.params.get("what") != "conversation_open" or not talk_id:
            return False
        try:
            self._link.send_text(ConversationId(talk_id), reply.text)
        except SportelloError:
            return False
        return True

    def _take_own(self, reply: WaitingReply) -> None:
        ticket = self._tickets.tickets.get(reply.ticket_id)
        entries = self.of(reply.ticket_id).entries
        if ticket is not None and reply.entry_id not in entries:
            entries[reply.entry_id] = EntryRecord(
                entry_id=reply.entry_id,
                customer_id=ticket.customer_id,
                kind=EntryKind.REPLY,
                at=reply.at,
                text=reply.text,
                is_from_device=True,
                ticket_id=reply.ticket_id,
            )

    def _ask_page(self, ticket_id: TicketId, before: dt.datetime | None) -> Asked:
        message = ReadThread(ref=0, ticket_id=ticket_id, before=before)
        return self._asking.ask(message, lambda answer: self._read(ticket_id, before, answer))

    def _read(self, ticket_id: TicketId, before: dt.datetime | None, answer: Answered | Refused) -> None:
        thread = self.of(ticket_id)
        thread.is_asked = False
        if isinstance(answer, Answered) and isinstance(answer.reply, TicketThread):
            read = answer.reply
            kept = {} if before is None else thread.entries
            thread.entries = {**{entry.entry_id: entry for entry in read.entries}, **kept}
            thread.files = {file.file_id: file for file in read.files} if before is None else thread.files
            thread.conversations = read.conversations if before is None else thread.conversations
            thread.is_loaded, thread.code = True, ""
            oldest = min((entry.at for entry in read.entries), default=None)
            if read.more and oldest is not None and oldest != before:
                thread.is_asked = True
                self._ask_page(ticket_id, oldest)
        elif isinstance(answer, Refused):
            thread.code = answer.code
        self.changed.emit(ticket_id)

    def _find(self, entry_id: EntryId) -> WaitingReply | None:
        return next((kept for kept in self._waiting.value if kept.entry_id == entry_id), None)

    def _keep(self, replies: list[WaitingReply], ticket_id: TicketId) -> None:
        self._waiting.set(replies)
        self.changed.emit(ticket_id)

"""The ticket being written: kept over closing, failed tries and a restart, until it is sent or thrown away (A-37)."""

import datetime as dt
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.asking import Asked
from endpoint_agent.presenters.kept import Kept
from endpoint_agent.presenters.ticket_outbox import TicketOutbox, WaitingTicket
from shared.errors import SportelloError
from shared.ids import ServiceId, TicketId, new_id
from shared.limits import MAX_TITLE_CHARS
from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened
from shared.protocol.tickets import Priority

SAVE_AFTER_MS = 800
MAX_DESCRIPTION_CHARS = 8000
"""As OpenTicket allows."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the form; `code` is why the last try was refused. `ticket_id` is the one it was sent under."""

    title: str = ""
    description: str = ""
    service_id: ServiceId | None = None
    priority: Priority = Priority.NORMAL
    files: list[str] = []
    ticket_id: TicketId | None = None
    is_busy: bool = False
    code: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None

    @property
    def words(self) -> tuple[str, str]:
        """Title and text as they would be sent; a title that was not given is the first line of the text."""
        return (self.title.strip() or first_line(self.description))[:MAX_TITLE_CHARS], self.description.strip()

    @property
    def too_many_chars(self) -> int:
        """How much longer than allowed the text is; 0 where it fits."""
        return max(0, len(self.words[1]) - MAX_DESCRIPTION_CHARS)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.words[0]


class TicketDraft(QObject):
    """Signals: `changed()`; `sent(number)`; `kept()` when it waits for a connection instead."""

    changed = Signal()
    sent = Signal(int)
    kept = Signal()

    def __init__(self, link: Link, outbox: TicketOutbox, take_snapshot: Callable[[], dict[str, str]]) -> None:
        super().__init__()
        self._outbox = outbox
        self._take_snapshot = take_snapshot
        self._kept: Kept[Draft | None] = Kept(link, "ticket_draft", Draft | None, None)
        self.value: Draft | None = None
        self.snapshot: dict[str, str] = {}
        """What is sent along, as the person has it before them."""
        self._saves = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._saves.timeout.connect(self.save)
        outbox.opened.connect(self._opened)
        outbox.waits.connect(self._waits)
        outbox.refused.connect(self._refused)

    def begin(self, text: str = "", files: list[str] | None = None) -> None:
        """Start a new ticket with the text kept from elsewhere, or add to the one that is being written."""
        draft = self.value or Draft()
        if text and not draft.description.strip():
            draft = msgspec.structs.replace(draft, description=text)
        if not draft.is_busy:
            self.snapshot = self._take_snapshot()
        self._set(msgspec.structs.replace(draft, files=[*draft.files, *(files or [])]))

    def write(self, **fields: object) -> None:
        """Keep what is written so far; the names are those of Draft."""
        if self.value is not None and not self.value.is_busy:
            self.value = msgspec.structs.replace(self.value, **fields)
            self._saves.start()

    def add_files(self, paths: list[str]) -> None:
        """Attach more files; one that is there already is not attached twice."""
        if self.value is not None:
            new = [path for path in paths if path not in self.value.files]
            self.write(files=[*self.value.files, *new])
            self.changed.emit()

    def remove_file(self, path: str) -> None:
        """Attach one file less."""
        if self.value is not None:
            self.write(files=[kept for kept in self.value.files if kept != path])
            self.changed.emit()

    def discard(self) -> None:
        """Throw the ticket being written away; one that is under way is sent all the same."""
        self._set(None)

    def submit(self) -> Asked:
        """Send it, or keep it for the next connection."""
        draft = self.value
        if draft is None or draft.is_busy or draft.is_empty or draft.too_many_chars:
            return None
        title, description = draft.words
        ticket_id = draft.ticket_id or TicketId(new_id())
        ticket = WaitingTicket(
            ticket_id=ticket_id,
            title=title,
            description=description,
            at=dt.datetime.now(dt.UTC),
            service_id=draft.service_id,
            priority=draft.priority,
            snapshot=self.snapshot,
            files=draft.files,
        )
        self._set(msgspec.structs.replace(draft, ticket_id=ticket_id, is_busy=True, code="", params={}))
        try:
            return self._outbox.put(ticket)
        except SportelloError as error:
            self._set(msgspec.structs.replace(draft, code=error.code, params=error.params))
            return None

    def take_back(self, ticket_id: TicketId) -> bool:
        """Make a ticket the relay refused the one being written; not while another one is."""
        if self.value is not None and not self.value.is_empty:
            return False
        ticket = self._outbox.forget(ticket_id)
        if ticket is not None:
            self._set(_draft_of(ticket))
        return ticket is not None

    def save(self) -> None:
        """Write it to disk now."""
        self._saves.stop()
        is_worth_it = self.value is not None and not self.value.is_busy and self.value != Draft()
        self._kept.set(self.value if is_worth_it else None)

    def stop(self) -> None:
        """Write what is unfinished."""
        self.save()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if isinstance(event, MailboxOpened):
            self._kept.load(event.settings)
            if self.value is None and self._kept.value is not None:
                self.value = self._kept.value

    def _set(self, draft: Draft | None) -> None:
        self.value = draft
        self.save()
        self.changed.emit()

    def _is_mine(self, ticket_id: str) -> bool:
        return self.value is not None and self.value.is_busy and self.value.ticket_id == ticket_id

    def _opened(self, ticket: WaitingTicket, number: int) -> None:
        if self._is_mine(ticket.ticket_id):
            self._set(None)
            self.sent.emit(number)

    def _waits(self, ticket_id: str) -> None:
        if self._is_mine(ticket_id):
            self._set(None)
            self.kept.emit()

    def _refused(self, ticket: WaitingTicket) -> None:
        """It goes on being written, with what is wrong beside it."""
        if self._is_mine(ticket.ticket_id):
            self._outbox.forget(ticket.ticket_id)
            self._set(_draft_of(ticket))


def _draft_of(ticket: WaitingTicket) -> Draft:
    return Draft(
        title=ticket.title,
        description=ticket.description,
        service_id=ticket.service_id,
        priority=ticket.priority,
        files=ticket.files,
        ticket_id=ticket.ticket_id,
        code=ticket.code,
        params=ticket.params,
        retry_after_ms=ticket.retry_after_ms,
    )


def first_line(text: str) -> str:
    """Return the first line that says something, as the title of a ticket that has none."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:MAX_TITLE_CHARS]

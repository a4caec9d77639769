"""Tickets from the tray: a new one, with a text that is never lost, and the list of this person's own. Source: A-37."""

import msgspec
from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from shared.ids import TicketId, new_id
from shared.limits import MAX_TITLE_CHARS
from shared.link.api import Link
from shared.link.events import Answered, LinkEvent, Received, Refused
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened, TicketRecord, TicketState


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket being written; it keeps its id over failed tries, so that two of them make one ticket.

    `doubtful` is the title and text of a try that got no answer: the relay may have stored it under this id, so that
    another text needs another id. `arrived` is the number of such a ticket that was stored after all.
    """

    ticket_id: TicketId
    title: str = ""
    description: str = ""
    is_busy: bool = False
    code: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None
    doubtful: tuple[str, str] | None = None
    arrived: int | None = None

    @property
    def words(self) -> tuple[str, str]:
        """Title and text as they would be sent; a title that was not given is the first line of the text."""
        return (self.title.strip() or first_line(self.description))[:MAX_TITLE_CHARS], self.description.strip()

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than the try whose fate is not known."""
        return self.doubtful is not None and self.doubtful != self.words


class TicketsPresenter(QObject):
    """Signals: `changed()` of the list; `draft_changed()`; `opened(number)`; `answered(record)` of a ticket that moved."""

    changed = Signal()
    draft_changed = Signal()
    opened = Signal(int)
    answered = Signal(object)

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._asking = Asking(link)
        self.tickets: dict[TicketId, TicketRecord] = {}
        self.draft: Draft | None = None

    def begin(self, text: str = "") -> None:
        """Start a new ticket, with the text kept from elsewhere; one that is being written stays."""
        if self.draft is None:
            self._set(Draft(ticket_id=TicketId(new_id()), description=text))
        elif text and not self.draft.description.strip():
            self._set(msgspec.structs.replace(self.draft, description=text))

    def write(self, title: str, description: str) -> None:
        """Keep what is written so far."""
        if self.draft is not None:
            self.draft = msgspec.structs.replace(self.draft, title=title, description=description)

    def discard(self) -> None:
        """Throw the ticket being written away."""
        self.draft = None

    def submit(self) -> Asked:
        """Send it."""
        draft = self.draft
        if draft is None or draft.is_busy:
            return None
        draft = _with_new_id(draft) if draft.is_changed else draft
        title, description = draft.words
        self._set(msgspec.structs.replace(draft, is_busy=True, code="", params={}, retry_after_ms=None, arrived=None))
        message = OpenTicket(ref=0, ticket_id=draft.ticket_id, title=title, description=description)
        return self._asking.ask(message, lambda answer: self._submitted(draft.ticket_id, (title, description), answer))

    def newest_first(self) -> list[TicketRecord]:
        """Return the person's own tickets, open ones before the others."""
        alive = {TicketState.OPEN, TicketState.PENDING}
        return sorted(self.tickets.values(), key=lambda t: (t.state not in alive, -t.number))

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case Received(message=TicketChanged(ticket=ticket)):
                known = self.tickets.get(ticket.ticket_id)
                if known is None or known.version <= ticket.version:
                    self.tickets[ticket.ticket_id] = ticket
                    self.changed.emit()
                    self.answered.emit(ticket)
                    self._settle_doubt()

    def _set(self, draft: Draft) -> None:
        self.draft = draft
        self.draft_changed.emit()

    def _submitted(self, ticket_id: TicketId, words: tuple[str, str], answer: Answered | Refused) -> None:
        draft = self.draft if self.draft is not None and self.draft.ticket_id == ticket_id else None
        if isinstance(answer, Answered) and isinstance(answer.reply, TicketOpened):
            self.draft = None if draft is not None else self.draft
            self.opened.emit(answer.reply.number)
        elif draft is not None and isinstance(answer, Refused):
            self._set(
                msgspec.structs.replace(
                    draft,
                    is_busy=False,
                    code=answer.code,
                    params=answer.params,
                    retry_after_ms=answer.retry_after_ms,
                    doubtful=words if answer.params.get("why") == "no_answer" else draft.doubtful,
                )
            )
            self._settle_doubt()

    def _settle_doubt(self) -> None:
        """The relay shows the ticket whose answer was lost: it is the one being written, or one before it."""
        draft = self.draft
        stored = self.tickets.get(draft.ticket_id) if draft is not None else None
        if draft is None or stored is None or draft.is_busy:
            return
        if draft.is_changed:
            self._set(msgspec.structs.replace(_with_new_id(draft), code="", params={}, arrived=stored.number))
        else:
            self.draft = None
            self.opened.emit(stored.number)


def _with_new_id(draft: Draft) -> Draft:
    return msgspec.structs.replace(draft, ticket_id=TicketId(new_id()), doubtful=None)


def first_line(text: str) -> str:
    """Return the first line that says something, as the title of a ticket that has none."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:MAX_TITLE_CHARS]

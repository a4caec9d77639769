"""The own tickets of a person: the list, which have an answer nobody has looked at, and the news of them (H-09)."""

import datetime as dt

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.kept import Kept
from shared.ids import TicketId
from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened, Received
from shared.protocol.tickets import TicketChanged, TicketRecord, TicketState

MOST_SEEN = 500
"""Of so many tickets is remembered what the person has looked at."""
ALIVE = frozenset({TicketState.OPEN, TicketState.PENDING})


class TicketsPresenter(QObject):
    """Signals: `changed()` of the list; `moved(record)` of a ticket; `answered(record)` when a technician answered it;
    `unread_changed()`.
    """  # noqa: D205 - the signals are one list

    changed = Signal()
    moved = Signal(object)
    answered = Signal(object)
    unread_changed = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.tickets: dict[TicketId, TicketRecord] = {}
        self._seen: Kept[dict[TicketId, dt.datetime]] = Kept(link, "answers_seen", dict[TicketId, dt.datetime], {})
        self._told: dict[TicketId, dt.datetime] = {}
        self.shown: TicketId | None = None
        """The ticket whose thread is before the person now."""

    def newest_first(self) -> list[TicketRecord]:
        """Return the person's own tickets, unread ones first, then open ones before the others."""
        return sorted(
            self.tickets.values(), key=lambda t: (not self.is_unread(t.ticket_id), t.state not in ALIVE, -t.number)
        )

    def is_unread(self, ticket_id: TicketId) -> bool:
        """Whether a technician has answered since the person last looked."""
        ticket = self.tickets.get(ticket_id)
        if ticket is None or ticket.answered_at is None:
            return False
        seen = self._seen.value.get(ticket_id)
        return seen is None or seen < ticket.answered_at

    def unread(self) -> int:
        """Return how many tickets have an answer nobody has looked at."""
        return sum(1 for ticket_id in self.tickets if self.is_unread(ticket_id))

    def show(self, ticket_id: TicketId | None) -> None:
        """A thread is before the person, or none any more."""
        self.shown = ticket_id
        if ticket_id is not None:
            self.mark_seen(ticket_id)

    def mark_seen(self, ticket_id: TicketId) -> None:
        """The person has looked at all answers of a ticket."""
        ticket = self.tickets.get(ticket_id)
        if ticket is not None and ticket.answered_at is not None and self.is_unread(ticket_id):
            seen = sorted({**self._seen.value, ticket_id: ticket.answered_at}.items(), key=lambda item: item[1])
            self._seen.set(dict(seen[-MOST_SEEN:]))
            self.changed.emit()
            self.unread_changed.emit()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        match event:
            case MailboxOpened(settings=settings):
                self._seen.load(settings)
            case Received(message=TicketChanged(ticket=ticket)):
                known = self.tickets.get(ticket.ticket_id)
                if known is None or known.version <= ticket.version:
                    self._take(ticket)

    def _take(self, ticket: TicketRecord) -> None:
        self.tickets[ticket.ticket_id] = ticket
        if self.shown == ticket.ticket_id:
            self.mark_seen(ticket.ticket_id)
        self.changed.emit()
        self.moved.emit(ticket)
        at = ticket.answered_at
        if at is not None and self.is_unread(ticket.ticket_id) and self._told.get(ticket.ticket_id) != at:
            self._told[ticket.ticket_id] = at
            self.answered.emit(ticket)
            self.unread_changed.emit()

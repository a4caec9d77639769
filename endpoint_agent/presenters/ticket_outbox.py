"""Tickets on their way to the relay: on disk before the first try, under one id for all of them, until it has them.

A ticket without an answer waits and is sent again after the next sign-in; the same id never makes two. What the relay
refuses for good stays here with its reason, until the person takes it back or throws it away.
"""

import datetime as dt

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from endpoint_agent.presenters.kept import Kept
from shared.errors import OutboxFull
from shared.ids import ServiceId, TicketId
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
from shared.protocol.tickets import OpenTicket, Priority, TicketChanged, TicketOpened

MOST = 50
"""So many may wait; one more is refused in plain words, never dropped."""
AGAIN_MS = 15_000
PASSING = frozenset({"unavailable", "rate_limited"})
"""Refusals that say nothing about the ticket: it is tried again by itself."""


class WaitingTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it will be sent; `code` is why the relay refused it for good, if it did."""

    ticket_id: TicketId
    title: str
    description: str
    at: dt.datetime
    service_id: ServiceId | None = None
    priority: Priority = Priority.NORMAL
    snapshot: dict[str, str] = {}
    files: list[str] = []
    is_tried: bool = False
    """It may be with the relay already: nothing in it can be changed any more, unless the relay refuses it."""
    code: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None

    def as_request(self) -> OpenTicket:
        """Return what goes to the relay."""
        return OpenTicket(
            ref=0,
            ticket_id=self.ticket_id,
            title=self.title,
            description=self.description,
            service_id=self.service_id,
            priority=self.priority,
            snapshot=self.snapshot,
        )


class TicketOutbox(QObject):
    """Signals: `changed()`; `saved(ticket_id)` once it is on disk; `opened(WaitingTicket, number)` once for each;
    `waits(ticket_id)` on disk and without an answer; `refused(WaitingTicket)` for good.
    """  # noqa: D205 - the signals are one list

    changed = Signal()
    saved = Signal(str)
    opened = Signal(object, int)
    waits = Signal(str)
    refused = Signal(object)

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._asking = Asking(link)
        self._kept: Kept[list[WaitingTicket]] = Kept(link, "tickets", list[WaitingTicket], [])
        self._is_ready = False
        self._under_way: set[TicketId] = set()
        self._unsaved: list[TicketId] = []
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._send_all)

    def all(self) -> list[WaitingTicket]:
        """Return what is not with the relay yet, oldest first."""
        return list(self._kept.value)

    def put(self, ticket: WaitingTicket) -> Asked:
        """Keep a ticket on disk, then send it if there is a connection. Raises: OutboxFull."""
        others = [kept for kept in self._kept.value if kept.ticket_id != ticket.ticket_id]
        if len(others) >= MOST:
            raise OutboxFull(limit=MOST)
        self._unsaved.append(ticket.ticket_id)
        self._keep([*others, ticket])
        return self._send(ticket) if self._is_ready else None

    def retry(self, ticket_id: TicketId) -> None:
        """Send a refused ticket once more as it is."""
        ticket = self.find(ticket_id)
        if ticket is not None:
            fresh = msgspec.structs.replace(ticket, code="", params={}, retry_after_ms=None)
            self._replace(fresh)
            if self._is_ready:
                self._send(fresh)

    def forget(self, ticket_id: TicketId) -> WaitingTicket | None:
        """Take a ticket out, to be written anew or thrown away; None where the relay may have it, or it is not here."""
        ticket = self.find(ticket_id)
        if ticket is None or (ticket.is_tried and not ticket.code):
            return None
        self._keep([kept for kept in self._kept.value if kept.ticket_id != ticket_id])
        return ticket

    def find(self, ticket_id: TicketId) -> WaitingTicket | None:
        """Return a ticket that waits."""
        return next((kept for kept in self._kept.value if kept.ticket_id == ticket_id), None)

    def stop(self) -> None:
        """Try no more; what waits is on disk."""
        self._again.stop()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case MailboxOpened(settings=settings):
                self._kept.load(settings)
                self.changed.emit()
            case SettingSaved(key=key) if key == self._kept.key:
                self._on_disk()
            case LinkStateChanged(state=state):
                self._is_ready = state is LinkState.READY
                if self._is_ready:
                    self._send_all()
            case Received(message=TicketChanged(ticket=record)):
                # Its answer was lost, and here it is.
                self._arrived(record.ticket_id, record.number)

    def _on_disk(self) -> None:
        unsaved, self._unsaved = self._unsaved, []
        for ticket_id in unsaved:
            self.saved.emit(ticket_id)
            if not self._is_ready:
                self.waits.emit(ticket_id)

    def _send_all(self) -> None:
        for ticket in self.all():
            if self._is_ready and not ticket.code and ticket.ticket_id not in self._under_way:
                self._send(ticket)

    def _send(self, ticket: WaitingTicket) -> Asked:
        self._under_way.add(ticket.ticket_id)
        ticket = msgspec.structs.replace(ticket, is_tried=True)
        self._replace(ticket)
        return self._asking.ask(ticket.as_request(), lambda answer: self._answered(ticket, answer))

    def _answered(self, ticket: WaitingTicket, answer: Answered | Refused) -> None:
        self._under_way.discard(ticket.ticket_id)
        if isinstance(answer, Answered):
            number = answer.reply.number if isinstance(answer.reply, TicketOpened) else 0
            self._arrived(ticket.ticket_id, number)
        elif self.find(ticket.ticket_id) is None:
            return  # it was seen before its answer got lost
        elif answer.code in PASSING:
            self._again.start(max(answer.retry_after_ms or 0, AGAIN_MS))
            self.waits.emit(ticket.ticket_id)
        else:
            told = msgspec.structs.replace(
                ticket, code=answer.code, params=answer.params, retry_after_ms=answer.retry_after_ms
            )
            self._replace(told)
            self.refused.emit(told)

    def _arrived(self, ticket_id: TicketId, number: int) -> None:
        ticket = self.find(ticket_id)
        if ticket is not None:
            self._keep([kept for kept in self._kept.value if kept.ticket_id != ticket_id])
            self.opened.emit(ticket, number)

    def _replace(self, ticket: WaitingTicket) -> None:
        self._keep([ticket if kept.ticket_id == ticket.ticket_id else kept for kept in self._kept.value])

    def _keep(self, tickets: list[WaitingTicket]) -> None:
        self._kept.set(tickets)
        self.changed.emit()

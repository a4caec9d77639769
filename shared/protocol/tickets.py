"""Tickets. Source: design, Ticket."""

import enum
from typing import Annotated

import msgspec

from shared.ids import ContactId, ConversationId, CustomerId, DeviceId, TechnicianId, TicketId
from shared.protocol.base import Count, Instant, Message, Record, Reply, Request, Title
from shared.protocol.identity import Shield

Description = Annotated[str, msgspec.Meta(max_length=8000)]


class TicketState(enum.Enum):
    """`open` and `pending` are alive; `solved` may be reopened; `closed` is the archive."""

    OPEN = "open"
    PENDING = "pending"
    SOLVED = "solved"
    CLOSED = "closed"


class TicketRecord(Record, frozen=True, kw_only=True):
    """A ticket; `conversation_id` names the talk whose messages it shows, also later ones."""

    ticket_id: TicketId
    customer_id: CustomerId
    version: int
    number: int
    title: Title
    state: TicketState
    origin: str
    """`chat_timer`, `chat`, `tray` or `console`."""
    created_at: Instant
    updated_at: Instant
    customer_name: str = ""
    description: str = ""
    device_id: DeviceId | None = None
    device_name: str = ""
    contact_id: ContactId | None = None
    contact_name: str = ""
    shield: Shield = Shield()
    assignee_id: TechnicianId | None = None
    assignee_name: str = ""
    conversation_id: ConversationId | None = None


class OpenTicket(Request, tag="ticket.open", frozen=True, kw_only=True):
    """Either side: a new ticket. From the tray only `title` and `description` count, the relay fills the rest (A-37)."""

    ticket_id: TicketId
    title: Title
    description: Description = ""
    customer_id: CustomerId | None = None
    device_id: DeviceId | None = None
    contact_id: ContactId | None = None
    conversation_id: ConversationId | None = None


class EditTicket(Request, tag="ticket.edit", frozen=True, kw_only=True):
    """Console → relay: change what is given, leave the rest; `version` must be the one seen, else `conflict`."""

    ticket_id: TicketId
    version: Count
    title: Title | None = None
    description: Description | None = None
    state: TicketState | None = None
    assignee_id: TechnicianId | None = None


class TicketOpened(Reply, tag="ticket.opened", frozen=True, kw_only=True):
    """The ticket exists; an older one of the same conversation is answered in place of a second."""

    ticket_id: TicketId
    number: int


class TicketChanged(Message, tag="ticket.changed", frozen=True, kw_only=True):
    """Relay → console, and to the agent for its own tickets."""

    ticket: TicketRecord

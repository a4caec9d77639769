"""Queries on tickets."""

from typing import Any, Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import contact, customer, device, technician, ticket
from shared.ids import ConversationId, TicketId

b = sa.bindparam

_SAME_DEVICE: Final = (device.c.customer_id == ticket.c.customer_id) & (device.c.id == ticket.c.device_id)
_SAME_CONTACT: Final = (contact.c.customer_id == ticket.c.customer_id) & (contact.c.id == ticket.c.contact_id)
VIEW: Final = (
    sa.select(
        ticket,
        customer.c.name.label("customer_name"),
        device.c.name.label("device_name"),
        contact.c.first_name,
        contact.c.last_name,
        technician.c.name.label("assignee_name"),
    )
    .join_from(ticket, customer, customer.c.id == ticket.c.customer_id)
    .outerjoin(device, _SAME_DEVICE)
    .outerjoin(contact, _SAME_CONTACT)
    .outerjoin(technician, technician.c.id == ticket.c.assignee_id)
)
ONE: Final = VIEW.where(ticket.c.id == b("of_ticket"))
OF_CONVERSATION: Final = sa.select(ticket).where(ticket.c.conversation_id == b("of_conversation"))
OF_DEVICE_KEY: Final = VIEW.where(ticket.c.device_key_id == b("of_key")).order_by(ticket.c.number.desc()).limit(100)
ALL: Final = VIEW.order_by(ticket.c.number)
LAST_NUMBER: Final = sa.select(sa.func.max(ticket.c.number).label("number"))
SAVE: Final = sa.update(ticket).where(ticket.c.id == b("of_ticket"))
SAVE_SEEN: Final = SAVE.where(ticket.c.version == b("seen_version"))


def ticket_row(gate: Gate, ticket_id: TicketId) -> Row | None:
    """Return a ticket with the names it shows."""
    return gate.row(ONE, of_ticket=ticket_id)


def of_conversation(gate: Gate, conversation_id: ConversationId) -> Row | None:
    """Return the ticket of a conversation."""
    return gate.row(OF_CONVERSATION, of_conversation=conversation_id)


def insert(gate: Gate, row: dict[str, Any]) -> None:
    """Store a fresh ticket."""
    gate.insert(sa.insert(ticket), row)

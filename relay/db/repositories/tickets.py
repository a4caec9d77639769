"""Queries on tickets themselves. What belongs to them: entries.py."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import contact, customer, device, service, technician, technician_group, ticket, ticket_talk
from shared.ids import ConversationId, TicketId

b = sa.bindparam

_SAME_DEVICE: Final = (device.c.customer_id == ticket.c.customer_id) & (device.c.id == ticket.c.device_id)
_SAME_CONTACT: Final = (contact.c.customer_id == ticket.c.customer_id) & (contact.c.id == ticket.c.contact_id)
_SAME_TICKET: Final = (ticket.c.customer_id == ticket_talk.c.customer_id) & (ticket.c.id == ticket_talk.c.ticket_id)
VIEW: Final = (
    sa.select(
        ticket,
        customer.c.name.label("customer_name"),
        device.c.name.label("device_name"),
        contact.c.first_name,
        contact.c.last_name,
        technician.c.name.label("assignee_name"),
        service.c.name.label("service_name"),
        technician_group.c.name.label("group_name"),
    )
    .join_from(ticket, customer, customer.c.id == ticket.c.customer_id)
    .join(service, service.c.id == ticket.c.service_id)
    .outerjoin(device, _SAME_DEVICE)
    .outerjoin(contact, _SAME_CONTACT)
    .outerjoin(technician, technician.c.id == ticket.c.assignee_id)
    .outerjoin(technician_group, technician_group.c.id == ticket.c.group_id)
)
ONE: Final = VIEW.where(ticket.c.id == b("of_ticket"))
OF_CONVERSATION: Final = (
    sa.select(ticket)
    .join_from(ticket_talk, ticket, _SAME_TICKET)
    .where(ticket_talk.c.conversation_id == b("of_conversation"))
)
OF_DEVICE_KEY: Final = VIEW.where(ticket.c.device_key_id == b("of_key")).order_by(ticket.c.number.desc()).limit(100)
MERGED_INTO: Final = sa.select(ticket).where(ticket.c.merged_into == b("of_ticket")).order_by(ticket.c.number)
ALL: Final = VIEW.order_by(ticket.c.number)
LAST_NUMBER: Final = sa.select(sa.func.max(ticket.c.number).label("number"))
SAVE: Final = sa.update(ticket).where(ticket.c.id == b("of_ticket"))
SAVE_SEEN: Final = SAVE.where(ticket.c.version == b("seen_version"))
MOVE_MERGED: Final = sa.update(ticket).where(ticket.c.merged_into == b("of_ticket"))


def ticket_row(gate: Gate, ticket_id: TicketId) -> Row | None:
    """Return a ticket with the names it shows."""
    return gate.row(ONE, of_ticket=ticket_id)


def of_conversation(gate: Gate, conversation_id: ConversationId) -> Row | None:
    """Return the ticket a conversation belongs to."""
    return gate.row(OF_CONVERSATION, of_conversation=conversation_id)


def merged_into(gate: Gate, ticket_id: TicketId) -> Sequence[Row]:
    """Return the tickets that were made part of this one."""
    return gate.rows(MERGED_INTO, of_ticket=ticket_id)


def insert(gate: Gate, row: dict[str, Any]) -> None:
    """Store a fresh ticket."""
    gate.insert(sa.insert(ticket), row)

"""Queries of erasure and retention: what belongs to a person, a talk, a ticket, and what is old enough to go."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import (
    chat_request,
    contact_device,
    conversation,
    cursor,
    customer,
    erased,
    file,
    identity_token,
    mail_outbox,
    message,
    sender_position,
    sign_in_failure,
    ticket,
    ticket_entry,
    ticket_history,
    ticket_talk,
)
from shared.ids import ConversationId, TicketId
from shared.protocol.tickets import TicketState

b = sa.bindparam
_AT: Final = conversation.c.closed_at.type
_THEIRS: Final = sa.func.json_each(b("addresses")).table_valued("value", name="theirs")

TALKS_OF_CONTACT: Final = sa.select(conversation).where(conversation.c.contact_id == b("of_contact"))
TICKETS_OF_CONTACT: Final = sa.select(ticket).where(ticket.c.contact_id == b("of_contact"))
TALKS_OF_TICKET: Final = (
    sa.select(conversation)
    .join_from(
        ticket_talk,
        conversation,
        (conversation.c.customer_id == ticket_talk.c.customer_id)
        & (conversation.c.id == ticket_talk.c.conversation_id),
    )
    .where(ticket_talk.c.ticket_id == b("of_ticket"))
)
TICKET_OF_TALK: Final = (
    sa.select(ticket)
    .join_from(
        ticket_talk,
        ticket,
        (ticket.c.customer_id == ticket_talk.c.customer_id) & (ticket.c.id == ticket_talk.c.ticket_id),
    )
    .where(ticket_talk.c.conversation_id == b("of_conversation"))
)
FILES_OF_TALK: Final = sa.select(file.c.id).where(file.c.conversation_id == b("of_conversation"))
FILES_OF_TICKET: Final = sa.select(file.c.id).where(file.c.ticket_id == b("of_ticket"))

# A talk goes with all that refers to it; what outlives it only forgets it.
_FROM_TALK: Final[dict[str, sa.Update | sa.Delete]] = {
    table.name: sa.delete(table).where(table.c.conversation_id == b("of_conversation"))
    for table in (message, cursor, sender_position, ticket_talk, ticket_entry)
}
_FORGET_TALK: Final[dict[str, sa.Update | sa.Delete]] = {
    "file": sa.update(file).where(file.c.conversation_id == b("of_conversation")).values(conversation_id=None),
    "ticket": sa.update(ticket).where(ticket.c.conversation_id == b("of_conversation")).values(conversation_id=None),
}
_REQUESTS_OF_TALK: Final = (
    sa.update(chat_request)
    .where(chat_request.c.device_id == b("of_device"), chat_request.c.conversation_id == b("of_conversation"))
    .values(conversation_id=None, contact_id=None, reason="", version=chat_request.c.version + 1)
)
_DROP_TALK: Final = sa.delete(conversation).where(conversation.c.id == b("of_conversation"))

# Of a ticket the skeleton stays: its number, its times, who worked on it.
_FROM_TICKET: Final = {
    table.name: sa.delete(table).where(table.c.ticket_id == b("of_ticket"))
    for table in (ticket_talk, ticket_entry, ticket_history)
}
_MAILS_OF_TICKET: Final = sa.delete(mail_outbox).where(
    mail_outbox.c.customer_id == b("of_customer"), mail_outbox.c.thread == b("of_ticket")
)
EMPTY_TICKET: Final = sa.update(ticket).where(ticket.c.id == b("of_ticket"))

FORGET_REQUESTS: Final = (
    sa.update(chat_request)
    .where(chat_request.c.contact_id == b("of_contact"))
    .values(contact_id=None, reason="", version=chat_request.c.version + 1)
)
TOKENS_TO: Final = sa.delete(identity_token).where(
    identity_token.c.customer_id == b("of_customer"),
    sa.func.lower(identity_token.c.e_mail).in_(sa.select(_THEIRS.c.value)),
)
MAILS_TO: Final = sa.delete(mail_outbox).where(
    mail_outbox.c.customer_id == b("of_customer"),
    sa.func.lower(mail_outbox.c.recipient).in_(sa.select(_THEIRS.c.value)),
)
MAILS_OF: Final = sa.select(mail_outbox).where(
    mail_outbox.c.customer_id == b("of_customer"),
    sa.func.lower(mail_outbox.c.recipient).in_(sa.select(_THEIRS.c.value)),
)
ENTRIES_OF_TICKET: Final = (
    sa.select(ticket_entry).where(ticket_entry.c.ticket_id == b("of_ticket")).order_by(ticket_entry.c.at)
)
MESSAGES_OF_TALK: Final = (
    sa.select(message).where(message.c.conversation_id == b("of_conversation")).order_by(message.c.seq)
)
COUNT_MESSAGES: Final = (
    sa.select(sa.func.count().label("messages"))
    .select_from(message)
    .where(message.c.conversation_id == b("of_conversation"))
)
LINKS: Final = sa.select(contact_device).where(contact_device.c.contact_id == b("of_contact"))

KEPT_FOR: Final = sa.select(customer.c.id, customer.c.retention_days).where(customer.c.retention_days > 0)
OLD_TICKETS: Final = (
    sa.select(ticket)
    .join_from(
        ticket, erased, (erased.c.customer_id == ticket.c.customer_id) & (erased.c.id == ticket.c.id), isouter=True
    )
    .where(
        ticket.c.customer_id == b("of_customer"),
        ticket.c.state.in_((TicketState.SOLVED, TicketState.CLOSED)),
        ticket.c.updated_at <= b("before", type_=_AT),
        erased.c.id.is_(None),
    )
    .order_by(ticket.c.updated_at)
    .limit(b("most"))
)
OLD_TALKS: Final = (
    sa.select(conversation)
    .join_from(
        conversation,
        ticket_talk,
        (ticket_talk.c.customer_id == conversation.c.customer_id)
        & (ticket_talk.c.conversation_id == conversation.c.id),
        isouter=True,
    )
    .where(
        conversation.c.customer_id == b("of_customer"),
        conversation.c.closed_at <= b("before", type_=_AT),
        sa.not_(conversation.c.is_open),
        ticket_talk.c.ticket_id.is_(None),
    )
    .limit(b("most"))
)
OLD_MARKS: Final = sa.delete(erased).where(erased.c.at < b("before", type_=_AT))
OLD_FAILURES: Final = sa.delete(sign_in_failure).where(sign_in_failure.c.last_at < b("before", type_=_AT))
GONE: Final = sa.select(erased).where(
    erased.c.id.in_(sa.select(sa.func.json_each(b("wanted")).table_valued("value", name="wanted").c.value))
)
MARK: Final = sa.insert(erased)


def drop_talk(gate: Gate, talk: Row) -> int:
    """Remove a conversation with its messages; return how many those were."""
    counted = gate.row(COUNT_MESSAGES, of_conversation=talk.id)
    for statement in (*_FROM_TALK.values(), *_FORGET_TALK.values()):
        gate.change(statement, of_conversation=talk.id)
    gate.change(_REQUESTS_OF_TALK, of_device=talk.device_id, of_conversation=talk.id)
    gate.change(_DROP_TALK, of_conversation=talk.id)
    return 0 if counted is None else int(counted.messages)


def empty_ticket(gate: Gate, row: Row) -> None:
    """Remove what stands on a ticket beside its own row."""
    for statement in _FROM_TICKET.values():
        gate.change(statement, of_ticket=row.id)
    gate.change(_MAILS_OF_TICKET, of_customer=row.customer_id, of_ticket=row.id)


def files_of_talk(gate: Gate, conversation_id: ConversationId) -> Sequence[str]:
    """Return the ids of a conversation's files."""
    return [row.id for row in gate.rows(FILES_OF_TALK, of_conversation=conversation_id)]


def files_of_ticket(gate: Gate, ticket_id: TicketId) -> Sequence[str]:
    """Return the ids of the files attached to a ticket."""
    return [row.id for row in gate.rows(FILES_OF_TICKET, of_ticket=ticket_id)]

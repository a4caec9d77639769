"""Queries of the search: what is to be indexed, read by the relay itself, and what was found, read within a Scope."""

from typing import Final

import sqlalchemy as sa

from relay.db.tables import (
    contact,
    contact_address,
    conversation,
    customer,
    device,
    device_key,
    device_tag,
    message,
    ticket,
    ticket_entry,
    ticket_talk,
)
from shared.protocol.chat import SenderKind

b = sa.bindparam

# How far everything has come, in pages by id: compared with the index at start.
HEADS: Final = (
    sa.select(conversation.c.id, conversation.c.head.label("version"))
    .where(conversation.c.id > b("after"))
    .order_by(conversation.c.id)
    .limit(b("most"))
)
TICKETS: Final = (
    sa.select(ticket.c.id, ticket.c.version).where(ticket.c.id > b("after")).order_by(ticket.c.id).limit(b("most"))
)
CONTACTS: Final = (
    sa.select(contact.c.id, contact.c.version).where(contact.c.id > b("after")).order_by(contact.c.id).limit(b("most"))
)
DEVICES: Final = (
    sa.select(device.c.id, device.c.version).where(device.c.id > b("after")).order_by(device.c.id).limit(b("most"))
)

HEAD: Final = sa.select(conversation.c.customer_id, conversation.c.head).where(
    conversation.c.id == b("of_conversation")
)
WORDS_AFTER: Final = (
    sa.select(message.c.seq, message.c.text, message.c.at, message.c.sender)
    .where(message.c.conversation_id == b("of_conversation"), message.c.seq > b("after"))
    .order_by(message.c.seq)
    .limit(b("most"))
)
NOTES_OF_TALK: Final = sa.select(ticket_entry).where(
    ticket_entry.c.conversation_id == b("of_conversation"), ticket_entry.c.ticket_id.is_(None)
)
TICKET: Final = sa.select(ticket).where(ticket.c.id == b("of_ticket"))
ENTRIES: Final = sa.select(ticket_entry).where(ticket_entry.c.ticket_id == b("of_ticket"))
CONTACT: Final = sa.select(contact).where(contact.c.id == b("of_contact"))
ADDRESSES: Final = sa.select(contact_address.c.e_mail).where(contact_address.c.contact_id == b("of_contact"))
DEVICE: Final = sa.select(device).where(device.c.id == b("of_device"))
USERS: Final = sa.select(device_key.c.os_user).where(device_key.c.device_id == b("of_device"))
TAGS: Final = sa.select(device_tag.c.tag).where(device_tag.c.device_id == b("of_device"))

_SAME_TALK: Final = (conversation.c.customer_id == message.c.customer_id) & (
    conversation.c.id == message.c.conversation_id
)
FOUND_MESSAGE: Final = (
    sa.select(
        message.c.text,
        message.c.at,
        message.c.customer_id,
        conversation.c.technician_id,
        contact.c.first_name,
        contact.c.last_name,
        device_key.c.os_user,
        device.c.name.label("device_name"),
    )
    .join_from(message, conversation, _SAME_TALK)
    .join(
        device,
        (device.c.customer_id == conversation.c.customer_id) & (device.c.id == conversation.c.device_id),
    )
    .join(
        device_key,
        (device_key.c.customer_id == conversation.c.customer_id) & (device_key.c.id == conversation.c.device_key_id),
    )
    .outerjoin(
        contact, (contact.c.customer_id == conversation.c.customer_id) & (contact.c.id == conversation.c.contact_id)
    )
    .where(
        message.c.conversation_id == b("of_conversation"),
        message.c.seq == b("of_seq"),
        message.c.sender != SenderKind.RELAY,
    )
)
FOUND_NOTE: Final = sa.select(ticket_entry).where(ticket_entry.c.id == b("of_entry"))
TALK: Final = sa.select(conversation.c.technician_id).where(conversation.c.id == b("of_conversation"))
HAS_TICKET: Final = sa.select(ticket_talk.c.ticket_id).where(ticket_talk.c.conversation_id == b("of_conversation"))
CUSTOMERS: Final = sa.select(customer.c.id)

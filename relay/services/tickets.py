"""Opening tickets: by the clock, by hand from a talk, from the tray, from the console, by a watch rule. Source: design 6.

Not here: changes (ticket_edit.py), what is written on them (entries.py), merging (merging.py), the mails (notifying.py).
"""

import datetime as dt

import msgspec

from relay.db.repositories import chat, directory, entries, technicians, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import ticket as rules
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, PrincipalKind, Right
from relay.domain.text import check_long, clean_name, harmless_name
from relay.services import catalogue, loading
from relay.services.identity import known_person
from relay.services.orders import Context
from relay.services.ticket_store import DESCRIPTION_CHARS, Opening, insert, said
from shared.errors import NotFound
from shared.ids import (
    CustomerId,
    DeviceId,
    DeviceKeyId,
    ServiceId,
    TechnicianId,
    TicketId,
    new_id,
)
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.identity import Shield
from shared.protocol.tickets import OpenTicket, Priority, TicketOpened

SNAPSHOT_KEY_CHARS, SNAPSHOT_VALUE_CHARS = 60, 300


def open_ticket(work: UnitOfWork, message: OpenTicket, context: Context) -> TicketOpened:
    """Open a ticket from the tray or the console; a conversation that has one already answers with it."""
    is_device = work.scope.principal.kind is PrincipalKind.DEVICE
    if not is_device:
        work.scope.require(Right.EDIT_TICKETS)
    existing = tickets.ticket_row(work.gate, message.ticket_id)
    if existing is not None:
        if work.scope.device_key_id not in {None, existing.device_key_id}:
            raise NotFound
        return TicketOpened(re=message.ref, ticket_id=TicketId(existing.id), number=existing.number)
    if is_device:
        opening = _from_tray(work, message)
    elif message.conversation_id is not None:
        talk = loading.conversation_of(work, message.conversation_id)
        row = tickets.of_conversation(work.gate, talk.id)
        if row is not None:
            return TicketOpened(re=message.ref, ticket_id=TicketId(row.id), number=row.number)
        opening = _from_talk(work, talk, message.ticket_id, _title(message.title), "chat")
        opening = msgspec.structs.replace(
            opening,
            description=_description(message),
            priority=message.priority,
            service_id=_service(work, message, talk),
        )
    else:
        opening = _from_console(work, message)
    return TicketOpened(re=message.ref, ticket_id=message.ticket_id, number=insert(work, opening, context.now))


def open_by_clock(work: UnitOfWork, talk: Conversation, now: dt.datetime) -> None:
    """Open the ticket of a conversation two minutes after acceptance, unless it has one (A-08, A-09)."""
    work.gate.change(chat.CLEAR_TICKET_DUE, of_conversation=talk.id)
    if tickets.of_conversation(work.gate, talk.id) is None:
        title = rules.default_title(str(directory.settings(work.gate).get("language", "en")))
        insert(work, _from_talk(work, talk, TicketId(new_id()), title, "chat_timer"), now)
    work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)


def open_by_watch(
    work: UnitOfWork,
    *,
    ticket_id: TicketId,
    customer_id: CustomerId,
    device_id: DeviceId | None,
    title: str,
    description: str,
    priority: Priority,
    now: dt.datetime,
) -> int:
    """Open a ticket because of what devices are like; return its number. Called by the watch rules."""
    opening = Opening(
        ticket_id=ticket_id,
        customer_id=customer_id,
        title=harmless_name(title, MAX_TITLE_CHARS),
        origin="watch",
        service_id=catalogue.wanted(work, None),
        description=description[:DESCRIPTION_CHARS],
        priority=priority,
        device_id=device_id,
        assignee_id=owner_of(work, customer_id),
    )
    return insert(work, opening, now)


def link(work: UnitOfWork, ticket_id: TicketId, talk: Conversation, now: dt.datetime) -> None:
    """Give a ticket one more conversation, which was started from it; it is the one shown from now on."""
    loading.ticket_of(work, ticket_id)
    entries.put_talk(work.gate, talk.customer_id, talk.id, ticket_id)
    facts = {"conversation_id": talk.id, "updated_at": now}
    directory.change(work.gate, tickets.SAVE, {"of_ticket": ticket_id}, **facts)
    work.gate.change(chat.CLEAR_TICKET_DUE, of_conversation=talk.id)
    said(work, ticket_id, talk.customer_id, "ticket.linked", now, talk.id)


def owner_of(work: UnitOfWork, customer_id: CustomerId) -> TechnicianId | None:
    """Return the technician who follows the customer and may still see it (H-14)."""
    customer = loading.customer_of(work, customer_id)
    relay = work.under(RELAY_SCOPE)
    row = relay.gate.row(technicians.TECHNICIAN, of_technician=customer.owner_id) if customer.owner_id else None
    if row is None or not row.is_active:
        return None
    granted = technicians.customers_of(relay.gate, row)
    return TechnicianId(row.id) if granted is None or customer_id in granted else None


def _title(title: str) -> str:
    return clean_name(title, "title", MAX_TITLE_CHARS)


def _description(message: OpenTicket) -> str:
    return check_long(message.description, "description", DESCRIPTION_CHARS)


def _service(work: UnitOfWork, message: OpenTicket, talk: Conversation) -> ServiceId:
    named = message.service_id or talk.service_id
    return catalogue.wanted(work, named)


def _from_talk(work: UnitOfWork, talk: Conversation, ticket_id: TicketId, title: str, origin: str) -> Opening:
    """A ticket of a talk belongs to whoever talks, also where the customer has an owner."""
    return Opening(
        ticket_id=ticket_id,
        customer_id=talk.customer_id,
        title=title,
        origin=origin,
        service_id=catalogue.wanted(work, talk.service_id),
        device_id=talk.device_id,
        device_key_id=talk.device_key_id,
        contact_id=talk.contact_id,
        assignee_id=talk.technician_id,
        group_id=talk.waiting_group_id,
        conversation_id=talk.id,
        shield=Shield(level=talk.shield_level, method=talk.shield_method, by=talk.shield_by, at=talk.shield_at),
    )


def _from_tray(work: UnitOfWork, message: OpenTicket) -> Opening:
    """Only words, service, priority and the device's own facts count; the relay fills in who and where (A-37)."""
    customer_id = work.scope.own_customer
    key = loading.key_of(work, DeviceKeyId(work.scope.principal.id))
    known = known_person(work, DeviceId(key.device_id), DeviceKeyId(key.id))
    return Opening(
        ticket_id=message.ticket_id,
        customer_id=customer_id,
        title=_title(message.title),
        origin="tray",
        service_id=catalogue.wanted(work, message.service_id),
        priority=message.priority,
        description=_description(message),
        device_id=DeviceId(key.device_id),
        device_key_id=DeviceKeyId(key.id),
        contact_id=known.contact_id,
        assignee_id=owner_of(work, customer_id),
        snapshot={
            harmless_name(name, SNAPSHOT_KEY_CHARS): harmless_name(value, SNAPSHOT_VALUE_CHARS)
            for name, value in message.snapshot.items()
        },
        shield=known.shield,
    )


def _from_console(work: UnitOfWork, message: OpenTicket) -> Opening:
    if message.customer_id is None:
        raise NotFound
    loading.customer_of(work, message.customer_id)
    if message.device_id is not None and loading.device_of(work, message.device_id).customer_id != message.customer_id:
        raise NotFound
    contact_id = message.contact_id
    if contact_id is not None and loading.contact_of(work, contact_id).customer_id != message.customer_id:
        raise NotFound
    return Opening(
        ticket_id=message.ticket_id,
        customer_id=message.customer_id,
        title=_title(message.title),
        origin="console",
        service_id=catalogue.wanted(work, message.service_id),
        description=_description(message),
        priority=message.priority,
        device_id=message.device_id,
        contact_id=contact_id,
        assignee_id=owner_of(work, message.customer_id) or work.scope.technician_id,
    )

"""Tickets: by the clock, by hand from a talk, from the tray, from the console; edit, rename, link. Source: design 6."""

import datetime as dt

from relay.db.gate import Row
from relay.db.repositories import chat, directory, technicians, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import ticket as rules
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, PrincipalKind, Right
from relay.domain.text import check_long, clean_name
from relay.services import loading
from relay.services.identity import NO_SHIELD, known_person
from relay.services.orders import Context
from shared.errors import Conflict, NotAllowed, NotFound
from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId, TechnicianId, TicketId, new_id
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.base import Done
from shared.protocol.identity import Shield
from shared.protocol.tickets import EditTicket, OpenTicket, TicketOpened, TicketState

DESCRIPTION_CHARS = 8000


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
    title = clean_name(message.title, "title", MAX_TITLE_CHARS)
    description = check_long(message.description, "description", DESCRIPTION_CHARS)
    if is_device:
        number = _from_tray(work, message.ticket_id, title, description, context)
        return TicketOpened(re=message.ref, ticket_id=message.ticket_id, number=number)
    if message.conversation_id is not None:
        talk = loading.conversation_of(work, message.conversation_id)
        row = tickets.of_conversation(work.gate, talk.id)
        if row is not None:
            return TicketOpened(re=message.ref, ticket_id=TicketId(row.id), number=row.number)
        number = _from_talk(work, talk, message.ticket_id, title, "chat", context.now, description)
        return TicketOpened(re=message.ref, ticket_id=message.ticket_id, number=number)
    number = _from_console(work, message, title, description, context)
    return TicketOpened(re=message.ref, ticket_id=message.ticket_id, number=number)


def open_by_clock(work: UnitOfWork, talk: Conversation, now: dt.datetime) -> None:
    """Open the ticket of a conversation two minutes after acceptance, unless it has one (A-08, A-09)."""
    work.gate.change(chat.CLEAR_TICKET_DUE, of_conversation=talk.id)
    if tickets.of_conversation(work.gate, talk.id) is None:
        title = rules.default_title(str(directory.settings(work.gate).get("language", "en")))
        _from_talk(work, talk, TicketId(new_id()), title, "chat_timer", now)
    work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)


def edit(work: UnitOfWork, message: EditTicket, context: Context) -> Done:
    """Change what is given. Raises: Conflict when the ticket has changed since it was shown."""
    work.scope.require(Right.EDIT_TICKETS)
    row = loading.ticket_of(work, message.ticket_id)
    facts: dict[str, object] = {"updated_at": context.now}
    if message.title is not None:
        facts["title"] = clean_name(message.title, "title", MAX_TITLE_CHARS)
    if message.description is not None:
        facts["description"] = check_long(message.description, "description", DESCRIPTION_CHARS)
    if message.state is not None:
        rules.check_change(row.state, message.state)
        facts["state"] = message.state
    if message.assignee_id is not None:
        facts["assignee_id"] = _assignee(work, row, message.assignee_id)
    keys = {"of_ticket": message.ticket_id, "seen_version": message.version}
    if not directory.change(work.gate, tickets.SAVE_SEEN, keys, **facts):
        raise Conflict(what="ticket_changed")
    _said(work, row.id, CustomerId(row.customer_id), "ticket.edited", context.now, row.conversation_id)
    return Done(re=message.ref)


def _assignee(work: UnitOfWork, ticket: Row, technician_id: TechnicianId) -> str:
    """Raises: NotFound, NotAllowed for somebody who could not see the ticket; whoever has it already may keep it."""
    technician = loading.technician_of(work, technician_id)
    granted = technicians.customers_of(work.gate, technician)
    sees = technician.is_active and (granted is None or ticket.customer_id in granted)
    if not sees and technician.id != ticket.assignee_id:
        raise NotAllowed(why="not_granted")
    return str(technician.id)


def rename_of(work: UnitOfWork, talk: Conversation, title: str, context: Context) -> None:
    """Rename the ticket of a conversation at its close (A-10). Raises: NotFound where it has none."""
    row = tickets.of_conversation(work.gate, talk.id)
    if row is None:
        raise NotFound
    clean = clean_name(title, "title", MAX_TITLE_CHARS)
    directory.change(work.gate, tickets.SAVE, {"of_ticket": row.id}, title=clean, updated_at=context.now)
    _said(work, row.id, talk.customer_id, "ticket.renamed", context.now, talk.id)


def link(work: UnitOfWork, ticket_id: TicketId, talk: Conversation, now: dt.datetime) -> None:
    """Give a ticket the conversation that was started from it; its first conversation stays where it has one."""
    row = loading.ticket_of(work, ticket_id)
    if row.conversation_id is None:
        facts = {"conversation_id": talk.id, "updated_at": now}
        directory.change(work.gate, tickets.SAVE, {"of_ticket": ticket_id}, **facts)
        _said(work, ticket_id, talk.customer_id, "ticket.linked", now, talk.id)


def _from_talk(
    work: UnitOfWork,
    talk: Conversation,
    ticket_id: TicketId,
    title: str,
    origin: str,
    now: dt.datetime,
    description: str = "",
) -> int:
    shield = Shield(level=talk.shield_level, method=talk.shield_method, by=talk.shield_by, at=talk.shield_at)
    work.gate.change(chat.CLEAR_TICKET_DUE, of_conversation=talk.id)
    return _insert(
        work,
        ticket_id=ticket_id,
        customer_id=talk.customer_id,
        title=title,
        description=description,
        origin=origin,
        now=now,
        device_id=talk.device_id,
        device_key_id=talk.device_key_id,
        contact_id=talk.contact_id,
        assignee_id=talk.technician_id,
        conversation_id=talk.id,
        shield=shield,
    )


def _from_tray(work: UnitOfWork, ticket_id: TicketId, title: str, description: str, context: Context) -> int:
    customer_id = work.scope.own_customer
    key = loading.key_of(work, DeviceKeyId(work.scope.principal.id))
    known = known_person(work, DeviceId(key.device_id), DeviceKeyId(key.id))
    return _insert(
        work,
        ticket_id=ticket_id,
        customer_id=customer_id,
        title=title,
        description=description,
        origin="tray",
        now=context.now,
        device_id=DeviceId(key.device_id),
        device_key_id=DeviceKeyId(key.id),
        contact_id=known.contact_id,
        shield=known.shield,
    )


def _from_console(work: UnitOfWork, message: OpenTicket, title: str, description: str, context: Context) -> int:
    if message.customer_id is None:
        raise NotFound
    loading.customer_of(work, message.customer_id)
    if message.device_id is not None and loading.device_of(work, message.device_id).customer_id != message.customer_id:
        raise NotFound
    contact_id = message.contact_id
    if contact_id is not None and loading.contact_of(work, contact_id).customer_id != message.customer_id:
        raise NotFound
    return _insert(
        work,
        ticket_id=message.ticket_id,
        customer_id=message.customer_id,
        title=title,
        description=description,
        origin="console",
        now=context.now,
        device_id=message.device_id,
        contact_id=contact_id,
        assignee_id=work.scope.technician_id,
    )


def _insert(
    work: UnitOfWork,
    *,
    ticket_id: TicketId,
    customer_id: CustomerId,
    title: str,
    description: str,
    origin: str,
    now: dt.datetime,
    device_id: DeviceId | None = None,
    device_key_id: DeviceKeyId | None = None,
    contact_id: ContactId | None = None,
    assignee_id: TechnicianId | None = None,
    conversation_id: str | None = None,
    shield: Shield = NO_SHIELD,
) -> int:
    last = work.under(RELAY_SCOPE).gate.row(tickets.LAST_NUMBER)
    number = ((last.number if last is not None else None) or 0) + 1
    tickets.insert(
        work.gate,
        {
            "customer_id": customer_id,
            "id": ticket_id,
            "number": number,
            "title": title,
            "description": description,
            "state": TicketState.OPEN,
            "origin": origin,
            "device_id": device_id,
            "device_key_id": device_key_id,
            "contact_id": contact_id,
            "assignee_id": assignee_id,
            "conversation_id": conversation_id,
            "shield_level": shield.level,
            "shield_method": shield.method,
            "shield_by": shield.by,
            "shield_at": shield.at,
            "created_at": now,
            "updated_at": now,
            "version": 1,
        },
    )
    _said(work, ticket_id, customer_id, "ticket.opened", now, conversation_id)
    return number


def _said(
    work: UnitOfWork,
    ticket_id: str,
    customer_id: CustomerId,
    action: str,
    now: dt.datetime,
    conversation_id: str | None,
) -> None:
    work.audit(action, ticket_id, now, customer_id)
    work.hint(Topic.TICKET, ticket_id, customer_id)
    if conversation_id is not None:
        work.gate.change(chat.TOUCH_CONVERSATION, of_conversation=conversation_id)
        work.hint(Topic.CONVERSATION, conversation_id, customer_id)

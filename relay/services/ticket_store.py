"""A ticket's row: stored under the next number with its talk and the first line of its history; what is said of a change.

Which ticket is opened when: tickets.py.
"""

import datetime as dt
import json

import msgspec

from relay.db.repositories import chat, directory, entries, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import RELAY_SCOPE
from relay.services import history, notifying
from relay.services.history import Change
from relay.services.identity import NO_SHIELD
from shared.ids import (
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    GroupId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.protocol.identity import Shield
from shared.protocol.tickets import Priority, TicketState

DESCRIPTION_CHARS = 8000


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a ticket at the moment it is opened."""

    ticket_id: TicketId
    customer_id: CustomerId
    title: str
    origin: str
    service_id: ServiceId
    description: str = ""
    priority: Priority = Priority.NORMAL
    device_id: DeviceId | None = None
    device_key_id: DeviceKeyId | None = None
    contact_id: ContactId | None = None
    assignee_id: TechnicianId | None = None
    group_id: GroupId | None = None
    conversation_id: ConversationId | None = None
    snapshot: dict[str, str] = {}
    shield: Shield = NO_SHIELD


def insert(work: UnitOfWork, opening: Opening, now: dt.datetime) -> int:
    """Store a fresh ticket under the next number, give it its talk, tell whom it concerns (H-07)."""
    last = work.under(RELAY_SCOPE).gate.row(tickets.LAST_NUMBER)
    number = ((last.number if last is not None else None) or 0) + 1
    tickets.insert(
        work.gate,
        {
            "customer_id": opening.customer_id,
            "id": opening.ticket_id,
            "number": number,
            "title": opening.title,
            "description": opening.description,
            "state": TicketState.OPEN,
            "origin": opening.origin,
            "priority": opening.priority,
            "category": "",
            "service_id": opening.service_id,
            "group_id": opening.group_id,
            "device_id": opening.device_id,
            "device_key_id": opening.device_key_id,
            "contact_id": opening.contact_id,
            "assignee_id": opening.assignee_id,
            "conversation_id": opening.conversation_id,
            "merged_into": None,
            "merged_number": None,
            "worked_min": 0,
            "snapshot": json.dumps(opening.snapshot) if opening.snapshot else "",
            "shield_level": opening.shield.level,
            "shield_method": opening.shield.method,
            "shield_by": opening.shield.by,
            "shield_at": opening.shield.at,
            "created_at": now,
            "updated_at": now,
            "answered_at": None,
            "closed_at": None,
            "version": 1,
        },
    )
    history.note(work, opening.ticket_id, opening.customer_id, now, [Change("opened", after=opening.origin)])
    if opening.conversation_id is not None:
        _take_talk(work, opening, opening.conversation_id)
    notifying.ticket_opened(work, opening.ticket_id, now)
    said(work, opening.ticket_id, opening.customer_id, "ticket.opened", now, opening.conversation_id)
    return number


def _take_talk(work: UnitOfWork, opening: Opening, conversation_id: ConversationId) -> None:
    """What was noted beside the talk before it had a ticket belongs to the ticket, time worked too."""
    work.gate.change(chat.CLEAR_TICKET_DUE, of_conversation=conversation_id)
    entries.put_talk(work.gate, opening.customer_id, conversation_id, opening.ticket_id)
    worked = work.gate.row(entries.WORKED_BESIDE_TALK, of_conversation=conversation_id)
    work.gate.change(entries.GIVE_TO_TICKET, of_conversation=conversation_id, to_ticket=opening.ticket_id)
    if worked is not None and worked.minutes:
        directory.change(work.gate, tickets.SAVE, {"of_ticket": opening.ticket_id}, worked_min=worked.minutes)


def said(
    work: UnitOfWork,
    ticket_id: str,
    customer_id: CustomerId,
    action: str,
    now: dt.datetime,
    conversation_id: str | None,
    **detail: str | int,
) -> None:
    """Record what was done to a ticket, and say after the commit that it and its conversation changed."""
    work.audit(action, ticket_id, now, customer_id, **detail)
    work.hint(Topic.TICKET, ticket_id, customer_id)
    if conversation_id is not None:
        work.gate.change(chat.TOUCH_CONVERSATION, of_conversation=conversation_id)
        work.hint(Topic.CONVERSATION, conversation_id, customer_id)

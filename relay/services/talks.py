"""The talk itself: open, send, leave a message, close, cursors. Source: docs/protocol.md, Delivery.

`send` is the hot path: a batch of consecutive sends shares its lookups and its multi-row inserts (services/sending.py).
"""

import json

import msgspec
import sqlalchemy as sa

from relay.db.repositories import chat, directory, entries, technicians
from relay.db.tables import message as message_table
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain import ticket as ticket_rules
from relay.domain.chat_request import ChatRequest
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, PrincipalKind, Right
from relay.domain.text import person_name
from relay.services import loading, ticket_edit, tickets
from relay.services.identity import known_person
from relay.services.orders import Context, MoveCursors
from shared.errors import Conflict, InvalidState, NotAllowed, NotFound
from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, ServiceId, TechnicianId, TicketId, new_id
from shared.protocol.base import Done
from shared.protocol.chat import CloseConversation, LeaveMessage, SenderKind
from shared.protocol.directory import DeviceState


def open_accepted(work: UnitOfWork, request: ChatRequest, context: Context) -> None:
    """Open the conversation of a request that was just accepted, and announce the technician (A-21)."""
    if request.conversation_id is None or request.device_key_id is None or request.technician_id is None:
        raise InvalidState("an accepted request names its conversation and both sides")
    talk = rules.accepted(
        _fresh(
            work,
            conversation_id=request.conversation_id,
            customer_id=request.customer_id,
            device_id=request.device_id,
            device_key_id=request.device_key_id,
            technician_id=request.technician_id,
            context=context,
            service_id=request.service_id,
        ),
        context.now,
    )
    chat.insert_conversation(work.gate, talk)
    if request.ticket_id is not None:
        tickets.link(work, request.ticket_id, talk, context.now)
    technician = work.under(RELAY_SCOPE).gate.row(technicians.TECHNICIAN, of_technician=talk.technician_id)
    organisation = directory.settings(work.gate).get("organisation", "")
    name = technician.name if technician is not None else ""
    talk = announce(work, talk, "technician_joined", context, name=name, organisation=str(organisation))
    work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)


def leave_message(work: UnitOfWork, message: LeaveMessage, context: Context) -> Done:
    """Open a conversation that waits for its user: shown at the next sign-in, accepted by the first answer (L4)."""
    work.scope.require(Right.CHAT)
    device = loading.device_of(work, message.device_id)
    key = loading.key_of(work, message.device_key_id)
    if key.device_id != device.id:
        raise NotFound
    if device.state is not DeviceState.APPROVED or not key.is_approved:
        raise NotAllowed(why="waiting_for_approval")
    if chat.conversation_row(work.gate, message.conversation_id) is None:
        if message.ticket_id is not None:
            check_ticket(work, message.ticket_id, message.device_id)
        talk = _fresh(
            work,
            conversation_id=message.conversation_id,
            customer_id=CustomerId(device.customer_id),
            device_id=message.device_id,
            device_key_id=message.device_key_id,
            technician_id=work.scope.technician_id,
            context=context,
        )
        chat.insert_conversation(work.gate, talk)
        if message.ticket_id is not None:
            tickets.link(work, message.ticket_id, talk, context.now)
        work.audit("conversation.left_message", talk.id, context.now, talk.customer_id)
        work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)
    return Done(re=message.ref)


def check_ticket(work: UnitOfWork, ticket_id: TicketId, device_id: DeviceId) -> None:
    """Raises: Conflict naming the ticket's open conversation: it is shown, no second one is opened (A-26)."""
    ticket = loading.ticket_of(work, ticket_id)
    if ticket.device_id != device_id:
        raise NotFound
    ticket_rules.check_not_merged(ticket.merged_into)
    talk = entries.open_talk_of(work.gate, ticket_id)
    if talk is not None:
        raise Conflict(what="conversation_open", conversation_id=talk.id)


def close(work: UnitOfWork, message: CloseConversation, context: Context) -> Done:
    """End the talk from either side; a technician may rename its ticket in the same step (A-10)."""
    talk = loading.conversation_of(work, message.conversation_id)
    by = _side(work, talk)
    if talk.is_open:
        talk = announce(work, talk, f"closed_by_{by}", context, name=_shown_name(work, talk))
        talk = rules.closed(talk, by=by, now=context.now)
        chat.save_conversation(work.gate, talk)
        work.audit("conversation.closed", talk.id, context.now, talk.customer_id)
        work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)
    if message.ticket_title and by == "technician":
        ticket_edit.rename_of(work, talk, message.ticket_title, context)
    return Done(re=message.ref)


def move_cursors(work: UnitOfWork, order: MoveCursors, _context: Context) -> Done:
    """Move delivered and read marks forward, never past the head, never back; a member is named once in an order."""
    wanted = {(moved.conversation_id, moved.member): moved for moved in order.moved}
    changed: list[tuple[str, str, int, int]] = []
    for row in chat.marks_of(work.gate, wanted):
        moved = wanted[row.conversation_id, row.member]
        delivered = max(row.delivered, min(moved.delivered, row.head))
        read = max(row.read, min(moved.read, delivered))
        if (delivered, read) != (row.delivered, row.read):
            changed.append((row.conversation_id, row.member, delivered, read))
            work.hint(Topic.CURSORS, row.conversation_id, row.customer_id, row.member)
    if changed:
        chat.set_cursors(work.gate, changed)
    return Done(re=0)


def announce(work: UnitOfWork, talk: Conversation, event: str, context: Context, **params: str) -> Conversation:
    """Append a line said by the relay itself; returns the conversation with its new head."""
    seq = talk.head + 1
    text = json.dumps(params, sort_keys=True)
    work.gate.insert(
        sa.insert(message_table),
        {
            "customer_id": talk.customer_id,
            "conversation_id": talk.id,
            "seq": seq,
            "sender": SenderKind.RELAY,
            "sender_id": talk.id,
            "sender_name": "",
            "stream": None,
            "number": None,
            "message_id": new_id(),
            "body_hash": rules.body_hash(event + text),
            "text": "",
            "event": event,
            "params": text,
            "at": context.now,
        },
    )
    work.gate.change(chat.SET_HEAD, of_conversation=talk.id, old_head=talk.head, new_head=seq)
    work.hint(Topic.MESSAGES, talk.id, talk.customer_id)
    return msgspec.structs.replace(talk, head=seq)


def _fresh(
    work: UnitOfWork,
    *,
    conversation_id: ConversationId,
    customer_id: CustomerId,
    device_id: DeviceId,
    device_key_id: DeviceKeyId,
    technician_id: TechnicianId,
    context: Context,
    service_id: ServiceId | None = None,
) -> Conversation:
    known = known_person(work, device_id, device_key_id)
    return Conversation(
        id=conversation_id,
        customer_id=customer_id,
        device_id=device_id,
        device_key_id=device_key_id,
        technician_id=technician_id,
        contact_id=known.contact_id,
        service_id=service_id,
        waiting_group_id=None,
        is_open=True,
        head=0,
        opened_at=context.now,
        accepted_at=None,
        ticket_due_at=None,
        closed_at=None,
        closed_by="",
        shield_level=known.shield.level,
        shield_method=known.shield.method,
        shield_by=known.shield.by,
        shield_at=known.shield.at,
        version=1,
    )


def _side(work: UnitOfWork, talk: Conversation) -> str:
    """Return which side the caller is. Raises: NotAllowed for a technician who neither holds it nor sees all."""
    if work.scope.principal.kind is PrincipalKind.DEVICE:
        return "device"
    if talk.technician_id != work.scope.technician_id:
        work.scope.require(Right.SEE_ALL_CONVERSATIONS)
    work.scope.require(Right.CHAT)
    return "technician"


def _shown_name(work: UnitOfWork, talk: Conversation) -> str:
    if work.scope.principal.kind is PrincipalKind.TECHNICIAN:
        return work.scope.principal.name
    row = work.gate.row(chat.ONE_CONVERSATION_VIEW, of_conversation=talk.id)
    return person_name(row.first_name, row.last_name, row.os_user) if row is not None else ""

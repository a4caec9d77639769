"""Queries on chat requests, conversations, messages and cursors."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from relay.db.gate import Gate, Row
from relay.db.tables import (
    chat_request,
    contact,
    conversation,
    cursor,
    customer,
    device,
    device_key,
    message,
    request_decline,
    sender_position,
    service,
    technician,
    technician_group,
    ticket,
    ticket_talk,
)
from relay.domain.chat_request import ChatRequest
from relay.domain.conversation import Conversation
from shared.ids import ChatRequestId, ConversationId, CustomerId
from shared.protocol.chat import ChatMessage
from shared.protocol.requests import LIVE_STATES, Direction, RequestState

b = sa.bindparam


def _same(left: sa.Table, right: sa.Table, column: str) -> sa.ColumnElement[bool]:
    return sa.and_(left.c.customer_id == right.c.customer_id, left.c[column] == right.c.id)


_LIVE: Final = chat_request.c.state.in_(LIVE_STATES)
REQUEST: Final = sa.select(chat_request).where(chat_request.c.id == b("of_request"))
REQUEST_VIEW: Final = (
    sa.select(
        chat_request,
        customer.c.name.label("customer_name"),
        device.c.name.label("device_name"),
        device_key.c.os_user,
        contact.c.first_name,
        contact.c.last_name,
        technician.c.name.label("technician_name"),
        service.c.name.label("service_name"),
    )
    .join_from(chat_request, customer, customer.c.id == chat_request.c.customer_id)
    .join(device, _same(chat_request, device, "device_id"))
    .outerjoin(device_key, _same(chat_request, device_key, "device_key_id"))
    .outerjoin(contact, _same(chat_request, contact, "contact_id"))
    .outerjoin(technician, technician.c.id == chat_request.c.technician_id)
    .outerjoin(service, service.c.id == chat_request.c.service_id)
)
ONE_REQUEST_VIEW: Final = REQUEST_VIEW.where(chat_request.c.id == b("of_request"))
LIVE_REQUEST_VIEWS: Final = REQUEST_VIEW.where(_LIVE).order_by(chat_request.c.created_at)
ENDED_REQUEST_VIEWS: Final = REQUEST_VIEW.where(
    sa.not_(_LIVE),
    chat_request.c.device_id == b("of_device"),
    chat_request.c.decided_at > b("since", type_=chat_request.c.decided_at.type),
).order_by(chat_request.c.created_at)
MISSED_VIEWS: Final = (
    REQUEST_VIEW.where(
        chat_request.c.direction == Direction.FROM_USER,
        chat_request.c.state.in_([RequestState.EXPIRED, RequestState.DECLINED, RequestState.CANCELLED]),
        chat_request.c.expires_at > b("since", type_=chat_request.c.expires_at.type),
    )
    .order_by(chat_request.c.expires_at.desc())
    .limit(b("most"))
)
LIVE_OF_DEVICE: Final = sa.select(chat_request).where(chat_request.c.device_id == b("of_device"), _LIVE)
LIVE_OF_TECHNICIAN: Final = sa.select(chat_request).where(_LIVE, chat_request.c.technician_id == b("of_technician"))
DUE_REQUESTS: Final = sa.select(chat_request).where(
    _LIVE, chat_request.c.expires_at <= b("now", type_=chat_request.c.expires_at.type)
)
NEXT_EXPIRY: Final = sa.select(sa.func.min(chat_request.c.expires_at).label("at")).where(_LIVE)
SAVE_REQUEST: Final = (
    sa.update(chat_request)
    .where(chat_request.c.id == b("of_request"), chat_request.c.version == b("seen_version"), _LIVE)
    .values(
        state=b("new_state", type_=chat_request.c.state.type),
        device_key_id=b("new_device_key"),
        technician_id=b("new_technician"),
        conversation_id=b("new_conversation"),
        decided_at=b("new_decided", type_=chat_request.c.decided_at.type),
        version=b("new_version"),
    )
)
SAVE_REQUEST_IN_TIME: Final = SAVE_REQUEST.where(
    chat_request.c.expires_at > b("now", type_=chat_request.c.expires_at.type)
)
DECLINES: Final = sa.select(request_decline).where(request_decline.c.request_id == b("of_request"))

CONVERSATION: Final = sa.select(conversation).where(conversation.c.id == b("of_conversation"))
CONVERSATION_VIEW: Final = (
    sa.select(
        conversation,
        customer.c.name.label("customer_name"),
        device.c.name.label("device_name"),
        device_key.c.os_user,
        contact.c.first_name,
        contact.c.last_name,
        technician.c.name.label("technician_name"),
        ticket.c.id.label("ticket_id"),
        ticket.c.number.label("ticket_number"),
        service.c.name.label("service_name"),
        technician_group.c.name.label("waiting_group_name"),
    )
    .join_from(conversation, customer, customer.c.id == conversation.c.customer_id)
    .join(device, _same(conversation, device, "device_id"))
    .join(device_key, _same(conversation, device_key, "device_key_id"))
    .join(technician, technician.c.id == conversation.c.technician_id)
    .outerjoin(contact, _same(conversation, contact, "contact_id"))
    .outerjoin(service, service.c.id == conversation.c.service_id)
    .outerjoin(technician_group, technician_group.c.id == conversation.c.waiting_group_id)
    .outerjoin(
        ticket_talk,
        sa.and_(
            ticket_talk.c.customer_id == conversation.c.customer_id, ticket_talk.c.conversation_id == conversation.c.id
        ),
    )
    .outerjoin(ticket, _same(ticket_talk, ticket, "ticket_id"))
)
ONE_CONVERSATION_VIEW: Final = CONVERSATION_VIEW.where(conversation.c.id == b("of_conversation"))
OF_DEVICE_KEY: Final = CONVERSATION_VIEW.where(conversation.c.device_key_id == b("of_key")).order_by(
    conversation.c.opened_at.desc()
)
OF_TECHNICIAN: Final = (
    CONVERSATION_VIEW.where(conversation.c.technician_id == b("of_technician"))
    .order_by(conversation.c.is_open.desc(), conversation.c.opened_at.desc())
    .limit(200)
)
OPEN_OR_RECENT: Final = CONVERSATION_VIEW.where(
    sa.or_(conversation.c.is_open, conversation.c.closed_at > b("since", type_=conversation.c.closed_at.type))
).order_by(conversation.c.opened_at)
OPEN_OF_DEVICE: Final = sa.select(conversation).where(
    conversation.c.device_id == b("of_device"), conversation.c.is_open
)
SAVE_CONVERSATION: Final = (
    sa.update(conversation)
    .where(conversation.c.id == b("of_conversation"))
    .values(
        is_open=b("new_is_open"),
        contact_id=b("new_contact_id"),
        accepted_at=b("new_accepted_at", type_=conversation.c.accepted_at.type),
        ticket_due_at=b("new_ticket_due_at", type_=conversation.c.accepted_at.type),
        closed_at=b("new_closed_at", type_=conversation.c.accepted_at.type),
        closed_by=b("new_closed_by"),
        shield_level=b("new_shield_level"),
        shield_method=b("new_shield_method"),
        shield_by=b("new_shield_by"),
        shield_at=b("new_shield_at", type_=conversation.c.accepted_at.type),
        waiting_group_id=b("new_waiting_group_id"),
        version=b("new_version"),
    )
)
HAND_ON: Final = (
    sa.update(conversation)
    .where(
        conversation.c.id == b("of_conversation"),
        conversation.c.version == b("seen_version"),
        conversation.c.is_open,
    )
    .values(technician_id=b("new_technician_id"), waiting_group_id=b("new_waiting_group_id"), version=b("new_version"))
)
WAITING_FOR_GROUP: Final = sa.select(conversation.c.id).where(conversation.c.waiting_group_id == b("of_group"))
TOUCH_CONVERSATION: Final = (
    sa.update(conversation).where(conversation.c.id == b("of_conversation")).values(version=conversation.c.version + 1)
)
SET_HEAD: Final = (
    sa.update(conversation)
    .where(conversation.c.id == b("of_conversation"), conversation.c.head == b("old_head"))
    .values(head=b("new_head"))
)
# Many conversations in one look: `wanted` is a JSON list of ids, `moves` is JSON, [[conversation, old, new], …].
_WANTED: Final = sa.func.json_each(b("wanted")).table_valued("value", name="wanted")
TALKS: Final = (
    sa.select(conversation, device_key.c.os_user, contact.c.first_name, contact.c.last_name)
    .join_from(conversation, device_key, _same(conversation, device_key, "device_key_id"))
    .outerjoin(contact, _same(conversation, contact, "contact_id"))
    .where(conversation.c.id == _WANTED.c.value)
)
_MOVES: Final = sa.func.json_each(b("moves")).table_valued("value", name="move")
MOVE_HEADS: Final = (
    sa.update(conversation)
    .where(
        conversation.c.id == sa.func.json_extract(_MOVES.c.value, "$[0]"),
        conversation.c.head == sa.func.json_extract(_MOVES.c.value, "$[1]"),
    )
    .values(head=sa.func.json_extract(_MOVES.c.value, "$[2]"))
)
DUE_TICKETS: Final = sa.select(conversation).where(
    conversation.c.ticket_due_at <= b("now", type_=conversation.c.ticket_due_at.type)
)
NEXT_TICKET: Final = sa.select(sa.func.min(conversation.c.ticket_due_at).label("at"))
CLEAR_TICKET_DUE: Final = (
    sa.update(conversation)
    .where(conversation.c.id == b("of_conversation"))
    .values(ticket_due_at=None, version=conversation.c.version + 1)
)
_SHOWN: Final = tuple(
    message.c[name]
    for name in (
        "conversation_id", "seq", "message_id", "sender", "sender_id", "sender_name",
        "at", "text", "event", "params", "stream", "number",
    )
)  # fmt: skip
"""What a member is shown of a message; `message_from` takes them by their place."""
MESSAGES_AFTER: Final = (
    sa.select(*_SHOWN)
    .where(message.c.conversation_id == b("of_conversation"), message.c.seq > b("after"))
    .order_by(message.c.seq)
    .limit(b("most"))
)
# Many places in one look: `places` is JSON, [[conversation, after], …]. Numbers have no holes, so a range is a limit.
_PLACES: Final = sa.func.json_each(b("places")).table_valued("value", name="place")
_AFTER: Final = sa.func.json_extract(_PLACES.c.value, "$[1]")
MESSAGES_BEHIND: Final = (
    sa.select(*_SHOWN, _AFTER.label("after"))
    .where(
        message.c.conversation_id == sa.func.json_extract(_PLACES.c.value, "$[0]"),
        message.c.seq > _AFTER,
        message.c.seq <= _AFTER + b("most"),
    )
    .order_by(message.c.conversation_id, _AFTER, message.c.seq)
)
MESSAGE_BY_NUMBER: Final = sa.select(message).where(
    message.c.conversation_id == b("of_conversation"),
    message.c.stream == b("of_stream"),
    message.c.number == b("of_number"),
)
MESSAGE_BY_ID: Final = sa.select(message).where(
    message.c.conversation_id == b("of_conversation"), message.c.message_id == b("of_message")
)
_STREAMS: Final = sa.func.json_each(b("streams")).table_valued("value", name="stream")
POSITIONS: Final = sa.select(*sender_position.c["conversation_id", "stream", "number"]).where(
    sender_position.c.conversation_id == sa.func.json_extract(_STREAMS.c.value, "$[0]"),
    sender_position.c.stream == sa.func.json_extract(_STREAMS.c.value, "$[1]"),
)
_POSITION: Final = sqlite.insert(sender_position)
PUT_POSITION: Final = _POSITION.on_conflict_do_update(
    index_elements=list(sender_position.primary_key), set_={"number": _POSITION.excluded.number}
)
PUT_CURSOR: Final = sqlite.insert(cursor).on_conflict_do_nothing(index_elements=list(cursor.primary_key))
CURSORS: Final = sa.select(cursor).where(cursor.c.conversation_id == b("of_conversation"))
_MEMBERS: Final = sa.func.json_each(b("members")).table_valued("value", name="member")
CURSORS_OF: Final = sa.select(cursor).where(
    cursor.c.conversation_id == sa.func.json_extract(_MEMBERS.c.value, "$[0]"),
    cursor.c.member == sa.func.json_extract(_MEMBERS.c.value, "$[1]"),
)
MARKS: Final = (
    sa.select(cursor, conversation.c.head)
    .join_from(cursor, conversation, _same(cursor, conversation, "conversation_id"))
    .where(
        cursor.c.conversation_id == sa.func.json_extract(_MEMBERS.c.value, "$[0]"),
        cursor.c.member == sa.func.json_extract(_MEMBERS.c.value, "$[1]"),
    )
)
SET_CURSORS: Final = (
    sa.update(cursor)
    .where(
        cursor.c.conversation_id == sa.func.json_extract(_MEMBERS.c.value, "$[0]"),
        cursor.c.member == sa.func.json_extract(_MEMBERS.c.value, "$[1]"),
    )
    .values(
        delivered=sa.func.json_extract(_MEMBERS.c.value, "$[2]"), read=sa.func.json_extract(_MEMBERS.c.value, "$[3]")
    )
)
_FACTS: Final = conversation.c.keys()


def conversation_from(row: Row) -> Conversation:
    """Return the stored conversation of a row that begins with its columns."""
    return Conversation(**dict(zip(_FACTS, row, strict=False)))


def request_row(gate: Gate, request_id: ChatRequestId) -> ChatRequest | None:
    """Return a request."""
    row = gate.row(REQUEST, of_request=request_id)
    return None if row is None else ChatRequest(**row._mapping)  # noqa: SLF001


def insert_request(gate: Gate, request: ChatRequest) -> None:
    """Store a fresh request."""
    gate.insert(sa.insert(chat_request), msgspec.structs.asdict(request))


def save_request(gate: Gate, before: ChatRequest, after: ChatRequest, in_time_at: dt.datetime | None) -> bool:
    """Compare-and-set a live request; with `in_time_at` also on the deadline. False: somebody else was first."""
    values: dict[str, Any] = {
        "of_request": before.id,
        "seen_version": before.version,
        "new_state": after.state,
        "new_device_key": after.device_key_id,
        "new_technician": after.technician_id,
        "new_conversation": after.conversation_id,
        "new_decided": after.decided_at,
        "new_version": after.version,
    }
    if in_time_at is None:
        return gate.change(SAVE_REQUEST, **values) == 1
    return gate.change(SAVE_REQUEST_IN_TIME, now=in_time_at, **values) == 1


def conversation_row(gate: Gate, conversation_id: ConversationId) -> Conversation | None:
    """Return a conversation."""
    row = gate.row(CONVERSATION, of_conversation=conversation_id)
    return None if row is None else conversation_from(row)


def talks_of(gate: Gate, conversation_ids: Collection[ConversationId]) -> Sequence[Row]:
    """Return conversations with what names their user: os_user, first_name, last_name."""
    return gate.rows(TALKS, wanted=json.dumps(list(conversation_ids)))


def move_heads(gate: Gate, moves: Collection[tuple[ConversationId, int, int]]) -> int:
    """Compare-and-set the heads of (conversation, old, new); returns how many were moved."""
    return gate.change(MOVE_HEADS, moves=json.dumps(list(moves)))


def insert_conversation(gate: Gate, talk: Conversation) -> None:
    """Store a fresh conversation and its members' cursors."""
    gate.insert(sa.insert(conversation), msgspec.structs.asdict(talk))
    key = {"customer_id": talk.customer_id, "conversation_id": talk.id, "delivered": 0, "read": 0}
    gate.insert(sa.insert(cursor), {**key, "member": talk.device_key_id}, {**key, "member": talk.technician_id})


def save_conversation(gate: Gate, talk: Conversation) -> None:
    """Save everything but the head."""
    facts = msgspec.structs.asdict(talk)
    names = [
        "is_open",
        "contact_id",
        "accepted_at",
        "ticket_due_at",
        "closed_at",
        "closed_by",
        "shield_level",
        "shield_method",
        "shield_by",
        "shield_at",
        "waiting_group_id",
        "version",
    ]
    gate.change(SAVE_CONVERSATION, of_conversation=talk.id, **{f"new_{name}": facts[name] for name in names})


def hand_on(gate: Gate, before: Conversation, after: Conversation) -> bool:
    """Compare-and-set whose conversation it is and which group it waits for. False: somebody else was first."""
    values = {"new_technician_id": after.technician_id, "new_waiting_group_id": after.waiting_group_id}
    keys = {"of_conversation": before.id, "seen_version": before.version}
    return gate.change(HAND_ON, **keys, **values, new_version=after.version) == 1


def put_cursor(gate: Gate, customer_id: CustomerId, conversation_id: ConversationId, member: str) -> None:
    """Give a new member marks of their own; whoever was a member before keeps theirs."""
    row = {"customer_id": customer_id, "conversation_id": conversation_id, "member": member, "delivered": 0, "read": 0}
    gate.insert(PUT_CURSOR, row)


def message_from(row: Row) -> ChatMessage:
    """Return a message as it goes to a member; taking a Row apart at once is much cheaper than twelve names."""
    conversation_id, seq, message_id, sender, sender_id, name, at, text, event, params, stream, number = tuple(row)[:12]
    return ChatMessage(
        conversation_id=conversation_id,
        seq=seq,
        message_id=message_id,
        sender=sender,
        sender_id=sender_id,
        sender_name=name,
        at=at,
        text=text,
        event=event,
        params=json.loads(params) if params else {},
        stream=stream or "",
        number=number or 0,
    )


def messages_after(gate: Gate, conversation_id: ConversationId, after: int, most: int) -> Sequence[Row]:
    """Return committed messages behind `after`, ascending."""
    return gate.rows(MESSAGES_AFTER, of_conversation=conversation_id, after=after, most=most)


def messages_behind(gate: Gate, places: Collection[tuple[ConversationId, int]], most: int) -> Sequence[Row]:
    """Return up to `most` committed messages behind each place, ascending; the row's `after` says behind which."""
    return gate.rows(MESSAGES_BEHIND, places=json.dumps(list(places)), most=most)


def cursors_of(gate: Gate, members: Collection[tuple[str, str]]) -> Sequence[Row]:
    """Return the cursors of (conversation, member) pairs."""
    return gate.rows(CURSORS_OF, members=json.dumps(list(members)))


def marks_of(gate: Gate, members: Collection[tuple[str, str]]) -> Sequence[Row]:
    """Return the cursors of (conversation, member) pairs, each with the head of its conversation."""
    return gate.rows(MARKS, members=json.dumps(list(members)))


def set_cursors(gate: Gate, cursors: Collection[tuple[str, str, int, int]]) -> None:
    """Save (conversation, member, delivered, read)."""
    gate.change(SET_CURSORS, members=json.dumps(list(cursors)))


def positions_of(gate: Gate, streams: Collection[tuple[ConversationId, str]]) -> Sequence[Row]:
    """Return the last numbers of (conversation, stream) pairs."""
    return gate.rows(POSITIONS, streams=json.dumps(list(streams)))


def put_positions(gate: Gate, positions: Collection[tuple[CustomerId, ConversationId, str, int]]) -> None:
    """Remember the last numbers of streams."""
    names = ("customer_id", "conversation_id", "stream", "number")
    gate.insert(PUT_POSITION, *(dict(zip(names, position, strict=True)) for position in positions))

"""The talk after acceptance: open → closed, the next message number, the ticket due after two minutes.

Source: docs/protocol.md, Delivery; requirements A-08, A-10. Not here: who is shown what (services), storage (db).
"""

import datetime as dt
import hashlib

import msgspec

from shared.errors import Gap, MessageIdConflict, NotAllowed
from shared.ids import (
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    GroupId,
    MessageId,
    ServiceId,
    TechnicianId,
)
from shared.limits import TICKET_AFTER_ACCEPT_S


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation as stored; `shield_*` is the assurance it started with or gained since."""

    id: ConversationId
    customer_id: CustomerId
    device_id: DeviceId
    device_key_id: DeviceKeyId
    technician_id: TechnicianId
    contact_id: ContactId | None
    service_id: ServiceId | None
    waiting_group_id: GroupId | None
    """Handed to a group of which nobody has taken it yet."""
    is_open: bool
    head: int
    opened_at: dt.datetime
    accepted_at: dt.datetime | None
    ticket_due_at: dt.datetime | None
    closed_at: dt.datetime | None
    closed_by: str
    shield_level: int
    shield_method: str
    shield_by: str
    shield_at: dt.datetime | None
    version: int


class StoredMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a message to recognise its repetition."""

    message_id: MessageId
    body_hash: bytes
    seq: int
    at: dt.datetime


def accepted(conversation: Conversation, now: dt.datetime) -> Conversation:
    """Return the conversation from the moment both sides take part: its ticket is due two minutes later (A-08)."""
    if conversation.accepted_at is not None:
        return conversation
    return msgspec.structs.replace(
        conversation,
        accepted_at=now,
        ticket_due_at=now + dt.timedelta(seconds=TICKET_AFTER_ACCEPT_S),
        version=conversation.version + 1,
    )


def closed(conversation: Conversation, *, by: str, now: dt.datetime) -> Conversation:
    """Return the ended conversation; no ticket is due any more. Closing twice changes nothing."""
    if not conversation.is_open:
        return conversation
    return msgspec.structs.replace(
        conversation,
        is_open=False,
        closed_at=now,
        closed_by=by,
        ticket_due_at=None,
        waiting_group_id=None,
        version=conversation.version + 1,
    )


def handed_on(
    conversation: Conversation, *, technician_id: TechnicianId, waiting_group_id: GroupId | None
) -> Conversation:
    """Return the conversation in other hands, or waiting for a group while it is still in the same."""
    return msgspec.structs.replace(
        conversation,
        technician_id=technician_id,
        waiting_group_id=waiting_group_id,
        version=conversation.version + 1,
    )


def check_member(conversation: Conversation, member: str) -> None:
    """Raises: NotAllowed unless `member` is the device key or the technician of the conversation."""
    if member not in {conversation.device_key_id, conversation.technician_id}:
        raise NotAllowed(why="not_a_member")


def check_number(*, number: int, last: int) -> None:
    """Raises: Gap unless `number` is the one that follows the stream's last stored number."""
    if number != last + 1:
        raise Gap(expected=last + 1)


def check_repetition(stored: StoredMessage, *, message_id: MessageId, body_hash: bytes) -> StoredMessage:
    """Return what was stored when the same message comes again.

    Raises: MessageIdConflict when the same id or number comes with another body: loud, nothing stored.
    """
    if stored.message_id != message_id or stored.body_hash != body_hash:
        raise MessageIdConflict(message_id=message_id)
    return stored


def body_hash(text: str) -> bytes:
    """Return the fingerprint by which a repeated message is recognised."""
    return hashlib.sha256(text.encode()).digest()[:16]


def check_open(conversation: Conversation) -> None:
    """Raises: NotAllowed(why="closed") once the conversation has ended."""
    if not conversation.is_open:
        raise NotAllowed(why="closed")

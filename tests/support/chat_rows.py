"""Rows of a conversation, for tests that need some."""

import datetime as dt

import msgspec

from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, MessageId, new_id
from shared.protocol.chat import ChatMessage, ConversationRecord, SenderKind

AT = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


def a_row(conversation_id: ConversationId, seq: int, **changes: object) -> ChatMessage:
    """Return the row `seq`, said by a technician."""
    row = ChatMessage(
        conversation_id=conversation_id,
        seq=seq,
        message_id=MessageId(new_id()),
        sender=SenderKind.TECHNICIAN,
        sender_id="technician",
        sender_name="Ada",
        at=AT,
        text=f"row {seq}",
    )
    return msgspec.structs.replace(row, **changes)


def a_conversation(conversation_id: ConversationId, **changes: object) -> ConversationRecord:
    """Return an open conversation."""
    record = ConversationRecord(
        conversation_id=conversation_id,
        customer_id=CustomerId(new_id()),
        version=1,
        head=0,
        open=True,
        device_id=DeviceId(new_id()),
        device_key_id=DeviceKeyId(new_id()),
        opened_at=AT,
    )
    return msgspec.structs.replace(record, **changes)

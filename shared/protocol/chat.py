"""The talk and its delivery. Source: docs/protocol.md, Delivery."""

import enum
from typing import Annotated

import msgspec

from shared.ids import (
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    GroupId,
    MessageId,
    StreamId,
    TechnicianId,
    TicketId,
)
from shared.limits import MAX_PULL_MESSAGES, MAX_SYNC_POSITIONS, MAX_TEXT_BYTES
from shared.protocol.base import Count, Instant, Message, Record, Request, Title
from shared.protocol.identity import Shield
from shared.protocol.transfers import FileRecord

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_BYTES)]
"""At most MAX_TEXT_BYTES in UTF-8; the length here only bounds the decoder, the relay counts bytes."""


class SenderKind(enum.Enum):
    """Which side said it; `relay` announces events."""

    DEVICE = "device"
    TECHNICIAN = "technician"
    RELAY = "relay"


class Cursor(Record, frozen=True, kw_only=True):
    """How far one member has stored (`delivered`) and seen (`read`) the conversation, cumulative sequence numbers."""

    member: str
    """DeviceKeyId or TechnicianId."""
    delivered: Count
    read: Count


class ConversationRecord(Record, frozen=True, kw_only=True):
    """A conversation as a member or a technician in scope sees it; `head` is the last sequence number."""

    conversation_id: ConversationId
    customer_id: CustomerId
    version: int
    head: Count
    open: bool
    device_id: DeviceId
    device_key_id: DeviceKeyId
    opened_at: Instant
    customer_name: str = ""
    device_name: str = ""
    os_user: str = ""
    contact_id: ContactId | None = None
    contact_name: str = ""
    technician_id: TechnicianId | None = None
    technician_name: str = ""
    organisation: str = ""
    shield: Shield = Shield()
    accepted_at: Instant | None = None
    """None while a message left for the device has not been answered."""
    closed_at: Instant | None = None
    closed_by: str = ""
    """`device`, `technician` or empty."""
    ticket_id: TicketId | None = None
    ticket_number: int | None = None
    cursors: list[Cursor] = []
    waiting_group_id: GroupId | None = None
    """Handed to a group; the first of it who takes the talk becomes its technician."""
    waiting_group_name: str = ""
    service_name: str = ""


class Position(Record, frozen=True, kw_only=True):
    """Where a client stands in a conversation."""

    conversation_id: ConversationId
    delivered: Count
    read: Count = 0
    last_id: MessageId | None = None
    """Of the row `delivered`: a relay restored from a backup may hold another one there, and pushes all again."""


class Sync(Request, tag="chat.sync", frozen=True, kw_only=True):
    """Client → relay, after every sign-in: what it has stored; pushes start behind that. Several frames allowed."""

    positions: Annotated[list[Position], msgspec.Meta(max_length=MAX_SYNC_POSITIONS)] = []
    last: bool = True


class SendMessage(Request, tag="chat.send", frozen=True, kw_only=True):
    """Client → relay: one text. `number` counts 1, 2, 3… per (conversation, stream); resent unchanged until answered."""

    conversation_id: ConversationId
    stream: StreamId
    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    message_id: MessageId
    text: Text


class Sent(Message, tag="chat.sent", frozen=True, kw_only=True):
    """Relay → sender: on stable storage as number `seq` of the conversation."""

    re: Count
    conversation_id: ConversationId
    message_id: MessageId
    number: int
    seq: int
    at: Instant


class ChatMessage(Message, tag="chat.message", frozen=True, kw_only=True):
    """Relay → member: one committed message. `event` with `params` stands for text said by the relay itself."""

    conversation_id: ConversationId
    seq: Count
    message_id: MessageId
    sender: SenderKind
    sender_id: str
    sender_name: str
    at: Instant
    text: str = ""
    event: str = ""
    """`technician_joined`, `ticket_opened`, `transferred`, `closed_by_device`, `closed_by_technician`."""
    params: dict[str, str] = {}
    stream: str = ""
    number: int = 0
    file: FileRecord | None = None
    """The row is a file; `text` is empty and `message_id` the file's id."""


class Delivered(Message, tag="chat.delivered", frozen=True, kw_only=True):
    """Client → relay: everything up to `upto` is in the client's own durable store."""

    conversation_id: ConversationId
    upto: Count


class Read(Message, tag="chat.read", frozen=True, kw_only=True):
    """Client → relay: everything up to `upto` was on screen."""

    conversation_id: ConversationId
    upto: Count


class CursorChanged(Message, tag="chat.cursor", frozen=True, kw_only=True):
    """Relay → member: another member's cursor moved forward."""

    conversation_id: ConversationId
    cursor: Cursor


class Pull(Request, tag="chat.pull", frozen=True, kw_only=True):
    """Client → relay: history behind `after`; also of closed conversations in scope."""

    conversation_id: ConversationId
    after: Count
    limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_PULL_MESSAGES)] = MAX_PULL_MESSAGES


class Pulled(Message, tag="chat.pulled", frozen=True, kw_only=True):
    """The rows asked for, ascending, without gaps."""

    re: Count
    conversation_id: ConversationId
    messages: list[ChatMessage]
    head: Count


class Typing(Message, tag="chat.typing", frozen=True, kw_only=True):
    """Client → relay → other members: somebody types; carries no promise. `name` is filled by the relay."""

    conversation_id: ConversationId
    name: str = ""


class ConversationChanged(Message, tag="conversation.changed", frozen=True, kw_only=True):
    """Relay → members and console: the conversation as it stands now."""

    conversation: ConversationRecord


class CloseConversation(Request, tag="conversation.close", frozen=True, kw_only=True):
    """Either side ends the talk; a technician may rename its ticket in the same step (A-10)."""

    conversation_id: ConversationId
    ticket_title: Title = ""
    """Empty: the title stays."""


class LeaveMessage(Request, tag="conversation.leave_message", frozen=True, kw_only=True):
    """Console → relay: open a conversation with a device that may be off; shown at its next sign-in (L4).

    The text follows with `chat.send`. `done` also when the conversation exists already.
    """

    conversation_id: ConversationId
    device_id: DeviceId
    device_key_id: DeviceKeyId
    ticket_id: TicketId | None = None
    """The talk belongs to this ticket, which has no open one."""

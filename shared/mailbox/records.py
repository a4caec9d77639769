"""What the store hands out: messages of this client on their way, and a conversation as it is on disk."""

import datetime as dt
import enum

import msgspec

from shared.ids import ConversationId, MessageId
from shared.protocol.chat import ChatMessage


class OutgoingState(enum.Enum):
    """Where a message of this client is; only `sent` means that the relay has it on stable storage.

    `queued` is safe on this client's disk; `discarded` was thrown away by the person, or came back under a new id.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DISCARDED = "discarded"


class OutgoingMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message of this client that is not yet in the conversation's own rows.

    `code` says why it failed (shared/errors.py); `number` is 0 while it has none; `at` is the local clock until the
    relay's time is known.
    """

    message_id: MessageId
    number: int
    text: str
    state: OutgoingState
    code: str
    at: dt.datetime


class StoredHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation as it is on disk, ascending."""

    conversation_id: ConversationId
    messages: list[ChatMessage]
    outgoing: list[OutgoingMessage]
    draft: str
    read: int

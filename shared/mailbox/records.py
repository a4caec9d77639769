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

    `code` says why it failed: an error code, for `forbidden` its `why` (`closed`, `not_a_member`),
    or `storage`, `lost_by_relay`; `number` is 0 while it is
    counted by its place in the queue; `at` is the local clock until the
    relay's time is known.
    """

    message_id: MessageId
    number: int
    text: str
    state: OutgoingState
    code: str
    at: dt.datetime

    @classmethod
    def unsaved(cls, message_id: MessageId, text: str, state: OutgoingState) -> "OutgoingMessage":
        """Return a message the disk refused."""
        return cls(message_id=message_id, number=0, text=text, state=state, code="storage", at=dt.datetime.now(dt.UTC))


def discarded(message: OutgoingMessage) -> OutgoingMessage:
    """Return the message as one the person threw away."""
    return msgspec.structs.replace(message, state=OutgoingState.DISCARDED)


class StoredHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation as it is on disk, ascending."""

    conversation_id: ConversationId
    messages: list[ChatMessage]
    outgoing: list[OutgoingMessage]
    draft: str
    read: int

"""Everything the network thread tells the screens: frozen values, handed to the one listener in order."""

import enum
from typing import NewType

import msgspec

from shared.ids import ConversationId
from shared.mailbox.records import OutgoingMessage
from shared.mailbox.transfers import Transfer
from shared.protocol.base import Message
from shared.protocol.chat import ChatMessage, ConversationRecord
from shared.protocol.hello import AgentWelcome, Challenge, TechnicianWelcome

RequestTicket = NewType("RequestTicket", int)
"""Names one `LinkThread.request` until it is answered or refused; never used twice in a process."""


class LinkState(enum.Enum):
    """`offline` will try again by itself, `stopped` will not until somebody asks for it."""

    OFFLINE = "offline"
    CONNECTING = "connecting"
    SIGNING_IN = "signing_in"
    READY = "ready"
    STOPPED = "stopped"


class LinkEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what the listener receives; always called on the network thread."""


class LinkStateChanged(LinkEvent, frozen=True, kw_only=True):
    """The connection to the relay changed.

    `code` says why it is not ready: a wire code, or `unreachable`, `tls` (both: failure.py), `proxy` (proxy.py), `lost`,
    `restart`, `certificate` (`params` has `host`, `fingerprint` as seen and `why`: `untrusted`, `host`, `expired`,
    `pin`), `authorities`, `plain_refused`, `replaced`, `revoked`, `upgrade`, `auth_failed`, `sign_in_required`,
    `signed_out`, `not_enrolled`, `enrolment`, `stamp`, `copied`, `key_store`, `storage`, `profile_in_use`.
    """

    state: LinkState
    code: str = ""
    params: dict[str, str | int] = {}
    retry_in_s: float | None = None


class Challenged(LinkEvent, frozen=True, kw_only=True):
    """The relay said who it is: organisation, edition, relay id."""

    challenge: Challenge


class Welcomed(LinkEvent, frozen=True, kw_only=True):
    """Signed in."""

    message: AgentWelcome | TechnicianWelcome


class MailboxOpened(LinkEvent, frozen=True, kw_only=True):
    """What this client knew when it last ran; again when another person signs in on the same profile."""

    conversations: list[ConversationRecord]
    drafts: dict[ConversationId, str]
    settings: dict[str, str]
    waiting: int
    unread: dict[ConversationId, int]
    """Stored messages of others behind the read cursor; conversations without any are left out."""
    transfers: list[Transfer] = []
    """Files that were on their way, and where fetched ones are."""


class Received(LinkEvent, frozen=True, kw_only=True):
    """A message of the relay that nobody asked for: `*.changed`, `chat.typing`, `snapshot.end` and so on."""

    message: Message


class MessageStored(LinkEvent, frozen=True, kw_only=True):
    """A new row of a conversation is in this client's store; it replaces an outgoing message of the same id.

    Comes once per row, without holes and ascending per conversation; a row brought by HistoryLoaded does not come here.
    """

    conversation_id: ConversationId
    message: ChatMessage


class OutgoingChanged(LinkEvent, frozen=True, kw_only=True):
    """A message of this client moved on. A failed one waits for `retry` or `discard`."""

    conversation_id: ConversationId
    message: OutgoingMessage


class HistoryLoaded(LinkEvent, frozen=True, kw_only=True):
    """Rows asked for by `load_history`: the first event carries all that is on disk, further ones pulled rows.

    A `first` one that nobody asked for replaces everything shown: the relay was restored from an older backup.
    `complete` is set on the last one; then `code` says why later rows are missing, if they are. Merge by `seq`.
    `outgoing` and `draft` are in the first event only.
    """

    conversation_id: ConversationId
    messages: list[ChatMessage]
    complete: bool
    first: bool = False
    outgoing: list[OutgoingMessage] = []
    draft: str = ""
    read: int = 0
    code: str = ""


class TransferChanged(LinkEvent, frozen=True, kw_only=True):
    """A file moved on, at most ten times a second.

    One that is sent and `done` is at the relay, and its row comes as a message; `cancelled` is the last of a transfer.
    """

    transfer: Transfer


class OutboxCounted(LinkEvent, frozen=True, kw_only=True):
    """How many messages wait for the relay, over all conversations."""

    waiting: int


class SettingSaved(LinkEvent, frozen=True, kw_only=True):
    """What was given to `save_setting` under this key is on disk."""

    key: str


class Answered(LinkEvent, frozen=True, kw_only=True):
    """The relay did what the request asked."""

    ticket: RequestTicket
    reply: Message


class Refused(LinkEvent, frozen=True, kw_only=True):
    """The request was not done; `unavailable` also when the connection was lost before the answer."""

    ticket: RequestTicket
    code: str
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None

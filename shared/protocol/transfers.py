"""Files: who may send what, and the grants with which bytes travel on a path of their own. Source: docs/protocol.md, Files.

The bytes never travel here: a granted client talks HTTP to the relay's file process. A file is listed only once it is
whole and checked.
"""

import enum
from typing import Annotated

import msgspec

from shared.ids import ConversationId, CustomerId, FileId, TicketId
from shared.limits import MAX_FILE_BYTES, MAX_FILE_NAME_CHARS
from shared.protocol.base import Count, Instant, Message, Record, Reply, Request

FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_FILE_NAME_CHARS)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Suffix = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]{1,12}\Z")]


class FileState(enum.Enum):
    """`receiving` and `checking` are on their way; only `ready` can be fetched; the rest are ends."""

    RECEIVING = "receiving"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    ERASED = "erased"


class TypeDirection(enum.Enum):
    """Which way a type may travel."""

    BOTH = "both"
    TO_DEVICE = "to_device"


class FileRecord(Record, frozen=True, kw_only=True):
    """A file as both sides see it; `name` is cleaned by the relay and still untrusted text."""

    file_id: FileId
    name: str
    size: Count
    sha256: str
    state: FileState
    at: Instant
    kind: str = ""
    """A suffix of shared/file_types.py, decided by content: `pdf`, `mp4`, `png`…"""
    media_type: str = ""
    from_device: bool = False
    sender_name: str = ""
    signer: str = ""
    """Who signed an MSI, as its own signature says; empty: nobody. Shown, never trusted."""
    refused: str = ""
    """The error code of a refused file: `type_refused`, `too_big`, `infected`, `hash_mismatch`, `quota`…"""
    why: str = ""
    """With `type_refused`, what was wrong with its content: a `Why` of shared/file_types.py, or a word of a later relay."""
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None


class OfferFile(Request, tag="file.offer", frozen=True, kw_only=True):
    """Either side: this file shall be sent to a conversation, or attached to a ticket; answered by `file.granted`.

    The same offer again, after a cut or a restart, is answered with a fresh grant and the durable offset; the same id
    with other facts is `conflict`. Exactly one of `conversation_id` and `ticket_id`. Refused: `too_big` (limit, name),
    `type_refused` (name), `quota`, `step_up_required`, `forbidden`.
    """

    file_id: FileId
    name: FileName
    size: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    """Bytes. More than MAX_FILE_BYTES is refused by name, not as malformed."""
    sha256: Sha256
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None


class FetchFile(Request, tag="file.fetch", frozen=True, kw_only=True):
    """Either side: read a file that is `ready` and in scope; answered by `file.granted`."""

    file_id: FileId


class FileGranted(Reply, tag="file.granted", frozen=True, kw_only=True):
    """May talk HTTP about this one file, in this one direction, for a quarter of an hour.

    `url` is the file process' address where the provider set one, else empty: the host of the talk with `port`.
    `offset` is what an upload has on the relay's disk already; MAX: `file.size` when nothing is missing.
    """

    file: FileRecord
    token: str
    offset: Count
    port: int
    url: str = ""
    expires_in_s: int = 900


class CancelFile(Request, tag="file.cancel", frozen=True, kw_only=True):
    """The sender gives an unfinished file up; what has arrived is removed."""

    file_id: FileId


class FileChanged(Message, tag="file.changed", frozen=True, kw_only=True):
    """Relay → the sender: what became of an upload; → consoles and the agent of its ticket: a file was attached, or refused."""

    file: FileRecord
    customer_id: CustomerId | None = None


class FileTypeRule(Record, frozen=True, kw_only=True):
    """One allowed type, by the suffix of its name; content must fit the suffix."""

    suffix: Suffix
    direction: TypeDirection = TypeDirection.BOTH


class FilePolicyRecord(Record, frozen=True, kw_only=True):
    """What may be sent; `preset` is `atera`, `images` or `custom`."""

    version: int
    preset: str
    types: list[FileTypeRule]
    max_bytes: int = MAX_FILE_BYTES
    is_scanned: bool = False
    """A virus scanner looks at every file before it is listed."""


class FilePolicyChanged(Message, tag="file.policy_changed", frozen=True, kw_only=True):
    """Relay → every client, after sign-in and at each change: so that a refusal is told before anything is sent."""

    policy: FilePolicyRecord


class SaveFilePolicy(Request, tag="file.save_policy", frozen=True, kw_only=True):
    """Console → relay: another preset, or a list of one's own (`custom`). `version` must be the one seen."""

    version: Count
    preset: Annotated[str, msgspec.Meta(pattern=r"^(atera|images|custom)\Z")]
    types: Annotated[list[FileTypeRule], msgspec.Meta(max_length=100)] = []


class StepUp(Request, tag="technician.step_up", frozen=True, kw_only=True):
    """Console → relay: a fresh second factor; opens for five minutes what asks for it (`step_up_required`)."""

    second_factor: Annotated[str, msgspec.Meta(max_length=40)]

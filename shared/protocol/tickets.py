"""Tickets. Source: design, Ticket."""

import enum
from typing import Annotated

import msgspec

from shared.ids import (
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    EntryId,
    GroupId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.protocol.base import Count, Instant, Message, Name, Record, Reply, Request, Title
from shared.protocol.chat import ConversationRecord
from shared.protocol.identity import Shield
from shared.protocol.transfers import FileRecord

Description = Annotated[str, msgspec.Meta(max_length=8000)]


class TicketState(enum.Enum):
    """`open` and `pending` are alive; `solved` may be reopened; `closed` is the archive."""

    OPEN = "open"
    PENDING = "pending"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(enum.Enum):
    """How urgent; a new ticket is `normal`."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketRecord(Record, frozen=True, kw_only=True):
    """A ticket; `conversation_id` names the talk whose messages it shows, also later ones."""

    ticket_id: TicketId
    customer_id: CustomerId
    version: int
    number: int
    title: Title
    state: TicketState
    origin: str
    """`chat_timer`, `chat`, `tray`, `console` or `watch`."""
    created_at: Instant
    updated_at: Instant
    customer_name: str = ""
    description: str = ""
    device_id: DeviceId | None = None
    device_name: str = ""
    contact_id: ContactId | None = None
    contact_name: str = ""
    shield: Shield = Shield()
    assignee_id: TechnicianId | None = None
    assignee_name: str = ""
    conversation_id: ConversationId | None = None
    """The open talk of this ticket, or its latest."""
    priority: Priority = Priority.NORMAL
    category: str = ""
    service_id: ServiceId | None = None
    service_name: str = ""
    group_id: GroupId | None = None
    group_name: str = ""
    worked_min: int = 0
    merged_into: TicketId | None = None
    merged_number: int | None = None
    files: int = 0
    answered_at: Instant | None = None
    """When a technician last answered; the requester's own programs show what is newer than they have seen."""
    snapshot: dict[str, str] = {}
    """The device as it was when the ticket came from the tray: host, user, disk, boot time… (L8)."""


class EntryKind(enum.Enum):
    """A reply is seen by the requester; a note never is."""

    REPLY = "reply"
    NOTE = "note"


class EntryRecord(Record, frozen=True, kw_only=True):
    """What was written on a ticket, or beside a talk, outside the talk itself; with `minutes` also time worked."""

    entry_id: EntryId
    customer_id: CustomerId
    kind: EntryKind
    at: Instant
    text: str
    author_id: str = ""
    """TechnicianId, or the DeviceKeyId of the requester."""
    author_name: str = ""
    is_from_device: bool = False
    minutes: int = 0
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None


class HistoryRecord(Record, frozen=True, kw_only=True):
    """One change of a ticket: `what` is a stable word (`opened`, `state`, `assignee`, `merged`…), the rest its values."""

    at: Instant
    who: str
    what: str
    before: str = ""
    after: str = ""


class OpenTicket(Request, tag="ticket.open", frozen=True, kw_only=True):
    """Either side: a new ticket. From the tray the relay fills in who and where (A-37)."""

    ticket_id: TicketId
    title: Title
    description: Description = ""
    customer_id: CustomerId | None = None
    device_id: DeviceId | None = None
    contact_id: ContactId | None = None
    conversation_id: ConversationId | None = None
    service_id: ServiceId | None = None
    """None: the default service (H-06)."""
    priority: Priority = Priority.NORMAL
    snapshot: Annotated[dict[str, Annotated[str, msgspec.Meta(max_length=300)]], msgspec.Meta(max_length=24)] = {}
    """From the tray: the device's own facts of this moment (L8)."""


class EditTicket(Request, tag="ticket.edit", frozen=True, kw_only=True):
    """Console → relay: change what is given, leave the rest; `version` must be the one seen, else `conflict`."""

    ticket_id: TicketId
    version: Count
    title: Title | None = None
    description: Description | None = None
    state: TicketState | None = None
    assignee_id: TechnicianId | None = None
    priority: Priority | None = None
    category: Name | None = None
    service_id: ServiceId | None = None
    group_id: GroupId | None = None
    contact_id: ContactId | None = None
    device_id: DeviceId | None = None
    clear: Annotated[list[str], msgspec.Meta(max_length=8)] = []
    """Fields to empty: `assignee_id`, `group_id`, `contact_id`, `device_id`, `category`."""


class AddEntry(Request, tag="ticket.add_entry", frozen=True, kw_only=True):
    """Write on a ticket or beside a conversation: `done` when it is on disk, also the second time.

    From an agent only a reply to one of its own tickets. Where the ticket has an open talk, a reply goes there instead
    (`chat.send`). A technician's reply is mailed to the contact (H-09).
    """

    entry_id: EntryId
    kind: EntryKind
    text: Description = ""
    minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)] = 0
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None


class EntryAdded(Message, tag="ticket.entry_added", frozen=True, kw_only=True):
    """Relay → consoles in scope; replies also → the agent of the ticket."""

    entry: EntryRecord


class ReadThread(Request, tag="ticket.read_thread", frozen=True, kw_only=True):
    """All that belongs to a ticket (or stands beside a conversation) but the messages, which `chat.pull` reads.

    An agent may read its own tickets and gets replies and files only.
    """

    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None
    before: Instant | None = None
    """Only entries older than this; None begins with the newest."""


class TicketThread(Reply, tag="ticket.thread", frozen=True, kw_only=True):
    """Ascending by time; `conversations` are all talks of the ticket and of those merged into it."""

    entries: list[EntryRecord] = []
    files: list[FileRecord] = []
    history: list[HistoryRecord] = []
    conversations: list[ConversationRecord] = []
    more: bool = False
    """There are older entries: ask again with `before`."""


class MergeTicket(Request, tag="ticket.merge", frozen=True, kw_only=True):
    """Console → relay: close `ticket_id` as part of `into`, which then shows its talks, entries and files too."""

    ticket_id: TicketId
    into: TicketId


class TicketOpened(Reply, tag="ticket.opened", frozen=True, kw_only=True):
    """The ticket exists; an older one of the same conversation is answered in place of a second."""

    ticket_id: TicketId
    number: int


class TicketChanged(Message, tag="ticket.changed", frozen=True, kw_only=True):
    """Relay → console, and to the agent for its own tickets."""

    ticket: TicketRecord

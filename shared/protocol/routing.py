"""Groups of technicians, the services a requester chooses from, canned answers, and handing a talk on. Source: design 3."""

import enum
from typing import Annotated

import msgspec

from shared.ids import AnswerId, ConversationId, GroupId, ServiceId, TechnicianId, TicketId
from shared.protocol.base import Count, Message, Name, Record, Request, Title

AnswerText = Annotated[str, msgspec.Meta(min_length=1, max_length=8000)]
Shortcut = Annotated[str, msgspec.Meta(pattern=r"^[^\s/]{1,40}\Z")]


class GroupRecord(Record, frozen=True, kw_only=True):
    """Technicians who share a competence."""

    group_id: GroupId
    version: int
    name: Name
    technician_ids: list[TechnicianId] = []


class ServiceRecord(Record, frozen=True, kw_only=True):
    """What a requester chooses: every ticket belongs to one (H-06). Agents get active ones, without groups."""

    service_id: ServiceId
    version: int
    name: Name
    description: str = ""
    group_ids: list[GroupId] = []
    active: bool = True
    is_default: bool = False
    """The one of requests that name none."""


class AnswerScope(enum.Enum):
    """Who sees a canned answer."""

    PRIVATE = "private"
    GROUP = "group"
    ALL = "all"


class AnswerRecord(Record, frozen=True, kw_only=True):
    """A canned answer, inserted with `/`; `text` may hold variables of docs/glossary.md, filled by the console."""

    answer_id: AnswerId
    version: int
    shortcut: str
    title: Title
    text: str
    scope: AnswerScope
    owner_id: TechnicianId
    group_id: GroupId | None = None
    category: str = ""


class RemovedKind(enum.Enum):
    """Kinds of records that can go away."""

    GROUP = "group"
    ANSWER = "answer"
    WATCH_RULE = "watch_rule"
    CONTACT = "contact"


class RecordRemoved(Message, tag="record.removed", frozen=True, kw_only=True):
    """Relay → console: forget this record."""

    kind: RemovedKind
    id: str


class GroupChanged(Message, tag="group.changed", frozen=True, kw_only=True):
    """Relay → console."""

    group: GroupRecord


class ServiceChanged(Message, tag="service.changed", frozen=True, kw_only=True):
    """Relay → console and agent."""

    service: ServiceRecord


class AnswerChanged(Message, tag="answer.changed", frozen=True, kw_only=True):
    """Relay → the consoles that may see it."""

    answer: AnswerRecord


class SetMailNotices(Request, tag="technician.set_mail_notices", frozen=True, kw_only=True):
    """Console → relay: whether one wants mails about new tickets (H-07); for oneself only."""

    wanted: bool


class SaveGroup(Request, tag="group.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change."""

    group_id: GroupId
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    technician_ids: Annotated[list[TechnicianId], msgspec.Meta(max_length=500)]


class RemoveGroup(Request, tag="group.remove", frozen=True, kw_only=True):
    """Console → relay; `conflict` while a service or an open ticket names it."""

    group_id: GroupId


class SaveService(Request, tag="service.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change; the default one stays active."""

    service_id: ServiceId
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    description: Annotated[str, msgspec.Meta(max_length=500)] = ""
    group_ids: Annotated[list[GroupId], msgspec.Meta(max_length=50)] = []
    active: bool = True
    is_default: bool = False


class SaveAnswer(Request, tag="answer.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change one's own; `all` and other people's need manage_settings."""

    answer_id: AnswerId
    shortcut: Shortcut
    title: Title
    text: AnswerText
    scope: AnswerScope
    group_id: GroupId | None = None
    category: Name = ""


class RemoveAnswer(Request, tag="answer.remove", frozen=True, kw_only=True):
    """Console → relay."""

    answer_id: AnswerId


class TransferConversation(Request, tag="conversation.transfer", frozen=True, kw_only=True):
    """Console → relay: hand a talk, and its ticket with it, to a colleague at once, or to a group until one takes it.

    Exactly one of the two. `comment` becomes an internal note. The one who hands on stays a member until taken.
    """

    conversation_id: ConversationId
    technician_id: TechnicianId | None = None
    group_id: GroupId | None = None
    comment: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class TakeConversation(Request, tag="conversation.take", frozen=True, kw_only=True):
    """Console → relay: the first member of the group wins, later ones get `taken`."""

    conversation_id: ConversationId


class Viewing(Message, tag="desk.viewing", frozen=True, kw_only=True):
    """Console → relay → other consoles in scope: somebody looks at, or types into, this; carries no promise.

    Sent again every 10 s while it is so; forgotten after 20. The relay fills in who.
    """

    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None
    is_typing: bool = False
    technician_id: TechnicianId | None = None
    name: str = ""


class ReadMissed(Request, tag="request.read_missed", frozen=True, kw_only=True):
    """Console → relay: users' requests of the last days that nobody took, as `request.changed`, then `done`."""

    days: Annotated[int, msgspec.Meta(ge=1, le=31)] = 7
    limit: Count = 200

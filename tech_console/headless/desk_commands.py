"""What may be said to a headless console about threads, canned answers, handing on and search. Source: docs/headless.md."""

from shared.ids import AnswerId, ConversationId, CustomerId, GroupId, TechnicianId, TicketId
from shared.protocol.routing import AnswerScope
from shared.protocol.search import HitKind
from shared.protocol.tickets import EntryKind
from tech_console.headless.command import Command


class Thread(Command, tag="thread", frozen=True):
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None


class EntryAdd(Command, tag="entry_add", frozen=True):
    kind: EntryKind
    text: str = ""
    minutes: int = 0
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None


class TicketMerge(Command, tag="ticket_merge", frozen=True):
    ticket_id: TicketId
    into: TicketId


class Transfer(Command, tag="transfer", frozen=True):
    conversation_id: ConversationId
    technician_id: TechnicianId | None = None
    group_id: GroupId | None = None
    comment: str = ""


class Take(Command, tag="take", frozen=True):
    conversation_id: ConversationId


class AnswerSave(Command, tag="answer_save", frozen=True):
    shortcut: str
    title: str
    text: str
    answer_id: AnswerId | None = None
    scope: AnswerScope = AnswerScope.PRIVATE
    group_id: GroupId | None = None
    category: str = ""


class AnswerRemove(Command, tag="answer_remove", frozen=True):
    answer_id: AnswerId


class AnswerFill(Command, tag="answer_fill", frozen=True):
    words: str
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None


class SearchNow(Command, tag="search", frozen=True):
    text: str
    kinds: list[HitKind] = []
    customer_id: CustomerId | None = None


class View(Command, tag="view", frozen=True):
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None
    is_typing: bool = False


class Undisturbed(Command, tag="undisturbed", frozen=True):
    on: bool

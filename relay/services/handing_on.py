"""Handing a talk on, and its ticket with it (M-13): to a colleague at once, to a group until one of it takes the talk.

Whoever hands on to a group stays a member until then. The first who takes it wins; every decision is a compare-and-set.
"""

from typing import Final

from relay.db.gate import Row
from relay.db.repositories import chat, desk, technicians
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, RIGHTS, Right
from relay.domain.text import check_long
from relay.services import entries, loading, talks, ticket_edit
from relay.services.orders import Context
from shared.errors import NotAllowed, NotFound, Taken
from shared.ids import GroupId, TechnicianId
from shared.protocol.base import Done
from shared.protocol.routing import TakeConversation, TransferConversation

COMMENT_CHARS: Final = 2000


def transfer(work: UnitOfWork, message: TransferConversation, context: Context) -> Done:
    """Hand an open talk on; asking for what is so already is `done`. Raises: NotFound, NotAllowed."""
    work.scope.require(Right.CHAT)
    talk = loading.conversation_of(work, message.conversation_id)
    if (message.technician_id is None) == (message.group_id is None):
        raise NotFound
    comment = check_long(message.comment, "comment", COMMENT_CHARS)
    if _is_so_already(talk, message):
        return Done(re=message.ref)
    if talk.technician_id != work.scope.technician_id:
        work.scope.require(Right.SEE_ALL_CONVERSATIONS)
    rules.check_open(talk)
    if message.technician_id is not None:
        _to_technician(work, talk, message.technician_id, context)
    elif message.group_id is not None:
        _to_group(work, talk, message.group_id, context)
    if comment.strip():
        entries.note_beside(work, talk.id, talk.customer_id, comment, context.now)
    return Done(re=message.ref)


def take(work: UnitOfWork, message: TakeConversation, context: Context) -> Done:
    """Take a talk that waits for one's group. Raises: Taken naming who was first, NotAllowed for whoever is not in the group."""
    work.scope.require(Right.CHAT)
    talk = loading.conversation_of(work, message.conversation_id)
    me = work.scope.technician_id
    if talk.waiting_group_id is None:
        if talk.technician_id == me:
            return Done(re=message.ref)
        raise Taken(by=loading.technician_of(work, talk.technician_id).name)
    rules.check_open(talk)
    is_member = me in desk.members_of(work.gate, talk.waiting_group_id)
    if not is_member and talk.technician_id != me and Right.SEE_ALL_CONVERSATIONS not in work.scope.rights:
        raise NotAllowed(why="not_in_group")
    taken = _hand(work, talk, me, None)
    if me != talk.technician_id:
        talks.announce(work, taken, "transferred", context, name=work.scope.principal.name)
        ticket_edit.travel(work, talk, context.now, to=me)
    work.audit("conversation.taken", talk.id, context.now, talk.customer_id)
    return Done(re=message.ref)


def _to_technician(work: UnitOfWork, talk: Conversation, technician_id: TechnicianId, context: Context) -> None:
    colleague = loading.technician_of(work, technician_id)
    if not _can_talk(work, colleague, talk):
        raise NotAllowed(why="not_granted")
    handed = _hand(work, talk, technician_id, None)
    talks.announce(work, handed, "transferred", context, name=colleague.name)
    ticket_edit.travel(work, talk, context.now, to=technician_id)
    work.audit("conversation.transferred", talk.id, context.now, talk.customer_id, technician=technician_id)


def _to_group(work: UnitOfWork, talk: Conversation, group_id: GroupId, context: Context) -> None:
    group = loading.group_of(work, group_id)
    members = [loading.technician_of(work, one) for one in desk.members_of(work.gate, group_id)]
    if not any(_can_talk(work, member, talk) for member in members):
        raise NotAllowed(why="nobody_in_group")
    handed = _hand(work, talk, talk.technician_id, group_id)
    talks.announce(work, handed, "transferred", context, group=group.name)
    ticket_edit.travel(work, talk, context.now, group_id=group_id)
    work.audit("conversation.transferred", talk.id, context.now, talk.customer_id, group=group_id)


def _hand(work: UnitOfWork, talk: Conversation, technician_id: TechnicianId, group_id: GroupId | None) -> Conversation:
    """Compare-and-set who holds the talk; the new one starts with marks of their own. Raises: Taken when somebody was first."""
    after = rules.handed_on(talk, technician_id=technician_id, waiting_group_id=group_id)
    if not chat.hand_on(work.gate, talk, after):
        raise Taken(by="")
    chat.put_cursor(work.gate, talk.customer_id, talk.id, technician_id)
    work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)
    return after


def _is_so_already(talk: Conversation, message: TransferConversation) -> bool:
    if message.technician_id is not None:
        return talk.technician_id == message.technician_id and talk.waiting_group_id is None
    return talk.waiting_group_id == message.group_id


def _can_talk(work: UnitOfWork, technician: Row, talk: Conversation) -> bool:
    granted = technicians.customers_of(work.under(RELAY_SCOPE).gate, technician)
    sees = granted is None or talk.customer_id in granted
    return bool(technician.is_active) and sees and Right.CHAT in RIGHTS[technician.role]

"""Merging: one ticket becomes part of another, which then shows its talks, entries and files too."""

from relay.db.gate import Row
from relay.db.repositories import directory, entries, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import ticket as rules
from relay.domain.scope import Right
from relay.services import history, loading
from relay.services.history import Change
from relay.services.orders import Context
from relay.services.ticket_store import said
from shared.errors import Conflict, NotFound
from shared.ids import CustomerId, TicketId
from shared.protocol.base import Done
from shared.protocol.tickets import MergeTicket, TicketState


def merge(work: UnitOfWork, message: MergeTicket, context: Context) -> Done:
    """Close a ticket as part of another one of the same customer.

    What was merged into it before moves along, so that a merged ticket names the one that is worked on, and none names one
    that is merged itself: no circle can come about. Raises: NotFound, Conflict where it is merged elsewhere already,
    NotAllowed where the other one is.
    """
    work.scope.require(Right.EDIT_TICKETS)
    source, target = loading.ticket_of(work, message.ticket_id), loading.ticket_of(work, message.into)
    if source.customer_id != target.customer_id or source.id == target.id:
        raise NotFound
    if source.merged_into == target.id:
        return Done(re=message.ref)
    if source.merged_into is not None:
        raise Conflict(what="merged", number=source.merged_number)
    rules.check_not_merged(target.merged_into)
    part = {"merged_into": target.id, "merged_number": target.number}
    for child in tickets.merged_into(work.gate, message.ticket_id):
        work.hint(Topic.TICKET, child.id, child.customer_id)
    directory.change(work.gate, tickets.MOVE_MERGED, {"of_ticket": source.id}, **part)
    _move_talks(work, source, target)
    now, closed = context.now, TicketState.CLOSED
    keys = {"of_ticket": source.id}
    directory.change(work.gate, tickets.SAVE, keys, **part, state=closed, closed_at=now, updated_at=now)
    facts = {"worked_min": target.worked_min + source.worked_min, "updated_at": now}
    directory.change(work.gate, tickets.SAVE, {"of_ticket": target.id}, **facts)
    customer_id = CustomerId(source.customer_id)
    history.note(work, message.ticket_id, customer_id, now, [Change("merged", after=f"#{target.number}")])
    history.note(work, message.into, customer_id, now, [Change("merged_from", after=f"#{source.number}")])
    said(work, source.id, customer_id, "ticket.merged", now, None, into=target.number)
    said(work, target.id, customer_id, "ticket.merged_from", now, None, number=source.number)
    return Done(re=message.ref)


def _move_talks(work: UnitOfWork, source: Row, target: Row) -> None:
    """An open talk of the merged ticket goes on in the other one, and is shown there unless that has one of its own."""
    moved = work.gate.rows(entries.TALKS_OF_TICKET, of_ticket=source.id)
    work.gate.change(entries.MOVE_TALKS, of_ticket=source.id, into_ticket=target.id)
    open_talk = entries.open_talk_of(work.gate, TicketId(target.id))
    shown = open_talk.id if open_talk is not None else target.conversation_id or source.conversation_id
    if shown != target.conversation_id:
        directory.change(work.gate, tickets.SAVE, {"of_ticket": target.id}, conversation_id=shown)
    for talk in moved:
        work.hint(Topic.CONVERSATION, talk.conversation_id, source.customer_id)

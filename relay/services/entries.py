"""What is written on a ticket, or beside a talk, outside the talk: replies, internal notes, time worked (H-12, H-13).

Entries are appended and never change. A reply is seen by the requester; a note never is.
"""

import datetime as dt
from typing import Any

import msgspec
import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import directory, entries, tickets
from relay.db.tables import ticket_entry
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import ticket as rules
from relay.domain.scope import PrincipalKind, Right
from relay.domain.text import check_long, person_name
from relay.services import history, loading, notifying
from relay.services.history import Change
from relay.services.identity import known_person
from relay.services.orders import Context
from relay.services.ticket_store import DESCRIPTION_CHARS
from shared.errors import BadText, Conflict, NotAllowed, NotFound
from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, EntryId, TicketId, new_id
from shared.protocol.base import Done
from shared.protocol.tickets import AddEntry, EntryKind


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as stored."""

    id: EntryId
    customer_id: CustomerId
    ticket_id: TicketId | None
    conversation_id: ConversationId | None
    kind: EntryKind
    at: dt.datetime
    text: str
    author_id: str
    author_name: str
    is_from_device: bool
    minutes: int


def add_entry(work: UnitOfWork, message: AddEntry, context: Context) -> Done:
    """Write on a ticket or beside a talk; the same entry again is `done`, the same id with other content a conflict."""
    is_device = work.scope.principal.kind is PrincipalKind.DEVICE
    if not is_device:
        work.scope.require(Right.EDIT_TICKETS)
    known = entries.entry_row(work.gate, message.entry_id)
    if known is not None:
        return _again(work, known, message)
    text = check_long(message.text, "text", DESCRIPTION_CHARS)
    if not text.strip() and (message.kind is EntryKind.REPLY or not message.minutes):
        raise BadText(field="text")
    if is_device:
        _reply_of_requester(work, message, text, context.now)
    elif message.kind is EntryKind.REPLY:
        _reply_of_technician(work, message, text, context.now)
    else:
        _note(work, message, text, context.now)
    return Done(re=message.ref)


def note_beside(
    work: UnitOfWork, conversation_id: ConversationId, customer_id: CustomerId, text: str, now: dt.datetime
) -> None:
    """Append an internal note in the caller's name beside a talk, and to its ticket where it has one."""
    ticket = tickets.of_conversation(work.gate, conversation_id)
    _store(
        work,
        Entry(
            id=EntryId(new_id()),
            customer_id=customer_id,
            ticket_id=None if ticket is None else TicketId(ticket.id),
            conversation_id=conversation_id,
            kind=EntryKind.NOTE,
            at=now,
            text=text,
            author_id=work.scope.principal.id,
            author_name=work.scope.principal.name,
            is_from_device=False,
            minutes=0,
        ),
    )


def _again(work: UnitOfWork, known: Row, message: AddEntry) -> Done:
    """Raises: NotFound for somebody else's entry, Conflict for other content under the same id."""
    if known.author_id != work.scope.principal.id:
        raise NotFound
    same_place = message.ticket_id in {None, known.ticket_id} and message.conversation_id in {
        None,
        known.conversation_id,
    }
    if not same_place or (known.kind, known.text, known.minutes) != (message.kind, message.text, message.minutes):
        raise Conflict(what="entry_exists")
    return Done(re=message.ref)


def _reply_of_requester(work: UnitOfWork, message: AddEntry, text: str, now: dt.datetime) -> None:
    """Only to a ticket of one's own; what was held for solved is open again (H-11), also where it was merged."""
    work.scope.own_customer  # noqa: B018 - raises before approval
    if message.ticket_id is None:
        raise NotFound
    ticket = loading.ticket_of(work, message.ticket_id)
    if ticket.device_key_id != work.scope.principal.id:
        raise NotFound
    if message.kind is not EntryKind.REPLY or message.minutes:
        raise NotAllowed(why="reply_only")
    main = loading.ticket_of(work, TicketId(ticket.merged_into)) if ticket.merged_into else ticket
    rules.check_writable(main.state)
    _check_no_open_talk(work, main)
    key = loading.key_of(work, DeviceKeyId(work.scope.principal.id))
    known = known_person(work, DeviceId(key.device_id), DeviceKeyId(key.id))
    person = work.gate.row(directory.CONTACT, of_contact=known.contact_id) if known.contact_id else None
    name = key.os_user if person is None else person_name(person.first_name, person.last_name, key.os_user)
    _store(work, _entry(work, message, text, now, ticket, None, author_name=name))
    state = rules.after_requester_wrote(main.state)
    if state is not main.state:
        changes = [Change("state", main.state.value, state.value)]
        history.note(work, TicketId(main.id), CustomerId(main.customer_id), now, changes, who=name)
    _touch(work, main, now, state=state)


def _reply_of_technician(work: UnitOfWork, message: AddEntry, text: str, now: dt.datetime) -> None:
    """Seen by the requester and mailed to the contact (H-09); where a talk is open it belongs there instead."""
    ticket, conversation_id = _place(work, message)
    if ticket is None:
        raise NotFound
    rules.check_not_merged(ticket.merged_into)
    rules.check_writable(ticket.state)
    _check_no_open_talk(work, ticket)
    entry = _entry(work, message, text, now, ticket, conversation_id, author_name=work.scope.principal.name)
    _store(work, entry)
    _touch(work, ticket, now, answered_at=now, worked_min=ticket.worked_min + message.minutes)
    notifying.technician_replied(work, TicketId(ticket.id), entry.id, now)


def _note(work: UnitOfWork, message: AddEntry, text: str, now: dt.datetime) -> None:
    """An internal note, or only time worked; also on what is closed: the archive may be annotated."""
    ticket, conversation_id = _place(work, message)
    _store(work, _entry(work, message, text, now, ticket, conversation_id, author_name=work.scope.principal.name))
    if ticket is not None:
        _touch(work, ticket, now, worked_min=ticket.worked_min + message.minutes)


def _place(work: UnitOfWork, message: AddEntry) -> tuple[Row | None, ConversationId | None]:
    """Return ticket and conversation of an entry; a conversation brings its ticket. Raises: NotFound where they do not fit."""
    ticket = None if message.ticket_id is None else loading.ticket_of(work, message.ticket_id)
    if message.conversation_id is None:
        if ticket is None:
            raise NotFound
        return ticket, None
    talk = loading.conversation_of(work, message.conversation_id)
    of_talk = tickets.of_conversation(work.gate, talk.id)
    if ticket is not None and (of_talk is None or of_talk.id != ticket.id):
        raise NotFound
    return of_talk, talk.id


def _check_no_open_talk(work: UnitOfWork, ticket: Row) -> None:
    """Raises: Conflict naming the open conversation, in which a reply is seen at once."""
    talk = entries.open_talk_of(work.gate, TicketId(ticket.id))
    if talk is not None:
        raise Conflict(what="conversation_open", conversation_id=talk.id)


def _entry(
    work: UnitOfWork,
    message: AddEntry,
    text: str,
    now: dt.datetime,
    ticket: Row | None,
    conversation_id: ConversationId | None,
    *,
    author_name: str,
) -> Entry:
    talk = None if conversation_id is None else loading.conversation_of(work, conversation_id)
    customer_id = ticket.customer_id if ticket is not None else talk.customer_id if talk is not None else ""
    return Entry(
        id=message.entry_id,
        customer_id=CustomerId(customer_id),
        ticket_id=None if ticket is None else TicketId(ticket.id),
        conversation_id=conversation_id,
        kind=message.kind,
        at=now,
        text=text,
        author_id=work.scope.principal.id,
        author_name=author_name,
        is_from_device=work.scope.principal.kind is PrincipalKind.DEVICE,
        minutes=message.minutes,
    )


def _store(work: UnitOfWork, entry: Entry) -> None:
    work.gate.insert(sa.insert(ticket_entry), msgspec.structs.asdict(entry))
    about = entry.ticket_id or entry.conversation_id or ""
    work.audit(f"ticket.{entry.kind.value}_added", about, entry.at, entry.customer_id, minutes=entry.minutes)
    work.hint(Topic.ENTRY, entry.id, entry.customer_id)


def _touch(work: UnitOfWork, ticket: Row, now: dt.datetime, **facts: Any) -> None:
    directory.change(work.gate, tickets.SAVE, {"of_ticket": ticket.id}, updated_at=now, **facts)
    work.hint(Topic.TICKET, ticket.id, ticket.customer_id)

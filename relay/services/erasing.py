"""Erasing: one person with everything of theirs, a conversation, a ticket down to its skeleton. Source: L12, docs/operations.md.

What is erased is gone from the database when the order is committed; files' bytes, the search index and the clients' copies
follow the hints. Backups keep what they hold until they are thrown away.
"""

import json
import operator
from collections.abc import Sequence

import msgspec

from relay.db.engine import overwriting
from relay.db.gate import Row
from relay.db.repositories import directory, erasing, people, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import Right
from relay.services import file_ends, loading, step_up
from relay.services.identity import person_changed
from relay.services.orders import Context
from shared.errors import Conflict
from shared.ids import ContactId, ConversationId, CustomerId, DeviceId, FileId, TicketId
from shared.protocol.base import Done
from shared.protocol.people import EraseContact, Erased, ExportContact
from shared.protocol.tickets import TicketState

ERASED_TITLE = "erased"
"""What a ticket's skeleton is called: its number and its times stay, for the order of things."""


class Gone(msgspec.Struct, frozen=True):
    """How much has been erased."""

    conversations: int = 0
    messages: int = 0
    files: int = 0
    tickets: int = 0

    def __add__(self, other: "Gone") -> "Gone":
        return Gone(*map(operator.add, msgspec.structs.astuple(self), msgspec.structs.astuple(other)))


def erase_contact(work: UnitOfWork, message: EraseContact, context: Context) -> Erased:
    """Erase one person: names, addresses, words, files, mails; the audit log keeps that it was done, by whom and when.

    Raises: Conflict(what="talk_open") while somebody talks with them: that is to be closed first. StepUpRequired.
    """
    work.scope.require(Right.ERASE_PEOPLE)
    person = loading.contact_of(work, message.contact_id)
    customer_id, contact_id = CustomerId(person.customer_id), ContactId(person.id)
    talks = {talk.id: talk for talk in work.gate.rows(erasing.TALKS_OF_CONTACT, of_contact=contact_id)}
    owned = list(work.gate.rows(erasing.TICKETS_OF_CONTACT, of_contact=contact_id))
    for row in owned:
        for talk in work.gate.rows(erasing.TALKS_OF_TICKET, of_ticket=row.id):
            if talk.contact_id is None:
                talks[talk.id] = talk
    if any(talk.is_open for talk in talks.values()):
        raise Conflict(what="talk_open")
    step_up.check_or_signed_in(work, context)
    with overwriting(work.connection):
        gone = Gone()
        for talk in talks.values():
            gone += erase_talk(work, talk, context)
        for row in owned:
            gone += erase_ticket(work, row, context)
        _erase_person(work, customer_id, contact_id, context)
    facts = msgspec.structs.asdict(gone)
    work.audit("contact.erased", contact_id, context.now, customer_id, **facts)
    return Erased(re=message.ref, **facts)


def note_export(work: UnitOfWork, message: ExportContact, context: Context) -> Done:
    """Check who may read all that is stored about a person, and record that they did; it is read from committed rows.

    Raises: StepUpRequired, also for a later page.
    """
    work.scope.require(Right.ERASE_PEOPLE)
    person = loading.contact_of(work, message.contact_id)
    step_up.check_or_signed_in(work, context)
    if not message.after:
        work.audit("contact.exported", person.id, context.now, CustomerId(person.customer_id))
    return Done(re=message.ref)


def erase_talk(work: UnitOfWork, talk: Row, context: Context) -> Gone:
    """Erase a closed conversation: its messages, its files, what was noted beside it."""
    files = file_ends.erase(work, _files(erasing.files_of_talk(work.gate, ConversationId(talk.id))), context.now)
    ticket = work.gate.row(erasing.TICKET_OF_TALK, of_conversation=talk.id)
    messages = erasing.drop_talk(work.gate, talk)
    if ticket is not None:
        directory.change(work.gate, tickets.SAVE, {"of_ticket": ticket.id})
        work.hint(Topic.TICKET, ticket.id, talk.customer_id)
    _mark(work, "conversation", talk.id, CustomerId(talk.customer_id), context, talk.device_key_id)
    return Gone(conversations=1, messages=messages, files=files)


def erase_ticket(work: UnitOfWork, row: Row, context: Context) -> Gone:
    """Leave of a ticket its number, state, times, device and who worked on it."""
    files = file_ends.erase(work, _files(erasing.files_of_ticket(work.gate, TicketId(row.id))), context.now)
    erasing.empty_ticket(work.gate, row)
    directory.change(
        work.gate,
        erasing.EMPTY_TICKET,
        {"of_ticket": row.id},
        title=ERASED_TITLE,
        description="",
        category="",
        snapshot="",
        contact_id=None,
        conversation_id=None,
        state=TicketState.CLOSED,
        shield_level=0,
        shield_method="",
        shield_by="",
        shield_at=None,
    )
    _mark(work, "ticket", row.id, CustomerId(row.customer_id), context)
    work.hint(Topic.TICKET, row.id, row.customer_id)
    return Gone(tickets=1, files=files)


def _erase_person(work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, context: Context) -> None:
    addresses = json.dumps([e_mail.lower() for e_mail in people.addresses_of(work.gate, contact_id)])
    devices = {link.device_id for link in directory.links_of_contact(work.gate, contact_id)}
    for statement in (erasing.TOKENS_TO, erasing.MAILS_TO):
        work.gate.change(statement, of_customer=customer_id, addresses=addresses)
    work.gate.change(erasing.FORGET_REQUESTS, of_contact=contact_id)
    for refers in people.REFERRING.values():
        work.gate.change(refers, of_contact=contact_id, new_contact=None)
    for forget in (people.FORGET_LINKS, people.FORGET_ADDRESSES, people.FORGET_CONTACT):
        work.gate.change(forget, of_contact=contact_id)
    _mark(work, "contact", contact_id, customer_id, context)
    for device_id in devices:
        person_changed(work, customer_id, contact_id, DeviceId(device_id))


def _mark(
    work: UnitOfWork, kind: str, object_id: str, customer_id: CustomerId, context: Context, of_key: str = ""
) -> None:
    """Keep that this id was erased, and say so to who may have a copy."""
    row = {"id": object_id, "customer_id": customer_id, "kind": kind, "at": context.now}
    work.gate.insert(erasing.MARK, row)
    work.hint(Topic.ERASED, object_id, customer_id, f"{kind}:{of_key}")


def _files(ids: Sequence[str]) -> list[FileId]:
    return [FileId(file_id) for file_id in ids]

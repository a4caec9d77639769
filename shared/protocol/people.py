"""More about contacts: import, merge, assignment in bulk, erasure. The contact itself: directory.py."""

from typing import Annotated

import msgspec

from shared.ids import ContactId, ConversationId, CustomerId, DeviceId, TicketId
from shared.protocol.base import Count, EMail, Message, Name, Record, Reply, Request

MAX_IMPORT_ROWS = 100


class ImportRow(Record, frozen=True, kw_only=True):
    """One line of a CSV file, already split into columns by the console."""

    contact_id: ContactId
    """For the case that the person is new."""
    first_name: Name = ""
    last_name: Name = ""
    e_mail: EMail = ""
    device_name: Name = ""
    """Assign to the device of this name, where there is exactly one."""


class ImportContacts(Request, tag="contact.import", frozen=True, kw_only=True):
    """Console → relay: create or change contacts by e-mail address; `dry_run` only says what would happen."""

    customer_id: CustomerId
    rows: Annotated[list[ImportRow], msgspec.Meta(min_length=1, max_length=MAX_IMPORT_ROWS)]
    dry_run: bool = False


class RowOutcome(Record, frozen=True, kw_only=True):
    """What became of a row: `created`, `changed`, `same` or an error code with the field it is about."""

    outcome: str
    field: str = ""
    contact_id: ContactId | None = None


class ContactsImported(Reply, tag="contact.imported", frozen=True, kw_only=True):
    """One outcome for each row, in order; rows with errors change nothing, the others are done."""

    outcomes: list[RowOutcome]


class MergeContacts(Request, tag="contact.merge", frozen=True, kw_only=True):
    """Console → relay: `contact_id` becomes part of `into`: addresses, devices, talks and tickets move; audited."""

    contact_id: ContactId
    into: ContactId


class AssignContacts(Request, tag="contact.assign_many", frozen=True, kw_only=True):
    """Console → relay: put these contacts on these devices, beside what is assigned already; or take them off."""

    contact_ids: Annotated[list[ContactId], msgspec.Meta(min_length=1, max_length=500)]
    device_ids: Annotated[list[DeviceId], msgspec.Meta(min_length=1, max_length=500)]
    remove: bool = False


class EraseContact(Request, tag="contact.erase", frozen=True, kw_only=True):
    """Console → relay: erase one person: names, addresses, words and files; the audit log keeps that it was done (L12).

    Asks for a fresh second factor (`step_up_required`).
    """

    contact_id: ContactId


class Erased(Reply, tag="contact.erased", frozen=True, kw_only=True):
    """What is gone."""

    conversations: Count = 0
    messages: Count = 0
    files: Count = 0
    tickets: Count = 0


class ExportContact(Request, tag="contact.export", frozen=True, kw_only=True):
    """Console → relay: all that is stored about one person, page by page, as JSON lines (L12).

    Each page asks for a fresh second factor (`step_up_required`).
    """

    contact_id: ContactId
    after: Count = 0


class ContactExported(Reply, tag="contact.exported", frozen=True, kw_only=True):
    """One page; `next` is the `after` of the following one, 0 at the end."""

    lines: list[str]
    next: Count = 0


class RecordsErased(Message, tag="records.erased", frozen=True, kw_only=True):
    """Relay → consoles in scope and the agents concerned: these are gone for ever; forget every copy (L12).

    Sent when it happens, and to a client whose `chat.sync` names such a conversation. A ticket's skeleton follows as
    `ticket.changed`; a merged contact is gone too, its new record comes as `contact.changed`.
    """

    contact_ids: list[ContactId] = []
    conversation_ids: list[ConversationId] = []
    ticket_ids: list[TicketId] = []

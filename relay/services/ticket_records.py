"""From committed rows to tickets, and to all that belongs to one, as clients are shown them. Read-only.

What a requester may not know is left out here: notes, history, time worked, how the desk sorts its work.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from relay.db.gate import Gate, Row
from relay.db.repositories import entries, files, tickets
from relay.domain.text import person_name
from relay.services import file_records, records
from shared.ids import (
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EntryId,
    GroupId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EntryRecord, HistoryRecord, Priority, TicketRecord, TicketThread
from shared.protocol.transfers import FileRecord

MOST_ENTRIES: Final = 200
MOST_ENTRY_BYTES: Final = 1024 * 1024
"""What one frame holds of entries; the rest is read with `before`."""
MOST_HISTORY: Final = 200
MOST_TALKS: Final = 50
MOST_FILES: Final = 500


def ticket_record(gate: Gate, ticket_id: TicketId) -> TicketRecord | None:
    """Return one ticket."""
    row = tickets.ticket_row(gate, ticket_id)
    return None if row is None else _ticket(row, entries.files_of(gate, ticket_id))


def all_tickets(gate: Gate) -> Iterator[TicketRecord]:
    """Return every ticket in scope by number."""
    counts = entries.all_files(gate)
    for row in gate.rows(tickets.ALL):
        yield _ticket(row, counts.get(row.id, 0))


def tickets_of_key(gate: Gate, device_key_id: DeviceKeyId) -> list[TicketRecord]:
    """Return an OS session's own tickets as its user is shown them, the newest first."""
    rows = gate.rows(tickets.OF_DEVICE_KEY, of_key=device_key_id)
    counts = entries.files_of_key(gate, device_key_id) if rows else {}
    return [for_requester(_ticket(row, counts.get(row.id, 0))) for row in rows]


def for_requester(ticket: TicketRecord) -> TicketRecord:
    """Return what the requester is shown of a ticket."""
    return msgspec.structs.replace(
        ticket, category="", priority=Priority.NORMAL, group_id=None, group_name="", worked_min=0, merged_into=None
    )


def entry_record(gate: Gate, entry_id: EntryId) -> EntryRecord | None:
    """Return one entry."""
    row = entries.entry_row(gate, entry_id)
    return None if row is None else _entry(row)


def entry_for_requester(entry: EntryRecord) -> EntryRecord:
    """Return what the requester is shown of a reply: not how long it took."""
    return msgspec.structs.replace(entry, minutes=0, conversation_id=None)


def recent_entries(gate: Gate, since: dt.datetime) -> list[EntryRecord]:
    """Return what was written after `since`, oldest first."""
    return [_entry(row) for row in entries.recent(gate, since, MOST_ENTRIES)]


def ticket_thread(gate: Gate, re: int, ticket_id: TicketId, before: dt.datetime) -> TicketThread:
    """Return all that belongs to a ticket and to those that were merged into it."""
    family = [ticket_id, *(TicketId(row.id) for row in tickets.merged_into(gate, ticket_id))]
    talks = [ConversationId(row.conversation_id) for one in family for row in entries.talks_of(gate, one)]
    written = [row for one in family for row in entries.of_ticket(gate, one, before, MOST_ENTRIES)]
    shown, more = _newest(written)
    return TicketThread(
        re=re,
        entries=shown,
        files=_files(gate, family, talks),
        history=[_change(row) for row in reversed(gate.rows(entries.HISTORY, of_ticket=ticket_id, most=MOST_HISTORY))],
        conversations=_conversations(gate, talks),
        more=more,
    )


def requester_thread(gate: Gate, re: int, ticket_id: TicketId, before: dt.datetime) -> TicketThread:
    """Return the replies and files of one ticket, as its requester is shown them."""
    talks = [ConversationId(row.conversation_id) for row in entries.talks_of(gate, ticket_id)]
    shown, more = _newest(entries.replies_of_ticket(gate, ticket_id, before, MOST_ENTRIES))
    return TicketThread(
        re=re,
        entries=[entry_for_requester(entry) for entry in shown],
        files=_files(gate, [ticket_id], talks),
        more=more,
    )


def talk_thread(gate: Gate, re: int, conversation_id: ConversationId, before: dt.datetime) -> TicketThread:
    """Return what stands beside a conversation."""
    shown, more = _newest(entries.of_talk(gate, conversation_id, before, MOST_ENTRIES))
    return TicketThread(
        re=re,
        entries=shown,
        files=_files(gate, [], [conversation_id]),
        conversations=_conversations(gate, [conversation_id]),
        more=more,
    )


def _newest(rows: Iterable[Row]) -> tuple[list[EntryRecord], bool]:
    """Return the newest entries that fit one frame, oldest first, and whether there are older ones."""
    rows = sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
    room, kept = MOST_ENTRY_BYTES, 0
    for row in rows[:MOST_ENTRIES]:
        room -= len(row.text.encode()) + 400
        if room < 0 and kept:
            break
        kept += 1
    return [_entry(row) for row in reversed(rows[:kept])], kept < len(rows) or len(rows) == MOST_ENTRIES


def _files(gate: Gate, ticket_ids: list[TicketId], talks: list[ConversationId]) -> list[FileRecord]:
    rows = [row for one in ticket_ids for row in files.shown_on_ticket(gate, one)]
    rows += [row for one in talks for row in files.of_conversation(gate, one)]
    unique = {row.id: row for row in rows}.values()
    shown = sorted((file_records.file_record(row) for row in unique), key=lambda file: file.at)
    return shown[-MOST_FILES:]


def _conversations(gate: Gate, talks: list[ConversationId]) -> list[ConversationRecord]:
    found = [records.conversation_record(gate, one) for one in talks[-MOST_TALKS:]]
    return sorted((one for one in found if one is not None), key=lambda talk: talk.opened_at)


def _ticket(row: Row, file_count: int) -> TicketRecord:
    return TicketRecord(
        ticket_id=TicketId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        number=row.number,
        title=row.title,
        state=row.state,
        origin=row.origin,
        created_at=row.created_at,
        updated_at=row.updated_at,
        customer_name=row.customer_name,
        description=row.description,
        device_id=DeviceId(row.device_id) if row.device_id else None,
        device_name=row.device_name or "",
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        contact_name=person_name(row.first_name, row.last_name, ""),
        shield=records.shield_of(row),
        assignee_id=TechnicianId(row.assignee_id) if row.assignee_id else None,
        assignee_name=row.assignee_name or "",
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        priority=row.priority,
        category=row.category,
        service_id=ServiceId(row.service_id),
        service_name=row.service_name,
        group_id=GroupId(row.group_id) if row.group_id else None,
        group_name=row.group_name or "",
        worked_min=row.worked_min,
        merged_into=TicketId(row.merged_into) if row.merged_into else None,
        merged_number=row.merged_number,
        files=file_count,
        answered_at=row.answered_at,
        snapshot=json.loads(row.snapshot) if row.snapshot else {},
    )


def _entry(row: Row) -> EntryRecord:
    return EntryRecord(
        entry_id=EntryId(row.id),
        customer_id=CustomerId(row.customer_id),
        kind=row.kind,
        at=row.at,
        text=row.text,
        author_id=row.author_id,
        author_name=row.author_name,
        is_from_device=row.is_from_device,
        minutes=row.minutes,
        ticket_id=TicketId(row.ticket_id) if row.ticket_id else None,
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
    )


def _change(row: Row) -> HistoryRecord:
    return HistoryRecord(at=row.at, who=row.who, what=row.what, before=row.before, after=row.after)

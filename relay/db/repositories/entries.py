"""Queries on what belongs to a ticket beside its own row: its talks, what is written on it, its history."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import conversation, file, ticket, ticket_entry, ticket_history, ticket_talk
from shared.ids import ConversationId, CustomerId, DeviceKeyId, EntryId, TicketId
from shared.protocol.tickets import EntryKind
from shared.protocol.transfers import FileState

b = sa.bindparam
_SAME_TALK: Final = sa.and_(
    conversation.c.customer_id == ticket_talk.c.customer_id, conversation.c.id == ticket_talk.c.conversation_id
)
_AT: Final = ticket_entry.c.at.type

TALKS_OF_TICKET: Final = (
    sa.select(ticket_talk).where(ticket_talk.c.ticket_id == b("of_ticket")).order_by(ticket_talk.c.conversation_id)
)
OPEN_TALK_OF_TICKET: Final = (
    sa.select(conversation)
    .join_from(ticket_talk, conversation, _SAME_TALK)
    .where(ticket_talk.c.ticket_id == b("of_ticket"), conversation.c.is_open)
    .order_by(conversation.c.opened_at.desc())
    .limit(1)
)
MOVE_TALKS: Final = (
    sa.update(ticket_talk).where(ticket_talk.c.ticket_id == b("of_ticket")).values(ticket_id=b("into_ticket"))
)

ENTRY: Final = sa.select(ticket_entry).where(ticket_entry.c.id == b("of_entry"))
_NEWEST: Final = sa.select(ticket_entry).where(ticket_entry.c.at < b("before", type_=_AT))
ENTRIES_OF_TICKET: Final = (
    _NEWEST.where(ticket_entry.c.ticket_id == b("of_ticket")).order_by(ticket_entry.c.at.desc()).limit(b("most"))
)
ENTRIES_OF_TALK: Final = (
    _NEWEST.where(ticket_entry.c.conversation_id == b("of_conversation"))
    .order_by(ticket_entry.c.at.desc())
    .limit(b("most"))
)
REPLIES_OF_TICKET: Final = (
    _NEWEST.where(ticket_entry.c.ticket_id == b("of_ticket"), ticket_entry.c.kind == EntryKind.REPLY)
    .order_by(ticket_entry.c.at.desc())
    .limit(b("most"))
)
RECENT: Final = (
    sa.select(ticket_entry)
    .where(ticket_entry.c.at > b("since", type_=_AT))
    .order_by(ticket_entry.c.at)
    .limit(b("most"))
)
GIVE_TO_TICKET: Final = (
    sa.update(ticket_entry)
    .where(ticket_entry.c.conversation_id == b("of_conversation"), ticket_entry.c.ticket_id.is_(None))
    .values(ticket_id=b("to_ticket"))
)
WORKED_BESIDE_TALK: Final = sa.select(sa.func.sum(ticket_entry.c.minutes).label("minutes")).where(
    ticket_entry.c.conversation_id == b("of_conversation"), ticket_entry.c.ticket_id.is_(None)
)

HISTORY: Final = (
    sa.select(ticket_history)
    .where(ticket_history.c.ticket_id == b("of_ticket"))
    .order_by(ticket_history.c.number.desc())
    .limit(b("most"))
)
LAST_HISTORY: Final = sa.select(sa.func.max(ticket_history.c.number).label("number")).where(
    ticket_history.c.ticket_id == b("of_ticket")
)

_READY: Final = file.c.state == FileState.READY
_FILE_OF_TALK: Final = sa.and_(
    file.c.customer_id == ticket_talk.c.customer_id, file.c.conversation_id == ticket_talk.c.conversation_id
)
_COUNT: Final = sa.func.count().label("files")
ALL_OWN_FILES: Final = (
    sa.select(file.c.ticket_id, _COUNT).where(file.c.ticket_id.is_not(None), _READY).group_by(file.c.ticket_id)
)
ALL_TALK_FILES: Final = (
    sa.select(ticket_talk.c.ticket_id, _COUNT)
    .join_from(ticket_talk, file, _FILE_OF_TALK)
    .where(file.c.ticket_id.is_(None), _READY)
    .group_by(ticket_talk.c.ticket_id)
)
_SAME_TICKET: Final = sa.and_(ticket.c.customer_id == ticket_talk.c.customer_id, ticket.c.id == ticket_talk.c.ticket_id)
_OF_KEY: Final = ticket.c.device_key_id == b("of_key")
OWN_FILES_OF_KEY: Final = (
    sa.select(file.c.ticket_id, _COUNT)
    .join_from(ticket, file, sa.and_(file.c.customer_id == ticket.c.customer_id, file.c.ticket_id == ticket.c.id))
    .where(_OF_KEY, _READY)
    .group_by(file.c.ticket_id)
)
TALK_FILES_OF_KEY: Final = (
    sa.select(ticket_talk.c.ticket_id, _COUNT)
    .join_from(ticket, ticket_talk, _SAME_TICKET)
    .join(file, _FILE_OF_TALK)
    .where(_OF_KEY, file.c.ticket_id.is_(None), _READY)
    .group_by(ticket_talk.c.ticket_id)
)
OWN_FILES: Final = sa.select(_COUNT).select_from(file).where(file.c.ticket_id == b("of_ticket"), _READY)
TALK_FILES: Final = (
    sa.select(_COUNT)
    .select_from(ticket_talk)
    .join(file, _FILE_OF_TALK)
    .where(ticket_talk.c.ticket_id == b("of_ticket"), file.c.ticket_id.is_(None), _READY)
)


def open_talk_of(gate: Gate, ticket_id: TicketId) -> Row | None:
    """Return the open conversation of a ticket, the latest where there are several."""
    return gate.row(OPEN_TALK_OF_TICKET, of_ticket=ticket_id)


def put_talk(gate: Gate, customer_id: CustomerId, conversation_id: ConversationId, ticket_id: TicketId) -> None:
    """Let a conversation that belongs to no ticket belong to this one."""
    row = {"customer_id": customer_id, "conversation_id": conversation_id, "ticket_id": ticket_id}
    gate.insert(sa.insert(ticket_talk), row)


def entry_row(gate: Gate, entry_id: EntryId) -> Row | None:
    """Return one entry."""
    return gate.row(ENTRY, of_entry=entry_id)


def talks_of(gate: Gate, ticket_id: TicketId) -> Sequence[Row]:
    """Return the conversations of a ticket, by id."""
    return gate.rows(TALKS_OF_TICKET, of_ticket=ticket_id)


def of_ticket(gate: Gate, ticket_id: TicketId, before: dt.datetime, most: int) -> Sequence[Row]:
    """Return what was written on a ticket before a moment, newest first."""
    return gate.rows(ENTRIES_OF_TICKET, of_ticket=ticket_id, before=before, most=most)


def replies_of_ticket(gate: Gate, ticket_id: TicketId, before: dt.datetime, most: int) -> Sequence[Row]:
    """Return the replies on a ticket before a moment, newest first."""
    return gate.rows(REPLIES_OF_TICKET, of_ticket=ticket_id, before=before, most=most)


def of_talk(gate: Gate, conversation_id: ConversationId, before: dt.datetime, most: int) -> Sequence[Row]:
    """Return what was written beside a conversation before a moment, newest first."""
    return gate.rows(ENTRIES_OF_TALK, of_conversation=conversation_id, before=before, most=most)


def files_of(gate: Gate, ticket_id: TicketId) -> int:
    """Return how many files are ready on a ticket and in its conversations."""
    rows = (gate.row(OWN_FILES, of_ticket=ticket_id), gate.row(TALK_FILES, of_ticket=ticket_id))
    return sum(row.files for row in rows if row is not None)


def all_files(gate: Gate) -> dict[str, int]:
    """Return the same for every ticket that has any."""
    return _summed([*gate.rows(ALL_OWN_FILES), *gate.rows(ALL_TALK_FILES)])


def files_of_key(gate: Gate, device_key_id: DeviceKeyId) -> dict[str, int]:
    """Return the same for the tickets of one OS session."""
    own = gate.rows(OWN_FILES_OF_KEY, of_key=device_key_id)
    return _summed([*own, *gate.rows(TALK_FILES_OF_KEY, of_key=device_key_id)])


def _summed(rows: Iterable[Row]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.ticket_id] = counts.get(row.ticket_id, 0) + row.files
    return counts


def recent(gate: Gate, since: dt.datetime, most: int) -> Sequence[Row]:
    """Return what was written after `since`, oldest first."""
    return gate.rows(RECENT, since=since, most=most)

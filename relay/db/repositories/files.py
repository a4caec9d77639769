"""Queries on files, their grants and what each customer keeps."""

import json
from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from relay.db.gate import Gate, Row
from relay.db.tables import file, file_grant, file_usage
from shared.file_types import FOR_CONTENT
from shared.ids import ConversationId, CustomerId, FileId, TicketId
from shared.protocol.transfers import FileState

b = sa.bindparam

UNFINISHED: Final = (FileState.RECEIVING, FileState.CHECKING)
ENDED_BADLY: Final = (FileState.REFUSED, FileState.CANCELLED, FileState.ERASED)
FILE: Final = sa.select(file).where(file.c.id == b("of_file"))
_WANTED: Final = sa.func.json_each(b("wanted")).table_valued("value", name="wanted")
FILES: Final = sa.select(file).where(file.c.id == _WANTED.c.value)
OF_TICKET: Final = (
    sa.select(file)
    .where(file.c.ticket_id == b("of_ticket"), file.c.state == FileState.READY)
    .order_by(file.c.offered_at)
    .limit(500)
)
SHOWN_ON_TICKET: Final = (
    sa.select(file)
    .where(
        file.c.ticket_id == b("of_ticket"),
        sa.or_(
            file.c.state == FileState.READY,
            sa.and_(file.c.state == FileState.REFUSED, file.c.refused.in_(FOR_CONTENT)),
        ),
    )
    .order_by(file.c.offered_at)
    .limit(500)
)
OF_CONVERSATION: Final = (
    sa.select(file)
    .where(file.c.conversation_id == b("of_conversation"), file.c.state == FileState.READY)
    .order_by(file.c.offered_at)
    .limit(500)
)
UNFINISHED_OF: Final = sa.select(sa.func.count().label("files")).where(
    file.c.sender_id == b("of_sender"), file.c.state.in_(UNFINISHED)
)
IN_STATE: Final = sa.select(file).where(file.c.state == b("of_state", type_=file.c.state.type)).limit(500)
ABANDONED: Final = (
    sa.select(file)
    .where(
        file.c.state == FileState.RECEIVING,
        file.c.has_bytes,
        file.c.touched_at < b("before", type_=file.c.touched_at.type),
    )
    .limit(500)
)
WHOLE: Final = sa.select(file.c.customer_id, file.c.stored_as, file.c.size).where(
    file.c.state.in_((FileState.CHECKING, FileState.READY)), file.c.has_bytes
)
TO_REMOVE: Final = sa.select(file).where(file.c.state.in_(ENDED_BADLY), file.c.has_bytes).limit(500)
KEPT: Final = sa.select(file.c.stored_as).where(file.c.stored_as == _WANTED.c.value, file.c.has_bytes)
MOVE: Final = sa.update(file).where(file.c.id == b("of_file"), file.c.state == b("old_state", type_=file.c.state.type))
FORGET_BYTES: Final = sa.update(file).where(file.c.id == b("of_file"), file.c.has_bytes)
SAVE: Final = sa.update(file).where(file.c.id == b("of_file"))

GRANT: Final = sa.select(file_grant).where(file_grant.c.token_hash == b("of_hash"))
FORGET_EXPIRED: Final = sa.delete(file_grant).where(
    file_grant.c.expires_at <= b("now", type_=file_grant.c.expires_at.type)
)
FORGET_GRANTS_OF: Final = sa.delete(file_grant).where(file_grant.c.file_id == b("of_file"))

USAGE: Final = sa.select(file_usage).where(file_usage.c.customer_id == b("of_customer"))
_USAGE: Final = sqlite.insert(file_usage)
ADD_USAGE: Final = _USAGE.on_conflict_do_update(
    index_elements=list(file_usage.primary_key), set_={"bytes": file_usage.c.bytes + _USAGE.excluded.bytes}
)


def file_row(gate: Gate, file_id: FileId) -> Row | None:
    """Return a file."""
    return gate.row(FILE, of_file=file_id)


def files_of(gate: Gate, file_ids: Collection[FileId]) -> dict[str, Row]:
    """Return files by id, in one look."""
    return {row.id: row for row in gate.rows(FILES, wanted=json.dumps(list(file_ids)))}


def in_state(gate: Gate, state: FileState) -> Sequence[Row]:
    """Return up to 500 files in a state."""
    return gate.rows(IN_STATE, of_state=state)


def of_ticket(gate: Gate, ticket_id: TicketId) -> Sequence[Row]:
    """Return what is ready and was attached to a ticket itself."""
    return gate.rows(OF_TICKET, of_ticket=ticket_id)


def shown_on_ticket(gate: Gate, ticket_id: TicketId) -> Sequence[Row]:
    """Return the same, and what was refused for its content."""
    return gate.rows(SHOWN_ON_TICKET, of_ticket=ticket_id)


def of_conversation(gate: Gate, conversation_id: ConversationId) -> Sequence[Row]:
    """Return what is ready in a conversation."""
    return gate.rows(OF_CONVERSATION, of_conversation=conversation_id)


def kept(gate: Gate, stored_as: Collection[str]) -> set[str]:
    """Return which storage names still belong to a file with bytes."""
    return {row.stored_as for row in gate.rows(KEPT, wanted=json.dumps(list(stored_as)))}


def insert(gate: Gate, row: dict[str, Any]) -> None:
    """Store a fresh file."""
    gate.insert(sa.insert(file), row)


def insert_grant(gate: Gate, row: dict[str, Any]) -> None:
    """Store a fresh grant."""
    gate.insert(sa.insert(file_grant), row)


def usage(gate: Gate, customer_id: CustomerId) -> int:
    """Return the bytes a customer's files take."""
    row = gate.row(USAGE, of_customer=customer_id)
    return 0 if row is None else int(row.bytes)


def add_usage(gate: Gate, customer_id: CustomerId, size: int) -> None:
    """Count bytes more, or fewer where `size` is negative."""
    gate.insert(ADD_USAGE, {"customer_id": customer_id, "bytes": size})

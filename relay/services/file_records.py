"""From rows of files to what clients are shown of them."""

from collections.abc import Iterable
from typing import Final

import msgspec

from relay.db.gate import Gate, Row
from relay.db.repositories import files
from shared.ids import ConversationId, FileId, TicketId
from shared.protocol.chat import ChatMessage
from shared.protocol.transfers import FileRecord

FILE_EVENT: Final = "file"
"""Marks a message row that shows the file whose id is its own; never on the wire."""


def file_record(row: Row) -> FileRecord:
    """Return one file as both sides see it."""
    return FileRecord(
        file_id=FileId(row.id),
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        state=row.state,
        at=row.ended_at or row.offered_at,
        kind=row.kind,
        media_type=row.media_type,
        from_device=row.from_device,
        sender_name=row.sender_name,
        signer=row.signer,
        refused=row.refused,
        why=row.why,
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        ticket_id=TicketId(row.ticket_id) if row.ticket_id else None,
    )


def with_files(gate: Gate, messages: Iterable[ChatMessage]) -> list[ChatMessage]:
    """Return the messages, those of files with the record of the file as it is now."""
    messages = list(messages)
    wanted = [FileId(message.message_id) for message in messages if message.event == FILE_EVENT]
    if not wanted:
        return messages
    rows = files.files_of(gate, wanted)
    return [_with_file(message, rows) if message.event == FILE_EVENT else message for message in messages]


def _with_file(message: ChatMessage, rows: dict[str, Row]) -> ChatMessage:
    row = rows.get(message.message_id)
    return msgspec.structs.replace(message, event="", file=None if row is None else file_record(row))

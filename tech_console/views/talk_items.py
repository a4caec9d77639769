"""From a row of a talk to what the chat view draws."""

import msgspec

from shared.protocol.chat import ConversationRecord, SenderKind
from shared.protocol.tickets import EntryRecord
from shared.widgets.chat_item import LAST as LAST_ITEM
from shared.widgets.chat_item import ChatItem, ChatKind, ChatState
from shared.widgets.file_item import FileItem
from tech_console.models.words import event_words, person_of, worked_words
from tech_console.state.talk import LAST, Row
from tech_console.state.timeline import order_of

STATES: dict[str, ChatState] = {
    "queued": "queued",
    "sending": "sending",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
}


def message_item(row: Row, record: ConversationRecord | None) -> ChatItem:
    """Return a row for a view in which notes stand between the messages."""
    return msgspec.structs.replace(chat_item(row, record), order=order_of(row))


def note_item(entry: EntryRecord, order: int) -> ChatItem:
    """Return an internal note as the chat view wants it."""
    return ChatItem(
        key=entry.entry_id,
        sender_name=entry.author_name,
        sender_key=entry.author_id,
        text=entry.text or worked_words(entry.minutes),
        at=entry.at,
        order=order,
        is_note=True,
    )


def chat_item(row: Row, record: ConversationRecord | None) -> ChatItem:
    """Return the row as the chat view wants it."""
    theirs = row.sender is SenderKind.DEVICE and not row.event  # a colleague's words carry no shield
    name = row.sender_name or (person_of(record) if record is not None and theirs else "")
    return ChatItem(
        key=row.key,
        kind=_kind(row),
        file=None if row.file is None else FileItem.of(row.file),
        mine=row.mine,
        sender_name=name,
        sender_key=(record.contact_id or row.sender_id) if record is not None and theirs else row.sender_id,
        text=event_words(row.event, row.params) if row.event else row.text,
        at=row.at,
        state=STATES.get(row.state, "none"),
        verified=record.shield.level if record is not None and theirs else None,
        order=row.order if row.order < LAST else LAST_ITEM + row.order - LAST,
    )


def _kind(row: Row) -> ChatKind:
    if row.event:
        return "event"
    return "text" if row.file is None else "file"

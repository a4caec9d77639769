"""From a row of a talk to what the chat view draws."""

from shared.protocol.chat import ConversationRecord
from shared.widgets.chat_item import LAST as LAST_ITEM
from shared.widgets.chat_item import ChatItem, ChatState
from tech_console.models.words import event_words, person_of
from tech_console.state.talk import LAST, Row

STATES: dict[str, ChatState] = {
    "queued": "queued",
    "sending": "sending",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
}


def chat_item(row: Row, record: ConversationRecord | None) -> ChatItem:
    """Return the row as the chat view wants it."""
    theirs = not row.mine and not row.event
    name = row.sender_name or (person_of(record) if record is not None else "")
    return ChatItem(
        key=row.key,
        kind="event" if row.event else "text",
        mine=row.mine,
        sender_name=name,
        sender_key=(record.contact_id or row.sender_id) if record is not None and theirs else row.sender_id,
        text=event_words(row.event, row.params) if row.event else row.text,
        at=row.at,
        state=STATES.get(row.state, "none"),
        verified=record.shield.level if record is not None and theirs else None,
        order=row.order if row.order < LAST else LAST_ITEM + row.order - LAST,
    )

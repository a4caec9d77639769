"""From a line of a ticket's thread to what the chat view draws."""

import msgspec

from shared.ids import TechnicianId
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EntryKind, EntryRecord, TicketRecord
from shared.protocol.transfers import FileRecord
from shared.widgets.chat_item import LAST, ChatItem
from shared.widgets.file_item import FileItem
from tech_console.models.ticket_words import event_of_change
from tech_console.models.words import worked_words
from tech_console.state.timeline import Moment
from tech_console.views.talk_items import chat_item, note_item


def moment_item(
    moment: Moment, ticket: TicketRecord, talk: ConversationRecord | None, me: TechnicianId | None
) -> ChatItem:
    """Return one line of a ticket's thread as the chat view wants it."""
    order = _order(moment)
    if moment.row is not None:
        return msgspec.structs.replace(chat_item(moment.row, talk), order=order)
    if moment.entry is not None:
        return _entry_item(moment.entry, ticket, order, me)
    if moment.file is not None:
        return _file_item(moment.file, ticket, order)
    if moment.change is not None:
        return ChatItem(key=moment.key, kind="event", text=event_of_change(moment.change), at=moment.at, order=order)
    return ChatItem(
        key=moment.key,
        sender_name=ticket.contact_name or ticket.device_name or ticket.customer_name,
        sender_key=ticket.contact_id or ticket.device_id or ticket.customer_id,
        text=f"{ticket.title}\n{ticket.description}",
        at=moment.at,
        verified=ticket.shield.level if ticket.contact_name else None,
        order=order,
    )


def _file_item(file: FileRecord, ticket: TicketRecord, order: int) -> ChatItem:
    """Return a file that was attached to the ticket outside its talks; who sent it is only known by name."""
    return ChatItem(
        key=file.file_id,
        kind="file",
        sender_name=file.sender_name,
        sender_key=(ticket.contact_id or file.sender_name) if file.from_device else file.sender_name,
        text="",
        at=file.at,
        verified=ticket.shield.level if file.from_device else None,
        order=order,
        file=FileItem.of(file),
    )


def _entry_item(entry: EntryRecord, ticket: TicketRecord, order: int, me: TechnicianId | None) -> ChatItem:
    if not entry.text:
        words = f"{entry.author_name} · {worked_words(entry.minutes)}"
        return ChatItem(key=entry.entry_id, kind="event", text=words, at=entry.at, order=order)
    text = f"{entry.text}\n({worked_words(entry.minutes)})" if entry.minutes else entry.text
    if entry.kind is EntryKind.NOTE:
        return note_item(msgspec.structs.replace(entry, text=text), order)
    mine = entry.author_id == me and not entry.is_from_device
    return ChatItem(
        key=entry.entry_id,
        mine=mine,
        sender_name=entry.author_name,
        sender_key=(ticket.contact_id or entry.author_id) if entry.is_from_device else entry.author_id,
        text=text,
        at=entry.at,
        state="sent" if mine else "none",
        verified=ticket.shield.level if entry.is_from_device else None,
        order=order,
    )


def _order(moment: Moment) -> int:
    """Order by time to the microsecond; what is still on its way stands behind everything."""
    if moment.is_waiting and moment.row is not None:
        return LAST + moment.row.order
    return int(moment.at.timestamp() * 1_000_000)

"""A ticket's thread as rows of a conversation: what was described, replies of both sides, files, talks, what waits."""

import datetime as dt
from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.threads import Thread, WaitingReply
from shared.protocol.tickets import EntryRecord, TicketRecord
from shared.protocol.transfers import FileRecord
from shared.widgets.chat_item import LAST, ChatItem, ChatState
from shared.widgets.file_item import FileItem
from shared.widgets.plain_text import shown_line

translate = QCoreApplication.translate
OWN_ORIGINS = frozenset({"tray", "chat", "chat_timer"})


def thread_items(ticket: TicketRecord, thread: Thread, waiting: list[WaitingReply]) -> list[ChatItem]:
    """Return all rows of a ticket, by time; replies on their way stand at the end."""
    known = sorted(_known(ticket, thread), key=lambda item: item.at)
    numbered = [msgspec.structs.replace(item, order=place) for place, item in enumerate(known)]
    return [*numbered, *(_waiting(reply, place) for place, reply in enumerate(waiting))]


def _known(ticket: TicketRecord, thread: Thread) -> Iterator[ChatItem]:
    opened = translate("TicketThread", "Ticket #{number} was opened").format(number=ticket.number)
    yield _event(f"opened:{ticket.ticket_id}", opened, ticket.created_at)
    if ticket.description.strip():
        is_mine = ticket.origin in OWN_ORIGINS
        yield ChatItem(
            key=f"text:{ticket.ticket_id}",
            mine=is_mine,
            sender_name="" if is_mine else translate("TicketThread", "Support"),
            sender_key="mine" if is_mine else "support",
            text=ticket.description,
            at=ticket.created_at,
            state="sent" if is_mine else "none",
        )
    for entry in thread.ascending():
        yield _entry(entry)
    for file in thread.files.values():
        yield _file(file)
    for record in thread.conversations:
        words = translate("TicketThread", "Conversation with {name}").format(name=shown_line(record.technician_name))
        yield _event(f"talk:{record.conversation_id}", words, record.opened_at)


def _entry(entry: EntryRecord) -> ChatItem:
    mine = entry.is_from_device
    return ChatItem(
        key=entry.entry_id,
        mine=mine,
        sender_name=entry.author_name,
        sender_key="mine" if mine else entry.author_id,
        text=entry.text,
        at=entry.at,
        state="sent" if mine else "none",
    )


def _waiting(reply: WaitingReply, place: int) -> ChatItem:
    state: ChatState = "failed" if reply.code else "queued"
    return ChatItem(
        key=reply.entry_id,
        mine=True,
        sender_key="mine",
        text=reply.text,
        at=reply.at,
        state=state,
        order=LAST + place,
    )


def _file(file: FileRecord) -> ChatItem:
    return ChatItem(
        key=file.file_id,
        kind="file",
        mine=file.from_device,
        sender_name=file.sender_name,
        sender_key="mine" if file.from_device else file.sender_name,
        text=file.name,
        at=file.at,
        state="sent" if file.from_device else "none",
        file=FileItem.of(file),
    )


def _event(key: str, text: str, at: dt.datetime) -> ChatItem:
    return ChatItem(key=key, kind="event", text=text, at=at)

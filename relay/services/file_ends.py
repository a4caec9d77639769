"""What becomes of a file whose bytes have arrived: checked, released or refused; abandoned; erased; gone from the disk.

Called by the file process through the writer. One transaction adds the message: a half file is never listed.
"""

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import chat, directory, files, tickets
from relay.db.tables import message as message_table
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain.conversation import Conversation
from relay.services import loading
from relay.services.file_orders import AbandonFile, BytesRemoved, FileArrived, RefuseFile, ReleaseFile
from relay.services.file_records import FILE_EVENT
from relay.services.files import end
from relay.services.orders import Context
from shared.errors import Conflict, NotFound
from shared.file_types import FOR_CONTENT
from shared.ids import ConversationId, CustomerId, FileId
from shared.protocol.base import Done
from shared.protocol.chat import SenderKind
from shared.protocol.transfers import FileState


def arrived(work: UnitOfWork, order: FileArrived, context: Context) -> Done:
    """All bytes are there: check them next."""
    _move(work, _row(work, order.file_id), FileState.RECEIVING, state=FileState.CHECKING, touched_at=context.now)
    work.hint(Topic.FILE, order.file_id, note=FileState.CHECKING.value)
    return Done(re=0)


def release(work: UnitOfWork, order: ReleaseFile, context: Context) -> Done:
    """Let the file be seen and fetched."""
    row = _row(work, order.file_id)
    _move(
        work,
        row,
        FileState.CHECKING,
        state=FileState.READY,
        ended_at=context.now,
        kind=order.kind,
        media_type=order.media_type,
        signer=order.signer,
    )
    _show(work, row, context.now)
    work.audit("file.ready", row.id, context.now, CustomerId(row.customer_id), kind=order.kind)
    work.hint(Topic.FILE, row.id, row.customer_id, FileState.READY.value)
    return Done(re=0)


def refuse(work: UnitOfWork, order: RefuseFile, context: Context) -> Done:
    """End a file that broke a rule; one that was whole, and is not let through, is shown to both sides with the reason."""
    row = _row(work, order.file_id)
    if row.state not in files.UNFINISHED:
        raise Conflict(what=row.state.value)
    end(work, row, FileState.REFUSED, context.now, refused=order.code, why=order.why)
    if order.code in FOR_CONTENT:
        _show(work, row, context.now)
    return Done(re=0)


def abandon(work: UnitOfWork, order: AbandonFile, context: Context) -> Done:
    """End an upload that nobody goes on with."""
    row = _row(work, order.file_id)
    if row.state is not FileState.RECEIVING:
        raise Conflict(what=row.state.value)
    end(work, row, FileState.CANCELLED, context.now, refused="expired")
    return Done(re=0)


def removed(work: UnitOfWork, order: BytesRemoved, _context: Context) -> Done:
    """Count what is off the disk no more."""
    for row in files.files_of(work.gate, order.file_ids).values():
        if row.state in files.ENDED_BADLY and _forget_bytes(work, row):
            files.add_usage(work.gate, CustomerId(row.customer_id), -row.size)
    return Done(re=0)


def erase(work: UnitOfWork, file_ids: Collection[FileId], now: dt.datetime) -> int:
    """Take names and bytes of files away for ever, in whatever state they are; return how many there were.

    The rows stay, nameless, for what refers to them; the file process removes the bytes after the commit.
    """
    rows = [row for row in files.files_of(work.gate, file_ids).values() if row.state is not FileState.ERASED]
    for row in rows:
        facts = {"state": FileState.ERASED, "name": "", "sha256": "", "signer": "", "sender_name": "", "ended_at": now}
        directory.change(work.gate, files.SAVE, {"of_file": row.id}, **facts)
        work.gate.change(files.FORGET_GRANTS_OF, of_file=row.id)
        work.hint(Topic.FILE, row.id, row.customer_id, FileState.ERASED.value)
    return len(rows)


def _show(work: UnitOfWork, row: Row, now: dt.datetime) -> None:
    """Let both sides see a file that came to its end, and consoles the ticket it is counted at."""
    if row.conversation_id:
        _add_message(work, row, now)
        ticket = tickets.of_conversation(work.gate, ConversationId(row.conversation_id))
        ticket_id = None if ticket is None else ticket.id
    else:
        ticket_id = row.ticket_id
    if ticket_id is not None:
        work.hint(Topic.TICKET, ticket_id, row.customer_id)


def _add_message(work: UnitOfWork, row: Row, now: dt.datetime) -> None:
    """Append the file to its conversation, as its sender's; a device's first answer accepts a talk that was left."""
    talk = loading.conversation_of(work, ConversationId(row.conversation_id))
    if row.from_device and talk.is_open and talk.accepted_at is None:
        talk = rules.accepted(talk, now)
        chat.save_conversation(work.gate, talk)
        work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)
    seq = talk.head + 1
    work.gate.insert(
        sa.insert(message_table),
        {
            "customer_id": talk.customer_id,
            "conversation_id": talk.id,
            "seq": seq,
            "sender": SenderKind.DEVICE if row.from_device else SenderKind.TECHNICIAN,
            "sender_id": row.sender_id,
            "sender_name": row.sender_name,
            "stream": None,
            "number": None,
            "message_id": row.id,
            "body_hash": rules.body_hash(row.id),
            "text": "",
            "event": FILE_EVENT,
            "params": "",
            "at": now,
        },
    )
    _move_head(work, talk, seq)
    work.hint(Topic.MESSAGES, talk.id, talk.customer_id)


def _move_head(work: UnitOfWork, talk: Conversation, seq: int) -> None:
    if not work.gate.change(chat.SET_HEAD, of_conversation=talk.id, old_head=talk.head, new_head=seq):
        raise RuntimeError("the head of a conversation moved inside our own transaction")


def _move(work: UnitOfWork, row: Row, before: FileState, **facts: object) -> None:
    """Raises: Conflict when the file is not, or no longer, in the state `before`."""
    if not directory.change(work.gate, files.MOVE, {"of_file": row.id, "old_state": before}, **facts):
        raise Conflict(what=row.state.value)


def _forget_bytes(work: UnitOfWork, row: Row) -> bool:
    return directory.change(work.gate, files.FORGET_BYTES, {"of_file": row.id}, has_bytes=False) == 1


def _row(work: UnitOfWork, file_id: FileId) -> Row:
    row = files.file_row(work.gate, file_id)
    if row is None:
        raise NotFound
    return row

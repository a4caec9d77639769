"""Messages, notes, replies and changes in one order.

In a talk the relay's numbers decide and notes go between them by time; on a ticket, with several talks, time decides.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from shared.ids import ConversationId, EntryId
from shared.protocol.tickets import EntryRecord, HistoryRecord, TicketRecord
from shared.protocol.transfers import FileRecord
from tech_console.state.talk import LAST, Row

STEP: Final = 1024
"""Room between two numbered messages for what was written beside them."""
SHOWN_CHANGES: Final = frozenset({"state", "assignee", "group", "merged", "merged_in", "priority", "service"})
"""Changes that tell part of the story; the rest is in the ticket's history only."""

MomentKind = Literal["opening", "message", "entry", "file", "change"]


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a ticket's thread; the field of its kind holds what happened."""

    kind: MomentKind
    key: str
    at: dt.datetime
    is_waiting: bool = False
    conversation_id: ConversationId | None = None
    row: Row | None = None
    entry: EntryRecord | None = None
    file: FileRecord | None = None
    change: HistoryRecord | None = None


def order_of(row: Row) -> int:
    """Return where a message stands in its talk."""
    return row.order * STEP if row.seq else LAST * STEP + row.order


def orders_beside(instants: Sequence[tuple[int, dt.datetime]], entries: Iterable[EntryRecord]) -> dict[EntryId, int]:
    """Return where entries stand among the messages of a talk: behind the last one that is not newer.

    `instants` are number and time of each message, ascending by number.
    """
    times = _never_backwards(at for _, at in instants)
    orders: dict[EntryId, int] = {}
    for count, entry in enumerate(sorted(entries, key=lambda entry: (entry.at, entry.entry_id)), start=1):
        before = bisect_right(times, entry.at)
        base = instants[before - 1][0] * STEP if before else 0
        orders[entry.entry_id] = base + min(count, STEP - 1)
    return orders


def ticket_moments(
    ticket: TicketRecord,
    talks: Mapping[ConversationId, Sequence[Row]],
    entries: Iterable[EntryRecord],
    files: Iterable[FileRecord],
    history: Iterable[HistoryRecord],
) -> list[Moment]:
    """Return the whole thread of a ticket, oldest first; own messages still on their way come last."""
    found = [Moment(kind="opening", key=ticket.ticket_id, at=ticket.created_at)] if ticket.description.strip() else []
    for conversation_id, rows in talks.items():
        found += _messages(conversation_id, rows)
    found += [Moment(kind="entry", key=entry.entry_id, at=entry.at, entry=entry) for entry in entries]
    found += [Moment(kind="file", key=f.file_id, at=f.at, file=f) for f in files if f.conversation_id is None]
    for number, change in enumerate(history):
        if change.what in SHOWN_CHANGES:
            found.append(Moment(kind="change", key=f"change:{number}", at=change.at, change=change))
    return sorted(found, key=lambda moment: (moment.is_waiting, moment.at))


def _messages(conversation_id: ConversationId, rows: Sequence[Row]) -> list[Moment]:
    times = _never_backwards(row.at for row in rows)
    return [
        Moment(kind="message", key=row.key, at=at, row=row, conversation_id=conversation_id, is_waiting=not row.seq)
        for row, at in zip(rows, times, strict=True)
    ]


def _never_backwards(times: Iterable[dt.datetime]) -> list[dt.datetime]:
    """A clock that was set back must not turn two messages of one talk round."""
    kept: list[dt.datetime] = []
    for at in times:
        kept.append(max(at, kept[-1]) if kept else at)
    return kept

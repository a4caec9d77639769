"""Messages, notes, replies and changes in one order.

In a talk the relay's numbers decide and notes go between them by time; on a ticket, with several talks, time decides.
"""

import datetime as dt
import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Final, Literal

import msgspec

from shared.ids import ConversationId, EntryId
from shared.protocol.tickets import EntryRecord, HistoryRecord, TicketRecord
from shared.protocol.transfers import FileRecord
from tech_console.state.talk import LAST, Row, Talk

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


def orders_beside(times: Sequence[tuple[int, dt.datetime]], entries: Iterable[EntryRecord]) -> dict[EntryId, int]:
    """Return where entries stand among the messages of a talk: behind the last one that is not newer.

    `times` are number and time of each message, both ascending.
    """
    orders: dict[EntryId, int] = {}
    for count, entry in enumerate(sorted(entries, key=lambda entry: (entry.at, entry.entry_id)), start=1):
        before = bisect_right(times, entry.at, key=itemgetter(1))
        base = times[before - 1][0] * STEP if before else 0
        orders[entry.entry_id] = base + min(count, STEP - 1)
    return orders


def ticket_moments(
    ticket: TicketRecord,
    talks: Iterable[Talk],
    entries: Iterable[EntryRecord],
    files: Iterable[FileRecord],
    history: Iterable[HistoryRecord],
) -> Iterator[Moment]:
    """Give the whole thread of a ticket, newest first; own messages still on their way before all.

    A message is made when it is asked for, as it is then: a thread with a talk of thousands is as quickly on screen as any.
    """
    talks = [*talks]
    waiting = [message_moment(talk, row) for talk in talks for row in talk.waiting_rows()]
    yield from sorted(waiting, key=lambda moment: moment.at, reverse=True)
    streams = [map(partial(message_moment, talk), talk.newest_first()) for talk in reversed(talks)]
    beside = reversed([*moments_beside(ticket, entries, files, history)])
    yield from heapq.merge(beside, *streams, key=lambda moment: moment.at, reverse=True)


def moments_beside(
    ticket: TicketRecord, entries: Iterable[EntryRecord], files: Iterable[FileRecord], history: Iterable[HistoryRecord]
) -> list[Moment]:
    """Return what a ticket's thread holds besides its talks, oldest first."""
    found = [Moment(kind="opening", key=ticket.ticket_id, at=ticket.created_at)] if ticket.description.strip() else []
    found += [Moment(kind="entry", key=entry.entry_id, at=entry.at, entry=entry) for entry in entries]
    found += [Moment(kind="file", key=f.file_id, at=f.at, file=f) for f in files if f.conversation_id is None]
    for number, change in enumerate(history):
        if change.what in SHOWN_CHANGES:
            found.append(Moment(kind="change", key=f"change:{number}", at=change.at, change=change))
    return sorted(found, key=lambda moment: moment.at)


def message_moment(talk: Talk, row: Row) -> Moment:
    """Return a message of one of the ticket's talks as a line of the thread."""
    return Moment(
        kind="message",
        key=row.key,
        at=talk.time_of(row),
        row=row,
        conversation_id=talk.conversation_id,
        is_waiting=not row.seq,
    )

"""What is due: requests to expire, tickets to open. A timer only wakes this; the rows decide (design 4)."""

import datetime as dt

from relay.db.repositories import chat
from relay.db.unit_of_work import UnitOfWork
from relay.services import chat_requests, tickets


def run_due(work: UnitOfWork, now: dt.datetime) -> None:
    """Do everything whose deadline column has passed; safe to call at any moment, twice, and after any crash."""
    chat_requests.expire_due(work, now)
    for row in work.gate.rows(chat.DUE_TICKETS, now=now):
        tickets.open_by_clock(work, chat.conversation_from(row), now)


def next_due(work: UnitOfWork) -> dt.datetime | None:
    """Return the earliest deadline on disk, None when nothing waits."""
    rows = (work.gate.row(chat.NEXT_EXPIRY), work.gate.row(chat.NEXT_TICKET))
    moments = [row.at for row in rows if row is not None and row.at is not None]
    return min(moments, default=None)

"""What is due: requests to expire, tickets to open, watch rules to look at. A timer only wakes this; the rows decide (design 4)."""

import datetime as dt
import logging
from collections.abc import Callable

import sqlalchemy as sa

from relay.db.repositories import chat
from relay.db.repositories import watch as watch_rows
from relay.db.unit_of_work import UnitOfWork
from relay.services import chat_requests, tickets, watch

log = logging.getLogger(__name__)


def run_due(work: UnitOfWork, now: dt.datetime) -> bool:
    """Do everything whose deadline column has passed; safe to call at any moment, twice, and after any crash.

    Each row in a savepoint of its own: one that cannot be done stays due and stops no other. Returns False then.
    """
    is_done = True
    for request in chat_requests.due(work, now):
        is_done &= _tried(work, request.id, lambda due=request: chat_requests.expire(work, due, now))  # type: ignore[misc]
    for row in work.gate.rows(chat.DUE_TICKETS, now=now):
        talk = chat.conversation_from(row)
        is_done &= _tried(work, talk.id, lambda due=talk: tickets.open_by_clock(work, due, now))  # type: ignore[misc]
    for row in work.gate.rows(watch_rows.DUE, now=now):
        is_done &= _tried(work, row.id, lambda due=row: watch.look(work, due.id, now))  # type: ignore[misc]
    return is_done


def next_due(work: UnitOfWork) -> dt.datetime | None:
    """Return the earliest deadline on disk, None when nothing waits."""
    rows = (work.gate.row(chat.NEXT_EXPIRY), work.gate.row(chat.NEXT_TICKET), work.gate.row(watch_rows.NEXT_LOOK))
    moments = [row.at for row in rows if row is not None and row.at is not None]
    return min(moments, default=None)


def _tried(work: UnitOfWork, object_id: str, step: Callable[[], None]) -> bool:
    try:
        with work.connection.begin_nested():
            step()
    except sa.exc.OperationalError:
        raise  # the database itself: the whole look fails and is repeated
    except Exception:
        log.exception("what was due could not be done: %s", object_id)
        return False
    return True

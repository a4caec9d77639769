"""The history of a ticket: what changed, from what to what, by whom; names as they were then. Shown to technicians only."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec
import sqlalchemy as sa

from relay.db.repositories import entries
from relay.db.tables import ticket_history
from relay.db.unit_of_work import UnitOfWork
from shared.ids import CustomerId, TicketId

VALUE_CHARS: Final = 200


class Change(msgspec.Struct, frozen=True):
    """One thing that changed; `what` is a stable word."""

    what: str
    before: str = ""
    after: str = ""


def note(
    work: UnitOfWork,
    ticket_id: TicketId,
    customer_id: CustomerId,
    now: dt.datetime,
    changes: Sequence[Change],
    *,
    who: str = "",
) -> None:
    """Append changes to a ticket's history in the name of whoever the work is done for, or of `who`."""
    last = work.gate.row(entries.LAST_HISTORY, of_ticket=ticket_id)
    number = (last.number if last is not None else None) or 0
    rows = [
        {
            "customer_id": customer_id,
            "ticket_id": ticket_id,
            "number": number + place,
            "at": now,
            "who": who or work.scope.principal.name,
            "what": change.what,
            "before": change.before[:VALUE_CHARS],
            "after": change.after[:VALUE_CHARS],
        }
        for place, change in enumerate(changes, start=1)
    ]
    if rows:
        work.gate.insert(sa.insert(ticket_history), *rows)

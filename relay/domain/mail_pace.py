"""When the next mail about tickets may leave: the first at once, those of a burst together, never many an hour. Pure."""

import datetime as dt
from collections.abc import Sequence

from shared.limits import TICKET_MAIL_GAP_S, TICKET_MAILS_PER_ADDRESS_PER_H

GAP = dt.timedelta(seconds=TICKET_MAIL_GAP_S)
HOUR = dt.timedelta(hours=1)
JOIN_MARGIN = dt.timedelta(seconds=10)
"""A mail due sooner may be under way already: it is no longer added to."""
LIFE = dt.timedelta(hours=24)


def next_slot(now: dt.datetime, same: Sequence[dt.datetime], any_to_address: Sequence[dt.datetime]) -> dt.datetime:
    """Return when a mail asked for now leaves.

    `same` are the times of earlier mails of the same kind about the same thing to the same address, `any_to_address` those of
    all mails about tickets to it; past or planned, in any order.
    """
    slot = max([now, *(at + GAP for at in same)])
    newest_first = sorted(any_to_address, reverse=True)
    if len(newest_first) >= TICKET_MAILS_PER_ADDRESS_PER_H:
        slot = max(slot, newest_first[TICKET_MAILS_PER_ADDRESS_PER_H - 1] + HOUR)
    return slot


def may_join(now: dt.datetime, leaves_at: dt.datetime) -> bool:
    """Return whether a waiting mail can still take one thing more."""
    return leaves_at - now > JOIN_MARGIN

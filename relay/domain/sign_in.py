"""How long somebody who mistyped must wait: grows per account and per address, never locks for ever (P12)."""

import datetime as dt
from typing import Final

FREE_TRIES: Final = 3
MAX_DELAY_S: Final = 300
FORGET_AFTER: Final = dt.timedelta(hours=1)


def next_allowed(failures: int, now: dt.datetime) -> dt.datetime:
    """Return when the next try is read, after `failures` wrong ones in a row: 1, 2, 4 … 300 seconds."""
    if failures < FREE_TRIES:
        return now
    return now + dt.timedelta(seconds=min(MAX_DELAY_S, 2 ** (failures - FREE_TRIES)))

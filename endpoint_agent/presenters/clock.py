"""Time that is left, on this machine's monotonic clock: the relay says how much, and a wrong wall clock changes nothing."""

import time
from collections.abc import Callable

Now = Callable[[], float]
"""Monotonic seconds; tests pass their own."""
monotonic: Now = time.monotonic


class Deadline:
    """Made from what the relay says is left at the moment it is received."""

    def __init__(self, remaining_ms: int, now: Now = monotonic) -> None:
        self._now = now
        self._at = now() + remaining_ms / 1000

    def remaining_ms(self) -> int:
        """Return what is left, never less than 0."""
        return max(0, round((self._at - self._now()) * 1000))


def minutes_seconds(milliseconds: int) -> str:
    """Return "1:34"; a started second counts as a whole one, so that "0:00" means over."""
    seconds = -(-max(0, milliseconds) // 1000)
    return f"{seconds // 60}:{seconds % 60:02}"

"""The relay's clock: wall time at start plus monotonic time, never behind what it has already shown.

A change of the system clock while running changes nothing; after a restart with the clock set back, time goes on from
the persisted high-water mark. `rate` above 1 is the documented test clock (docs/operations.md): it only runs faster.
"""

import datetime as dt
import pathlib
import time

from relay.db.schema import from_ms, to_ms

SAVE_EVERY_S = 10.0
"""Of relay time: a fast test clock that is killed may not fall back by more either."""


class RelayClock:
    """One per process; the writer persists the mark, other processes only read it at start."""

    def __init__(self, mark: pathlib.Path, *, rate: float = 1.0, saves: bool = False) -> None:
        self._mark = mark
        self._saves = saves
        self.rate = rate
        self._saved_at = 0.0
        wall = dt.datetime.now(dt.UTC)
        self._base = max(wall, self._read() or wall)
        self._started = time.monotonic()

    def now(self) -> dt.datetime:
        """Return relay time in whole milliseconds."""
        elapsed = time.monotonic() - self._started
        now = from_ms(to_ms(self._base + dt.timedelta(seconds=elapsed * self.rate)))
        if self._saves and (elapsed - self._saved_at) * self.rate >= SAVE_EVERY_S:
            self._saved_at = elapsed
            self.save(now)
        return now

    def follow(self, now: dt.datetime) -> None:
        """Take over the writer's time: there is one clock per relay."""
        self._base = now - dt.timedelta(seconds=(time.monotonic() - self._started) * self.rate)

    def save(self, now: dt.datetime | None = None) -> None:
        """Persist the high-water mark; a torn write is ignored at the next start."""
        fresh = self._mark.with_suffix(".new")
        fresh.write_text(str(to_ms(now or self.now())))
        fresh.replace(self._mark)

    def seconds_until(self, moment: dt.datetime) -> float:
        """Return real seconds until relay time reaches `moment`, at least 0."""
        return max(0.0, (moment - self.now()).total_seconds() / self.rate)

    def _read(self) -> dt.datetime | None:
        try:
            return from_ms(int(self._mark.read_text()))
        except (OSError, ValueError):
            return None

"""How long the GUI thread is held: runs an action, then turn after turn of the event loop, and notes the longest of them.

Milliseconds of this thread's processor, so that a busy neighbour does not count. What one turn does (several events) counts as one block,
which is more than a person would feel.
"""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

Row = dict[str, str | float]
BLOCK_MS = 16.0
"""One frame at 60 pictures a second; nobody sees a pause shorter than that."""
IDLE_MS = 0.05
PIECES, PIECE = 200, 50_000
"""Of the work that shows the machine's noise: a piece takes some milliseconds, as much as a turn may."""


class Turns:
    """What one action cost: `first_ms` until the first turn that showed something, `all_ms` until it was done, `longest_ms`."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.first_ms = self.all_ms = self.longest_ms = 0.0

    def run(
        self,
        action: Callable[[], object],
        is_busy: Callable[[], bool] = lambda: False,
        shows: Callable[[], bool] = lambda: False,
    ) -> "Turns":
        """Do it, and turn the loop until it is no longer busy and everything is painted."""
        self._app.processEvents()
        self._block(action)
        while is_busy():
            self._block(self._app.processEvents)
            if not self.first_ms and shows():
                self.first_ms = self.all_ms
        self._block(self._app.processEvents)
        self.first_ms = self.first_ms or self.all_ms
        return self

    def _block(self, work: Callable[[], object]) -> None:
        started = time.thread_time()
        work()
        took = (time.thread_time() - started) * 1000
        self.longest_ms = max(self.longest_ms, took)
        # A turn in which nothing waits is the bench turning the loop, and costs the program nothing.
        self.all_ms += took if took > IDLE_MS else 0.0


def best(rounds: int, make: Callable[[], Turns]) -> Turns:
    """Return the round in which the longest block was shortest: what is more is the neighbours on this processor."""
    return min((make() for _ in range(rounds)), key=lambda turns: turns.longest_ms)


def noise(name: str) -> Row:
    """Return how long the slowest of equal pieces of work took: blocks of the same run are no better known than that."""
    took = sorted(_piece_ms() for _ in range(PIECES))
    usual = took[PIECES // 2]
    slowest: Row = {
        "name": f"{name}: slowest of {PIECES} equal pieces of work",
        "value": round(took[-1], 1),
        "unit": "ms",
    }
    return slowest | {"ratio": round(took[-1] / usual, 1), "of": "the usual piece"}


def _piece_ms() -> float:
    started = time.thread_time()
    for number in range(PIECE):
        str(number)
    return (time.thread_time() - started) * 1000


def row(name: str, value: float, *, goal_ms: float | None = None, peer: float | None = None, of: str = "") -> Row:
    """Return a figure, with how many times as long the peer took in the same run."""
    made: Row = {"name": name, "value": round(value, 1), "unit": "ms"}
    if goal_ms is not None:
        made["goal"] = goal_ms
    if peer is not None and value:
        made |= {"ratio": round(peer / value, 1), "of": of}
    return made

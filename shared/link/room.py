"""How many more texts the outbox takes, known on every thread without asking the disk."""

import threading

from shared.errors import OutboxFull
from shared.limits import OUTBOX_MAX_MESSAGES


class Room:
    """Counts what the store said last, and what was given to the network thread since."""

    def __init__(self, limit: int = OUTBOX_MAX_MESSAGES) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._stored = 0
        self._given = 0

    def take(self) -> None:
        """Reserve a place.

        Raises: OutboxFull.
        """
        with self._lock:
            if self._stored + self._given >= self._limit:
                raise OutboxFull(limit=self._limit)
            self._given += 1

    def arrived(self, places: int) -> None:
        """So many reserved places were used; the store's count includes them."""
        with self._lock:
            self._given -= places

    def count(self, stored: int) -> None:
        """The store holds so many that wait."""
        with self._lock:
            self._stored = stored

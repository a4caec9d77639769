"""Whose turn it is to move bytes: three at once, and neither direction, nor a thumbnail, keeps a person's file waiting."""

from collections import Counter

from shared.mailbox.transfers import Direction, TransferKey

AT_ONCE = 3


class FileTurns:
    """First come, first served, except that the direction with less under way goes first and thumbnails go last."""

    def __init__(self, limit: int = AT_ONCE) -> None:
        self._limit = limit
        self._waiting: list[TransferKey] = []
        self._working: list[TransferKey] = []

    def want(self, key: TransferKey) -> None:
        """Stand in the queue."""
        self._waiting.append(key)

    def give(self, key: TransferKey) -> None:
        """Leave the queue, or stop working."""
        self._waiting = [other for other in self._waiting if other != key]
        self._working = [other for other in self._working if other != key]

    def deal(self) -> list[TransferKey]:
        """Return those whose turn it is from now on."""
        dealt: list[TransferKey] = []
        while self._waiting and len(self._working) < self._limit:
            busy = Counter(key.direction for key in self._working)
            best = min(self._waiting, key=lambda key: (key.direction is Direction.PREVIEW, busy[key.direction]))
            self._waiting.remove(best)
            self._working.append(best)
            dealt.append(best)
        return dealt

    def clear(self) -> None:
        """Forget everybody."""
        self._waiting.clear()
        self._working.clear()

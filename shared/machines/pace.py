"""How fast bytes move and how long the rest takes, smoothed so that a person can read it. No clock: it is told the time."""

HALF_LIFE_S = 2.0
"""What was measured so long ago counts half."""
SHOWN_AFTER_S = 1.0
"""Before that the figures would only jump."""


class Pace:
    """Of one transfer; begin a new one when it goes on after a pause."""

    def __init__(self, now: float, offset: int) -> None:
        self._begun = self._last = now
        self._offset = offset
        self._rate = 0.0
        self._weight = 0.0

    def moved(self, now: float, offset: int) -> None:
        """So many bytes are there now."""
        passed = now - self._last
        if passed <= 0:
            return
        faded = 0.5 ** (passed / HALF_LIFE_S)
        measured = max(0, offset - self._offset) / passed
        self._rate = self._rate * faded + measured * (1 - faded)
        self._weight = self._weight * faded + (1 - faded)
        self._last, self._offset = now, offset

    @property
    def rate(self) -> float:
        """Bytes per second; 0 while it is not known."""
        if self._last - self._begun < SHOWN_AFTER_S or not self._weight:
            return 0.0
        return self._rate / self._weight

    def left_s(self, size: int) -> float | None:
        """Return how long the rest takes; None while nobody can say."""
        return (size - self._offset) / self.rate if self.rate >= 1.0 else None

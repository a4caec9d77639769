"""A token bucket: so many frames per second, a burst above it, and how long to wait when it is empty."""

import time

from shared.errors import RateLimited


class Bucket:
    """Pure: time in monotonic seconds is an argument."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = now

    def wider(self, factor: float) -> "Bucket":
        """Return a fresh bucket of `factor` times the size."""
        return Bucket(self._rate * factor, self._burst * factor, self._at)

    def take(self, now: float) -> float:
        """Return 0.0 and take one, or the seconds to wait until one is there."""
        self._level = min(self._burst, self._level + (now - self._at) * self._rate)
        self._at = now
        if self._level >= 1:
            self._level -= 1
            return 0.0
        return (1 - self._level) / self._rate


def check_rate(bucket: Bucket) -> None:
    """Raises: RateLimited with the time to wait."""
    wait_s = bucket.take(time.monotonic())
    if wait_s:
        raise RateLimited(retry_after_ms=int(wait_s * 1000) + 1)

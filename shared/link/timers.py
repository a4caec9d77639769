"""Performs StartTimer and CancelTimer on the running loop; owned by the network thread."""

import asyncio
from collections.abc import Callable, Hashable


class Timers:
    """Timers by key; starting one replaces a running one of the same key. Deadlines are of the loop's clock."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running: dict[Hashable, asyncio.TimerHandle] = {}

    def now(self) -> float:
        """Return the clock all deadlines are of, monotonic seconds."""
        return self._loop.time()

    def start(self, key: Hashable, deadline: float, fire: Callable[[], None]) -> None:
        """Call `fire` at `deadline`."""
        self.cancel(key)

        def fired() -> None:
            del self._running[key]
            fire()

        self._running[key] = self._loop.call_at(deadline, fired)

    def cancel(self, key: Hashable) -> None:
        """Forget it; harmless when it does not run."""
        handle = self._running.pop(key, None)
        if handle is not None:
            handle.cancel()

    def cancel_all(self) -> None:
        """Forget all of them."""
        for key in list(self._running):
            self.cancel(key)

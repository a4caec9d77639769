"""Waiting for a condition with a limit: what tests use instead of sleeping for a guessed time."""

import asyncio
import time
from collections.abc import Callable

POLL_S = 0.01


def until(condition: Callable[[], object], *, within_s: float = 5.0, what: str = "the condition") -> None:
    """Return as soon as `condition()` is true; for threads and processes, which cannot tell us themselves.

    Raises:
        TimeoutError: it did not become true within `within_s`.
    """
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not hold within {within_s} s")
        time.sleep(POLL_S)


async def until_async(condition: Callable[[], object], *, within_s: float = 5.0, what: str = "the condition") -> None:
    """Do the same without blocking the event loop."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(POLL_S)

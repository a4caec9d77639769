"""The face of every probe, and how seconds without input become a state."""

from typing import NamedTuple, Protocol

from shared.limits import IDLE_AFTER_S
from shared.protocol.directory import OsSessionState


class Seen(NamedTuple):
    """What was found; `idle_s` are whole seconds without input."""

    state: OsSessionState
    idle_s: int = 0


class Probe(Protocol):
    """Asked every few seconds on the GUI thread: answers at once, from what it knows by now."""

    def look(self) -> Seen:
        """Return how the OS session stands."""


class _AlwaysActive:
    def look(self) -> Seen:
        return Seen(OsSessionState.ACTIVE)


ALWAYS_ACTIVE: Probe = _AlwaysActive()


def judge(idle_s: float | None, *, is_locked: bool) -> Seen:
    """Return the state for so many seconds without input; None where nobody knows."""
    seconds = 0 if idle_s is None else max(0, int(idle_s))
    if is_locked:
        return Seen(OsSessionState.LOCKED, seconds)
    if seconds >= IDLE_AFTER_S:
        return Seen(OsSessionState.IDLE, seconds)
    return Seen(OsSessionState.ACTIVE, seconds)

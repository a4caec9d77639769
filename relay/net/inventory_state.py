"""What the talk process holds of inventories for a moment: parts of a report, questions to an agent, whom to ask next.

No rule and no socket; used by net/inventory.py. Everything is bounded: a part whose report goes on no further is dropped.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

import msgspec

from relay.net.session import AgentSession
from shared.errors import NotAllowed, TooLarge, Unavailable
from shared.protocol.inventory import ProcessRow, ReportInventory, SectionChange

MAX_REPORT_BYTES: Final = 2 * 1024 * 1024
MAX_HELD_BYTES: Final = 64 * 1024 * 1024
"""Of all unfinished reports together."""
ABANDONED_S: Final = 60.0

ProcessesSeen = Callable[[list[ProcessRow]], None]


class _Half(msgspec.Struct):
    version: int
    base: int
    parts: int
    arrived: int
    size: int
    at: float
    changes: list[SectionChange]


class InventoryState:
    """One per talk process."""

    def __init__(self) -> None:
        self._halves: dict[AgentSession, _Half] = {}
        self.to_ask: deque[AgentSession] = deque()
        """Agents that shall be told to report; asked a few at a time, for all of them may come back together."""
        self.questions: dict[str, tuple[AgentSession, ProcessesSeen]] = {}
        """Who was asked under which id, and what to do with the answer."""
        self.searches = 0
        """Looks through all programs that are under way."""

    def add(self, session: AgentSession, part: ReportInventory, size: int) -> ReportInventory | None:
        """Return the whole report once its last part is here.

        Raises: NotAllowed for parts out of order, TooLarge, Unavailable while too many others are unfinished.
        """
        half = self._halves.pop(session, None)
        if part.part == 1:
            half = _Half(part.version, part.base, part.parts, 0, 0, 0.0, [])
        if half is None or not _continues(half, part):
            raise NotAllowed(why="part")
        half.arrived, half.size, half.at = part.part, half.size + size, time.monotonic()
        half.changes += part.changes
        if half.size > MAX_REPORT_BYTES:
            raise TooLarge(field="report", limit=MAX_REPORT_BYTES)
        if half.arrived < half.parts:
            self._hold(session, half)
            return None
        return ReportInventory(ref=part.ref, version=half.version, base=half.base, changes=half.changes)

    def forget(self, session: AgentSession) -> None:
        """Drop what a session that has gone had begun."""
        self._halves.pop(session, None)

    def _hold(self, session: AgentSession, half: _Half) -> None:
        if sum(other.size for other in self._halves.values()) + half.size > MAX_HELD_BYTES:
            self._halves = {s: h for s, h in self._halves.items() if half.at - h.at < ABANDONED_S}
            if sum(other.size for other in self._halves.values()) + half.size > MAX_HELD_BYTES:
                raise Unavailable(retry_after_ms=30_000)
        self._halves[session] = half


def _continues(half: _Half, part: ReportInventory) -> bool:
    same = (half.version, half.base, half.parts) == (part.version, part.base, part.parts)
    return same and part.part == half.arrived + 1 and part.part <= part.parts

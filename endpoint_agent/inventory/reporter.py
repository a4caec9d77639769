"""Reports the inventory while the relay wants it: looks at once when asked, then every few minutes and every hour.

A plain thread of its own that mostly sleeps; it starts when the relay first asks, for of several agents on one computer
only one is asked. No Qt: `handle` takes the link's events on whatever thread they come.
"""

import logging
import math
import queue
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from endpoint_agent.inventory import keeping
from endpoint_agent.inventory.looking import QUICK, SLOW, LookFailed
from endpoint_agent.inventory.reporting import Kept, Reporting
from shared.inventory import Sections
from shared.link.api import Link
from shared.link.events import Answered, LinkEvent, LinkState, LinkStateChanged, Received, Refused, RequestTicket
from shared.protocol.inventory import (
    InventoryWanted,
    ProcessesWanted,
    ProcessRow,
    ReportProcesses,
)

log = logging.getLogger(__name__)
QUICK_EVERY_S = 10 * 60.0
SLOW_EVERY_S = 60 * 60.0
JITTER = 0.2
"""So that computers that start together do not report together."""
AGAIN_AFTER_S = 60.0
"""After a refusal that passes, or a look that failed; twice as long each time, up to an hour."""
STILL_FRESH_S = 60.0
"""Slow sections are not looked at again for somebody who asks when they are no older."""
GAPS_IN_A_ROW = 3
APART_S = 5.0
"""Whoever asks more often gets what was found the last time."""
STOP_WITHIN_S = 5.0


class Looks(Protocol):
    """Looks at the computer; the real one is inventory/looking.py."""

    def sections(self, wanted: frozenset[str]) -> Sections:
        """Return these sections. Raises: LookFailed."""

    def processes(self) -> list[ProcessRow]:
        """Return the busiest processes. Raises: LookFailed."""

    def stop(self) -> None:
        """End a look that is under way."""


class InventoryReporter:
    """Connect LinkBridge.link_event to `handle`."""

    def __init__(self, link: Link, looks: Looks, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._link = link
        self._looks = looks
        self._path = folder / keeping.FILE
        self._clock = clock
        self._events: queue.SimpleQueue[LinkEvent | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_stopped = False
        self._is_asking = False
        """Whether answers of the relay may be ours; read by the thread of `handle`."""
        self._reporting = Reporting(Kept())
        self._under_way: set[RequestTicket] = set()
        self._is_wanted = False
        self._looked_at = self._slow_at = -math.inf
        self._quick_due = self._slow_due = 0.0
        self._failures = 0

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link; returns at once."""
        match event:
            case Received(message=InventoryWanted() | ProcessesWanted()):
                self._start()
                self._events.put(event)
            case LinkStateChanged() if self._thread is not None:
                self._events.put(event)
            case Answered() | Refused() if self._is_asking:
                self._events.put(event)

    def told(self) -> Kept:
        """Return what the relay has of this computer, as far as it answered."""
        return self._reporting.kept if self._thread is not None else keeping.load(self._path)

    def stop(self) -> None:
        """End the thread, and the look that may be under way."""
        self._is_stopped = True
        self._looks.stop()
        self._events.put(None)
        if self._thread is not None:
            self._thread.join(STOP_WITHIN_S)

    def _start(self) -> None:
        if self._thread is None and not self._is_stopped:
            self._thread = threading.Thread(target=self._run, name="inventory", daemon=True)
            self._thread.start()

    # On the thread

    def _run(self) -> None:
        self._reporting = Reporting(keeping.load(self._path))
        while not self._is_stopped:
            try:
                event = self._events.get(timeout=self._wait_s())
            except queue.Empty:
                self._look_again()
            else:
                if event is not None:
                    self._on(event)

    def _wait_s(self) -> float | None:
        """Return how long nothing is to be done; None until something happens."""
        if not self._is_wanted or self._under_way:
            return None
        return max(0.0, min(self._quick_due, self._slow_due) - self._clock())

    def _on(self, event: LinkEvent) -> None:
        match event:
            case Received(message=InventoryWanted(version=version)):
                self._is_wanted = True
                self._under_way.clear()
                self._reporting.wanted(version)
                self._asked()
            case Received(message=ProcessesWanted(question_id=question_id)):
                self._say_processes(question_id)
            case LinkStateChanged(state=state) if state is not LinkState.READY:
                self._is_wanted = False
                self._under_way.clear()
                self._reporting.lost()
            case Answered(ticket=ticket) if ticket in self._under_way:
                self._answered(ticket)
            case Refused(ticket=ticket) if ticket in self._under_way:
                self._refused(event)

    def _asked(self) -> None:
        """Somebody wants to know now: look at everything that may have changed since."""
        if self._clock() - self._looked_at < APART_S:
            self._send(even_if_same=True)
            return
        is_fresh = self._clock() - self._slow_at < STILL_FRESH_S
        self._look(QUICK if is_fresh else QUICK | SLOW, even_if_same=True)

    def _look_again(self) -> None:
        is_slow = self._slow_due <= self._clock()
        self._look(QUICK | SLOW if is_slow else QUICK, even_if_same=is_slow)

    def _look(self, wanted: frozenset[str], *, even_if_same: bool) -> None:
        self._plan(wanted)
        self._looked_at = self._clock()
        try:
            found = self._looks.sections(wanted)
        except LookFailed as error:
            self._put_off()
            log.warning("this computer could not be looked at: %s", error)
            return
        if wanted >= SLOW:
            self._slow_at = self._clock()
        self._reporting.found(found)
        self._send(even_if_same=even_if_same)

    def _send(self, *, even_if_same: bool) -> None:
        self._is_asking = True
        for part in self._reporting.next(even_if_same=even_if_same):
            self._under_way.add(self._link.request(part))
        self._is_asking = bool(self._under_way)

    def _answered(self, ticket: RequestTicket) -> None:
        self._under_way.discard(ticket)
        if not self._under_way:
            self._is_asking = False
            self._failures = 0
            keeping.save(self._path, self._reporting.accepted())

    def _refused(self, refused: Refused) -> None:
        self._under_way.clear()
        self._is_asking = False
        expected = refused.params.get("expected")
        if refused.code == "gap" and isinstance(expected, int):
            self._reporting.gap(expected)
            self._failures += 1
            if self._failures < GAPS_IN_A_ROW:
                self._send(even_if_same=True)
            else:
                self._put_off()
        elif refused.code == "unavailable":
            self._reporting.lost()
            self._put_off()
        elif refused.code == "rate_limited":
            self._reporting.refused()
            self._quick_due = self._clock() + (refused.retry_after_ms or 0) / 1000
        else:
            log.warning("the relay did not take the inventory: %s", refused.code)
            self._reporting.refused()
            self._put_off()

    def _say_processes(self, question_id: str) -> None:
        try:
            processes = self._looks.processes()
        except LookFailed as error:
            log.warning("the processes could not be looked at: %s", error)
            return
        self._link.notify(ReportProcesses(question_id=question_id, processes=processes))

    def _plan(self, wanted: frozenset[str]) -> None:
        now = self._clock()
        self._quick_due = now + _about(QUICK_EVERY_S)
        if wanted >= SLOW:
            self._slow_due = now + _about(SLOW_EVERY_S)

    def _put_off(self) -> None:
        self._failures += 1
        wait_s = min(SLOW_EVERY_S, AGAIN_AFTER_S * 2 ** (self._failures - 1))
        self._quick_due = self._slow_due = self._clock() + _about(wait_s)


def _about(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)

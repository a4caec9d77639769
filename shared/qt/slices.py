"""Long work on the GUI thread in slices of a few milliseconds, with the event loop's turn after each.

No thread: one that sorts or searches holds the interpreter just as long, and the GUI waits for it all the same.
"""

import time
import weakref
from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import isValid

SLICE_S = 0.003


Job = Iterator[bool]
"""Yields wherever it may be interrupted; True where it must be, so that what changed on the screen is painted first."""


class Slices(QObject):
    """Runs one job. Another job replaces it.

    Signals: `finished()` when a job has come to its end.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None, *, slice_s: float = SLICE_S) -> None:
        super().__init__(parent)
        self._slice_s = slice_s
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job has not come to its end."""
        return self._job is not None

    def run(self, job: Job, *, at_once: bool = False) -> None:
        """Begin a job; what fits into this turn's slice is done before this returns, all of it when it is known to be short."""
        self._job = job
        self.go_on(at_once=at_once)

    def stop(self) -> None:
        """Drop the job where it stands."""
        self._job = None

    def go_on(self, *, at_once: bool = False) -> None:
        """Work for what is left of this turn's slice. Called by `run`, then once in each of its turns by the queue."""
        job, queue = self._job, _queue()
        # At its end the job may let go of the last reference to whoever owns this object, and this with it.
        owner = self.parent()
        if job is None:
            return
        began = time.perf_counter()
        until = began + self._slice_s - queue.used_s(began)
        for must_rest in job:
            if self._job is not job:
                return
            if not at_once and (must_rest or time.perf_counter() >= until):
                queue.note(began, time.perf_counter())
                queue.wait(self)
                return
        self._job = None
        queue.note(began, time.perf_counter())
        self.finished.emit()
        del owner


class _Queue(QObject):
    """One slice in each turn of the event loop, whoever's it is: what several lists have to do at a time does not add up."""

    def __init__(self, app: QCoreApplication | None) -> None:
        super().__init__(app)
        self._used_s = self._ended = 0.0
        self._waiting: deque[weakref.ref[Slices]] = deque()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._turn)

    def used_s(self, now: float) -> float:
        """Return what was worked in this turn already; what ended longer ago than a slice was another turn, or as good as one."""
        return self._used_s if now - self._ended < SLICE_S else 0.0

    def note(self, began: float, ended: float) -> None:
        """Take down what was worked."""
        self._used_s, self._ended = self.used_s(began) + ended - began, ended

    def wait(self, slices: Slices) -> None:
        """Go on with this one when it is its turn."""
        if all(known() is not slices for known in self._waiting):
            self._waiting.append(weakref.ref(slices))
        self._next.start()

    def _turn(self) -> None:
        self._used_s = 0.0
        while self._waiting:
            slices = self._waiting.popleft()()
            if slices is not None and isValid(slices) and slices.is_busy:
                if self._waiting:
                    self._next.start()
                slices.go_on()
                return


_queues: list[_Queue] = []


def _queue() -> _Queue:
    """Return the queue of this application; one that ended has taken its own with it."""
    if not _queues or not isValid(_queues[0]):
        _queues[:] = [_Queue(QCoreApplication.instance())]
    return _queues[0]

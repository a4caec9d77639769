"""Long work on the GUI thread in slices of a few milliseconds, with the event loop's turn after each.

No thread: one that sorts or searches holds the interpreter just as long, and the GUI waits for it all the same.
"""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

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
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)

    @property
    def is_busy(self) -> bool:
        """Whether a job has not come to its end."""
        return self._job is not None

    def run(self, job: Job, *, at_once: bool = False) -> None:
        """Begin a job; what fits into one slice is done before this returns, all of it when it is known to be short."""
        self._job = job
        self._turn(at_once=at_once)

    def stop(self) -> None:
        """Drop the job where it stands."""
        self._job = None
        self._timer.stop()

    def _next(self) -> None:
        self._turn()

    def _turn(self, *, at_once: bool = False) -> None:
        job = self._job
        # At its end the job may let go of the last reference to whoever owns this object, and this with it.
        owner = self.parent()
        if job is None:
            return
        until = time.perf_counter() + self._slice_s
        for must_rest in job:
            if self._job is not job:
                return
            if not at_once and (must_rest or time.perf_counter() >= until):
                self._timer.start()
                return
        self._job = None
        self._timer.stop()
        self.finished.emit()
        del owner

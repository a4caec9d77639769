"""SIGTERM, Ctrl+C and SIGHUP as orderly ends: they reach Qt's loop, which runs no Python of its own while it waits."""

import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

READ_BYTES = 64
HANG_UP = getattr(signal, "SIGHUP", None)


class QuitSignals(QObject):
    """Signals: `wanted()`; `restart_wanted()` for a SIGHUP. Made on the main thread; `close` gives the signals back.

    On a terminal a SIGHUP says that it is gone: then it is an end as any other.
    """

    wanted = Signal()
    restart_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        numbers = [signal.SIGTERM, signal.SIGINT, *([] if HANG_UP is None else [HANG_UP])]
        self._handlers = {number: signal.signal(number, _noted) for number in numbers}

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _woken(self) -> None:
        numbers = set(self._reader.recv(READ_BYTES))
        is_restart = HANG_UP is not None and numbers == {HANG_UP} and not _has_terminal()
        (self.restart_wanted if is_restart else self.wanted).emit()


def _has_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _noted(number: int, frame: FrameType | None) -> None:
    """Let the interpreter go on; the byte that woke Qt says the rest."""

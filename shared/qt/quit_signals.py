"""SIGTERM and Ctrl+C as an orderly end: they reach Qt's loop, which runs no Python of its own while it waits."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

READ_BYTES = 64


class QuitSignals(QObject):
    """Signals: `wanted()`. Made on the main thread; `close` gives the signals back."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _noted) for number in (signal.SIGTERM, signal.SIGINT)}

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _woken(self) -> None:
        self._reader.recv(READ_BYTES)
        self.wanted.emit()


def _noted(number: int, frame: FrameType | None) -> None:
    """Let the interpreter go on; the byte that woke Qt says the rest."""

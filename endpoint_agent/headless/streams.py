"""Standard input as lines for the Qt loop, standard output as whole JSON lines, SIGTERM and Ctrl+C as an orderly end."""

import os
import signal
import socket
import sys
import threading
from types import FrameType

import msgspec
from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal

READ_BYTES = 64 * 1024
MAX_LINE_BYTES = 1024 * 1024


class Lines(QObject):
    """Reads a file descriptor on a thread of its own. Signals: `line(bytes)`; `ended()` once, at its end."""

    line = Signal(bytes)
    ended = Signal()
    _read = Signal(bytes)
    _over = Signal()

    def __init__(self, descriptor: int = 0) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._read.connect(self.line, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self.ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to read; the thread ends with the stream or with the program."""
        threading.Thread(target=self._run, name="stdin", daemon=True).start()

    def _run(self) -> None:
        rest = b""
        # os.read and not sys.stdin: a thread inside the latter's lock would stop the interpreter's own end.
        while chunk := self._next():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._say(line)
            rest = rest[-MAX_LINE_BYTES:]
        if rest:
            self._say(rest)
        try:
            self._over.emit()
        except RuntimeError:
            return  # the program has ended first

    def _next(self) -> bytes:
        try:
            return os.read(self._descriptor, READ_BYTES)
        except OSError:
            return b""

    def _say(self, line: bytes) -> None:
        try:
            self._read.emit(line)
        except RuntimeError:
            return  # the program has ended first


class JsonLines:
    """Writes each line in one call; a reader that is gone ends the program."""

    def __init__(self, on_gone: "Quit") -> None:
        self._encoder = msgspec.json.Encoder()
        self._on_gone = on_gone
        self._out = sys.stdout.buffer

    def __call__(self, kind: str, /, **fields: object) -> None:
        """Write one line."""
        try:
            self._out.write(self._encoder.encode({"shown": kind, **fields}) + b"\n")
            self._out.flush()
        except (BrokenPipeError, ValueError):
            self._on_gone.wanted.emit()


class Quit(QObject):
    """Signals: `wanted()` for SIGTERM, SIGINT, and whoever emits it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Python's own handler runs only between two bytecodes, and none run while Qt waits: a byte wakes Qt up.
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, self._noted) for number in (signal.SIGTERM, signal.SIGINT)}

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _noted(self, number: int, frame: FrameType | None) -> None:
        """Let the interpreter go on; the byte that woke Qt says the rest."""

    def _woken(self) -> None:
        self._reader.recv(READ_BYTES)
        self.wanted.emit()

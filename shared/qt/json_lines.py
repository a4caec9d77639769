"""How a program without a screen is spoken to: a stream read line by line beside Qt's loop, whole JSON lines written.

What the lines mean is each program's own.
"""

import os
import threading

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

READ_BYTES = 64 * 1024
MAX_LINE_BYTES = 1024 * 1024


class LineReader(QObject):
    """Reads a file descriptor on a thread of its own; of a line that is far too long only the end is kept.

    Signals: `line(bytes)` for each line that is not blank; `ended()` once, after the last of them.
    """

    line = Signal(bytes)
    ended = Signal()
    _read = Signal(bytes)
    _over = Signal()

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._read.connect(self.line, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self.ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to read; the thread ends with the stream or with the program."""
        threading.Thread(target=self._run, name="standard input", daemon=True).start()

    def _run(self) -> None:
        rest = b""
        try:
            # os.read and not sys.stdin: a thread inside the latter's lock would stop the interpreter's own end.
            while chunk := self._next():
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self._say(line)
                rest = rest[-MAX_LINE_BYTES:]
            self._say(rest)
            self._over.emit()
        except RuntimeError:
            return  # the program has ended first

    def _next(self) -> bytes:
        try:
            return os.read(self._descriptor, READ_BYTES)
        except OSError:
            return b""

    def _say(self, line: bytes) -> None:
        if line.strip():
            self._read.emit(line)


class LineWriter(QObject):
    """Writes one JSON object per line, whole lines only. Signals: `gone()` for each line that nobody reads any more."""

    gone = Signal()

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._encoder = msgspec.json.Encoder()
        self._is_broken = False

    def write(self, shown: str, /, **fields: object) -> None:
        """Write what would be shown."""
        data = memoryview(self._encoder.encode({"shown": shown, **fields}) + b"\n")
        try:
            while data and not self._is_broken:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            self._is_broken = True
        if self._is_broken:
            self.gone.emit()

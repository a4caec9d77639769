"""JSON lines: standard input read in a thread of its own, standard output written where the presenters live."""

import os
import threading
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

CHUNK = 64 * 1024
_encoder = msgspec.json.Encoder()


class LineReader(QObject):
    """Signals: `line(bytes)` for each line that is not blank; `ended()` when there will be no more."""

    line = Signal(bytes)
    ended = Signal()
    _crossing = Signal(object)

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._crossing.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # A daemon that reads the descriptor itself: nothing can wake a read, and no lock is held at the exit.
        self._thread = threading.Thread(target=self._read, name="standard input", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def _read(self) -> None:
        rest = b""
        while data := self._next():
            *lines, rest = (rest + data).split(b"\n")
            self._hand_over([line for line in lines if line.strip()])
        self._hand_over([rest] if rest.strip() else [])
        self._hand_over(None)

    def _next(self) -> bytes:
        try:
            return os.read(self._descriptor, CHUNK)
        except OSError:
            return b""

    def _hand_over(self, lines: list[bytes] | None) -> None:
        try:
            self._crossing.emit(lines)
        except RuntimeError:
            return  # the program is over

    def _take(self, lines: list[bytes] | None) -> None:
        if lines is None:
            self.ended.emit()
            return
        for line in lines:
            self.line.emit(line)


class LineWriter:
    """Writes one JSON object per line, whole lines only; a reader that is gone is told by `is_broken`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.is_broken = False

    def write(self, shown: str, **fields: Any) -> None:
        """Write what would be shown."""
        data = memoryview(_encoder.encode({"shown": shown, **fields}) + b"\n")
        try:
            while data and not self.is_broken:
                data = data[os.write(self._descriptor, data) :]
        except BrokenPipeError:
            self.is_broken = True

"""A log beside what a program keeps: its owner's alone, never larger than it is told, the part before kept once.

What is logged is harmless by the rules of the house: codes, ids and counts, never content, tokens or keys.
"""

import logging
import os
from io import TextIOWrapper
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
MAX_BYTES: Final = 512 * 1024
FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class LogFile(logging.FileHandler):
    """`agent.log`, and `agent.log.1` with what came before. A disk that takes no more costs the log, never the program."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        super().__init__(path, encoding="utf-8", errors="replace")
        self.setFormatter(logging.Formatter(FORM))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record, into a fresh file when the old one is full."""
        try:
            if self.stream is not None and self.stream.tell() >= self._max_bytes:
                self._begin_anew()
        except OSError:
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's signature
        return

    def _begin_anew(self) -> None:
        self.close()
        path = Path(self.baseFilename)
        path.replace(path.with_name(f"{path.name}.1"))
        self.stream = self._open()

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self.baseFilename, flags, PRIVATE)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, PRIVATE)
        return os.fdopen(handle, "a", encoding=self.encoding, errors=self.errors)

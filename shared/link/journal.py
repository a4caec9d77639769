"""A JSON line for every step of a message, for whoever checks afterwards that no word was lost. Off by default.

Kinds: `outbox` (on this client's disk), `sent` (the relay has it), `stored` (its row is on this client's disk),
`shown` (it was on screen), `read`, `failed`, `state`. A line is with the operating system before the step is visible
to anybody else, so a kill loses none. Never the text itself, only its SHA-256.
"""

import datetime as dt
import hashlib
import threading
import time
from pathlib import Path
from typing import TextIO

import msgspec


class Journal:
    """Writes to `path`, behind what is there; without a path it does nothing. May be used from any thread."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None
        self._lock = threading.Lock()

    def note(self, *, kind: object, text: object = None, **fields: object) -> None:
        """Write one line: when, what, and `fields`; a text only as its hash."""
        if self._file is None:
            return
        line: dict[str, object] = {
            "kind": kind,
            "monotonic_s": time.monotonic(),
            "at": dt.datetime.now(dt.UTC),
            **fields,
        }
        if text is not None:
            line["sha256"] = hashlib.sha256(str(text).encode()).hexdigest()
        with self._lock:
            if self._file is not None:
                self._file.write(msgspec.json.encode(line).decode() + "\n")
                self._file.flush()

    def close(self) -> None:
        """Close the file; later notes are dropped."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

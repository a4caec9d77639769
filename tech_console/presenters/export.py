"""Writes rows to a file a person chose: made in slices, written by another thread, the whole file or none."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from shared.qt.slices import Job, Slices
from tech_console.state.export import BOM, csv_line, json_row

R = TypeVar("R")
ROWS = 100


class Export(QObject, Generic[R]):
    """Signals: `done(path, rows)`, `failed(path, why)`; one of them, once.

    `cells` gives a record's values in the order of `ids`; `titles` head a CSV file. A name that ends in .json makes JSON.
    """

    done = Signal(str, int)
    failed = Signal(str, str)

    def __init__(
        self,
        path: Path,
        ids: Sequence[str],
        titles: Sequence[str],
        records: Sequence[R],
        cells: Callable[[R], Sequence[Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._ids, self._titles = path, tuple(ids), tuple(titles)
        self._records, self._cells = records, cells
        self._parts: list[bytes] = []
        self._slices = Slices(self)
        self._slices.finished.connect(self._hand_over)

    def start(self) -> None:
        """Begin; the records are those of now."""
        self._slices.run(self._as_json() if self._path.suffix.lower() == ".json" else self._as_csv())

    def _as_csv(self) -> Job:
        self._parts.append((BOM + csv_line(self._titles)).encode())
        for start in range(0, len(self._records), ROWS):
            lines = [csv_line(self._cells(record)) for record in self._records[start : start + ROWS]]
            # Half a surrogate can stand in a text from a device, but not in a file.
            self._parts.append("".join(lines).encode("utf-8", errors="replace"))
            yield False

    def _as_json(self) -> Job:
        self._parts.append(b"[")
        for number, record in enumerate(self._records):
            self._parts.append(b"\n" if number == 0 else b",\n")
            self._parts.append(json_row(self._ids, self._cells(record)))
            if number % ROWS == 0:
                yield False
        self._parts.append(b"\n]\n")

    def _hand_over(self) -> None:
        QThreadPool.globalInstance().start(self._write)

    def _write(self) -> None:
        fresh = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            with fresh.open("wb") as file:
                file.writelines(self._parts)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            self.failed.emit(str(self._path), error.strerror or type(error).__name__)
        else:
            self.done.emit(str(self._path), len(self._records))

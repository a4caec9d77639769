"""A test fails on a log record at WARNING or above that it did not announce. Fixture: `expect_log`."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager


class Expected:
    """One announced kind of record; it must come at least once and may come again."""

    def __init__(self, logger: str, level: int, text: str) -> None:
        self.logger, self.level, self.text = logger, level, re.compile(text)
        self.came = 0

    def fits(self, record: logging.LogRecord) -> bool:
        """Tell whether `record` comes from this logger or one below it, at this level, with this text."""
        of_logger = record.name == self.logger or record.name.startswith(f"{self.logger}.")
        return of_logger and record.levelno == self.level and bool(self.text.search(record.getMessage()))

    def __str__(self) -> str:
        return f"{logging.getLevelName(self.level)} from {self.logger} matching {self.text.pattern!r}"


class LogGuard(logging.Handler):
    """Collects records nobody announced; hangs on the root logger for the length of one test."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self._expected: list[Expected] = []
        self._unexpected: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def expect(self, logger: str, level: int = logging.WARNING, *, text: str = "") -> Expected:
        """Announce a record: `logger` or one below it, exactly `level`, message matching the regex `text`."""
        expected = Expected(logger, level, text)
        self._expected.append(expected)
        return expected

    def emit(self, record: logging.LogRecord) -> None:
        """Count the record for the first announcement that fits, or keep it as a complaint."""
        for expected in self._expected:
            if expected.fits(record):
                expected.came += 1
                return
        self._unexpected.append(self.format(record))

    def complaints(self) -> list[str]:
        """Say what came unannounced and what was announced and did not come."""
        missing = [f"announced and never logged: {expected}" for expected in self._expected if not expected.came]
        return [f"unexpected log record: {line}" for line in self._unexpected] + missing


@contextmanager
def watching() -> Iterator[LogGuard]:
    """Watch all loggers while the block runs."""
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    try:
        yield guard
    finally:
        logging.getLogger().removeHandler(guard)

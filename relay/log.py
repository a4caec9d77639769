"""Logging: plain lines on standard error, ids bound by the caller, never content, tokens or keys."""

import logging
import sys
import time

FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(process)d %(name)s %(message)s"


class OneLine(logging.Formatter):
    """A formatter whose record stays one line: a hostile name cannot forge a second one."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; line breaks and other controls of the message are escaped, a traceback keeps its own."""
        message = record.getMessage()
        record.msg = "".join(c if c.isprintable() else repr(c)[1:-1] for c in message)
        record.args = None
        return super().format(record)


def set_up(level: str) -> None:
    """Log to standard error; called once by each process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(FORMAT, datefmt="%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("alembic", "websockets"):
        logging.getLogger(chatty).setLevel(logging.WARNING)

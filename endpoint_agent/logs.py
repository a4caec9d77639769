"""Where the agent logs to: standard error as much as was asked for, `agent.log` in its state folder the course of things."""

import contextlib
import logging
import sys
from pathlib import Path

from shared.log_file import LogFile

FILE_NAME = "agent.log"
FORM = "%(levelname)s %(name)s: %(message)s"


def log_to_stderr(level: str) -> None:
    """Say what is asked for on standard error; the file, if any, has its own measure."""
    if sys.stderr is None:  # a Windows program with windows
        logging.getLogger().addHandler(logging.NullHandler())
        return
    logging.basicConfig(level=level.upper(), format=FORM, stream=sys.stderr)
    for handler in logging.getLogger().handlers:
        handler.setLevel(level.upper())


def log_to_file(state: Path) -> None:
    """Keep a log in the state folder, where there can be one."""
    root = logging.getLogger()
    with contextlib.suppress(OSError):
        handler = LogFile(state / FILE_NAME)
        handler.setLevel(logging.INFO)
        root.addHandler(handler)
        root.setLevel(min(root.level, logging.INFO))

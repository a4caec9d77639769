"""Reading what the system says: files that may be missing, commands that may not answer. Never an exception, never a shell."""

import datetime as dt
import os
import subprocess
from pathlib import Path

from shared.protocol.inventory import Fact, Item

ANSWER_WITHIN_S = 20.0
MAX_READ_CHARS = 8 * 1024 * 1024


def read(path: Path) -> str:
    """Return a small text file without outer space; empty when it is missing or may not be read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(MAX_READ_CHARS).strip().strip("\x00")
    except OSError:
        return ""


def answer(*command: str) -> str:
    """Return what a command says on standard output; empty when it is missing, fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=ANSWER_WITHIN_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def item(**facts: Fact) -> Item:
    """Return the facts that are known: neither None nor an empty text."""
    return {name: fact for name, fact in facts.items() if fact is not None and fact != ""}


def at(timestamp: float | None) -> str:
    """Return a moment given in seconds since 1970 as ISO 8601 in UTC, in whole seconds; empty for none."""
    if not timestamp:
        return ""
    try:
        return dt.datetime.fromtimestamp(int(timestamp), dt.UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return ""


def on(timestamp: float | None) -> str:
    """Return the day of a moment given in seconds since 1970."""
    return at(timestamp)[:10]


def whole(text: str) -> int | None:
    """Return a decimal number, None where it is none."""
    return int(text) if text.isascii() and text.isdigit() else None

"""Where a program without a screen of its own says what it found: standard output, and a file if one is named.

A Windows program with windows has no standard output unless it was given one.
"""

import sys
from pathlib import Path


def report(text: str, file: Path | None = None) -> None:
    """Say it. Raises: OSError for a file that cannot be written."""
    if file is not None:
        file.write_text(f"{text}\n", encoding="utf-8")
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

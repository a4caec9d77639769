"""Files the console shows: its translations."""

from pathlib import Path

from shared.qt.translator import Domain

CONSOLE_WORDS = Domain("console", Path(__file__).parent / "i18n")

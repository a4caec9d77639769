"""Files the console shows: its translations."""

from pathlib import Path

I18N = Path(__file__).parent / "i18n"

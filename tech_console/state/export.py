"""Rows as CSV or JSON text. Pure; writing them to a file is the presenter's (presenters/export.py).

CSV as in RFC 4180: CRLF, quotes doubled. A byte-order mark, so that spreadsheets read UTF-8. A cell that such a program would run as a
formula begins with an apostrophe (names come from devices and are not to be trusted).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import msgspec

BOM: Final = "\ufeff"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula; the last four are the wide forms that some programs take for the plain ones."""
QUOTED: Final = frozenset(',"\r\n;')


def csv_line(cells: Sequence[Any]) -> str:
    """Return one line of a CSV file with its end."""
    return ",".join(_quoted(_cell(cell)) for cell in cells) + "\r\n"


def json_row(ids: Sequence[str], cells: Sequence[Any]) -> bytes:
    """Return one record; values keep their types."""
    return msgspec.json.encode(dict(zip(ids, cells, strict=True)))


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, also not behind spaces."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip(" \u00a0").startswith(FORMULA) else text


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case dt.datetime():
            return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
        case list() | tuple():
            return guarded("; ".join(str(part) for part in value))
    return guarded(str(value))


def _quoted(text: str) -> str:
    if QUOTED.isdisjoint(text) and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'

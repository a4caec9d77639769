"""What a command prints: plain lines for people, one JSON document for programs."""

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import click


class Output:
    """Prints a command's answer in the form that was asked for."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, facts: Mapping[str, Any], *lines: str) -> None:
        """Print lines, or `facts` as one JSON object."""
        if self.as_json:
            click.echo(json.dumps({"ok": True, **facts}, ensure_ascii=False, default=_plain))
        else:
            for line in lines:
                click.echo(line)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, empty: str) -> None:
        """Print rows under headings, or as a JSON list of objects under `name`."""
        if self.as_json:
            self.say({name: [dict(zip(columns, row, strict=True)) for row in rows]})
            return
        if not rows:
            click.echo(empty)
            return
        shown = [[column.upper().replace("_", " ") for column in columns], *[[_cell(v) for v in row] for row in rows]]
        widths = [max(_width(row[place]) for row in shown) for place in range(len(columns))]
        for row in shown:
            cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
            click.echo("  ".join(cells).rstrip())


def _plain(value: Any) -> Any:
    """Return what JSON has for a value it does not know."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value)


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}Z"
    return harmless(str(value))


def harmless(text: str) -> str:
    """Return a name from outside without what could move the cursor or turn the line around."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

"""Services from systemd, as JSON; nothing where another program runs the services."""

from typing import Any

import msgspec

from endpoint_agent.inventory.sources import answer, item
from shared.inventory import Items

ARGUMENTS = ("--type=service", "--output=json", "--no-pager")
STARTS = {"enabled": "auto", "enabled-runtime": "auto", "disabled": "disabled", "masked": "disabled"}
"""What systemd calls the files of units; everything else (static, indirect, generated) is started on demand."""
STATES = {"running": "running", "failed": "failed", "exited": "running", "start": "running", "reload": "running"}


def services() -> Items:
    """Return the services systemd knows."""
    return systemd(
        answer("systemctl", "list-units", "--all", *ARGUMENTS), answer("systemctl", "list-unit-files", *ARGUMENTS)
    )


def systemd(units: str, files: str) -> Items:
    """Return the services of the two lists of systemctl; a unit that only something else names is left out."""
    starts = {_text(row, "unit_file"): _text(row, "state") for row in _rows(files)}
    found: Items = {}
    for row in _rows(units):
        name = _text(row, "unit")
        if name and _text(row, "load") == "loaded":
            found[name] = item(
                name=_text(row, "description") or name,
                state=STATES.get(_text(row, "sub"), "stopped"),
                start=STARTS.get(starts.get(_template(name), starts.get(name, "")), "manual"),
            )
    return found


def _template(name: str) -> str:
    stem, at, rest = name.partition("@")
    return f"{stem}@.service" if at and rest else name


def _rows(text: str) -> list[dict[str, Any]]:
    try:
        rows = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""

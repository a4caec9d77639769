"""Every login of this computer, as logind sees it: who, since when, active, idle, locked or in the background."""

import datetime as dt
import time
from collections.abc import Iterable

from endpoint_agent.inventory.sources import answer, item, whole
from shared.inventory import Items
from shared.protocol.inventory import Item

ASKED = ("Id", "Name", "TTY", "Display", "Remote", "RemoteHost", "Class", "State", "IdleHint", "IdleSinceHint",
         "LockedHint", "Timestamp", "Type")  # fmt: skip
_MICROSECONDS = 1_000_000


def logins() -> Items | None:
    """Return the OS sessions, None where logind does not answer."""
    listed = answer("loginctl", "list-sessions", "--no-legend", "--no-pager")
    ids = [line.split()[0] for line in listed.splitlines() if line.split()]
    if not ids:
        return None
    properties = [part for name in ASKED for part in ("-p", name)]
    return shown(answer("loginctl", "show-session", *properties, *ids), time.time())


def shown(text: str, now: float) -> Items:
    """Return the OS sessions of `loginctl show-session`; greeters and sessions that end are left out."""
    found: Items = {}
    for facts in _blocks(text.splitlines()):
        if facts.get("Class") == "user" and facts.get("State") != "closing" and facts.get("Name"):
            terminal = facts.get("TTY") or facts.get("Display") or facts.get("Id", "")
            found[f"{facts['Name']}@{terminal}"] = _login(facts, terminal, now)
    return found


def _login(facts: dict[str, str], terminal: str, now: float) -> Item:
    since = whole(facts.get("IdleSinceHint", ""))
    is_idle = facts.get("IdleHint") == "yes" and bool(since)
    return item(
        user=facts["Name"],
        state=_state(facts),
        idle_s=max(0, int(now - (since or 0) / _MICROSECONDS)) if is_idle else 0,
        since_at=_moment(facts.get("Timestamp", "")),
        terminal=terminal,
        host=facts.get("RemoteHost"),
        is_remote=facts.get("Remote") == "yes",
    )


def _moment(text: str) -> str:
    """Return `Sat 2026-11-21 20:27:35 UTC` in ISO 8601."""
    try:
        moment = dt.datetime.strptime(text, "%a %Y-%m-%d %H:%M:%S UTC").replace(tzinfo=dt.UTC)
    except ValueError:
        return ""
    return moment.isoformat()


def _state(facts: dict[str, str]) -> str:
    if facts.get("LockedHint") == "yes":
        return "locked"
    if facts.get("State") == "online":
        return "disconnected"
    return "idle" if facts.get("IdleHint") == "yes" else "active"


def _blocks(lines: Iterable[str]) -> list[dict[str, str]]:
    blocks: list[dict[str, str]] = [{}]
    for line in lines:
        name, equals, value = line.partition("=")
        if equals:
            blocks[-1][name] = value
        elif blocks[-1]:
            blocks.append({})
    return [block for block in blocks if block]

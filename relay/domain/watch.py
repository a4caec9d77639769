"""Watch rules: when a device begins to match and when it stops, and what the rule's ticket says. Source: docs/protocol.md, Inventory."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from shared.errors import BadText, NotAllowed
from shared.protocol.inventory import DeviceFacts, WatchKind

DISK_MARGIN: Final = 2
"""Points of free space a disk must gain above the limit: one that hovers there is one story, not twenty."""
FIRST_TELLING: Final = dt.timedelta(minutes=1)
"""From the first device that matches to the ticket, so that all that match with it are in it."""
NEXT_TELLING: Final = dt.timedelta(minutes=10)
"""Between two writings of the ticket."""
OFFLINE_LOOK: Final = dt.timedelta(minutes=5)
OUTAGE: Final = dt.timedelta(minutes=15)
"""A look that comes so much too late comes after the relay itself was off."""
COMING_BACK: Final = dt.timedelta(minutes=30)
"""So long devices may take to come back after that before anybody says that they are off."""
ENDED_LOOK: Final = dt.timedelta(hours=1)
TOLD_AGAIN_AFTER: Final = dt.timedelta(days=1)
"""What still matches so long after its ticket was ended is told in a new one."""
LISTED_CHARS: Final = 7_000
MAX_HOURS: Final = 24 * 366
_NEEDS_PATTERN: Final = {WatchKind.SOFTWARE_APPEARS, WatchKind.SOFTWARE_DISAPPEARS}
_TITLES: Final = {
    "en": {
        WatchKind.DISK_BELOW: "Less than {threshold} % of a disk is free",
        WatchKind.OFFLINE_LONGER: "Not seen for more than {threshold} hours",
        WatchKind.REBOOT_PENDING: "A restart is due",
        WatchKind.SOFTWARE_APPEARS: "New software: {pattern}",
        WatchKind.SOFTWARE_DISAPPEARS: "Software is gone: {pattern}",
    },
    "it": {
        WatchKind.DISK_BELOW: "Su un disco è libero meno del {threshold} %",
        WatchKind.OFFLINE_LONGER: "Non si vede da più di {threshold} ore",
        WatchKind.REBOOT_PENDING: "Serve un riavvio",
        WatchKind.SOFTWARE_APPEARS: "Nuovo software: {pattern}",
        WatchKind.SOFTWARE_DISAPPEARS: "Software scomparso: {pattern}",
    },
}
_WORDS: Final = {
    "en": {
        "now": "Devices concerned now: {count}",
        "more": "… and {count} more",
        "none": "No device is concerned any more.",
    },
    "it": {
        "now": "Dispositivi interessati ora: {count}",
        "more": "… e altri {count}",
        "none": "Nessun dispositivo è più interessato.",
    },
}


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule looks for."""

    kind: WatchKind
    threshold: int = 0
    pattern: str = ""


def check_rule(rule: Rule) -> None:
    """Raises: NotAllowed for a threshold that means nothing, BadText for a pattern that is missing or too short."""
    limits = {WatchKind.DISK_BELOW: (1, 99), WatchKind.OFFLINE_LONGER: (1, MAX_HOURS)}
    lowest, highest = limits.get(rule.kind, (0, 100_000))
    if not lowest <= rule.threshold <= highest:
        raise NotAllowed(why="threshold")
    if rule.kind in _NEEDS_PATTERN and len(rule.pattern) < 2:
        raise BadText(field="pattern")


def matches_facts(rule: Rule, facts: DeviceFacts, *, is_matching: bool) -> bool:
    """Return whether a device matches a rule on what the list shows, given whether it did so far."""
    if rule.kind is WatchKind.DISK_BELOW:
        limit = rule.threshold + DISK_MARGIN if is_matching else rule.threshold
        return 0 <= facts.disk_free_percent < limit
    return rule.kind is WatchKind.REBOOT_PENDING and facts.is_reboot_pending


def matches_software(rule: Rule, before: Sequence[str] | None, after: Sequence[str], *, is_matching: bool) -> bool:
    """Return whether a device matches a rule on its programs; `before` None: what it had is not known, so nothing is news."""
    has = find(rule.pattern, after) is not None
    had = has if before is None else find(rule.pattern, before) is not None
    is_wanted, was = (has, had) if rule.kind is WatchKind.SOFTWARE_APPEARS else (not has, not had)
    return is_wanted and (is_matching or not was)


def find(pattern: str, names: Sequence[str]) -> str | None:
    """Return the first name that holds the pattern, whatever the case."""
    wanted = pattern.casefold()
    return next((name for name in names if wanted in name.casefold()), None)


def off_before(rule: Rule, now: dt.datetime) -> dt.datetime:
    """Return the moment: a device that was last seen before it has been away for longer than the rule allows."""
    return now - dt.timedelta(hours=rule.threshold)


def title(rule: Rule, language: str) -> str:
    """Return the title of the rule's ticket."""
    words = _TITLES.get(language, _TITLES["en"])
    return words[rule.kind].format(threshold=rule.threshold, pattern=rule.pattern)


def description(rule: Rule, devices: Sequence[tuple[str, str]], language: str) -> str:
    """Return the text of the rule's ticket: each device with what is to be known of it, as many as fit."""
    words = _WORDS.get(language, _WORDS["en"])
    if not devices:
        return f"{title(rule, language)}\n\n{words['none']}"
    lines = [f"{title(rule, language)}", "", words["now"].format(count=len(devices)), ""]
    room = LISTED_CHARS
    for place, (name, detail) in enumerate(devices):
        line = f"- {name} ({detail})" if detail else f"- {name}"
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*lines, words["more"].format(count=len(devices) - place)])
        lines.append(line)
    return "\n".join(lines)

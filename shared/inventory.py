"""Sections of an inventory: what differs between two, what a difference makes of one, which facts move all the time.

The same on both sides of the wire, so that the relay's copy is the agent's. Names of facts: docs/protocol.md, Inventory.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from shared.protocol.inventory import Fact, Item, SectionChange

Items = dict[str, Item]
Sections = dict[str, Items]

STEPS: Final[Mapping[tuple[str, str], float]] = {("disks", "free_percent"): 2, ("battery", "percent"): 10}
"""Volatile facts that are worth a report of their own once they have moved so far."""
VOLATILE: Final = frozenset(
    {
        ("disks", "free_bytes"),
        ("disks", "free_percent"),
        ("battery", "percent"),
        ("battery", "is_plugged"),
        ("os_sessions", "idle_s"),
        ("network", "ipv6"),
    }
)
"""Facts that move all the time: they travel along with others, and fill no history."""
_UNREMEMBERED: Final = frozenset({("system", "boot_at")})
_UNREMEMBERED_SECTIONS: Final = frozenset({"os_sessions", "battery"})
_SECTION_BYTES: Final[Mapping[str, int]] = {"software": 1_000_000, "services": 300_000}
_OTHER_BYTES: Final = 60_000


def most_bytes(section: str) -> int:
    """Return how long a section may be as JSON, so that twelve of them fit into one frame to a console."""
    return _SECTION_BYTES.get(section, _OTHER_BYTES)


def difference(before: Sections, after: Sections) -> list[SectionChange]:
    """Return what turns `before` into `after`: whole items, and keys that are gone; nothing where they are equal."""
    changes: list[SectionChange] = []
    for section in sorted(before.keys() | after.keys()):
        old, new = before.get(section, {}), after.get(section, {})
        items = {key: item for key, item in new.items() if old.get(key) != item}
        gone = [key for key in old if key not in new]
        if items or gone:
            changes.append(SectionChange(section=section, items=items, gone=gone))
    return changes


def applied(sections: Sections, changes: Iterable[SectionChange]) -> Sections:
    """Return the sections after the changes; what was given stays as it is. A section without items is left out."""
    result = dict(sections)
    for change in changes:
        items = dict(result.get(change.section, {}))
        for key in change.gone:
            items.pop(key, None)
        items.update(change.items)
        result[change.section] = items
    return {section: items for section, items in result.items() if items}


def is_news(before: Sections, changes: Iterable[SectionChange]) -> bool:
    """Return whether a difference is worth sending by itself: more than facts that move all the time."""
    return any(
        bool(change.gone)
        or any(
            _is_news(change.section, before.get(change.section, {}).get(key), item)
            for key, item in change.items.items()
        )
        for change in changes
    )


def is_volatile(section: str, fact: str) -> bool:
    """Return whether a fact moves all the time."""
    return (section, fact) in VOLATILE


def is_remembered(section: str, fact: str, before: Mapping[str, Fact], after: Mapping[str, Fact]) -> bool:
    """Return whether a change of this fact belongs into the device's history.

    A service that is started on demand comes and goes; only those that should run, or have failed, say something.
    """
    if section in _UNREMEMBERED_SECTIONS or (section, fact) in VOLATILE or (section, fact) in _UNREMEMBERED:
        return False
    if section == "software":
        return fact == "version"
    if section == "services" and fact == "state":
        return "failed" in {before.get(fact), after.get(fact)} or after.get("start") == "auto"
    return True


def is_section_remembered(section: str) -> bool:
    """Return whether items that come and go in a section belong into the history."""
    return section not in _UNREMEMBERED_SECTIONS


def _is_news(section: str, before: Item | None, after: Item) -> bool:
    if before is None:
        return True
    names = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    return any(not is_volatile(section, name) or _has_stepped(section, name, before, after) for name in names)


def _has_stepped(section: str, name: str, before: Item, after: Item) -> bool:
    step = STEPS.get((section, name))
    if step is None:
        return False
    old, new = _number(before.get(name)), _number(after.get(name))
    return old is None or new is None or abs(new - old) >= step


def _number(fact: Fact) -> float | None:
    return float(fact) if isinstance(fact, int | float) and not isinstance(fact, bool) else None

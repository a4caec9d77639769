"""What a device reports, made fit to keep: cleaned, summed up for the device list, compared for the history.

Source: docs/protocol.md, Inventory. Everything here is untrusted text from the device.
"""

import datetime as dt
import functools
import ipaddress
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from relay.domain.text import harmless_text
from shared.errors import TooLarge
from shared.inventory import Items, Sections, is_remembered, is_section_remembered
from shared.protocol.base import MAX_COUNT
from shared.protocol.inventory import DeviceFacts, Fact, Item, ProcessRow, SectionChange

MAX_SECTIONS: Final = 12
MAX_ITEMS: Final = 10_000
MAX_FACTS: Final = 40
MAX_KEY_CHARS: Final = 300
MAX_TEXT_CHARS: Final = 1_000
MAX_LINES: Final = 100
"""Of the history, of one section and one report."""
_SHOWN_CHARS: Final = 200
_SHOWN_ADDRESSES: Final = 8
_FACT_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
FACT_SECTIONS: Final = frozenset({"summary", "hardware", "disks", "network", "system", "battery"})
"""What the device list is made of."""
_NO_ITEM: Final[Item] = {}


class Line(msgspec.Struct, frozen=True):
    """One line of a device's history, without its time."""

    section: str
    item: str
    fact: str
    before: str
    after: str


def cleaned(changes: Iterable[SectionChange]) -> list[SectionChange]:
    """Return the changes with every text made harmless, and what is no fact left out."""
    return [
        SectionChange(
            section=change.section,
            items={_key(key): _item(item) for key, item in change.items.items()},
            gone=[_key(key) for key in change.gone],
        )
        for change in changes
    ]


def cleaned_processes(processes: Iterable[ProcessRow]) -> list[ProcessRow]:
    """Return processes with harmless names."""
    return [
        msgspec.structs.replace(
            row, name=harmless_text(row.name, _SHOWN_CHARS), user=harmless_text(row.user, _SHOWN_CHARS)
        )
        for row in processes
    ]


def check_size(sections: Sections) -> None:
    """Raises: TooLarge for more sections or items than anybody needs."""
    if len(sections) > MAX_SECTIONS:
        raise TooLarge(field="sections", limit=MAX_SECTIONS)
    if any(len(items) > MAX_ITEMS for items in sections.values()):
        raise TooLarge(field="items", limit=MAX_ITEMS)


def facts_of(sections: Sections, before: DeviceFacts, now: dt.datetime) -> DeviceFacts:
    """Return what the device list shows; the last user and the public address stay where nothing newer is said."""
    summary = sections.get("summary", {}).get("device", _NO_ITEM)
    hardware, system = sections.get("hardware", {}), sections.get("system", {}).get("os", _NO_ITEM)
    computer, memory = hardware.get("computer", _NO_ITEM), hardware.get("memory", _NO_ITEM)
    network = sections.get("network", {})
    free = [_whole(item, "free_percent", -1) for item in sections.get("disks", {}).values()]
    return DeviceFacts(
        os=_text(system, "name"),
        os_version=_text(system, "version"),
        make=_text(computer, "make"),
        model=_text(computer, "model"),
        serial=_text(computer, "serial"),
        cpu=_text(hardware.get("cpu", _NO_ITEM), "name"),
        memory_bytes=_whole(memory, "total_bytes", 0),
        disk_free_percent=min((percent for percent in free if percent >= 0), default=-1),
        addresses=_addresses(network),
        mac=_mac(network),
        public_address=before.public_address,
        boot_at=_moment(system, "boot_at"),
        is_reboot_pending=system.get("is_reboot_pending") is True,
        last_user=_text(summary, "user") or before.last_user,
        agent_version=_text(summary, "agent_version"),
        battery_percent=_whole(sections.get("battery", {}).get("battery", _NO_ITEM), "percent", -1),
        reported_at=now,
    )


def is_shown_anew(before: DeviceFacts, after: DeviceFacts) -> bool:
    """Return whether consoles that list the device must hear of it: not for the charge, nor that it reported at all."""
    same = {"reported_at": None, "battery_percent": -1}
    return msgspec.structs.replace(before, **same) != msgspec.structs.replace(after, **same)


def public_address(address: str) -> str:
    """Return an address of the connection if the world can reach it, else an empty text."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(found) if found.is_global else ""


def history(section: str, before: Items, after: Items) -> list[Line]:
    """Return what is worth remembering of one section's change; nothing where nothing was known before."""
    if not before:
        return []
    lines = list(_lines(section, before, after))
    if len(lines) > MAX_LINES:
        more = Line(section, "", "more", "", str(len(lines) - MAX_LINES))
        return [*lines[:MAX_LINES], more]
    return lines


def software_names(items: Items) -> str:
    """Return the names of all programs in small letters, a line each: what is searched."""
    return "\n".join(sorted({str(item.get("name", key)).lower() for key, item in items.items()}))


def _lines(section: str, before: Items, after: Items) -> Iterator[Line]:
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if old is not None and new is not None:
            for fact in sorted(old.keys() | new.keys()):
                if old.get(fact) != new.get(fact) and is_remembered(section, fact, old, new):
                    yield Line(section, _label(key, new), fact, plain(old.get(fact)), plain(new.get(fact)))
        elif is_section_remembered(section):
            was, now = _worth(key, old), _worth(key, new)
            yield Line(section, _label(key, new or old or _NO_ITEM), "", was, now)


def _label(key: str, item: Item) -> str:
    return plain(item.get("name")) or key


def _worth(key: str, item: Item | None) -> str:
    if item is None:
        return ""
    return plain(item.get("version")) or plain(item.get("name")) or key


def plain(fact: Fact) -> str:
    """Return a fact as the text of the history: empty where there is none."""
    if fact is None:
        return ""
    if isinstance(fact, bool):
        return "true" if fact else "false"
    return str(fact)


def _key(key: str) -> str:
    return harmless_text(key, MAX_KEY_CHARS) or "?"


def _item(item: Item) -> Item:
    named = [name for name in item if _is_fact_name(name)]
    return {name: _fact(item[name]) for name in named[:MAX_FACTS]}


@functools.lru_cache(4096)  # the same few words ten thousand times in a report
def _is_fact_name(name: str) -> bool:
    return _FACT_NAME.match(name) is not None


def _fact(fact: Fact) -> Fact:
    if isinstance(fact, str):
        return harmless_text(fact, MAX_TEXT_CHARS)
    if isinstance(fact, bool) or fact is None:
        return fact
    return fact if math.isfinite(fact) and abs(fact) <= MAX_COUNT else None


def _text(item: Item, fact: str) -> str:
    value = item.get(fact)
    return value[:_SHOWN_CHARS] if isinstance(value, str) else ""


def _whole(item: Item, fact: str, default: int) -> int:
    value = item.get(fact)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else default


def _moment(item: Item, fact: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(_text(item, fact))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _addresses(network: Items) -> list[str]:
    lists = [_text(item, "ipv4") for item in _default_first(network)]
    found = [address.strip() for text in lists for address in text.split(",")]
    return list(dict.fromkeys(address for address in found if address))[:_SHOWN_ADDRESSES]


def _mac(network: Items) -> str:
    return next((mac for item in _default_first(network) if (mac := _text(item, "mac"))), "")


def _default_first(network: Items) -> Sequence[Item]:
    default = network.get("default", _NO_ITEM).get("interface")
    names = sorted((name for name in network if name != "default"), key=lambda name: (name != default, name))
    return [network[name] for name in names]

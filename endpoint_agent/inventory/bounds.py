"""Keeps a collection within what the relay takes: cut texts, counted items, bytes per section."""

import msgspec

from shared.inventory import Items, Sections, most_bytes
from shared.protocol.inventory import Item

MAX_TEXT_CHARS = 300
MAX_ITEMS = 10_000
_JSON_OVERHEAD = 4


def bounded(sections: Sections) -> Sections:
    """Return the sections with what is too much left out, always the same of the same."""
    return {section: _section(items, most_bytes(section)) for section, items in sections.items()}


def size_of(key: str, item: Item) -> int:
    """Return how many bytes an item takes on the wire."""
    return len(msgspec.json.encode(key)) + len(msgspec.json.encode(item)) + _JSON_OVERHEAD


def _section(items: Items, most: int) -> Items:
    kept: Items = {}
    for key, item in sorted(items.items())[:MAX_ITEMS]:
        short = {name: fact[:MAX_TEXT_CHARS] if isinstance(fact, str) else fact for name, fact in item.items()}
        name = key[:MAX_TEXT_CHARS] or "?"
        most -= size_of(name, short)
        if most < 0:
            break
        kept[name] = short
    return kept

"""What is typed into a search field: free words, and qualifiers such as `customer:acme` or `is:online`.

Only the qualifiers a list knows are taken out; anything else with a colon in it (an address, a time) stays a word.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import msgspec

PART: Final = re.compile(r'(?P<key>\w+):(?P<value>"[^"]*"|\S+)|(?P<word>"[^"]*"|\S+)')

Field = Callable[[Any], Collection[str]]
"""Gives the texts of a record that a qualifier looks at, without case."""


class Query(msgspec.Struct, frozen=True):
    """`words` go to the list's own search; `wanted` are pairs of qualifier and value, all without case."""

    words: str = ""
    wanted: tuple[tuple[str, str], ...] = ()


def parse(text: str, known: Collection[str]) -> Query:
    """Take a search text apart."""
    words: list[str] = []
    wanted: list[tuple[str, str]] = []
    for part in PART.finditer(text):
        key = (part["key"] or "").casefold()
        if key in known:
            if value := part["value"].strip('"').casefold():
                wanted.append((key, value))
        else:
            words.append(part[0].strip('"'))
    return Query(" ".join(words), tuple(wanted))


def accepts(query: Query, record: Any, fields: Mapping[str, Field]) -> bool:
    """Whether a record holds every qualifier's value; `is` must match whole, the others in part."""
    return all(_holds(key, value, fields[key](record)) for key, value in query.wanted)


def _holds(key: str, value: str, texts: Collection[str]) -> bool:
    if key == "is":
        return value in texts
    return any(value in text for text in texts)

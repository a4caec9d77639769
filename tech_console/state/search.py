"""What is typed into a search field: free words, and qualifiers such as `customer:acme` or `-is:online`.

Only the qualifiers a list knows are taken out; anything else with a colon in it (an address, a time) stays a word, and what looks
like a qualifier but is none is named, so that the screen can say so. A minus before a part turns it round.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import msgspec

PART: Final = re.compile(r'(?P<minus>-(?=[\w"]))?(?:(?P<key>\w+):(?P<value>"[^"]*"|\S+)|(?P<word>"[^"]*"|\S+))')
A_NAME: Final = re.compile(r"(?![0-9a-f]{2}:)[^\W\d_]{2,}:(?!//|\\)")
"""Looks like a qualifier: letters before the colon, but neither a web address, a drive nor a hardware address."""

Field = Callable[[Any], Collection[str]]
"""Gives the texts of a record that a qualifier looks at, without case."""


class Query(msgspec.Struct, frozen=True):
    """`words` go to the list's own search; `wanted` and `unwanted` are pairs of qualifier and value, all without case."""

    words: str = ""
    wanted: tuple[tuple[str, str], ...] = ()
    unwanted: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    """Words that must not be there."""
    unknown: tuple[str, ...] = ()
    """What stands before a colon and is no qualifier of this list; searched as a word all the same."""


def parse(text: str, known: Collection[str]) -> Query:
    """Take a search text apart."""
    words: list[str] = []
    wanted: list[tuple[str, str]] = []
    unwanted: list[tuple[str, str]] = []
    absent: list[str] = []
    unknown: list[str] = []
    for part in PART.finditer(text):
        key = (part["key"] or "").casefold()
        if key in known:
            if value := part["value"].strip('"').casefold():
                (unwanted if part["minus"] else wanted).append((key, value))
            continue
        # Half typed: the list stays as it is until there is a value.
        if part[0].casefold().lstrip("-").rstrip(":") in known and part[0].endswith(":"):
            continue
        if A_NAME.match(part[0].casefold().lstrip("-")):
            unknown.append(key or part[0].partition(":")[0].casefold())
        if part["minus"] and (word := part[0][1:].strip('"').casefold()):
            absent.append(word)
        else:
            words.append(part[0].strip('"'))
    return Query(" ".join(words), tuple(wanted), tuple(unwanted), tuple(absent), tuple(dict.fromkeys(unknown)))


def accepts(query: Query, record: Any, fields: Mapping[str, Field]) -> bool:
    """Whether a record holds every wanted value and no unwanted one; `is` must match whole, the others in part."""
    return all(_holds(key, value, fields[key](record)) for key, value in query.wanted) and not any(
        _holds(key, value, fields[key](record)) for key, value in query.unwanted
    )


def _holds(key: str, value: str, texts: Collection[str]) -> bool:
    if key == "is":
        return value in texts
    return any(value in text for text in texts)

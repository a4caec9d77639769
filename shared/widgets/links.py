"""Finds http(s) links in plain text and says where they really lead. Opening one is link_dialog.py's decision."""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import urlsplit

# Stops at white space, quotes and angle brackets; closing punctuation at the end belongs to the sentence.
_LINK = re.compile(r"https?://[^\s<>\"'“”«»⟨⟩]+", re.IGNORECASE)
_TRAILING = ".,;:!?\u2026'\u2019)]}"
_OPENING = {")": "(", "]": "[", "}": "{"}


class Link(NamedTuple):
    """Where a link stands in its text (code points) and its address."""

    start: int
    length: int
    url: str


def find_links(text: str) -> list[Link]:
    """Return the links of a text in order; anything without a host is not one."""
    found = ((match.start(), _trimmed(match.group())) for match in _LINK.finditer(text))
    return [Link(start, len(url), url) for start, url in found if real_host(url)]


def real_host(url: str) -> str:
    """Return the host in the ASCII form the network uses (punycode), with a port that is given; "" if there is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = _ascii_host(parts.hostname or "")
    return f"{host}:{port}" if host and port is not None else host


def hides_its_host(url: str) -> bool:
    """Tell whether the address shows something else before the real host (`https://bank.example@evil.example`)."""
    return "@" in urlsplit(url).netloc


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]" if _is_address(host) else ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _trimmed(url: str) -> str:
    while url and url[-1] in _TRAILING and not _closes_inside(url):
        url = url[:-1]
    return url


def _closes_inside(url: str) -> bool:
    opening = _OPENING.get(url[-1])
    return opening is not None and url.count(opening) >= url.count(url[-1])

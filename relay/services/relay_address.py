"""The address devices reach the relay by, as stamps and the setting `public_url` hold it."""

import urllib.parse

from shared.errors import BadText
from shared.link.trust import is_loopback


def usable_address(url: str) -> str:
    """Return an address devices can use. Raises: BadText for another kind, and for a plain one that leaves the machine."""
    try:
        parts = urllib.parse.urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadText(field="relay_url") from error
    is_plain = parts.scheme == "ws" and is_loopback(host)
    if not host or not (parts.scheme == "wss" or is_plain) or parts.username or any(c.isspace() for c in url):
        raise BadText(field="relay_url")
    return url

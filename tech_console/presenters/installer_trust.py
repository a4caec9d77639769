"""How one customer's devices reach and trust the relay where that is not as usual: checked before a stamp is made.

A pinned certificate stands above every authority, so only one of the two can be meant. Source: docs/protocol.md, Trust.
"""

import re
import ssl
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from shared.errors import SportelloError
from shared.link.trust import plain_fingerprint
from shared.stamp import MAX_CA_CHARS

_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
_PROXY: Final = re.compile(r"http://[^\s/]+\Z")
_DER: Final = b"\x30"
"""What a certificate begins with that is not written as text."""


class InstallerTrust(msgspec.Struct, frozen=True, kw_only=True):
    """As the stamp carries it; all empty: the relay's own certificate or the system's authorities, the system's proxy."""

    fingerprint: str = ""
    ca_pem: str = ""
    proxy: str = ""


AS_USUAL: Final = InstallerTrust()


class TrustUnusable(SportelloError):
    """No device could use it; `params["why"]`: `fingerprint`, `both`, `proxy`, or of a file `missing`, `too_long`, `private_key`,
    `no_certificate`. Never on the wire.
    """  # noqa: D205 - the words are one list

    code = "trust_unusable"


def trust_of(fingerprint: str, ca_pem: str, proxy: str) -> InstallerTrust:
    """Return what people wrote in the stamp's form. Raises: TrustUnusable."""
    pinned = plain_fingerprint(fingerprint)
    if pinned and not _SHA256.match(pinned):
        raise TrustUnusable("no SHA-256", why="fingerprint")
    if pinned and ca_pem:
        raise TrustUnusable("one stands above the other", why="both")
    return InstallerTrust(fingerprint=pinned, ca_pem=ca_pem, proxy=_proxy(proxy))


def read_authority(path: Path) -> str:
    """Return the certificates of a file as text; a stamp goes to many computers, so never a private key.

    Raises: TrustUnusable.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_CA_CHARS + 1)
    except OSError as error:
        raise TrustUnusable("cannot be read", why="missing") from error
    if b"PRIVATE KEY" in content:
        raise TrustUnusable("holds a private key", why="private_key")
    if len(content) > MAX_CA_CHARS:
        raise TrustUnusable("longer than a stamp holds", why="too_long")
    return _certificates(content)


def _certificates(content: bytes) -> str:
    try:
        pem = ssl.DER_cert_to_PEM_cert(content) if content.startswith(_DER) else content.decode("ascii")
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise TrustUnusable("no certificates", why="no_certificate") from error
    return pem


def _proxy(written: str) -> str:
    text = written.strip().removesuffix("/")
    if not text:
        return ""
    text = text if "://" in text else f"http://{text}"
    try:
        address = urlsplit(text)
        has_host = bool(address.hostname) and (address.port is None or address.port > 0)
    except ValueError:
        has_host = False
    if not has_host or not _PROXY.match(text):
        raise TrustUnusable("no HTTP proxy", why="proxy")
    return text

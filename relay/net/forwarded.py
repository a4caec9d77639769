"""Whose connection it is behind a front proxy. Believed only from proxies the operator named; anybody else may write any header."""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Final

HEADER: Final = "X-Forwarded-For"
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class TrustedProxies:
    """The operator's proxies, as addresses or networks."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = networks(trusted)

    def client(self, peer: str, forwarded: Sequence[str]) -> str:
        """Return the address of the client: of the right-most hop that is no proxy of ours.

        `forwarded` are the values of X-Forwarded-For in order: what stands further left was written by the client itself.
        """
        client = _plain(peer)
        if not self._trusts(client):
            return client or peer
        for hop in reversed([hop for value in forwarded for hop in value.split(",")]):
            address = _plain(hop)
            if not address:
                return client  # no address: whoever wrote it is the last we can name
            client = address
            if not self._trusts(address):
                return address
        return client

    def _trusts(self, address: str) -> bool:
        if not self._trusted or not address:
            return False
        found = ipaddress.ip_address(address)
        return any(found.version == network.version and found in network for network in self._trusted)


def networks(trusted: Iterable[str]) -> list[_Network]:
    """Return the networks. Raises: ValueError for what is none."""
    return [ipaddress.ip_network(one, strict=False) for one in trusted]


def _plain(hop: str) -> str:
    """Return an address without port, brackets and zone; of an IPv4 address in IPv6 clothes the IPv4 address. Empty: none."""
    hop = hop.strip().strip('"')
    if hop.startswith("["):
        hop = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        hop = hop.partition(":")[0]
    try:
        found = ipaddress.ip_address(hop.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)

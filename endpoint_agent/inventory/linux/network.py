"""The way out, name servers, and which IPv6 addresses are there for a day only: from /proc and /etc."""

import ipaddress
import struct
from pathlib import Path

from endpoint_agent.inventory.sources import item, read
from shared.protocol.inventory import Item

ROOT = Path("/")
RESOLVED = "run/systemd/resolve/resolv.conf"
"""Where systemd-resolved writes the real servers when resolv.conf names only itself."""
_TEMPORARY = 0x01


def default_route(root: Path = ROOT) -> Item:
    """Return gateway, its interface and the name servers."""
    gateway, interface = _gateway(read(root / "proc/net/route"))
    return item(gateway=gateway, interface=interface, dns=", ".join(_name_servers(root)))


def temporary_addresses(root: Path = ROOT) -> frozenset[str]:
    """Return the IPv6 addresses made up for privacy: another one every day."""
    found: set[str] = set()
    for line in read(root / "proc/net/if_inet6").splitlines():
        fields = line.split()
        if len(fields) >= 5 and int(fields[4], 16) & _TEMPORARY:
            found.add(str(ipaddress.IPv6Address(bytes.fromhex(fields[0]))))
    return frozenset(found)


def _gateway(table: str) -> tuple[str, str]:
    best: tuple[int, str, str] | None = None
    for line in table.splitlines()[1:]:
        fields = line.split()
        if len(fields) >= 8 and fields[1] == "00000000" and fields[7] == "00000000":
            address = str(ipaddress.IPv4Address(struct.pack("<I", int(fields[2], 16))))
            route = (int(fields[6]), address, fields[0])
            best = route if best is None else min(best, route)
    return ("", "") if best is None else (best[1], best[2])


def _name_servers(root: Path) -> list[str]:
    servers = _listed(read(root / "etc/resolv.conf"))
    if servers == ["127.0.0.53"]:
        servers = _listed(read(root / RESOLVED)) or servers
    return servers


def _listed(text: str) -> list[str]:
    lines = (line.split() for line in text.splitlines())
    return [fields[1] for fields in lines if len(fields) > 1 and fields[0] == "nameserver"]

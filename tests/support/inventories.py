"""Reports of a made-up computer, as an agent would send them."""

from typing import Any

import msgspec

from shared.inventory import Sections, applied, difference
from shared.protocol.inventory import ReportInventory, SectionChange

GB = 1024**3
COMPUTER: Sections = {
    "summary": {"device": {"user": "giulia", "agent_version": "0.1.0"}},
    "os_sessions": {"giulia@tty2": {"user": "giulia", "state": "active", "idle_s": 4}},
    "hardware": {
        "computer": {"make": "Dell Inc.", "model": "Latitude 5420", "serial": "ABC123", "firmware": "1.2.3"},
        "cpu": {"name": "Intel Core i5", "cores": 4, "threads": 8},
        "memory": {"total_bytes": 16 * GB},
    },
    "disks": {
        "/": {"file_system": "ext4", "total_bytes": 500 * GB, "free_bytes": 200 * GB, "free_percent": 40},
        "/home": {"file_system": "ext4", "total_bytes": 500 * GB, "free_bytes": 100 * GB, "free_percent": 20},
    },
    "network": {
        "eth0": {"mac": "aa:bb:cc:dd:ee:01", "ipv4": "192.0.2.10"},
        "default": {"gateway": "192.0.2.1", "interface": "eth0", "dns": "192.0.2.53"},
    },
    "system": {"os": {"name": "Debian GNU/Linux 12", "version": "12.8", "is_reboot_pending": False}},
    "software": {
        "dpkg:bash:amd64": {"name": "bash", "version": "5.2"},
        "dpkg:firefox-esr:amd64": {"name": "firefox-esr", "version": "128.4"},
    },
    "services": {"ssh.service": {"name": "OpenBSD Secure Shell server", "state": "running", "start": "auto"}},
    "battery": {"battery": {"percent": 80, "is_plugged": True}},
}


def whole(version: int = 1, sections: Sections = COMPUTER, ref: int = 1) -> ReportInventory:
    """Return a whole report in one part."""
    return ReportInventory(ref=ref, version=version, base=0, changes=difference({}, sections))


def update(version: int, base: int, *changes: SectionChange) -> ReportInventory:
    """Return a difference."""
    return ReportInventory(ref=1, version=version, base=base, changes=list(changes))


def fact(section: str, key: str, sections: Sections = COMPUTER, **facts: Any) -> SectionChange:
    """Return the change of some facts of one item."""
    item = {**sections.get(section, {}).get(key, {}), **facts}
    return SectionChange(section=section, items={key: item})


def gone(section: str, *keys: str) -> SectionChange:
    """Return that these items are no more."""
    return SectionChange(section=section, gone=list(keys))


def after(*changes: SectionChange, sections: Sections = COMPUTER) -> Sections:
    """Return the sections as they are after the changes."""
    return applied(sections, changes)


def encoded_size(report: ReportInventory) -> int:
    """Return how long a report is as JSON."""
    return len(msgspec.json.encode(report))

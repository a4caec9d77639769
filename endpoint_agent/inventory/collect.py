"""All sections of this computer, each by what its system has. A section that fails is left out, never a reason to stop."""

import logging
import platform
import socket
import sys
from collections.abc import Callable, Collection
from typing import Final

from endpoint_agent.inventory import machine_parts as parts
from endpoint_agent.inventory.bounds import bounded
from endpoint_agent.inventory.looking import QUICK, SLOW
from endpoint_agent.inventory.sources import item
from endpoint_agent.machine import os_user
from shared.inventory import Items, Sections
from shared.protocol.inventory import Item
from shared.version import own_version

log = logging.getLogger(__name__)


def collect(wanted: Collection[str] = QUICK | SLOW) -> Sections:
    """Return the wanted sections; one that could not be read is missing, one with nothing in it is empty."""
    found: Sections = {}
    for section, look in COLLECTORS.items():
        if section in wanted:
            try:
                found[section] = look()
            except Exception:
                log.exception("the section %s could not be read", section)
    return bounded(found)


def _summary() -> Items:
    return {"device": item(user=_person(_os_sessions()), agent_version=own_version())}


def _person(sessions: Items) -> str:
    """Return who sits there: the agent's own user if logged in, else an active login at the computer itself."""
    here = [found for found in sessions.values() if found.get("state") == "active" and not found.get("is_remote")]
    named = [str(found.get("user", "")) for found in here or sessions.values()]
    own = os_user()
    return own if own in named or not named else named[0]


def _os_sessions() -> Items:
    if sys.platform in {"win32", "darwin"}:
        return parts.logins()
    from endpoint_agent.inventory.linux import logins

    found = logins.logins()
    return parts.logins() if found is None else found


def _hardware() -> Items:
    found = _computer()
    found["cpu"] = {**found.get("cpu", {}), **parts.processors()}
    found["memory"] = parts.memory()
    return {key: facts for key, facts in found.items() if facts}


def _computer() -> Items:
    if sys.platform == "win32":
        from endpoint_agent.inventory.windows import firmware, registry, services

        found = firmware.described(firmware.table())
        processor = registry.machine_values(registry.PROCESSOR)
        found["cpu"] = item(name=str(processor.get("ProcessorNameString", "")).strip(), architecture=platform.machine())
        found["computer"] = {**found.get("computer", {}), **item(tpm=services.tpm())}
        return found
    if sys.platform == "darwin":
        from endpoint_agent.inventory.macos import profile

        return profile.hardware()
    from endpoint_agent.inventory.linux import hardware

    return hardware.computer()


def _disks() -> Items:
    if sys.platform in {"win32", "darwin"}:
        return parts.disks(lambda _device: "")
    from endpoint_agent.inventory.linux.drives import model_of

    return parts.disks(model_of)


def _network() -> Items:
    if sys.platform == "win32":
        from endpoint_agent.inventory.windows import registry

        return _with_default(parts.interfaces(), registry.default_route(registry.sub_keys(registry.INTERFACES)))
    if sys.platform == "darwin":
        from endpoint_agent.inventory.macos import profile

        return _with_default(parts.interfaces(), profile.default_route())
    from endpoint_agent.inventory.linux import network

    return _with_default(parts.interfaces(network.temporary_addresses()), network.default_route())


def _with_default(interfaces: Items, default: Item) -> Items:
    return {**interfaces, "default": default} if default else interfaces


def _system() -> Items:
    common = item(architecture=platform.machine(), boot_at=parts.boot_at(), host_name=socket.gethostname())
    return {"os": {**common, **_operating_system()}}


def _operating_system() -> Item:
    if sys.platform == "win32":
        from endpoint_agent.inventory.windows import registry

        zone = registry.machine_values(registry.TIME_ZONE).get("TimeZoneKeyName")
        domain = registry.machine_values(registry.TCPIP).get("Domain")
        said = item(
            is_reboot_pending=any(registry.exists(path) for path in registry.PENDING),
            time_zone=str(zone or "").partition("\x00")[0],
            domain=str(domain or ""),
        )
        return {**registry.edition(registry.machine_values(registry.CURRENT)), **said}
    if sys.platform == "darwin":
        from endpoint_agent.inventory.macos import profile

        return profile.system()
    from endpoint_agent.inventory.linux import system

    return system.system()


def _software() -> Items:
    if sys.platform == "win32":
        from endpoint_agent.inventory.windows import registry

        return registry.installed()
    if sys.platform == "darwin":
        from endpoint_agent.inventory.macos import profile

        return profile.applications()
    from endpoint_agent.inventory.linux import packages

    return packages.installed()


def _services() -> Items:
    if sys.platform == "win32":
        from endpoint_agent.inventory.windows import services as windows

        return windows.services()
    if sys.platform == "darwin":
        from endpoint_agent.inventory.macos import profile

        return profile.services()
    from endpoint_agent.inventory.linux import services as systemd

    return systemd.services()


COLLECTORS: Final[dict[str, Callable[[], Items]]] = {
    "summary": _summary,
    "os_sessions": _os_sessions,
    "hardware": _hardware,
    "disks": _disks,
    "network": _network,
    "system": _system,
    "software": _software,
    "services": _services,
    "battery": parts.battery,
}

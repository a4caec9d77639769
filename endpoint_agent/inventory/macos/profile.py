"""Computer, programs, services and routes of a Mac. Written from Apple's formats and tested on recorded ones."""

import plistlib
from pathlib import Path
from typing import Any

import msgspec

from endpoint_agent.inventory.sources import answer, item, on, whole
from shared.inventory import Items
from shared.protocol.inventory import Item

APPLICATIONS = (Path("/Applications"), Path("/System/Applications"))


def hardware() -> Items:
    """Return computer and processor."""
    return described(answer("system_profiler", "-json", "SPHardwareDataType"))


def described(text: str) -> Items:
    """Return what `system_profiler -json SPHardwareDataType` says."""
    rows = _decoded(text).get("SPHardwareDataType")
    facts: dict[str, Any] = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    computer = item(
        make="Apple" if facts else "",
        model=_text(facts, "machine_name") or _text(facts, "machine_model"),
        serial=_text(facts, "serial_number"),
        firmware=_text(facts, "boot_rom_version"),
    )
    cpu = item(name=_text(facts, "chip_type") or _text(facts, "cpu_type"))
    return {key: found for key, found in {"computer": computer, "cpu": cpu}.items() if found}


def applications(folders: tuple[Path, ...] = APPLICATIONS) -> Items:
    """Return the applications of the whole computer."""
    found: Items = {}
    for folder in folders:
        for path in sorted(folder.glob("*.app")) + sorted(folder.glob("*/*.app")):
            facts = _property_list(path / "Contents/Info.plist")
            name = _text(facts, "CFBundleDisplayName") or _text(facts, "CFBundleName") or path.stem
            found[f"app:{_text(facts, 'CFBundleIdentifier') or path.name}"] = item(
                name=name,
                version=_text(facts, "CFBundleShortVersionString") or _text(facts, "CFBundleVersion"),
                source="app",
                installed_on=on(path.stat().st_mtime),
            )
    return found


def services(text: str | None = None) -> Items:
    """Return what `launchctl list` lists: running with a process id, failed with another status than 0."""
    found: Items = {}
    for line in (answer("launchctl", "list") if text is None else text).splitlines()[1:]:
        pid, status, label = [*line.split("\t"), "", "", ""][:3]
        if label and not label.startswith("0x"):
            failed = status not in {"0", "-", ""} and not status.startswith("-")
            state = "running" if whole(pid) else "failed" if failed else "stopped"
            found[label] = item(name=label, state=state, start="manual")
    return found


def default_route(route: str | None = None, resolver: str | None = None) -> Item:
    """Return what `route -n get default` and `scutil --dns` say."""
    route = answer("/sbin/route", "-n", "get", "default") if route is None else route
    resolver = answer("scutil", "--dns") if resolver is None else resolver
    facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in route.splitlines())}
    servers = [line.partition(":")[2].strip() for line in resolver.splitlines() if "nameserver[" in line]
    return item(gateway=facts.get("gateway"), interface=facts.get("interface"), dns=", ".join(dict.fromkeys(servers)))


def system() -> Item:
    """Return name, version and time zone."""
    version = answer("sw_vers", "-productVersion").strip()
    zone = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return item(name="macOS", version=version, time_zone=zone)


def _decoded(text: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _property_list(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            found = plistlib.load(file)
    except (OSError, ValueError, plistlib.InvalidFileException):
        return {}
    return found if isinstance(found, dict) else {}


def _text(facts: dict[str, Any], name: str) -> str:
    value = facts.get(name)
    return value.strip() if isinstance(value, str) else ""

"""Installed software: dpkg's own file, rpm and flatpak by their commands."""

import os
from collections.abc import Iterator
from pathlib import Path

from endpoint_agent.inventory.sources import answer, item, on, read, whole
from shared.inventory import Items

ROOT = Path("/")
RPM_FORMAT = "%{NAME}\\t%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{VENDOR}\\t%{SIZE}\\t%{INSTALLTIME}\\n"
FLATPAK_COLUMNS = "application,name,version,origin"
_WANTED = ("Package: ", "Version: ", "Architecture: ", "Maintainer: ", "Installed-Size: ", "Status: ")


def installed(root: Path = ROOT) -> Items:
    """Return everything the package managers of this system know as installed."""
    found = dpkg(read(root / "var/lib/dpkg/status"), _days_of_lists(root / "var/lib/dpkg/info"))
    if (root / "usr/bin/rpm").exists() and (root / "var/lib/rpm").exists():
        found |= rpm(answer("rpm", "-qa", "--qf", RPM_FORMAT))
    if (root / "usr/bin/flatpak").exists():
        found |= flatpak(answer("flatpak", "list", f"--columns={FLATPAK_COLUMNS}"))
    return found


def dpkg(status: str, days: dict[str, str] | None = None) -> Items:
    """Return the installed packages of /var/lib/dpkg/status; `days`: when each was installed, by name."""
    found: Items = {}
    for facts in _stanzas(status):
        if not facts.get("Status", "").endswith(" installed"):
            continue
        name, architecture = facts.get("Package", ""), facts.get("Architecture", "")
        kilobytes = whole(facts.get("Installed-Size", ""))
        found[f"dpkg:{name}:{architecture}"] = item(
            name=name,
            version=facts.get("Version"),
            publisher=facts.get("Maintainer", "").partition(" <")[0],
            source="dpkg",
            architecture=architecture,
            size_bytes=kilobytes * 1024 if kilobytes is not None else None,
            installed_on=(days or {}).get(name) or (days or {}).get(f"{name}:{architecture}"),
        )
    return found


def rpm(lines: str) -> Items:
    """Return the packages of `rpm -qa` in RPM_FORMAT."""
    found: Items = {}
    for line in lines.splitlines():
        name, version, architecture, vendor, size, installed_at = [*line.split("\t"), *[""] * 6][:6]
        if name and name != "gpg-pubkey":
            found[
                f"rpm:{name}:{version}:{architecture}" if name.startswith("kernel") else f"rpm:{name}:{architecture}"
            ] = item(
                name=name,
                version=version,
                publisher=vendor if vendor != "(none)" else "",
                source="rpm",
                architecture=architecture if architecture != "(none)" else "",
                size_bytes=whole(size),
                installed_on=on(whole(installed_at)),
            )
    return found


def flatpak(lines: str) -> Items:
    """Return the applications of `flatpak list` with FLATPAK_COLUMNS."""
    found: Items = {}
    for line in lines.splitlines():
        application, name, version, origin = [*line.split("\t"), *[""] * 4][:4]
        if application:
            found[f"flatpak:{application}"] = item(
                name=name or application, version=version, publisher=origin, source="flatpak"
            )
    return found


def _stanzas(text: str) -> Iterator[dict[str, str]]:
    facts: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith(_WANTED):
            name, _, value = line.partition(": ")
            facts[name] = value
        elif not line and facts:
            yield facts
            facts = {}
    if facts:
        yield facts


def _days_of_lists(folder: Path) -> dict[str, str]:
    """Return when the list of files of each package was written: when it was installed or last upgraded."""
    try:
        with os.scandir(folder) as entries:
            lists = [entry for entry in entries if entry.name.endswith(".list")]
            return {entry.name[: -len(".list")]: on(entry.stat().st_mtime) for entry in lists}
    except OSError:
        return {}

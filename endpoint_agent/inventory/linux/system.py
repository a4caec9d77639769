"""Name and version of the distribution, time zone, domain, and whether it waits for a restart."""

import platform
from pathlib import Path

from endpoint_agent.inventory.sources import item, read
from shared.protocol.inventory import Item

ROOT = Path("/")
ZONES = "zoneinfo/"


def system(root: Path = ROOT) -> Item:
    """Return what the system says of itself."""
    release = _release(read(root / "etc/os-release") or read(root / "usr/lib/os-release"))
    return item(
        name=release.get("PRETTY_NAME") or release.get("NAME") or "Linux",
        version=_version(release, read(root / "etc/debian_version")),
        kernel=read(root / "proc/sys/kernel/osrelease") or platform.release(),
        is_reboot_pending=is_reboot_pending(root),
        time_zone=_time_zone(root),
        domain=_domain(root),
    )


def is_reboot_pending(root: Path = ROOT) -> bool:
    """Return whether an update asked for a restart, or the running kernel is not installed any more."""
    if (root / "run/reboot-required").exists() or (root / "var/run/reboot-required").exists():
        return True
    return _is_kernel_gone(root)


def _is_kernel_gone(root: Path) -> bool:
    """Fedora, Red Hat, SUSE and Arch leave no mark, but a newer kernel in the place of the one that runs."""
    running, modules = read(root / "proc/sys/kernel/osrelease"), root / "usr/lib/modules"
    try:
        installed = {path.name: path for path in modules.iterdir() if (path / "vmlinuz").exists()}
    except OSError:
        return False
    if not running or not installed:
        return False
    newest = max(installed, key=lambda name: installed[name].stat().st_mtime)
    return running not in installed or (newest != running and _is_rpm(root))


def _is_rpm(root: Path) -> bool:
    return (root / "var/lib/rpm").exists() and not (root / "var/lib/dpkg/status").exists()


def _release(text: str) -> dict[str, str]:
    lines = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in lines}


def _version(release: dict[str, str], debian: str) -> str:
    version = release.get("VERSION_ID", "")
    return debian if release.get("ID") == "debian" and debian.startswith(f"{version}.") else version


def _time_zone(root: Path) -> str:
    try:
        target = str((root / "etc/localtime").readlink())
    except OSError:
        target = ""
    return target.partition(ZONES)[2] or read(root / "etc/timezone")


def _domain(root: Path) -> str:
    realm = next(
        (line.partition("=")[2].strip() for line in read(root / "etc/krb5.conf").splitlines()
         if line.strip().startswith("default_realm")), "",
    )  # fmt: skip
    named = read(root / "proc/sys/kernel/domainname")
    return realm or ("" if named == "(none)" else named)

"""What psutil knows the same way on every system: volumes, interfaces, battery, memory, who is logged in."""

import os
import socket
import sys
import time
from collections.abc import Callable, Collection

import psutil

from endpoint_agent.inventory.sources import at, item
from shared.inventory import Items
from shared.protocol.inventory import Item

MEMORY_STEP_BYTES = 128 * 1024 * 1024
"""What a kernel keeps for itself differs by a few megabytes from one to the next; that is no other memory."""
NOT_FIXED = {"squashfs", "iso9660", "udf", "tmpfs", "devtmpfs", "overlay", "fuse.portal", "autofs", "nfs", "nfs4",
             "cifs", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse", "ramfs", "efivarfs", "devfs", "nullfs"}  # fmt: skip
MADE_UP = ("lo", "veth", "br-", "docker", "virbr", "vnet", "cni", "flannel", "cali", "podman", "ifb", "dummy", "sit", "tunl", "ip6tnl", "gre", "awdl", "llw", "anpi",
           "gif", "stf", "ap1", "Loopback")  # fmt: skip
"""Interfaces of containers, bridges and the system itself: they come and go and say nothing about the computer."""
_SEPARATOR = ", "


def memory() -> Item:
    """Return how much there is, in whole steps."""
    return item(total_bytes=_stepped(psutil.virtual_memory().total), swap_bytes=_stepped(_swap()))


def _swap() -> int:
    try:
        return psutil.swap_memory().total
    except RuntimeError:  # Windows, where its performance counters are switched off
        return 0


def processors() -> Item:
    """Return how many cores and threads there are."""
    return item(cores=psutil.cpu_count(logical=False), threads=psutil.cpu_count())


def disks(model_of: Callable[[str], str]) -> Items:
    """Return the fixed volumes; `model_of` says which drive a device is on."""
    found: Items = {}
    devices: set[str] = set()
    for part in psutil.disk_partitions(all=False):
        is_other = part.fstype.lower() in NOT_FIXED or {"cdrom", "removable", "remote"} & set(part.opts.split(","))
        if is_other or part.device in devices:  # a second mount of the same volume, as of a subvolume
            continue
        try:
            usage = psutil.disk_usage(part.mountpoint)
        except OSError:
            continue
        if usage.total:
            devices.add(part.device)
            found[part.mountpoint] = item(
                device=part.device,
                model=model_of(part.device),
                file_system=part.fstype,
                total_bytes=usage.total,
                free_bytes=usage.free,
                free_percent=usage.free * 100 // usage.total,
            )
    return found


def interfaces(temporary: Collection[str] = ()) -> Items:
    """Return the interfaces that lead out of the computer; addresses in `temporary` are left out."""
    states, found = psutil.net_if_stats(), Items()
    for name, addresses in psutil.net_if_addrs().items():
        if name.startswith(MADE_UP):
            continue
        by_kind: dict[int, list[str]] = {}
        for address in addresses:
            by_kind.setdefault(int(address.family), []).append(address.address.partition("%")[0])
        ipv4, ipv6 = by_kind.get(int(socket.AF_INET), []), by_kind.get(int(socket.AF_INET6), [])
        mac = next(iter(by_kind.get(int(psutil.AF_LINK), [])), "").lower().replace("-", ":")
        state = states.get(name)
        if not (mac.strip("0:") or ipv4 or ipv6):
            continue
        found[name] = item(
            mac=mac if mac.strip("0:") else "",
            ipv4=_SEPARATOR.join(sorted(ipv4)),
            ipv6=_SEPARATOR.join(sorted(address for address in ipv6 if address not in temporary)),
            is_up=state.isup if state is not None else None,
            speed_mbps=state.speed or None if state is not None else None,
        )
    return found


def battery() -> Items:
    """Return the charge; nothing where there is no battery, or none that can be read."""
    sensors = getattr(psutil, "sensors_battery", None)
    charge = sensors() if sensors is not None else None
    if charge is None:
        return {}
    return {"battery": item(percent=round(charge.percent), is_plugged=charge.power_plugged)}


def logins(now: float | None = None) -> Items:
    """Return who is logged in, where nothing better is known than what the system's own list says."""
    found: Items = {}
    for user in psutil.users():
        terminal = user.terminal or (str(user.pid) if getattr(user, "pid", None) else "")
        idle_s = _idle_s(terminal, time.time() if now is None else now)
        found[f"{user.name}@{terminal}"] = item(
            user=user.name,
            state="active",
            idle_s=idle_s,
            since_at=at(user.started),
            terminal=terminal,
            host=user.host or "",
            is_remote=bool(user.host) and user.host not in {"localhost", "::1", ":0", "0.0.0.0"},  # noqa: S104  # compared
        )
    return found


def boot_at() -> str:
    """Return when the computer was started, in whole seconds."""
    return at(psutil.boot_time())


def _idle_s(terminal: str, now: float) -> int | None:
    """Return the seconds since the last key on a terminal of a Unix."""
    if sys.platform == "win32" or not terminal or terminal.startswith(":"):
        return None
    try:
        return max(0, int(now - os.stat(f"/dev/{terminal}").st_atime))  # noqa: PTH116  # a name, joined to a fixed folder
    except OSError:
        return None


def _stepped(size: int) -> int | None:
    return round(size / MEMORY_STEP_BYTES) * MEMORY_STEP_BYTES or None

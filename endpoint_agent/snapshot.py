"""The device as it is at the moment a ticket is written: what a technician would ask first (L8). Not the inventory.

Every value is a short text; the person sees all of them before anything is sent. The names are the wire's.
"""

import datetime as dt
import shutil
from pathlib import Path

from endpoint_agent.machine import this_machine
from shared.version import own_version

MAX_VALUE_CHARS = 300
MOST_ADDRESSES = 6
GIB = 1024**3


def device_snapshot() -> dict[str, str]:
    """Return what is known now, names in the order they are shown; what cannot be read is left out."""
    machine = this_machine()
    found = {
        "host": machine.host_name,
        "user": machine.os_user,
        "os": machine.platform,
        "boot_time": _boot_time(),
        "addresses": _addresses(),
        "disk_free": _disk_free(),
        "memory": _memory(),
        "time_zone": _time_zone(),
        "agent": own_version(),
    }
    return {name: value[:MAX_VALUE_CHARS] for name, value in found.items() if value}


def _boot_time() -> str:
    import psutil  # when it is first needed: 4 MB that a program which only waits does not spend

    return dt.datetime.fromtimestamp(psutil.boot_time(), dt.UTC).astimezone().isoformat(" ", "minutes")


def _addresses() -> str:
    """The addresses of the cards that are up, without those that mean this computer only."""
    import psutil

    is_up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        address.address.partition("%")[0]
        for name, addresses in psutil.net_if_addrs().items()
        for address in addresses
        if name in is_up and address.family.name in {"AF_INET", "AF_INET6"}
    ]
    outside = [address for address in found if not address.startswith(("127.", "::1", "fe80:"))]
    return ", ".join(outside[:MOST_ADDRESSES])


def _disk_free() -> str:
    """The system's disk and the person's own folder, where that lies elsewhere; no network drive is asked."""
    home = Path.home()
    places = [Path(home.anchor)]
    if home.exists() and home.stat().st_dev != places[0].stat().st_dev:
        places.append(home)
    return ", ".join(_free_on(place) for place in places)


def _free_on(place: Path) -> str:
    usage = shutil.disk_usage(place)
    return f"{place}: {usage.free / GIB:.1f} / {usage.total / GIB:.1f} GiB"


def _memory() -> str:
    import psutil

    memory = psutil.virtual_memory()
    return f"{memory.available / GIB:.1f} / {memory.total / GIB:.1f} GiB"


def _time_zone() -> str:
    now = dt.datetime.now().astimezone()
    return f"{now.tzname()} (UTC{now.isoformat()[-6:]})"

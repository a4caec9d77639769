"""Windows services from psutil, and the security chip's version."""

import ctypes
import sys

import psutil

from endpoint_agent.inventory.sources import item
from shared.inventory import Items

STARTS = {"automatic": "auto", "manual": "manual", "disabled": "disabled"}


class _TpmInfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("structure", "version", "interface", "revision")]


def services() -> Items:
    """Return all services; one that ends while it is looked at is left out."""
    found: Items = {}
    iterate = getattr(psutil, "win_service_iter", None)
    for service in iterate() if iterate is not None else ():
        try:
            found |= service_of(service.name(), service.display_name(), service.status(), service.start_type())
        except (psutil.Error, OSError):
            continue
    return found


def service_of(name: str, shown: str, status: str, start: str) -> Items:
    """Return one service in the words of the inventory."""
    state = "stopped" if status == "stopped" else "running"
    return {name: item(name=shown or name, state=state, start=STARTS.get(start, "manual"))}


def tpm() -> str:
    """Return the version of the security chip, empty where there is none."""
    if sys.platform == "win32":
        info = _TpmInfo(structure=1)
        try:
            is_there = ctypes.windll.tbs.Tbsi_GetDeviceInfo(ctypes.sizeof(info), ctypes.byref(info)) == 0
        except OSError:
            return ""
        return {1: "1.2", 2: "2.0"}.get(info.version, "") if is_there else ""
    return ""

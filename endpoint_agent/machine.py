"""What this device says about itself when it joins: names the relay treats as untrusted text."""

import contextlib
import getpass
import hashlib
import platform
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import msgspec

from shared.limits import MAX_NAME_CHARS

MACHINE_ID_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
ANSWER_WITHIN_S = 5


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """One computer, seen from one OS session."""

    machine_id: str
    """Names the computer to this program only: a hash of the system's own id, which is not meant to leave it."""
    host_name: str
    os_user: str
    platform: str
    is_named: bool = True
    """Whether the system itself names the computer; an address of a network card comes and goes with the card."""


def this_machine() -> Machine:
    """Return what is known here; nothing in it is a secret."""
    named = lasting_machine_id()
    return Machine(
        machine_id=_hashed(named or _network_card()),
        is_named=bool(named),
        host_name=_named(socket.gethostname()),
        os_user=_named(os_user()),
        platform=system_name()[:MAX_NAME_CHARS],
    )


def system_name() -> str:
    """Return what people call the system: the distribution on Linux, the release elsewhere."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            name = platform.freedesktop_os_release()["PRETTY_NAME"]
            return f"{name} · Linux {platform.machine()}"
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def lasting_machine_id() -> str:
    """Return what the system calls this computer, empty where it has no name for it."""
    if sys.platform == "win32":
        return _windows_guid()
    if sys.platform == "darwin":
        return _mac_uuid()
    return next((text for path in MACHINE_ID_FILES if (text := _read(path))), "")


def _hashed(machine_id: str) -> str:
    return hashlib.sha256(f"sportello device\n{machine_id}".encode()).hexdigest()


def _named(text: str) -> str:
    return text.strip()[:MAX_NAME_CHARS] or "?"


def os_user() -> str:
    """Return whose OS session this is, empty where the account has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user id without a name, as in a container; Windows without USERNAME
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _network_card() -> str:
    return f"{uuid.getnode():012x}"


def _windows_guid() -> str:
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    return ""


def _mac_uuid() -> str:
    command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=ANSWER_WITHIN_S)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (line for line in done.stdout.splitlines() if "IOPlatformUUID" in line)
    return next((line.split('"')[-2] for line in lines), "")

"""What stands in the Windows registry: programs, versions, routes, whether a restart is due. Keys are read as plain values."""

import contextlib
import sys
from collections.abc import Iterator, Mapping

from endpoint_agent.inventory.sources import item
from shared.inventory import Items
from shared.protocol.inventory import Item

Values = Mapping[str, object]
UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
CURRENT = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
PROCESSOR = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
TIME_ZONE = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
INTERFACES = rf"{TCPIP}\Interfaces"
PENDING = (
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired",
)


def installed() -> Items:
    """Return the programs of the whole computer and of this person."""
    found: Items = {}
    for name, values in _uninstall_keys():
        found |= program(name, values)
    return found


def program(key: str, values: Values) -> Items:
    """Return one program of an Uninstall key; nothing for parts, updates and entries without a name."""
    name = _text(values, "DisplayName")
    is_part = values.get("SystemComponent") == 1 or bool(_text(values, "ParentKeyName"))
    if not name or is_part or _text(values, "ReleaseType") in {"Update", "Hotfix", "Security Update"}:
        return {}
    kilobytes, day = values.get("EstimatedSize"), _text(values, "InstallDate")
    return {
        f"registry:{key}": item(
            name=name,
            version=_text(values, "DisplayVersion"),
            publisher=_text(values, "Publisher"),
            source="registry",
            size_bytes=kilobytes * 1024 if isinstance(kilobytes, int) and kilobytes > 0 else None,
            installed_on=f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdigit() else "",
        )
    }


def edition(values: Values) -> Item:
    """Return name and version of Windows: from build 22000 on the registry still says 10 where it is 11."""
    build, name = _text(values, "CurrentBuildNumber"), _text(values, "ProductName")
    if build.isdigit() and int(build) >= 22_000:
        name = name.replace("Windows 10", "Windows 11")
    shown, revision = _text(values, "DisplayVersion"), values.get("UBR")
    kernel = f"10.0.{build}.{revision}" if build and isinstance(revision, int) else build
    return item(name=name, version=shown, kernel=kernel)


def default_route(interfaces: Mapping[str, Values]) -> Item:
    """Return gateway and name servers of the first interface that has a gateway."""
    for values in interfaces.values():
        gateway = _first(values, "DhcpDefaultGateway") or _first(values, "DefaultGateway")
        if gateway:
            servers = _text(values, "NameServer") or _text(values, "DhcpNameServer")
            return item(gateway=gateway, dns=", ".join(servers.replace(",", " ").split()))
    return {}


def machine_values(path: str) -> Values:
    """Return the values of one key of the computer; empty where it is missing."""
    return dict(_values(path))


def sub_keys(path: str) -> Mapping[str, Values]:
    """Return the values of every key below one of the computer."""
    return {name: dict(_values(rf"{path}\{name}")) for name in _names(path)}


def exists(path: str) -> bool:
    """Return whether the computer has this key."""
    if sys.platform == "win32":
        import winreg

        with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path):
            return True
    return False


def _uninstall_keys() -> Iterator[tuple[str, Values]]:
    yield from ()  # elsewhere there is no registry
    if sys.platform == "win32":
        import winreg

        views = (
            (winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_64KEY),
            (winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_32KEY),
        )
        for hive, view in (*views, (winreg.HKEY_CURRENT_USER, 0)):
            for name in _names(UNINSTALL, hive, view):
                yield name, dict(_values(rf"{UNINSTALL}\{name}", hive, view))


def _names(path: str, hive: int | None = None, view: int = 0) -> Iterator[str]:
    yield from ()
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(hive or winreg.HKEY_LOCAL_MACHINE, path, 0, winreg.KEY_READ | view) as key,
        ):
            for number in range(winreg.QueryInfoKey(key)[0]):
                yield winreg.EnumKey(key, number)


def _values(path: str, hive: int | None = None, view: int = 0) -> Iterator[tuple[str, object]]:
    yield from ()
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(hive or winreg.HKEY_LOCAL_MACHINE, path, 0, winreg.KEY_READ | view) as key,
        ):
            for number in range(winreg.QueryInfoKey(key)[1]):
                name, value, _ = winreg.EnumValue(key, number)
                yield name, value


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value.strip().strip("\x00") if isinstance(value, str) else ""


def _first(values: Values, name: str) -> str:
    value = values.get(name)
    listed = value if isinstance(value, list) else [value]
    return next((text for text in listed if isinstance(text, str) and text not in {"", "0.0.0.0"}), "")  # noqa: S104  # compared

r"""What the administrator of this computer decided: a file on Linux and macOS, registry values on Windows.

Above the stamp and below the person's own settings (config.py). On Linux `/etc/sportello/agent.toml`; on Windows
`HKLM\Software\Sportello\Agent` with the values RelayUrl, EnrollmentToken, Stamp, Fingerprint, CaFile.
"""

import contextlib
import sys
import tomllib
from pathlib import Path
from typing import Final

import msgspec

from endpoint_agent.stamp import SYSTEM_FOLDER
from shared.errors import SportelloError

FILE = SYSTEM_FOLDER / "agent.toml"
REGISTRY_KEY = r"Software\Sportello\Agent"
REGISTRY_VALUES = {
    "relay": "RelayUrl",
    "enrollment_token": "EnrollmentToken",
    "stamp": "Stamp",
    "fingerprint": "Fingerprint",
    "ca_file": "CaFile",
}


class ConfigUnreadable(SportelloError):
    """A settings file, or a value on the command line, cannot be used; `params`: `path`, `why`."""

    code = "config"


class MachineSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Empty where nothing is said."""

    relay: str = ""
    enrollment_token: str = ""
    fingerprint: str = ""
    ca_file: str = ""
    proxy: str = ""
    language: str = ""
    stamp: str = ""
    """The stamp itself, one line of text; where there is a file it is not asked for."""


NOTHING_SAID: Final = MachineSettings()


def read_machine_settings(path: Path = FILE) -> MachineSettings:
    """Return what is decided for this computer. Raises: ConfigUnreadable."""
    if sys.platform == "win32":
        return from_values({name: registry_value(value) for name, value in REGISTRY_VALUES.items()})
    try:
        return from_values(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
    except FileNotFoundError:
        return MachineSettings()
    except (OSError, ValueError) as error:
        raise ConfigUnreadable("the machine's settings cannot be read", path=str(path), why=str(error)) from error


def from_values(values: dict[str, object], path: str = REGISTRY_KEY) -> MachineSettings:
    """Return settings of what was read. Raises: ConfigUnreadable."""
    try:
        return msgspec.convert(values, MachineSettings)
    except msgspec.MsgspecError as error:
        raise ConfigUnreadable("the machine's settings cannot be used", path=path, why=str(error)) from error


def registry_value(name: str) -> str:
    """Return one value of the machine's registry key, of the 64-bit view; empty where there is none."""
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY, 0, access) as key,
        ):
            return str(winreg.QueryValueEx(key, name)[0]).strip()
    return ""

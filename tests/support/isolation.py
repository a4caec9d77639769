"""Keeps a test away from the person who runs it: home folders, key store, desktop bus, network.

What is set here is inherited by the programs a test starts.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

UMASK = 0o022
FIXED_ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_LOGGING_RULES": "qt.qpa.fonts.warning=false",
    # A bus that does not exist: Qt, keyring and notifications find nothing instead of the user's own session.
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}
NOT_INHERITED = ("DISPLAY", "WAYLAND_DISPLAY", "LANG", "LANGUAGE", "SSLKEYLOGFILE", "PYTHONSTARTUP")


class NetworkRefusedError(AssertionError):
    """A unit test reached for the network; such a test belongs to tests/integration."""


@contextmanager
def own_home() -> Iterator[Path]:
    """Give the block an empty home with all XDG folders inside; the path is short, as socket paths must be."""
    with TemporaryDirectory(prefix="home") as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        patch.setenv("HOME", folder)
        for variable, name in _XDG_FOLDERS.items():
            (home / name).mkdir(mode=0o700, parents=True)
            patch.setenv(variable, str(home / name))
        yield home


_XDG_FOLDERS = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse every connect, bind and name look-up; socket pairs, which an event loop wakes itself with, stay."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "bind", "sendto"):
            patch.setattr(socket.socket, name, _refuse, raising=False)
        patch.setattr(socket, "getaddrinfo", _refuse)
        yield


def _refuse(*_: object, **__: object) -> NoReturn:
    raise NetworkRefusedError("tests/unit has no network")

"""Where a program may keep a secret: the key store of the operating system, asked by name, never chosen by accident.

keyring would let an environment variable, a configuration file or an installed plug-in choose a store that writes
plain text or nothing at all: so its choice is not asked for. Only the stores named here are.
"""

import importlib
import threading
from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from shared.errors import SportelloError

ALLOWED: Final = (
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.SecretService", "Keyring"),
)
T = TypeVar("T")


class KeyStoreRefused(SportelloError):
    """A secret cannot be kept or read here.

    `params["why"]`: `none` (no allowed store), `locked`, `late` (no answer in time), `lost` (what was written does not
    come back), `failed`.
    """

    code = "key_store"


class KeyStore(Protocol):
    """Keeps small secrets under a name."""

    def load(self, name: str) -> str | None:
        """Return the secret, None where there is none. Raises: KeyStoreRefused."""

    def save(self, name: str, secret: str) -> None:
        """Keep the secret and make sure that it can be read back. Raises: KeyStoreRefused."""

    def forget(self, name: str) -> None:
        """Take the secret away; none there is fine. Raises: KeyStoreRefused."""


class SystemKeyStore:
    """The operating system's own store, under the program's name.

    Every call runs in a thread of its own, which is left behind when it takes longer than `within_s`: a locked store
    asks the person for a password.
    """

    def __init__(self, service: str, within_s: float) -> None:
        self._service = service
        self._within_s = within_s
        self._backend: Any = None

    def load(self, name: str) -> str | None:
        secret: str | None = self._call(lambda backend: backend.get_password(self._service, name))
        return secret

    def save(self, name: str, secret: str) -> None:
        self._call(lambda backend: backend.set_password(self._service, name, secret))
        if self.load(name) != secret:
            raise KeyStoreRefused("the key store does not keep what is written", why="lost")

    def forget(self, name: str) -> None:
        if self.load(name) is not None:
            self._call(lambda backend: backend.delete_password(self._service, name))

    def _call(self, action: Callable[[Any], T]) -> T:
        return in_time(lambda: action(self._opened()), self._within_s)

    def _opened(self) -> Any:
        if self._backend is None:
            self._backend = first_allowed()
        return self._backend


def first_allowed() -> Any:
    """Return the first store of the list that works in this OS session.

    Raises: KeyStoreRefused.
    """
    for module, name in ALLOWED:
        try:
            backend = getattr(importlib.import_module(module), name)
            if backend.viable:
                return backend()
        except ImportError:
            continue
    raise KeyStoreRefused("no allowed key store in this OS session", why="none")


def in_time(action: Callable[[], T], within_s: float) -> T:
    """Return what `action` returns, run in a thread of its own.

    Raises: KeyStoreRefused for every way in which it fails, and when it takes longer.
    """
    results: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(action())
        except Exception as error:  # noqa: BLE001 - whatever a store's library raises ends as one refusal below
            failures.append(error)

    thread = threading.Thread(target=run, name="key store", daemon=True)
    thread.start()
    thread.join(within_s)
    if results:
        return results[0]
    if not failures:
        raise KeyStoreRefused("the key store does not answer", why="late")
    raise _refusal(failures[0])


def _refusal(error: Exception) -> KeyStoreRefused:
    if isinstance(error, KeyStoreRefused):
        return error
    locked = {"KeyringLocked", "InitError", "LockedException", "PromptDismissedException"}
    why = "locked" if type(error).__name__ in locked else "failed"
    refusal = KeyStoreRefused(f"the key store failed: {type(error).__name__}", why=why)
    refusal.__cause__ = error
    return refusal

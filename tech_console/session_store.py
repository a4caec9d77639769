"""Where the technician's session is kept between two starts: the key store of the operating system, or nowhere.

The session is opaque and ends by itself after half an hour; without a key store the next start asks for the password.
"""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

SERVICE = "Sportello console"
ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.SecretService.Keyring",
    }
)
"""keyring would also take plug-ins that write plain text: only the systems' own stores may hold a session."""
ANSWER_WITHIN_S = 3.0
"""Sign-in waits for it, and the relay waits five seconds for sign-in."""


class MemorySession:
    """Implements `TechnicianCredentials` for one run; nothing outlives the process."""

    def __init__(self) -> None:
        self._session = ""

    def session(self) -> str:
        """Return it, empty when there is none."""
        return self._session

    def save_session(self, session: str) -> None:
        """Keep it; empty forgets it."""
        self._session = session


class KeyStoreSession(MemorySession):
    """The same, and in the key store under the relay's address; called on the network thread."""

    def __init__(self, relay_url: str) -> None:
        super().__init__()
        self._name = relay_url
        self._is_loaded = False

    def session(self) -> str:
        if not self._is_loaded:
            self._is_loaded = True
            _in_time(self._load)
        return super().session()

    def save_session(self, session: str) -> None:
        self._is_loaded = True
        super().save_session(session)
        _in_time(lambda: self._keep(session))

    def _load(self) -> None:
        import keyring

        if _is_allowed():
            super().save_session(keyring.get_password(SERVICE, self._name) or "")

    def _keep(self, session: str) -> None:
        import keyring

        if not _is_allowed():
            return
        if session:
            keyring.set_password(SERVICE, self._name, session)
        elif keyring.get_password(SERVICE, self._name) is not None:
            keyring.delete_password(SERVICE, self._name)


def _is_allowed() -> bool:
    import keyring

    kind = type(keyring.get_keyring())
    return f"{kind.__module__}.{kind.__name__}" in ALLOWED


def _in_time(action: Callable[[], None]) -> None:
    """Do it in a thread that is left behind if the store hangs, as a locked one may while it asks for a password."""

    def run() -> None:
        try:
            action()
        except Exception as error:  # noqa: BLE001 - every store's library has errors of its own; all mean: not kept
            log.info("the key store cannot be used: %s", type(error).__name__)

    thread = threading.Thread(target=run, name="key store", daemon=True)
    thread.start()
    thread.join(ANSWER_WITHIN_S)

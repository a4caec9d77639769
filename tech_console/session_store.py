"""Where the technician's session is kept between two starts: the key store of the operating system, or nowhere.

The session is opaque and ends by itself after half an hour; without a key store the next start asks for the password.
"""

import logging

from shared.key_store import KeyStore, KeyStoreRefused

log = logging.getLogger(__name__)


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

    def __init__(self, relay_url: str, store: KeyStore) -> None:
        super().__init__()
        self._name = relay_url
        self._store = store
        self._is_loaded = False

    def session(self) -> str:
        if not self._is_loaded:
            self._is_loaded = True
            try:
                super().save_session(self._store.load(self._name) or "")
            except KeyStoreRefused as error:
                _note(error)
        return super().session()

    def save_session(self, session: str) -> None:
        self._is_loaded = True
        super().save_session(session)
        try:
            if session:
                self._store.save(self._name, session)
            else:
                self._store.forget(self._name)
        except KeyStoreRefused as error:
            _note(error)


def _note(error: KeyStoreRefused) -> None:
    log.info("the key store cannot be used: %s", error.params.get("why", ""))

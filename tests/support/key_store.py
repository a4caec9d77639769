"""A key store of the system in the state a test needs: open and empty, or refusing for a reason."""

from shared.key_store import KeyStoreRefused


class MemoryKeyStore:
    """Keeps secrets in `kept`; with `why` it refuses everything."""

    def __init__(self, why: str = "") -> None:
        self.why = why
        self.kept: dict[str, str] = {}

    def load(self, name: str) -> str | None:
        """Return the secret."""
        self._check()
        return self.kept.get(name)

    def save(self, name: str, secret: str) -> None:
        """Keep the secret."""
        self._check()
        self.kept[name] = secret

    def forget(self, name: str) -> None:
        """Take it away."""
        self._check()
        self.kept.pop(name, None)

    def _check(self) -> None:
        if self.why:
            raise KeyStoreRefused(why=self.why)

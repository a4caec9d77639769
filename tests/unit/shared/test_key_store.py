import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from shared.key_store import ALLOWED, KeyStoreRefused, SystemKeyStore, first_allowed, in_time


class PlainText(KeyringBackend):
    """Stands for keyrings.alt: the best store there is, if one asks keyring."""

    priority = 99
    kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@contextmanager
def chosen(backend: KeyringBackend) -> Iterator[None]:
    """Make keyring itself answer with this store, as a plug-in, a file or a variable could."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, PlainText, chainer.ChainerBackend])
def test_what_keyring_would_choose_is_never_used(backend: Callable[[], KeyringBackend]) -> None:
    with chosen(backend()), pytest.raises(KeyStoreRefused) as refused:
        SystemKeyStore("Sportello test", 20).save("profile", "secret")
    assert refused.value.params["why"] == "none"
    assert PlainText.kept == {}


@pytest.mark.parametrize("name", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_the_variable_that_chooses_a_store_is_ignored(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    with pytest.raises(KeyStoreRefused):
        first_allowed()


def test_only_stores_of_operating_systems_and_desktops_are_allowed() -> None:
    assert {module.removeprefix("keyring.backends.") for module, _ in ALLOWED} == {
        "Windows",
        "macOS",
        "kwallet",
        "SecretService",
    }


def test_a_store_that_forgets_what_is_written_is_refused() -> None:
    store = SystemKeyStore("Sportello test", 20)
    forgetful: Callable[[], KeyringBackend] = null.Keyring
    store._backend = forgetful()
    with pytest.raises(KeyStoreRefused) as refused:
        store.save("profile", "secret")
    assert refused.value.params["why"] == "lost"


def test_a_store_that_does_not_answer_is_given_up() -> None:
    release = threading.Event()
    started = time.monotonic()
    with pytest.raises(KeyStoreRefused) as refused:
        in_time(release.wait, 0.05)
    release.set()
    assert refused.value.params["why"] == "late"
    assert time.monotonic() - started < 5


def test_a_locked_store_is_told_from_a_broken_one() -> None:
    assert _why(keyring.errors.KeyringLocked()) == "locked"
    assert _why(OSError()) == "failed"


def _why(error: Exception) -> str | int:
    def action() -> None:
        raise error

    with pytest.raises(KeyStoreRefused) as refused:
        in_time(action, 5)
    return refused.value.params["why"]

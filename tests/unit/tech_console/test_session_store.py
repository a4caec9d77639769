import logging

import keyring
import pytest
from keyring.backend import KeyringBackend

from tech_console import session_store
from tech_console.session_store import KeyStoreSession, MemorySession


class PlainStore(KeyringBackend):
    """A store like those that write plain text: not on the list."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> PlainStore:
    made = PlainStore()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(made, name))
    return made


@pytest.fixture
def allowed(store: PlainStore, monkeypatch: pytest.MonkeyPatch) -> PlainStore:
    name = f"{PlainStore.__module__}.{PlainStore.__name__}"
    monkeypatch.setattr(session_store, "ALLOWED", frozenset({name}))
    return store


def test_a_session_is_kept_for_one_run() -> None:
    session = MemorySession()
    session.save_session("opaque")
    assert session.session() == "opaque"


def test_a_session_comes_back_from_the_key_store_at_the_next_start(allowed: PlainStore) -> None:
    KeyStoreSession("wss://relay.example").save_session("opaque")
    assert KeyStoreSession("wss://relay.example").session() == "opaque"


def test_another_relay_does_not_see_it(allowed: PlainStore) -> None:
    KeyStoreSession("wss://relay.example").save_session("opaque")
    assert KeyStoreSession("wss://other.example").session() == ""


def test_a_forgotten_session_is_taken_out_of_the_key_store(allowed: PlainStore) -> None:
    session = KeyStoreSession("wss://relay.example")
    session.save_session("opaque")
    session.save_session("")
    assert allowed.kept == {}


def test_a_store_that_is_not_on_the_list_is_never_used(store: PlainStore) -> None:
    session = KeyStoreSession("wss://relay.example")
    session.save_session("opaque")
    assert store.kept == {}
    assert session.session() == "opaque"


def test_a_store_that_fails_costs_only_the_convenience(
    allowed: PlainStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: str) -> None:
        raise OSError("locked")

    monkeypatch.setattr(keyring, "set_password", fail)
    session = KeyStoreSession("wss://relay.example")
    with caplog.at_level(logging.INFO):
        session.save_session("opaque")
    assert session.session() == "opaque"
    assert "opaque" not in caplog.text

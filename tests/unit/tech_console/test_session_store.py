import logging

import pytest

from tech_console.session_store import KeyStoreSession, MemorySession
from tests.support.key_store import MemoryKeyStore

RELAY = "wss://relay.example"


def test_a_session_is_kept_for_one_run() -> None:
    session = MemorySession()
    session.save_session("opaque")
    assert session.session() == "opaque"


def test_a_session_comes_back_from_the_key_store_at_the_next_start() -> None:
    store = MemoryKeyStore()
    KeyStoreSession(RELAY, store).save_session("opaque")
    assert KeyStoreSession(RELAY, store).session() == "opaque"


def test_another_relay_does_not_see_it() -> None:
    store = MemoryKeyStore()
    KeyStoreSession(RELAY, store).save_session("opaque")
    assert KeyStoreSession("wss://other.example", store).session() == ""


def test_a_forgotten_session_is_taken_out_of_the_key_store() -> None:
    store = MemoryKeyStore()
    session = KeyStoreSession(RELAY, store)
    session.save_session("opaque")
    session.save_session("")
    assert store.kept == {}
    assert session.session() == ""


def test_a_forgotten_session_does_not_come_back_from_the_key_store() -> None:
    store = MemoryKeyStore()
    store.save(RELAY, "opaque")
    session = KeyStoreSession(RELAY, store)
    store.why = "locked"
    session.save_session("")
    assert session.session() == ""


@pytest.mark.parametrize("why", ["none", "locked", "late", "lost", "failed"])
def test_a_store_that_refuses_costs_only_the_convenience(why: str, caplog: pytest.LogCaptureFixture) -> None:
    session = KeyStoreSession(RELAY, MemoryKeyStore(why))
    with caplog.at_level(logging.INFO):
        assert session.session() == ""
        session.save_session("opaque")
    assert session.session() == "opaque"
    assert why in caplog.text
    assert "opaque" not in caplog.text

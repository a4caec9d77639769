import pytest

from endpoint_agent.presenters.check_words import finding_words, last_line


@pytest.mark.parametrize(
    ("name", "code", "params", "words"),
    [
        ("settings", "", {"relay": "wss://help:1", "customer": "ACME"}, "ACME"),
        ("settings", "no_relay", {}, "No server"),
        ("settings", "stamp", {"why": "tampered"}, "changed"),
        ("folder", "", {"path": "/state", "log": "/state/agent.log"}, "/state/agent.log"),
        ("folder", "storage", {"why": "read_only", "path": "/state"}, "/state"),
        ("key_store", "", {"kind": "SecretService"}, "SecretService"),
        ("key_store", "", {"kind": "file"}, "file"),
        ("key_store", "key_store", {"why": "none"}, "key store"),
        ("relay", "", {"organisation": "Laguna IT"}, "Laguna IT"),
        ("relay", "unreachable", {"why": "closed", "host": "help"}, "help"),
        ("stamp", "", {"expires": "2026-12-31"}, "2026-12-31"),
        ("stamp", "stamp", {"why": "expired"}, "too old"),
        ("joined", "", {"how": "token"}, "token"),
        ("joined", "", {"how": "joined", "customer": "ACME"}, "ACME"),
        ("joined", "not_enrolled", {}, "no enrollment token"),
    ],
)
def test_each_finding_is_one_sentence(name: str, code: str, params: dict[str, str | int], words: str) -> None:
    said = finding_words(name, code, params)
    assert words in said
    assert "{" not in said


def test_the_last_line_names_the_status() -> None:
    assert "23" in last_line(23)
    assert last_line(0) == "Everything is ready."

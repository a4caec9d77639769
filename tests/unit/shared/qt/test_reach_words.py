import pytest

from shared.qt.reach_words import reach_words


@pytest.mark.parametrize(
    ("code", "why", "words"),
    [
        ("unreachable", "name", "not found"),
        ("unreachable", "closed", "takes no connections"),
        ("unreachable", "late", "firewall"),
        ("unreachable", "network", "no network connection"),
        ("unreachable", "busy", "not available"),
        ("unreachable", "other", "Something else"),
        ("unreachable", "", "cannot be reached"),
        ("tls", "old", "outdated"),
        ("tls", "none", "not encrypted"),
        ("tls", "failed", "No encrypted connection"),
        ("proxy", "password", "name and a password"),
        ("proxy", "forbids", "does not allow"),
        ("proxy", "not_proxy", "it is none"),
        ("proxy", "kind", "Only HTTP proxies"),
        ("proxy", "unreachable", "cannot be reached"),
        ("authorities", "", "told to trust"),
    ],
)
def test_each_way_not_to_reach_the_relay_has_a_sentence_of_its_own(code: str, why: str, words: str) -> None:
    said = reach_words(code, {"why": why, "host": "desk.example"})
    assert said is not None
    assert words in said
    assert "{" not in said


def test_other_codes_are_somebody_elses() -> None:
    assert reach_words("revoked", {}) is None

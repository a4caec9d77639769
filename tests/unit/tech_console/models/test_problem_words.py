import pytest

from shared.link.events import LinkState, LinkStateChanged
from tech_console.models.problem_words import certificate_words, link_words, problem_words
from tech_console.presenters.line import Problem


@pytest.mark.parametrize(
    "code",
    [
        "unreachable",
        "lost",
        "replaced",
        "revoked",
        "session_over",
        "upgrade",
        "plain_refused",
        "bad_address",
        "no_device",
    ],
)
def test_what_only_a_console_meets_has_words_of_its_own(code: str) -> None:
    assert f"({code})" not in problem_words(Problem(what="sign_in", code=code))


@pytest.mark.parametrize(
    "what",
    [
        "request_open",
        "ticket_changed",
        "settings_changed",
        "conversation_open",
        "entry_exists",
        "merged",
        "shortcut_taken",
        "group_in_use",
    ],
)
def test_each_conflict_says_what_to_do(what: str) -> None:
    general = problem_words(Problem(what="x", code="conflict"))
    assert problem_words(Problem(what="x", code="conflict", params={"what": what})) != general


def test_when_to_try_again_is_said() -> None:
    assert "30" in problem_words(Problem(what="sign_in", code="unreachable", retry_after_ms=30_000))


def test_a_ready_link_needs_no_words() -> None:
    assert link_words(LinkStateChanged(state=LinkState.READY)) == ""
    assert link_words(LinkStateChanged(state=LinkState.OFFLINE, code="restart")) != link_words(
        LinkStateChanged(state=LinkState.OFFLINE, code="lost")
    )


@pytest.mark.parametrize("why", ["untrusted", "host", "expired", "pin", "never heard of"])
def test_every_fault_of_a_certificate_is_explained(why: str) -> None:
    assert certificate_words(why)


@pytest.mark.parametrize("why", ["merged", "not_granted", "service_ended", "nobody_in_group", "not_in_group"])
def test_what_the_desk_forbids_says_why(why: str) -> None:
    general = problem_words(Problem(what="x", code="forbidden", params={"why": "something"}))
    assert problem_words(Problem(what="x", code="forbidden", params={"why": why})) != general

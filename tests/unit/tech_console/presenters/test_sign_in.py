import pytest

from shared.link.config import LinkConfig
from shared.link.events import LinkState
from tech_console.presenters.sign_in import Stage, relay_url
from tech_console.state.preference_values import PreferenceValues
from tests.support.consoles import RELAY_URL, Played

FINGERPRINT = "ab" * 32


def shown(played: Played) -> tuple[Stage, bool, str]:
    state = played.console.sign_in.state
    return state.stage, state.is_busy, "" if state.problem is None else state.problem.code


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("help.example.com", "wss://help.example.com"),
        (" help.example.com:8443/ ", "wss://help.example.com:8443"),
        ("https://help.example.com", "wss://help.example.com"),
        ("WSS://help.example.com/relay", "wss://help.example.com/relay"),
        ("ws://127.0.0.1:8080", "ws://127.0.0.1:8080"),
        ("", None),
        ("two words", None),
        ("ftp://help.example.com", None),
        (":8443", None),
    ],
)
def test_an_address_is_understood_as_people_write_it(typed: str, url: str | None) -> None:
    assert relay_url(typed) == url


def test_without_a_relay_the_address_is_asked_first(qapp: object) -> None:
    played = Played(PreferenceValues())
    played.console.sign_in.start()
    assert shown(played) == (Stage.ADDRESS, False, "")
    assert played.links == []


def test_an_address_that_is_none_is_refused_in_place(qapp: object) -> None:
    played = Played(PreferenceValues())
    played.console.sign_in.choose_relay("two words")
    assert shown(played) == (Stage.ADDRESS, False, "bad_address")


def test_a_chosen_relay_is_remembered_and_connected(qapp: object) -> None:
    played = Played(PreferenceValues())
    played.console.sign_in.choose_relay("relay.example")
    assert played.link.config.url == RELAY_URL
    assert played.link.did("start")
    assert played.saved[-1].relay_url == RELAY_URL


def test_a_known_relay_is_connected_at_once(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    assert shown(played) == (Stage.CREDENTIALS, True, "")


def test_no_session_asks_for_the_password_without_a_reproach(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "sign_in_required")
    assert shown(played) == (Stage.CREDENTIALS, False, "")


def test_an_unknown_certificate_is_shown_with_its_fingerprint(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "certificate", host="relay.example", fingerprint=FINGERPRINT, why="untrusted")
    state = played.console.sign_in.state
    assert (state.stage, state.host, state.fingerprint, state.why) == (
        Stage.TRUST,
        "relay.example",
        FINGERPRINT,
        "untrusted",
    )


def test_a_trusted_fingerprint_is_pinned_and_kept(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "certificate", fingerprint=FINGERPRINT, why="untrusted")
    assert played.console.sign_in.trust(FINGERPRINT.upper())
    assert played.link.config.fingerprint == FINGERPRINT
    assert played.saved[-1].fingerprint == FINGERPRINT
    assert played.links[0].did("stop")


def test_another_fingerprint_than_the_one_shown_is_not_trusted(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "certificate", fingerprint=FINGERPRINT, why="pin")
    assert not played.console.sign_in.trust("cd" * 32)
    assert len(played.links) == 1


def test_another_relay_is_trusted_anew(qapp: object) -> None:
    played = Played(PreferenceValues(relay_url=RELAY_URL, fingerprint=FINGERPRINT))
    played.console.sign_in.choose_relay("other.example")
    assert played.link.config.fingerprint == ""


def test_what_was_typed_goes_to_the_relay_once(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "sign_in_required")
    played.console.sign_in.sign_in(" marco@provider.example ", "secret", "492 039")
    assert played.link.did("sign_in") == [("marco@provider.example", "secret", "492039")]
    assert shown(played) == (Stage.CREDENTIALS, True, "")
    assert played.saved[-1].e_mail == "marco@provider.example"


def test_a_refused_sign_in_says_so(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "auth_failed")
    assert shown(played) == (Stage.CREDENTIALS, False, "auth_failed")


def test_too_many_tries_wait_for_as_long_as_the_relay_says(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, "rate_limited", retry_in_s=40.0)
    played.clock += 10
    assert played.console.sign_in.wait_ms() == 30_000
    played.console.sign_in.sign_in("marco@provider.example", "secret", "492039")
    assert played.link.did("sign_in") == []
    played.clock += 30
    assert played.console.sign_in.wait_ms() == 0
    played.console.sign_in.change_relay()


def test_signed_in_shows_no_question(qapp: object) -> None:
    played = Played()
    played.sign_in()
    assert shown(played) == (Stage.SIGNED_IN, False, "")


def test_a_lost_connection_leaves_the_person_where_they_are(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.state(LinkState.OFFLINE, "lost", retry_in_s=2.0)
    played.state(LinkState.CONNECTING)
    assert shown(played) == (Stage.SIGNED_IN, False, "")


@pytest.mark.parametrize(
    ("code", "told"), [("sign_in_required", "session_over"), ("revoked", "revoked"), ("replaced", "replaced")]
)
def test_the_end_of_a_session_asks_for_the_password_again(qapp: object, code: str, told: str) -> None:
    played = Played()
    played.sign_in()
    played.state(LinkState.STOPPED, code)
    assert shown(played) == (Stage.CREDENTIALS, False, told)


def test_signing_out_forgets_what_was_on_screen(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.sign_in.sign_out()
    played.state(LinkState.STOPPED, "signed_out")
    assert played.link.did("sign_out") == [None]
    assert played.console.world.snapshot.profile is None
    assert shown(played) == (Stage.CREDENTIALS, False, "")


@pytest.mark.parametrize("code", ["plain_refused", "upgrade", "storage"])
def test_what_only_another_address_helps_against_asks_for_it(qapp: object, code: str) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.STOPPED, code)
    assert shown(played) == (Stage.ADDRESS, False, code)


def test_a_relay_that_does_not_answer_is_said_while_it_is_tried_again(qapp: object) -> None:
    played = Played()
    played.console.sign_in.start()
    played.state(LinkState.OFFLINE, "unreachable", retry_in_s=1.0)
    assert shown(played) == (Stage.CREDENTIALS, False, "unreachable")
    played.console.sign_in.retry()
    assert played.link.did("reconnect") == [None]


def test_the_command_line_gives_trust_where_nothing_is_kept(qapp: object) -> None:
    played = Played(PreferenceValues(), LinkConfig(url=RELAY_URL, fingerprint=FINGERPRINT))
    played.console.sign_in.start()
    assert (played.link.config.url, played.link.config.fingerprint) == (RELAY_URL, FINGERPRINT)

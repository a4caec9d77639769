import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.identity import IdentityPresenter, Step
from endpoint_agent.presenters.words import identity_error_words
from shared.protocol.base import Done
from shared.protocol.identity import (
    ConfirmIdentity,
    IdentityChanged,
    IdentityMailFailed,
    IdentityTokenQueued,
    SendIdentityToken,
    Shield,
)
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

LIFE_MS = 600_000


@pytest.fixture
def identity(presenters: AgentPresenters, link: FakeLink) -> IdentityPresenter:
    link.say(*e.ready(identity_required=True))
    return presenters.identity


def send(identity: IdentityPresenter, link: FakeLink) -> None:
    identity.send_token("  Giulia ", "Rossi", " giulia.rossi@acme.example ")
    link.answer(IdentityTokenQueued(re=1, lifetime_ms=LIFE_MS))


def test_the_token_is_asked_for_in_the_language_on_screen(identity: IdentityPresenter, link: FakeLink) -> None:
    identity.language = "it"
    send(identity, link)
    asked = link.last(SendIdentityToken)
    assert (asked.first_name, asked.e_mail, asked.language) == ("Giulia", "giulia.rossi@acme.example", "it")


def test_after_sending_the_token_is_asked_for(identity: IdentityPresenter, link: FakeLink) -> None:
    send(identity, link)
    assert identity.step is Step.CODE
    assert LIFE_MS - 5000 < identity.token_life_ms() <= LIFE_MS


def test_the_right_token_confirms(identity: IdentityPresenter, link: FakeLink) -> None:
    confirmed: list[bool] = []
    identity.confirmed.connect(lambda: confirmed.append(True))
    send(identity, link)
    identity.confirm(" k7qf-2mxa\n")
    assert link.last(ConfirmIdentity).token == "k7qf-2mxa"
    link.say(e.received(IdentityChanged(shield=Shield(level=3, by=e.CARD.e_mail), contact=e.CARD)))
    link.answer(Done(re=2))
    assert confirmed == [True]
    assert identity.is_confirmed
    assert identity.step is Step.DONE


def test_a_wrong_token_counts_the_tries_that_are_left(identity: IdentityPresenter, link: FakeLink) -> None:
    send(identity, link)
    identity.confirm("WRONG")
    link.refuse("wrong_code", left=3)
    assert identity.step is Step.CODE
    assert "3" in identity_error_words(identity.code, identity.params, identity.retry_after_ms)


def test_an_expired_token_asks_for_a_new_one(identity: IdentityPresenter, link: FakeLink) -> None:
    send(identity, link)
    identity.confirm("LATE")
    link.refuse("expired")
    assert "new one" in identity_error_words(identity.code, identity.params, None)
    identity.resend()
    assert link.count(SendIdentityToken) == 2
    assert identity.code == ""


def test_an_address_that_is_none_is_said_at_the_first_step(identity: IdentityPresenter, link: FakeLink) -> None:
    identity.send_token("Giulia", "Rossi", "nonsense")
    link.refuse("bad_text", field="e_mail")
    assert identity.step is Step.DETAILS
    assert "e-mail address" in identity_error_words(identity.code, identity.params, None)


@pytest.mark.parametrize("final", [False, True])
def test_a_mail_that_cannot_be_sent_is_said(identity: IdentityPresenter, link: FakeLink, final: bool) -> None:
    send(identity, link)
    link.say(e.received(IdentityMailFailed(e_mail="giulia.rossi@acme.example", final=final)))
    assert (identity.is_mail_failed, identity.is_mail_final) == (True, final)
    send(identity, link)
    assert not identity.is_mail_failed


def test_news_of_another_mail_are_not_ours(identity: IdentityPresenter, link: FakeLink) -> None:
    send(identity, link)
    link.say(e.received(IdentityMailFailed(e_mail="other@acme.example", final=True)))
    assert not identity.is_mail_failed


def test_pressing_twice_sends_once(identity: IdentityPresenter, link: FakeLink) -> None:
    identity.send_token("Giulia", "Rossi", "g@acme.example")
    assert identity.send_token("Giulia", "Rossi", "g@acme.example") is None
    assert link.count(SendIdentityToken) == 1


def test_what_is_known_of_the_person_is_filled_in(identity: IdentityPresenter, link: FakeLink) -> None:
    link.say(e.received(IdentityChanged(shield=Shield(level=2, by="Anna"), contact=e.CARD)))
    identity.begin()
    assert (identity.first_name, identity.e_mail) == ("Giulia", e.CARD.e_mail)


def test_a_token_on_its_way_is_still_asked_for_when_the_dialog_opens_again(
    identity: IdentityPresenter, link: FakeLink
) -> None:
    send(identity, link)
    identity.begin()
    assert identity.step is Step.CODE


def test_one_may_go_back_to_correct_the_address(identity: IdentityPresenter, link: FakeLink) -> None:
    send(identity, link)
    identity.back()
    assert identity.step is Step.DETAILS

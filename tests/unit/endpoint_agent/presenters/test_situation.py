import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.situation import Action, Kind, Situation, situation
from shared.protocol.base import Done
from shared.protocol.requests import Direction, RequestChanged, RequestState
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


def now(presenters: AgentPresenters) -> Situation:
    return situation(presenters.status, presenters.requests, has_talk=bool(presenters.chat.open_talks()))


def test_at_first_it_connects(presenters: AgentPresenters) -> None:
    assert now(presenters).kind is Kind.CONNECTING


def test_with_everything_there_a_chat_can_begin(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    assert now(presenters).action is Action.START_CHAT
    assert presenters.status.can_ask


@pytest.mark.parametrize(
    ("missing", "kind", "action"),
    [
        ("approved", Kind.NOT_APPROVED, None),
        ("helpdesk_enabled", Kind.NOT_ENABLED, Action.NEW_TICKET),
        ("user_chat_enabled", Kind.NOT_ENABLED, Action.NEW_TICKET),
        ("technician_available", Kind.NO_TECHNICIAN, Action.NEW_TICKET),
    ],
)
def test_what_is_missing_is_said_with_what_can_be_done(
    presenters: AgentPresenters, link: FakeLink, missing: str, kind: Kind, action: Action | None
) -> None:
    link.say(*e.ready(**{missing: False}))
    assert (now(presenters).kind, now(presenters).action) == (kind, action)
    assert not presenters.status.can_ask


def test_a_lost_connection_says_when_it_is_tried_again(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready(), e.offline(retry_in_s=8.0))
    said = now(presenters)
    assert said.kind is Kind.OFFLINE
    assert "8" in said.hint


def test_a_reason_stays_on_screen_while_it_is_tried_again(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(e.offline("unreachable"), e.ready()[0])
    assert now(presenters).kind is Kind.OFFLINE


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("not_enrolled", "does not belong"),
        ("auth_failed", "does not know this computer"),
        ("enrolment", "enrollment token"),
        ("copied", "copied"),
        ("config", "settings"),
        ("stamp", "installer"),
        ("revoked", "removed"),
        ("upgrade", "too old"),
        ("replaced", "Another program"),
        ("plain_refused", "not encrypted"),
        ("no_relay", "No server"),
        ("storage", "disk"),
    ],
)
def test_what_stopped_the_program_is_said_in_words(
    presenters: AgentPresenters, link: FakeLink, code: str, words: str
) -> None:
    link.say(e.stopped(code))
    said = now(presenters)
    offered = None if code in {"config", "storage", "no_relay"} else Action.RECONNECT
    assert (said.kind, said.action) == (Kind.STOPPED, offered)
    assert words in said.hint


def test_a_stamp_that_was_not_even_read_is_not_offered_to_be_tried_again(
    presenters: AgentPresenters, link: FakeLink
) -> None:
    link.say(e.stopped("stamp", why="tampered", path="/etc/sportello/sportello.stamp"))
    assert now(presenters).action is None
    link.say(e.stopped("stamp", why="future"))
    assert now(presenters).action is Action.RECONNECT


@pytest.mark.parametrize("why", ["pin", "host", "expired", "untrusted"])
def test_a_certificate_that_is_not_trusted_names_the_host(
    presenters: AgentPresenters, link: FakeLink, why: str
) -> None:
    link.say(e.stopped("certificate", host="relay.example", why=why))
    assert "relay.example" in now(presenters).hint
    assert "Nothing was sent" in now(presenters).hint


@pytest.mark.parametrize("why", ["none", "locked", "late", "lost", "exposed", "failed"])
def test_a_key_store_that_refuses_says_what_helps(presenters: AgentPresenters, link: FakeLink, why: str) -> None:
    link.say(e.stopped("key_store", why=why))
    assert "key" in now(presenters).hint


def test_waiting_counts_down_and_can_be_cancelled(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    presenters.requests.start_chat()
    assert now(presenters).kind is Kind.WAITING
    link.answer(Done(re=1))
    mine = e.request_of(Direction.FROM_USER, request_id=presenters.requests.outgoing.request_id, remaining_ms=94_000)
    link.say(e.received(RequestChanged(request=mine)))
    assert "(1:34)" in now(presenters).title
    assert now(presenters).action is Action.CANCEL


@pytest.mark.parametrize(("state", "kind"), [(RequestState.DECLINED, Kind.BUSY), (RequestState.EXPIRED, Kind.EXPIRED)])
def test_when_nobody_came_one_may_try_again_or_leave_a_ticket(
    presenters: AgentPresenters, link: FakeLink, state: RequestState, kind: Kind
) -> None:
    link.say(*e.ready())
    presenters.requests.start_chat()
    request_id = presenters.requests.outgoing.request_id
    link.say(e.received(RequestChanged(request=e.request_of(Direction.FROM_USER, state, request_id=request_id))))
    said = now(presenters)
    assert (said.kind, said.action, said.other_action) == (kind, Action.TRY_AGAIN, Action.NEW_TICKET)


def test_a_technician_who_left_meanwhile_is_not_a_failure(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    presenters.requests.start_chat()
    link.say(e.received(e.counter_of(technician_available=False)))
    link.refuse("no_technician")
    assert now(presenters).kind is Kind.NO_TECHNICIAN

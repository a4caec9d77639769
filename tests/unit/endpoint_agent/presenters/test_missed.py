import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.missed import MissedPresenter
from shared.protocol.requests import Direction, RequestChanged, RequestState
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def missed(presenters: AgentPresenters, link: FakeLink) -> MissedPresenter:
    link.say(e.opened(), *e.ready())
    return presenters.missed


def ring(link: FakeLink, end: RequestState, reason: str = "About the printer") -> None:
    record = e.request_of(Direction.FROM_TECHNICIAN, reason=reason)
    link.say(e.received(RequestChanged(request=record)))
    ended = e.request_of(Direction.FROM_TECHNICIAN, end, request_id=record.request_id, reason=reason)
    link.say(e.received(RequestChanged(request=ended)))


@pytest.mark.parametrize("end", [RequestState.EXPIRED, RequestState.CANCELLED])
def test_a_request_without_an_answer_is_missed(missed: MissedPresenter, link: FakeLink, end: RequestState) -> None:
    ring(link, end)
    (one,) = missed.newest_first()
    assert (one.technician_name, one.reason, one.was_quiet) == ("Anna Conti", "About the printer", False)
    assert missed.unseen() == 1


@pytest.mark.parametrize("end", [RequestState.ACCEPTED, RequestState.DECLINED, RequestState.SUPERSEDED])
def test_an_answered_request_is_not(missed: MissedPresenter, link: FakeLink, end: RequestState) -> None:
    ring(link, end)
    assert missed.newest_first() == []


def test_what_came_while_nobody_was_to_be_disturbed_says_so(
    missed: MissedPresenter, presenters: AgentPresenters, link: FakeLink
) -> None:
    presenters.quiet.begin(None)
    ring(link, RequestState.EXPIRED)
    assert missed.newest_first()[0].was_quiet


def test_missed_requests_outlive_the_program(
    missed: MissedPresenter, presenters: AgentPresenters, link: FakeLink
) -> None:
    ring(link, RequestState.EXPIRED)
    missed.mark_seen()
    later = MissedPresenter(link, presenters.requests, presenters.quiet)
    later.handle(e.opened(settings=link.settings))
    assert len(later.newest_first()) == 1
    assert later.unseen() == 0
    later.forget_all()
    assert later.newest_first() == []

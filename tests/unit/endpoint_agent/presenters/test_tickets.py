import datetime as dt

import msgspec
import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tickets import TicketsPresenter
from shared.protocol.tickets import TicketChanged, TicketRecord, TicketState
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def tickets(presenters: AgentPresenters, link: FakeLink) -> TicketsPresenter:
    link.say(e.opened(), *e.ready())
    return presenters.tickets


@pytest.fixture
def answers(tickets: TicketsPresenter) -> list[int]:
    numbers: list[int] = []
    tickets.answered.connect(lambda record: numbers.append(record.number))
    return numbers


def answered(ticket: TicketRecord, minutes: int, version: int) -> TicketRecord:
    at = e.NOW + dt.timedelta(minutes=minutes)
    return msgspec.structs.replace(ticket, answered_at=at, version=version)


def tell(link: FakeLink, ticket: TicketRecord) -> None:
    link.say(e.received(TicketChanged(ticket=ticket)))


def test_open_tickets_stand_before_the_others(tickets: TicketsPresenter, link: FakeLink) -> None:
    for number, state in ((1, TicketState.OPEN), (2, TicketState.CLOSED), (3, TicketState.PENDING)):
        tell(link, e.ticket_of(number, "T", state))
    assert [ticket.number for ticket in tickets.newest_first()] == [3, 1, 2]


def test_an_older_version_changes_nothing(tickets: TicketsPresenter, link: FakeLink) -> None:
    ticket = e.ticket_of(1, "new", version=2)
    tell(link, ticket)
    tell(link, msgspec.structs.replace(ticket, title="old", version=1))
    assert [known.title for known in tickets.newest_first()] == ["new"]


def test_an_answer_is_told_once_and_counts_as_unread(
    tickets: TicketsPresenter, link: FakeLink, answers: list[int]
) -> None:
    ticket = e.ticket_of(7, "It burns")
    tell(link, ticket)
    tell(link, answered(ticket, 5, version=2))
    tell(link, msgspec.structs.replace(answered(ticket, 5, version=3), title="Fire"))
    assert answers == [7]
    assert tickets.unread() == 1


def test_what_the_person_has_looked_at_is_read_until_the_next_answer(
    tickets: TicketsPresenter, link: FakeLink, answers: list[int]
) -> None:
    ticket = e.ticket_of(7, "It burns")
    tell(link, answered(ticket, 5, version=2))
    tickets.mark_seen(ticket.ticket_id)
    assert tickets.unread() == 0
    tell(link, answered(ticket, 9, version=3))
    assert tickets.unread() == 1
    assert answers == [7, 7]


def test_what_was_looked_at_stays_read_over_a_restart(tickets: TicketsPresenter, link: FakeLink) -> None:
    ticket = answered(e.ticket_of(7, "It burns"), 5, version=2)
    tell(link, ticket)
    tickets.mark_seen(ticket.ticket_id)
    later = TicketsPresenter(link)
    later.handle(e.opened(settings=link.settings))
    later.handle(e.received(TicketChanged(ticket=ticket)))
    assert later.unread() == 0


def test_an_answer_on_screen_is_no_news(tickets: TicketsPresenter, link: FakeLink, answers: list[int]) -> None:
    ticket = e.ticket_of(7, "It burns")
    tell(link, ticket)
    tickets.show(ticket.ticket_id)
    tell(link, answered(ticket, 5, version=2))
    assert tickets.unread() == 0
    assert answers == []


def test_unread_tickets_stand_first(tickets: TicketsPresenter, link: FakeLink) -> None:
    tell(link, answered(e.ticket_of(1, "old", TicketState.SOLVED), 5, version=2))
    tell(link, e.ticket_of(2, "new"))
    assert [ticket.number for ticket in tickets.newest_first()] == [1, 2]

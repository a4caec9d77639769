import msgspec
import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tickets import TicketsPresenter, first_line
from endpoint_agent.presenters.words import ticket_error_words
from shared.ids import TicketId
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened, TicketState
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def tickets(presenters: AgentPresenters, link: FakeLink) -> TicketsPresenter:
    link.say(*e.ready())
    return presenters.tickets


def test_a_ticket_without_a_title_is_called_by_its_first_line(tickets: TicketsPresenter, link: FakeLink) -> None:
    tickets.begin("\n The printer burns \nsince nine")
    tickets.submit()
    sent = link.last(OpenTicket)
    assert sent.title == "The printer burns"
    assert sent.description.endswith("since nine")


def test_a_failed_try_keeps_text_and_id(tickets: TicketsPresenter, link: FakeLink) -> None:
    tickets.begin("It burns")
    tickets.submit()
    first = link.last(OpenTicket).ticket_id
    link.refuse("unavailable")
    assert tickets.draft is not None
    assert (tickets.draft.description, tickets.draft.code) == ("It burns", "unavailable")
    tickets.submit()
    assert link.last(OpenTicket).ticket_id == first


def lose_the_answer(tickets: TicketsPresenter, link: FakeLink) -> TicketId:
    tickets.begin("It burns")
    tickets.submit()
    link.refuse("unavailable", why="no_answer")
    return link.last(OpenTicket).ticket_id


def arrive(link: FakeLink, ticket_id: TicketId, number: int = 12) -> None:
    record = msgspec.structs.replace(e.ticket_of(number, "It burns"), ticket_id=ticket_id)
    link.say(e.received(TicketChanged(ticket=record)))


def shown(tickets: TicketsPresenter) -> str:
    assert tickets.draft is not None
    return ticket_error_words(tickets.draft)


def test_a_text_that_may_have_arrived_is_sent_again_under_its_id(tickets: TicketsPresenter, link: FakeLink) -> None:
    first = lose_the_answer(tickets, link)
    assert "may have arrived" in shown(tickets)
    assert "not be there twice" in shown(tickets)
    tickets.submit()
    assert link.last(OpenTicket).ticket_id == first


def test_another_text_after_a_lost_answer_is_another_ticket(tickets: TicketsPresenter, link: FakeLink) -> None:
    # The relay would answer the known id with what it has stored, and the new text would be lost.
    first = lose_the_answer(tickets, link)
    tickets.write("", "It burns and smokes")
    assert "your first text may have arrived" in shown(tickets)
    tickets.submit()
    assert link.last(OpenTicket).ticket_id != first
    assert link.last(OpenTicket).description == "It burns and smokes"


def test_another_text_after_a_plain_refusal_keeps_the_id(tickets: TicketsPresenter, link: FakeLink) -> None:
    tickets.begin("It burns")
    tickets.submit()
    first = link.last(OpenTicket).ticket_id
    link.refuse("unavailable")
    tickets.write("", "It burns and smokes")
    assert "may have arrived" not in shown(tickets)
    tickets.submit()
    assert link.last(OpenTicket).ticket_id == first


def test_a_ticket_whose_answer_was_lost_counts_as_open_when_it_is_seen(
    tickets: TicketsPresenter, link: FakeLink
) -> None:
    numbers: list[int] = []
    tickets.opened.connect(numbers.append)
    arrive(link, lose_the_answer(tickets, link))
    assert numbers == [12]
    assert tickets.draft is None


def test_a_ticket_seen_before_its_answer_was_lost_counts_as_open(tickets: TicketsPresenter, link: FakeLink) -> None:
    numbers: list[int] = []
    tickets.opened.connect(numbers.append)
    tickets.begin("It burns")
    tickets.submit()
    arrive(link, link.last(OpenTicket).ticket_id)
    assert numbers == []
    link.refuse("unavailable", why="no_answer")
    assert numbers == [12]


def test_a_text_changed_meanwhile_is_kept_when_the_first_one_arrived(tickets: TicketsPresenter, link: FakeLink) -> None:
    first = lose_the_answer(tickets, link)
    tickets.write("", "It burns and smokes")
    arrive(link, first)
    assert "arrived as ticket #12" in shown(tickets)
    tickets.submit()
    assert link.last(OpenTicket).ticket_id != first
    assert link.last(OpenTicket).description == "It burns and smokes"


def test_an_opened_ticket_says_its_number_and_ends_the_draft(tickets: TicketsPresenter, link: FakeLink) -> None:
    numbers: list[int] = []
    tickets.opened.connect(numbers.append)
    tickets.begin("It burns")
    tickets.submit()
    link.answer(TicketOpened(re=1, ticket_id=link.last(OpenTicket).ticket_id, number=12))
    assert numbers == [12]
    assert tickets.draft is None


def test_pressing_twice_sends_once(tickets: TicketsPresenter, link: FakeLink) -> None:
    tickets.begin("It burns")
    tickets.submit()
    assert tickets.submit() is None
    assert link.count(OpenTicket) == 1


def test_a_ticket_being_written_survives_being_asked_for_again(tickets: TicketsPresenter) -> None:
    tickets.begin()
    tickets.write("Title", "")
    tickets.begin("kept from the chat")
    assert tickets.draft is not None
    assert (tickets.draft.title, tickets.draft.description) == ("Title", "kept from the chat")


def test_the_answer_to_a_discarded_ticket_leaves_the_next_one_alone(tickets: TicketsPresenter, link: FakeLink) -> None:
    tickets.begin("first")
    tickets.submit()
    tickets.discard()
    tickets.begin("second")
    link.answer(TicketOpened(re=1, ticket_id=link.last(OpenTicket).ticket_id, number=12))
    assert tickets.draft is not None
    assert tickets.draft.description == "second"


def test_open_tickets_stand_before_the_others(tickets: TicketsPresenter, link: FakeLink) -> None:
    for number, state in ((1, TicketState.OPEN), (2, TicketState.CLOSED), (3, TicketState.PENDING)):
        link.say(e.received(TicketChanged(ticket=e.ticket_of(number, "T", state))))
    assert [ticket.number for ticket in tickets.newest_first()] == [3, 1, 2]


def test_nothing_has_no_first_line() -> None:
    assert first_line(" \n\n") == ""

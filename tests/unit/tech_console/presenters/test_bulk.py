from typing import Any

from shared.ids import TicketId
from shared.protocol.tickets import EditTicket, TicketChanged, TicketState
from tests.support.console_records import COLLEAGUE, a_ticket
from tests.support.consoles import Played


def three(played: Played) -> list[TicketId]:
    tickets = [a_ticket(number=number) for number in (1, 2, 3)]
    played.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    return [ticket.ticket_id for ticket in tickets]


def finished(played: Played) -> list[Any]:
    heard: list[Any] = []
    played.console.bulk.finished.connect(heard.append)
    return heard


def test_tickets_are_changed_one_after_the_other(qapp: object) -> None:
    played = Played()
    ids, ends = three(played), finished(played)
    played.console.bulk.edit(ids, assignee_id=COLLEAGUE)
    for count in (1, 2, 3):
        assert played.link.count(EditTicket) == count
        assert played.link.last(EditTicket).assignee_id == COLLEAGUE
        played.link.answer()
    assert ends == [[]]
    assert not played.console.bulk.is_running


def test_one_that_a_colleague_changed_does_not_stop_the_others(qapp: object) -> None:
    played = Played()
    ids, ends = three(played), finished(played)
    played.console.bulk.edit(ids, state=TicketState.CLOSED)
    played.link.answer()
    played.link.refuse("conflict", what="ticket_changed")
    played.link.answer()
    assert [(problem.code, problem.about) for problem in ends[0]] == [("conflict", ids[1])]


def test_the_relays_pace_is_kept(qapp: object) -> None:
    played = Played()
    ids, ends = three(played), finished(played)
    played.console.bulk.edit(ids[:1], state=TicketState.CLOSED)
    played.link.refuse("rate_limited", retry_after_ms=700)
    assert (played.console.bulk._wait.interval(), ends) == (700, [])
    played.console.bulk._wait.timeout.emit()
    assert played.link.count(EditTicket) == 2
    played.link.answer()
    assert ends == [[]]


def test_without_a_connection_the_rest_is_left_as_it_is(qapp: object) -> None:
    played = Played()
    ids, ends = three(played), finished(played)
    played.console.bulk.edit(ids, state=TicketState.CLOSED)
    played.link.refuse("unavailable")
    assert played.link.count(EditTicket) == 1
    assert [problem.code for problem in ends[0]] == ["unavailable"]

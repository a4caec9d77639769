from shared.protocol.tickets import TicketRecord, TicketState
from tech_console.state.ticket_views import Tally, TicketView, is_in, view_of
from tests.support.console_records import COLLEAGUE, ME, a_ticket

TICKETS = [a_ticket(state=state, assignee_id=assignee) for state in TicketState for assignee in (None, ME, COLLEAGUE)]


def shown(view: TicketView) -> list[TicketRecord]:
    return [ticket for ticket in TICKETS if is_in(view, ticket, ME)]


def test_mine_and_unassigned_hold_only_what_is_alive() -> None:
    assert {(t.state, t.assignee_id) for t in shown(TicketView.MINE)} == {
        (TicketState.OPEN, ME),
        (TicketState.PENDING, ME),
    }
    assert {t.assignee_id for t in shown(TicketView.UNASSIGNED)} == {None}


def test_waiting_is_what_pends() -> None:
    assert {ticket.state for ticket in shown(TicketView.WAITING)} == {TicketState.PENDING}


def test_every_ticket_is_in_exactly_one_of_open_and_closed() -> None:
    assert sorted(t.ticket_id for t in shown(TicketView.OPEN) + shown(TicketView.CLOSED)) == sorted(
        t.ticket_id for t in TICKETS
    )
    assert all(is_in(view_of(ticket), ticket, ME) for ticket in TICKETS)


def test_following_changes_counts_the_same_as_counting_again() -> None:
    followed, again = Tally(), Tally()
    followed.count(TICKETS[:6], ME)
    for before, after in ((None, TICKETS[7]), (TICKETS[0], TICKETS[9]), (TICKETS[1], None)):
        followed.follow(before, after)
    again.count([TICKETS[9], *TICKETS[2:6], TICKETS[7]], ME)
    assert [followed.of(view) for view in TicketView] == [again.of(view) for view in TicketView]


def test_nobody_signed_in_has_no_tickets_of_their_own() -> None:
    assert not any(is_in(TicketView.MINE, ticket, None) for ticket in TICKETS)

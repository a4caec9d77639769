"""Tickets: the exact default title (A-09) and which change of state is allowed."""

import itertools

import pytest

from relay.domain.ticket import check_change, default_title
from shared.errors import NotAllowed
from shared.protocol.tickets import TicketState

ARCHIVED = TicketState.CLOSED
REFUSED = {(ARCHIVED, state) for state in TicketState if state is not ARCHIVED} | {
    (TicketState.SOLVED, TicketState.PENDING)
}


def test_the_default_title_is_exactly_this_in_both_languages() -> None:
    assert default_title("it") == "Nuovo ticket aperto dalla chat"
    assert default_title("en") == "New ticket opened from chat"


def test_another_language_gets_the_english_title() -> None:
    assert default_title("de") == default_title("en")


@pytest.mark.parametrize(
    ("before", "after"),
    [pair for pair in itertools.product(TicketState, repeat=2) if pair not in REFUSED],
)
def test_a_ticket_that_is_not_archived_moves_freely(before: TicketState, after: TicketState) -> None:
    check_change(before, after)


@pytest.mark.parametrize("after", [state for state in TicketState if state is not ARCHIVED])
def test_nothing_leaves_the_archive(after: TicketState) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_change(ARCHIVED, after)
    assert refused.value.params == {"why": "closed_ticket"}


def test_a_solved_ticket_is_reopened_before_it_waits() -> None:
    with pytest.raises(NotAllowed):
        check_change(TicketState.SOLVED, TicketState.PENDING)

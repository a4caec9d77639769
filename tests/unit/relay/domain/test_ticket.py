"""Tickets: the exact default title (A-09) and which change of state is allowed."""

import itertools

import pytest

from relay.domain.ticket import (
    after_requester_wrote,
    check_change,
    check_clear,
    check_not_merged,
    check_writable,
    default_service,
    default_title,
)
from shared.errors import BadText, NotAllowed
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


def test_the_first_service_has_a_name_in_both_languages() -> None:
    assert (default_service("it"), default_service("en")) == ("Assistenza generale", "General support")
    assert default_service("de") == default_service("en")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TicketState.OPEN, TicketState.OPEN),
        (TicketState.PENDING, TicketState.OPEN),
        (TicketState.SOLVED, TicketState.OPEN),
        (ARCHIVED, ARCHIVED),
    ],
)
def test_a_requester_who_writes_opens_what_was_held_for_solved(before: TicketState, after: TicketState) -> None:
    assert after_requester_wrote(before) is after


def test_nobody_replies_to_the_archive() -> None:
    check_writable(TicketState.SOLVED)
    with pytest.raises(NotAllowed):
        check_writable(ARCHIVED)


def test_a_merged_ticket_is_left_alone() -> None:
    check_not_merged(None)
    with pytest.raises(NotAllowed):
        check_not_merged("another")


@pytest.mark.parametrize(("clear", "given"), [(["title"], set()), (["group_id"], {"group_id"}), (["x"], set())])
def test_only_what_may_be_empty_and_is_not_given_is_cleared(clear: list[str], given: set[str]) -> None:
    check_clear(["group_id", "category"], {"title"})
    with pytest.raises(BadText):
        check_clear(clear, given)

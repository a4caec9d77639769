"""The first mail leaves at once, a burst becomes one, no address gets many an hour."""

import datetime as dt

from relay.domain.mail_pace import may_join, next_slot
from shared.limits import TICKET_MAIL_GAP_S, TICKET_MAILS_PER_ADDRESS_PER_H

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
GAP = dt.timedelta(seconds=TICKET_MAIL_GAP_S)
SECOND = dt.timedelta(seconds=1)


def test_the_first_mail_leaves_at_once() -> None:
    assert next_slot(NOW, [], []) == NOW


def test_the_next_about_the_same_thing_waits_for_what_else_comes() -> None:
    assert next_slot(NOW, [NOW - SECOND], [NOW - SECOND]) == NOW - SECOND + GAP


def test_after_a_pause_it_leaves_at_once_again() -> None:
    assert next_slot(NOW, [NOW - GAP], [NOW - GAP]) == NOW


def test_an_address_gets_a_dozen_an_hour_about_whatever() -> None:
    sent = [NOW - SECOND * (number + 1) for number in range(TICKET_MAILS_PER_ADDRESS_PER_H)]
    assert next_slot(NOW, [], sent[:-1]) == NOW
    assert next_slot(NOW, [], sent) == min(sent) + dt.timedelta(hours=1)


def test_what_is_planned_counts_like_what_has_left() -> None:
    planned = [NOW + GAP * number for number in range(TICKET_MAILS_PER_ADDRESS_PER_H)]
    assert next_slot(NOW, [], planned) == NOW + dt.timedelta(hours=1)


def test_a_mail_that_may_be_under_way_is_not_added_to() -> None:
    assert may_join(NOW, NOW + GAP)
    assert not may_join(NOW, NOW + SECOND)
    assert not may_join(NOW, NOW - GAP)

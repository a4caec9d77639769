"""How long somebody who mistyped must wait (P12)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.domain.sign_in import next_allowed

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def wait_s(failures: int) -> float:
    return (next_allowed(failures, NOW) - NOW).total_seconds()


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_mistyping_twice_costs_nothing(failures: int) -> None:
    assert wait_s(failures) == 0


def test_the_wait_doubles_from_the_third_time_on() -> None:
    assert [wait_s(failures) for failures in range(3, 9)] == [1, 2, 4, 8, 16, 32]


@given(st.integers(0, 10_000))
def test_no_number_of_tries_locks_an_account_for_more_than_five_minutes(failures: int) -> None:
    assert 0 <= wait_s(failures) <= 300

"""The bucket: a burst, then a steady rate, and how long to wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.net.rate import Bucket


def test_a_burst_is_let_through_and_the_next_one_waits() -> None:
    bucket = Bucket(20, 40, now=0)
    assert [bucket.take(0) for _ in range(40)] == [0] * 40
    assert bucket.take(0) == pytest.approx(1 / 20)


def test_whoever_waits_as_long_as_told_gets_through() -> None:
    bucket = Bucket(5, 1, now=0)
    bucket.take(0)
    wait = bucket.take(0)
    assert bucket.take(wait + 1e-9) == 0


def test_a_refused_try_costs_nothing() -> None:
    bucket = Bucket(1, 1, now=0)
    bucket.take(0)
    waits = [bucket.take(0.5) for _ in range(10)]
    assert waits == [pytest.approx(0.5)] * 10
    assert bucket.take(1) == 0


def test_rest_saves_up_no_more_than_the_burst() -> None:
    bucket = Bucket(20, 40, now=0)
    assert [bucket.take(10_000) for _ in range(41)].count(0) == 40


def test_a_wider_bucket_is_a_fresh_one() -> None:
    bucket = Bucket(1, 1, now=0)
    bucket.take(0)
    assert [bucket.wider(10).take(0) for _ in range(3)] == [0, 0, 0]


@given(st.lists(st.floats(0, 10), max_size=200), st.floats(0.5, 50), st.integers(1, 50))
def test_over_any_time_no_more_gets_through_than_burst_and_rate_allow(
    pauses: list[float], rate: float, burst: int
) -> None:
    bucket, now, passed = Bucket(rate, burst, now=0), 0.0, 0
    for pause in pauses:
        now += pause
        passed += bucket.take(now) == 0
    assert passed <= burst + rate * now + 1e-6

import pytest

from shared.machines.pace import HALF_LIFE_S, SHOWN_AFTER_S, Pace


def steady(rate: float, seconds: int, offset: int = 0) -> Pace:
    pace = Pace(0.0, offset)
    for tenth in range(1, seconds * 10 + 1):
        pace.moved(tenth / 10, offset + int(rate * tenth / 10))
    return pace


def test_a_steady_rate_is_what_it_is_and_says_how_long_the_rest_takes() -> None:
    pace = steady(1000, 5)

    assert pace.rate == pytest.approx(1000)
    assert pace.left_s(15_000) == pytest.approx(10)


def test_nothing_is_said_in_the_first_moment() -> None:
    pace = Pace(0.0, 0)
    pace.moved(SHOWN_AFTER_S / 2, 10_000)

    assert pace.rate == 0
    assert pace.left_s(20_000) is None


def test_what_was_there_before_is_no_speed() -> None:
    assert steady(1000, 5, offset=1_000_000).rate == pytest.approx(1000)


def test_a_line_that_stands_still_has_no_end_in_sight() -> None:
    pace = steady(1000, 5)
    pace.moved(5 + 60 * HALF_LIFE_S, 5000)

    assert pace.left_s(15_000) is None


def test_one_slow_moment_does_not_change_much() -> None:
    pace = steady(1000, 5)
    pace.moved(5.1, 5000)

    assert 950 < pace.rate < 1000


def test_a_clock_that_stands_still_changes_nothing() -> None:
    pace = steady(1000, 5)
    pace.moved(5.0, 9999)

    assert pace.rate == pytest.approx(1000)

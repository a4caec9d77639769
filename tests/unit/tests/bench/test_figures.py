"""A figure says by itself whether its goal is reached, and a table of them lines up."""

import msgspec
import pytest

from tests.bench.figures import Figure, Row, compared, is_met, table


def _row(figure: Figure) -> Row:
    row: Row = msgspec.to_builtins(figure)
    return row


@pytest.mark.parametrize(("ratio", "met"), [(0.95, True), (0.94, False)])
def test_a_ratio_that_should_be_large_is_met_from_its_goal_on(ratio: float, met: bool) -> None:
    assert is_met(_row(Figure(name="rate", value=1, unit="1/s", ratio=ratio, ratio_goal=0.95))) is met


@pytest.mark.parametrize(("ratio", "met"), [(20.0, True), (20.1, False)])
def test_a_ratio_that_should_be_small_is_met_up_to_its_goal(ratio: float, met: bool) -> None:
    assert is_met(_row(Figure(name="p99", value=1, unit="ms", ratio=ratio, ratio_goal=20, at_most=True))) is met


def test_a_value_with_a_goal_is_met_up_to_it() -> None:
    assert is_met({"name": "open", "value": 80.0, "unit": "ms", "goal": 80}) is True
    assert is_met({"name": "open", "value": 81.0, "unit": "ms", "goal": 80}) is False


def test_a_figure_without_a_goal_is_neither_met_nor_missed() -> None:
    assert is_met(_row(Figure(name="cpu", value=1, unit="us", ratio=1.2, of="something"))) is None


def test_rounds_are_compared_with_their_own_counterpart() -> None:
    figure = compared("rate", [10, 30, 20], [10, 60, 40], unit="1/s", of="the engine")
    assert (figure.value, figure.ratio, figure.low, figure.high) == (20, 0.5, 0.5, 1.0)


def test_a_table_shows_figures_of_the_screens_too() -> None:
    rows: list[Row] = [
        _row(Figure(name="rate", value=1234.5, unit="1/s", id="G2", ratio=0.5, ratio_goal=0.95, of="the engine")),
        {"name": "sort", "value": 33.3, "unit": "ms", "goal": 60},
    ]
    head, first, second = table(rows).splitlines()
    assert head.startswith("goal")
    assert first.endswith("MISSED")
    assert second.endswith("met")

from hypothesis import given
from hypothesis import strategies as st

from shared.widgets.row_heights import RowHeights


def _rows(*heights: int) -> RowHeights:
    rows = RowHeights()
    rows.reset(heights)
    return rows


def test_a_row_is_found_at_its_first_and_last_pixel() -> None:
    rows = _rows(10, 20, 30)
    assert [rows.row_at(y) for y in (0, 9, 10, 29, 30, 59)] == [0, 0, 1, 1, 2, 2]


def test_nothing_is_found_above_and_below() -> None:
    assert [_rows(10).row_at(y) for y in (-1, 10)] == [-1, -1]


def test_only_rows_in_view_are_measured() -> None:
    rows, asked = _rows(*[10] * 100), list[int]()

    def measure(row: int) -> int:
        asked.append(row)
        return 12

    rows.settle(rows.rows_between(40, 60), measure)
    assert asked == [4, 5]
    assert rows.total == 1004


def test_a_measured_row_is_not_measured_again_until_it_changes() -> None:
    rows = _rows(10, 10)
    rows.settle(range(2), lambda _: 11)
    assert not rows.settle(range(2), lambda _: 99)
    rows.forget(1, 1)
    assert rows.settle(range(2), lambda _: 99)
    assert (rows.height(0), rows.height(1)) == (11, 99)


@given(st.lists(st.integers(1, 50), min_size=1), st.data())
def test_tops_are_the_sums_of_heights_after_any_change(heights: list[int], data: st.DataObject) -> None:
    rows = _rows(*heights)
    at = data.draw(st.integers(0, len(heights)))
    rows.insert(at, [7, 8])
    heights[at:at] = [7, 8]
    gone = data.draw(st.integers(0, len(heights) - 1))
    rows.remove(gone, gone)
    del heights[gone]
    assert [rows.top(row) for row in range(len(heights) + 1)] == [sum(heights[:row]) for row in range(len(heights) + 1)]

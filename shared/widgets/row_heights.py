"""Heights of many rows and where each begins, when most heights are still estimates. No Qt, no painting."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate


class RowHeights:
    """A column of rows: `top(row)` and `row_at(y)` at once, changes near the end cheap, elsewhere one C loop."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._exact: list[bool] = []
        self._tops: list[int] = [0]

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """Height of all rows together."""
        return self._tops[-1]

    def reset(self, estimates: Iterable[int]) -> None:
        """Forget everything; all heights are estimates."""
        self._heights = list(estimates)
        self._exact = [False] * len(self._heights)
        self._sum_from(0)

    def insert(self, row: int, estimates: list[int]) -> None:
        """Put rows in with estimated heights."""
        self._heights[row:row] = estimates
        self._exact[row:row] = [False] * len(estimates)
        self._sum_from(row)

    def remove(self, first: int, last: int) -> None:
        """Take rows `first` to `last` away, both included."""
        del self._heights[first : last + 1]
        del self._exact[first : last + 1]
        self._sum_from(first)

    def estimate(self, rows: range, guess: Callable[[int], int]) -> None:
        """All heights become estimates, those of `rows` new ones: after a change of width, far rows may keep what they had."""
        rows = range(max(0, rows.start), min(rows.stop, len(self._heights)))
        self._heights[rows.start : rows.stop] = map(guess, rows)
        self._exact = [False] * len(self._heights)
        self._sum_from(0)

    def forget(self, first: int, last: int) -> None:
        """Turn heights into estimates again: the rows changed."""
        self._exact[first : last + 1] = [False] * (last + 1 - first)

    def settle(self, rows: Iterable[int], measure: Callable[[int], int]) -> bool:
        """Measure the rows that are still estimates; tells whether any height became another."""
        changed = len(self._heights)
        for row in rows:
            if not self._exact[row]:
                height = measure(row)
                self._exact[row] = True
                if height != self._heights[row]:
                    self._heights[row] = height
                    changed = min(changed, row)
        if changed == len(self._heights):
            return False
        self._sum_from(changed)
        return True

    def top(self, row: int) -> int:
        """Return where a row begins; one past the last gives the total."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Return the height now assumed for a row."""
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """Return the row that covers `y`, -1 outside."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._tops, y) - 1

    def rows_between(self, y1: int, y2: int) -> range:
        """Return the rows that cover any of `y1` up to, not including, `y2`."""
        if not self._heights or y2 <= 0 or y1 >= self.total:
            return range(0)
        first = self.row_at(max(0, y1))
        last = self.row_at(min(self.total, y2) - 1)
        return range(first, last + 1)

    def _sum_from(self, row: int) -> None:
        del self._tops[row + 1 :]
        self._tops.extend(list(accumulate(self._heights[row:], initial=self._tops[row]))[1:])

import csv
import datetime as dt
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tech_console.state.export import csv_line, guarded, json_row

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def read(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), strict=True))


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_any_other_program_reads_the_cells_that_were_written(cells: list[str]) -> None:
    line = csv_line(cells)
    assert line.endswith("\r\n")
    assert read(line) == [guarded(cell) for cell in cells] or cells == [""]


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\uff1d", " =", "\u00a0="]), TEXTS)
def test_no_cell_begins_like_a_formula(start: str, rest: str) -> None:
    assert read(csv_line([f"{start}{rest}", "x"]))[0].startswith("'")


@pytest.mark.parametrize("value", [-1, 2.5, True, None])
def test_numbers_are_written_as_numbers(value: object) -> None:
    assert read(csv_line([value, "x"]))[0] in {"-1", "2.5", "yes", ""}


def test_moments_are_written_in_utc_and_lists_in_one_cell() -> None:
    at = dt.datetime(2026, 11, 21, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert read(csv_line([at, ["VIP", "=x"]])) == ["2026-11-21 09:30:00", "VIP; =x"]
    assert read(csv_line([["=x", "VIP"], ""]))[0] == "'=x; VIP"


def test_json_keeps_types() -> None:
    row = msgspec.json.decode(json_row(["name", "tags", "disk_free"], ["=cmd()", ["a"], None]))
    assert row == {"name": "=cmd()", "tags": ["a"], "disk_free": None}

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPersistentModelIndex, Qt

from shared.qt.record_list_model import Column
from shared.qt.sliced_list_model import SlicedListModel
from shared.qt.slices import Slices

FALLS = Qt.SortOrder.DescendingOrder


class Row(NamedTuple):
    id: str
    name: str
    size: int = 0


class Rows(SlicedListModel[Row]):
    def __init__(self) -> None:
        super().__init__(
            [Column(lambda: "Name", lambda r: r.name), Column(lambda: "Size", lambda r: str(r.size), lambda r: r.size)]
        )


def settle(model: Rows) -> None:
    while model._slices.is_busy:
        QCoreApplication.processEvents()


def names(model: Rows) -> list[str]:
    return [row.name for row in model.shown()]


def many(count: int) -> list[Row]:
    return [Row(str(number), f"PC-{number * 7919 % count:05}", number % 97) for number in range(count)]


def at_least(size: int) -> Callable[[Row], bool]:
    return lambda row: row.size >= size


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("update"), st.integers(0, 30), st.sampled_from("abcd"), st.integers(0, 4)),
        st.tuples(st.just("remove"), st.integers(0, 30)),
        st.tuples(st.just("sort"), st.integers(-1, 1), st.booleans()),
        st.tuples(st.just("search"), st.sampled_from(["", "a", "b 1", "c"])),
        st.tuples(st.just("accept"), st.integers(0, 4)),
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(OPERATIONS, st.booleans())
def test_the_rows_are_always_those_that_match_in_their_order(
    qapp: object, operations: list[tuple[object, ...]], slowly: bool
) -> None:
    model, known = Rows(), dict[str, Row]()
    if slowly:
        model._short, model._slices._slice_s = 0, 0.0
    column, falls, text, least = -1, False, "", 0
    for operation in operations:
        match operation:
            case ("update", int(number), str(letter), int(size)):
                known[str(number)] = Row(str(number), f"{letter}{number}", size)
                model.update([known[str(number)]])
            case ("remove", int(number)):
                known.pop(str(number), None)
                model.remove([str(number)])
            case ("sort", int(column), bool(falls)):
                model.sort(column, FALLS if falls else Qt.SortOrder.AscendingOrder)
            case ("search", str(text)):
                model.set_search(text, at_least(least))
            case ("accept", int(least)):
                model.set_search(text, at_least(least))
    settle(model)
    fits = [r for r in known.values() if r.size >= least and all(w in f"{r.name}\n{r.size}" for w in text.split())]
    shown = model.shown()
    assert sorted(shown) == sorted(fits)
    if column >= 0:
        keys = [(r.name, r.size)[column] for r in shown]
        assert keys == sorted(keys, reverse=falls)
    assert [model.row_of(r.id) for r in shown] == list(range(len(shown)))


def test_a_long_list_is_sorted_and_searched_in_several_turns_and_is_right_in_the_end(qapp: object) -> None:
    model = Rows()
    model._slices._slice_s = 0.0005
    model.sort(0)
    model.set_records(many(20_000))
    assert model.is_busy
    settle(model)
    assert names(model) == sorted(row.name for row in many(20_000))
    model.sort(1, FALLS)
    settle(model)
    sizes = [row.size for row in model.shown()]
    assert sizes == sorted(sizes, reverse=True)
    # Among equals the order before stays.
    assert names(model)[:100] == sorted(names(model)[:100])


def test_the_first_matches_are_shown_before_the_search_has_ended(qapp: object) -> None:
    model = Rows()
    model.set_records(many(20_000))
    settle(model)
    model._slices._slice_s = 0.0001
    model.set_search("pc")
    while model.is_busy and model.rowCount() == 20_000:
        QCoreApplication.processEvents()
    assert model.is_busy
    assert 0 < model.rowCount() < 20_000
    settle(model)
    assert model.rowCount() == 20_000


def test_what_is_selected_stays_with_its_record(qapp: object) -> None:
    model = Rows()
    model.set_records(many(50))
    model.sort(0)
    held = QPersistentModelIndex(model.index(model.row_of("7"), 1))
    model.sort(1, FALLS)
    model.update([Row("7", "aaa", 1000)])
    assert (held.row(), held.column()) == (0, 1)
    model.set_search("aaa")
    assert held.row() == 0
    model.set_search("zzz")
    assert not held.isValid()


def test_a_longer_search_narrows_the_last_one_only_when_that_was_whole(qapp: object) -> None:
    model = Rows()
    model.set_records([Row("1", "alfa"), Row("2", "alto"), Row("3", "beta")])
    model.set_search("al", narrows=True)
    model.set_search("alf", narrows=True)
    assert names(model) == ["alfa"]
    model.set_search("al", narrows=True)
    assert names(model) == ["alfa", "alto"]


def test_a_replaced_job_does_nothing_more(qapp: object) -> None:
    done: list[str] = []

    def job(name: str) -> Iterator[bool]:
        for _ in range(3):
            yield False
            done.append(name)

    slices = Slices(slice_s=0.0)
    slices.run(job("one"))
    slices.run(job("two"))
    while slices.is_busy:
        QCoreApplication.processEvents()
    assert done == ["two"] * 3
    slices.run(job("three"))
    slices.stop()
    assert not slices.is_busy


@pytest.mark.parametrize("count", [0, 1, 2])
def test_short_lists_are_done_at_once(qapp: object, count: int) -> None:
    model = Rows()
    model.set_records(many(count))
    assert model.rowCount() == model.total() == count

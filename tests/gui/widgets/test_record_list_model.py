import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from shared.qt.record_list_model import Column, RecordListModel, RecordRole

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Person(msgspec.Struct, frozen=True):
    id: str
    name: str
    age: int = 0


class People(RecordListModel[Person]):
    def __init__(self) -> None:
        super().__init__(
            [
                Column(lambda: "Name", lambda record: record.name),
                Column(lambda: "Age", lambda record: str(record.age), lambda record: record.age),
            ]
        )

    def role_data(self, record: Person, column: int, role: int) -> object:  # noqa: ARG002 - the model's signature
        return f"{record.name}, {record.age}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def names(self) -> list[str]:
        return [str(self.index(row, 0).data()) for row in range(self.rowCount())]


@pytest.fixture
def people() -> People:
    made = People()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_records([Person("1", "Rossi Giulia", 40), Person("2", "bianchi Marco", 9), Person("3", "Älvaro", 30)])
    return made


def test_records_stand_in_the_order_they_came(people: People) -> None:
    assert people.names() == ["Rossi Giulia", "bianchi Marco", "Älvaro"]


def test_every_word_of_a_search_must_be_there_in_any_column_and_case(people: People) -> None:
    people.set_search("GIULIA 40")
    assert people.names() == ["Rossi Giulia"]
    people.set_search("giulia 9")
    assert people.names() == []


def test_a_shorter_search_brings_rows_back(people: People) -> None:
    people.set_search("rossi")
    people.set_search("r")
    assert people.names() == ["Rossi Giulia", "bianchi Marco", "Älvaro"]


def test_numbers_are_ordered_as_numbers_and_names_without_case(people: People) -> None:
    people.sort(1, UP)
    assert people.names() == ["bianchi Marco", "Älvaro", "Rossi Giulia"]
    people.sort(0, UP)
    assert people.names()[0] == "bianchi Marco"
    people.sort(-1)
    assert people.names()[0] == "Rossi Giulia"


def test_a_new_record_goes_to_its_place_in_the_order(people: People) -> None:
    people.sort(1, DOWN)
    people.upsert(Person("4", "Carla", 35))
    assert people.names() == ["Rossi Giulia", "Carla", "Älvaro", "bianchi Marco"]


def test_a_changed_record_appears_in_and_leaves_a_search(people: People) -> None:
    people.set_search("carla")
    people.upsert(Person("2", "Carla Neri"))
    assert people.names() == ["Carla Neri"]
    people.upsert(Person("2", "Anna Neri"))
    assert people.names() == []
    assert people.total() == 3


def test_a_filter_works_together_with_the_search(people: People) -> None:
    people.set_filter(lambda record: record.age > 10)
    people.set_search("a")
    assert people.names() == ["Rossi Giulia", "Älvaro"]
    people.set_filter(None)
    assert people.names() == ["Rossi Giulia", "bianchi Marco", "Älvaro"]


def test_removing_takes_the_row_and_an_unknown_id_is_ignored(people: People) -> None:
    people.remove("1")
    people.remove("nobody")
    assert people.names() == ["bianchi Marco", "Älvaro"]
    assert people.find("1") is None


def test_the_selection_follows_its_record_through_sort_and_change(people: People, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(people)
    people.sort(1, UP)
    view.selectionModel().setCurrentIndex(people.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    people.sort(1, DOWN)
    assert view.currentIndex().data(RecordRole).id == "2"
    people.upsert(Person("2", "bianchi Marco", 99))
    assert view.currentIndex().data(RecordRole).id == "2"
    assert view.currentIndex().row() == 0


def test_rows_answer_with_their_record_and_their_own_roles(people: People) -> None:
    assert people.record(0) == Person("1", "Rossi Giulia", 40)
    assert people.record(99) is None
    assert people.row_of("3") == 2
    assert people.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Rossi Giulia, 40"
    assert people.headerData(1, Qt.Orientation.Horizontal) == "Age"


CHANGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3), st.booleans()), max_size=40)


@given(CHANGES, st.sampled_from([None, UP, DOWN]), st.sampled_from(["", "1"]), st.booleans())
def test_any_sequence_of_changes_shows_what_a_fresh_list_would(
    changes: list[tuple[str, int, bool]], order: Qt.SortOrder | None, search: str, holds: bool
) -> None:
    model, kept = People(), dict[str, Person]()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(-1 if order is None else 1, order or UP)
    model.set_search(search)
    held = []
    for name, age, gone in changes:
        record = Person(name, f"{name}{age}", age)
        model.remove(name) if gone else model.upsert(record)
        kept.pop(name, None) if gone else kept.update({name: record})
        held += [QPersistentModelIndex(model.index(row, 0)) for row in range(model.rowCount()) if holds]
    expected = sorted(record.age for record in kept.values() if search in record.name)
    assert [model.find(key) for key in "abcdef"] == [kept.get(key) for key in "abcdef"]
    ages = [model.record(row).age for row in range(model.rowCount())]  # type: ignore[union-attr]  # the row exists
    assert sorted(ages) == expected
    assert order is None or ages == sorted(ages, reverse=order is DOWN)
    del tester

"""The rows above those that are shown: they come when somebody asks, each once, as they are then."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_model import FIRST, MORE, ChatModel
from shared.widgets.chat_past import ChatPast
from shared.widgets.chat_view import ChatView
from shared.widgets.theme import Theme

T0 = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
LONG = 1000


def item(number: int, text: str = "") -> ChatItem:
    """A message a minute, so that some days have many."""
    words = text or f"message {number} " + "word " * (number % 30)
    at = T0 + dt.timedelta(minutes=number)
    return ChatItem(key=f"k{number}", at=at, text=words, sender_name="Giulia", sender_key="g", order=number)


def newest_first(count: int) -> Iterator[ChatItem]:
    return (item(number) for number in range(count - 1, -1, -1))


def said(model: ChatModel) -> list[str]:
    return [row.key for row in model.items() if row.kind == "text"]


def whole(model: ChatModel) -> ChatModel:
    while not model.is_whole:
        model.fetch()
    return model


@pytest.fixture
def model(qtmodeltester: ModelTester) -> ChatModel:
    made = ChatModel()
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    return made


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ChatView:
    made = ChatView()
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_portion_is_what_stands_next_and_fewer_at_the_end() -> None:
    past = ChatPast(newest_first(5))
    assert [[row.order for row in past.take(2)] for _ in range(4)] == [[3, 4], [1, 2], [0], []]


def test_a_row_that_changed_meanwhile_comes_as_it_is_now_and_once() -> None:
    past = ChatPast(newest_first(5))
    past.take(2)
    past.keep(item(1, "changed"))
    assert [row.text for row in past.take(5) if row.order == 1] == ["changed"]


def test_a_row_that_is_no_more_does_not_come() -> None:
    past = ChatPast(newest_first(5))
    past.skip("k2")
    assert [row.order for row in past.take(9)] == [0, 1, 3, 4]


def test_a_row_older_than_all_others_comes_last_of_all() -> None:
    past = ChatPast(item(number) for number in (9, 8, 7))
    past.keep(item(2))
    assert [[row.order for row in past.take(2)] for _ in range(2)] == [[8, 9], [2, 7]]


def test_opening_a_long_talk_makes_only_its_newest_rows(model: ChatModel) -> None:
    made: list[int] = []

    def stream() -> Iterator[ChatItem]:
        for row in newest_first(LONG):
            made.append(row.order)
            yield row

    model.set_stream(stream())
    assert len(made) == FIRST
    assert said(model) == [f"k{number}" for number in range(LONG - FIRST, LONG)]
    model.fetch()
    assert len(made) == FIRST + MORE


def test_fetched_to_the_end_a_long_talk_is_like_one_given_at_once(model: ChatModel) -> None:
    model.set_stream(newest_first(LONG), unread_from="k3")
    at_once = ChatModel()
    at_once.set_items((item(number) for number in range(LONG)), unread_from="k3")
    assert whole(model).items() == whole(at_once).items()
    assert [row.kind for row in model.items()].count("day") == 2
    assert [row.kind for row in model.items()][:6] == ["day", "text", "text", "text", "new_marker", "text"]


def test_changes_far_above_are_there_when_they_are_reached(model: ChatModel) -> None:
    model.set_stream(newest_first(LONG))
    assert model.upsert(item(5, "changed")) == -1
    model.remove("k6")
    model.upsert(item(LONG))
    whole(model)
    assert model.items()[model.row_of("k5")].text == "changed"
    assert said(model) == [f"k{number}" for number in range(LONG + 1) if number != 6]


def test_a_mark_of_new_messages_far_above_stands_there(model: ChatModel) -> None:
    model.set_stream(newest_first(LONG), unread_from="k2")
    model.mark_new("k4")
    rows = whole(model).items()
    assert [rows[place + 1].key for place, row in enumerate(rows) if row.kind == "new_marker"] == ["k4"]


def test_scrolling_up_brings_older_rows_and_moves_nothing_that_is_read(view: ChatView, qtbot: QtBot) -> None:
    view.set_stream(newest_first(LONG))
    bar = view.list.verticalScrollBar()
    bar.setValue(view.list.viewport().height() // 2)
    row = view.list.visible_rows().start + 1
    key, top = view.model.items()[row].key, view.list.visualRect(view.model.index(row)).top()
    qtbot.waitUntil(lambda: view.model.rowCount() > FIRST + MORE // 2 and bar.value() > view.list.viewport().height())
    assert view.list.visualRect(view.model.index(view.model.row_of(key))).top() == top


def test_a_row_however_far_up_is_gone_to_and_has_the_keyboard(view: ChatView, qtbot: QtBot) -> None:
    view.set_stream(newest_first(LONG))
    with qtbot.waitSignal(view.reached) as reached:
        view.go_to("k7")
    assert reached.args == ["k7"]
    assert view.model.items()[view.list.currentIndex().row()].key == "k7"
    assert view.list.currentIndex().row() in view.list.visible_rows()


def test_home_goes_to_the_very_first_row(view: ChatView, qtbot: QtBot) -> None:
    view.set_stream(newest_first(LONG))
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: view.model.is_whole and view.list.currentIndex().row() == 0)
    assert view.list.visible_rows().start == 0


def test_whoever_turns_the_page_meanwhile_is_not_taken_away(view: ChatView, qtbot: QtBot) -> None:
    view.set_stream(newest_first(20 * LONG))
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Home)
    view.jump_to_last()
    assert not view.model.is_whole
    qtbot.waitUntil(lambda: not view.list._older._slices.is_busy)
    assert view.list.is_at_bottom()
    assert not view.model.is_whole

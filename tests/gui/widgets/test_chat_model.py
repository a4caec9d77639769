import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from shared.widgets.chat_item import LAST, ChatItem
from shared.widgets.chat_model import ChatModel

T0 = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def _item(key: str, order: int, *, minutes: float = 0, mine: bool = False, **more: object) -> ChatItem:
    at = T0 + dt.timedelta(minutes=minutes)
    values = {"text": key, "sender_name": "Giulia Rossi", "sender_key": "g"} | more
    return ChatItem(key=key, order=order, at=at, mine=mine, **values)  # type: ignore[arg-type]  # values of a test


def _keys(model: ChatModel) -> list[str]:
    return [item.key for item in model.items() if item.kind in ("text", "event")]


def _kinds(model: ChatModel) -> list[str]:
    return [item.kind for item in model.items()]


@pytest.fixture
def model(qtmodeltester: ModelTester) -> ChatModel:
    made = ChatModel()
    qtmodeltester.check(made)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    return made


def test_rows_stand_in_the_order_of_the_server_and_waiting_ones_at_the_end(model: ChatModel) -> None:
    model.set_items([_item("a", 1), _item("mine", LAST, mine=True)])
    model.upsert(_item("b", 2))
    assert _keys(model) == ["a", "b", "mine"]


def test_a_waiting_message_moves_to_its_place_when_it_is_confirmed(model: ChatModel) -> None:
    model.set_items([_item("a", 1), _item("mine", LAST, mine=True), _item("later", LAST + 1, mine=True)])
    model.upsert(_item("b", 3))
    model.upsert(_item("mine", 2, mine=True, state="sent"))
    assert _keys(model) == ["a", "mine", "b", "later"]


def test_a_known_key_changes_its_row_and_adds_none(model: ChatModel) -> None:
    model.set_items([_item("a", 1, mine=True, state="sent")])
    model.upsert(_item("a", 1, mine=True, state="read"))
    assert [item.state for item in model.items()] == ["none", "read"]


def test_a_day_row_stands_before_the_first_message_of_each_day(model: ChatModel) -> None:
    model.set_items([_item("a", 1), _item("b", 2, minutes=5), _item("c", 3, minutes=24 * 60)])
    assert _kinds(model) == ["day", "text", "text", "day", "text"]


def test_a_message_of_a_new_day_brings_its_day_row(model: ChatModel) -> None:
    model.set_items([_item("a", 1)])
    model.upsert(_item("b", 2, minutes=24 * 60))
    assert _kinds(model) == ["day", "text", "day", "text"]


def test_a_day_row_goes_with_its_last_message(model: ChatModel) -> None:
    model.set_items([_item("a", 1), _item("b", 2, minutes=24 * 60)])
    model.remove("b")
    assert _kinds(model) == ["day", "text"]
    model.remove("a")
    assert model.rowCount() == 0


def test_the_line_of_new_messages_stands_before_the_first_unread_one(model: ChatModel) -> None:
    model.set_items([_item("a", 1), _item("b", 2)], unread_from="b")
    assert _kinds(model) == ["day", "text", "new_marker", "text"]
    model.mark_new(None)
    assert _kinds(model) == ["day", "text", "text"]
    model.mark_new("a")
    assert _kinds(model) == ["day", "new_marker", "text", "text"]


def test_messages_of_one_person_close_together_form_a_group(model: ChatModel) -> None:
    model.set_items(
        [_item("a", 1), _item("b", 2, minutes=4), _item("c", 3, minutes=10), _item("d", 4, minutes=11, mine=True)]
    )
    rows = [row for row, item in enumerate(model.items()) if item.kind == "text"]
    assert [model.is_first(row) for row in rows] == [True, False, True, True]
    assert [model.is_last(row) for row in rows] == [False, True, True, True]


def test_a_screen_reader_hears_sender_text_time_and_state(model: ChatModel) -> None:
    model.set_items([_item("Buongiorno", 1), _item("Ciao", 2, mine=True, state="delivered")])
    said = [str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in (1, 2)]
    assert said[0].startswith("Giulia Rossi: Buongiorno, ")
    assert said[1].startswith("You: Ciao, ")
    assert said[1].endswith(", delivered")


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5), st.booleans()), max_size=40))
def test_any_sequence_of_changes_ends_like_showing_the_result_at_once(changes: list[tuple[int, int, bool]]) -> None:
    changed, kept = ChatModel(), dict[str, ChatItem]()
    for number, day, gone in changes:
        item = _item(str(number), day * 10 + number, minutes=day * 24 * 60)
        kept.pop(item.key, None)
        if gone:
            changed.remove(item.key)
        else:
            changed.upsert(item)
            kept[item.key] = item
    whole = ChatModel()
    whole.set_items(kept.values())
    assert _keys(changed) == _keys(whole)
    assert _kinds(changed) == _kinds(whole)

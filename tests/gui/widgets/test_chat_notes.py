"""Internal notes among the messages: nobody may take one for something the requester reads."""

import datetime as dt

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_view import ChatView
from shared.widgets.chat_words import spoken
from shared.widgets.theme import Theme, tokens_of

AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)


def item(key: str, *, is_note: bool = False) -> ChatItem:
    return ChatItem(
        key=key, sender_name="Anna Verdi", sender_key="anna", text="Restart it", at=AT, is_note=is_note, order=int(key)
    )


def test_a_note_stands_alone_beside_messages_of_the_same_person() -> None:
    assert item("1").is_grouped_with(item("2"))
    assert not item("1").is_grouped_with(item("2", is_note=True))
    assert not item("1", is_note=True).is_grouped_with(item("2", is_note=True))


def test_a_note_says_to_a_screen_reader_that_the_requester_does_not_see_it() -> None:
    assert "not visible to the requester: Restart it" in spoken(item("1", is_note=True))


def test_a_note_has_a_ground_of_its_own(qtbot: QtBot, theme: Theme) -> None:
    view = ChatView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.set_items([item("1"), item("2", is_note=True)])
    view.show()
    picture = view.list.viewport().grab().toImage()
    seen = {QColor(picture.pixel(70, y)).name() for y in range(picture.height())}
    assert QColor(tokens_of(view).warn_tint).name() in seen
    assert QColor(tokens_of(view).bubble).name() in seen


def test_reading_on_past_a_note_reports_the_message_before_it(qtbot: QtBot, theme: Theme) -> None:
    view = ChatView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    view.activateWindow()
    read: list[str] = []
    view.read_upto.connect(read.append)
    view.set_items([item("1"), item("2", is_note=True)])
    qtbot.waitUntil(lambda: read == ["1"])

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.widgets.chat_item import LAST, ChatItem
from shared.widgets.chat_view import ChatView
from shared.widgets.jump_button import JumpButton
from shared.widgets.link_dialog import LinkDialog
from shared.widgets.theme import Theme, ThemeMode
from shared.widgets.typing_bubble import TypingBubble

T0 = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def _item(number: int, text: str = "", *, mine: bool = False, **more: object) -> ChatItem:
    values = {"text": text or f"message {number}", "sender_name": "Giulia", "sender_key": "g", "order": number} | more
    return ChatItem(key=f"k{number}", mine=mine, at=T0 + dt.timedelta(minutes=number), **values)  # type: ignore[arg-type]  # values of a test


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ChatView:
    made = ChatView()
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_conversation_opens_at_its_newest_message(view: ChatView) -> None:
    view.set_items(_item(number) for number in range(200))
    assert view.list.is_at_bottom()
    assert view.list.visible_rows().stop == view.model.rowCount()


def test_the_scroll_bar_is_there_only_when_there_is_something_to_scroll(view: ChatView) -> None:
    bar, width = view.list.verticalScrollBar(), view.list.viewport().width()
    view.set_items([_item(0)])
    without = bar.grab().toImage()
    assert {without.pixel(bar.width() // 2, y) for y in range(bar.height())} == {without.pixel(0, 0)}
    view.set_items(_item(number) for number in range(200))
    some = bar.grab().toImage()
    assert {some.pixel(bar.width() // 2, y) for y in range(bar.height())} != {some.pixel(0, 0)}
    assert view.list.viewport().width() == width


def test_a_new_message_at_the_bottom_comes_into_view(view: ChatView) -> None:
    view.set_items(_item(number) for number in range(200))
    view.upsert(_item(200))
    assert view.list.visible_rows().stop == view.model.rowCount()


def test_a_reader_of_old_messages_is_not_moved_by_new_ones(view: ChatView) -> None:
    view.set_items(_item(number, "word " * (number % 40 + 1)) for number in range(200))
    view.list.verticalScrollBar().setValue(1500)
    first = view.list.visible_rows().start + 1
    before = view.list.visualRect(view.model.index(first)).top()
    view.upsert(_item(200, "A new one " * 30))
    assert view.list.visualRect(view.model.index(first)).top() == before


def test_scrolling_up_through_unmeasured_rows_never_jumps(view: ChatView) -> None:
    view.set_items(_item(number, "word " * (number % 70 + 1)) for number in range(300))
    bar = view.list.verticalScrollBar()
    for _ in range(60):
        row = view.list.visible_rows().start + 1
        before = view.list.visualRect(view.model.index(row)).top()
        bar.setValue(bar.value() - 50)
        assert view.list.visualRect(view.model.index(row)).top() == before + 50


def test_messages_that_arrive_below_are_counted_on_the_way_back(view: ChatView, qtbot: QtBot) -> None:
    view.set_items(_item(number) for number in range(200))
    view.list.verticalScrollBar().setValue(0)
    view.upsert(_item(200))
    view.upsert(_item(201))
    button = view.findChild(JumpButton)
    assert isinstance(button, JumpButton)
    assert button.isVisible()
    assert view.unseen_count() == 2
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.list.is_at_bottom()
    assert view.unseen_count() == 0
    assert not button.isVisible()


def test_ones_own_message_is_always_shown(view: ChatView) -> None:
    view.set_items(_item(number) for number in range(200))
    view.list.verticalScrollBar().setValue(0)
    view.upsert(_item(200, mine=True, order=LAST))
    assert view.list.is_at_bottom()


def test_what_was_in_view_in_the_active_window_is_reported_as_read_once(view: ChatView, qtbot: QtBot) -> None:
    read: list[str] = []
    view.read_upto.connect(read.append)
    view.set_items([_item(1), _item(2), _item(3, mine=True)])
    view.upsert(_item(4))
    view.upsert(_item(5, mine=True))
    assert read == ["k2", "k4"]


def test_nothing_is_read_while_scrolled_away_from_it(view: ChatView) -> None:
    view.set_items(_item(number) for number in range(200))
    view.list.verticalScrollBar().setValue(0)
    read: list[str] = []
    view.read_upto.connect(read.append)
    view.upsert(_item(200))
    assert read == []


def test_nothing_is_read_in_a_hidden_window(view: ChatView) -> None:
    view.hide()
    read: list[str] = []
    view.read_upto.connect(read.append)
    view.set_items([_item(1)])
    assert read == []


def test_enter_on_a_failed_message_tries_again(view: ChatView, qtbot: QtBot) -> None:
    view.set_items([_item(1), _item(2, mine=True, state="failed")])
    view.list.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.retry_requested) as asked:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert asked.args == ["k2"]


def test_a_click_on_not_sent_tries_again(view: ChatView, qtbot: QtBot) -> None:
    view.set_items([_item(1), _item(2, mine=True, state="failed")])
    row = view.list.visualRect(view.model.index(view.model.rowCount() - 1))
    with qtbot.waitSignal(view.retry_requested) as asked:
        QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=row.bottomRight() - QPoint(40, 22))
    assert asked.args == ["k2"]


def test_a_message_is_copied_by_keyboard_exactly_as_it_came(view: ChatView, qtbot: QtBot) -> None:
    view.set_items([_item(1, "<b>x</b>\u202ey")])
    view.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "<b>x</b>\u202ey"


def test_the_menu_of_a_row_copies_opens_and_tries_again(view: ChatView, qtbot: QtBot) -> None:
    item = _item(1, "see https://example.org/x & more", mine=True, state="failed")
    view.set_items([item])
    menu = view.actions_of_rows.menu_for(item)
    assert [action.text() for action in menu.actions()] == ["Copy", "Open link to example.org", "Try again"]
    with qtbot.waitSignal(view.retry_requested):
        menu.actions()[2].trigger()
    menu.deleteLater()


def test_a_click_on_a_link_asks_before_anything_opens(view: ChatView, qtbot: QtBot) -> None:
    view.set_items([_item(1, "https://example.org/a")])
    row = view.list.visualRect(view.model.index(1))
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(80, 18))
    dialog = view.window().findChild(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    assert dialog.host.text() == "example.org"
    dialog.reject()


def test_typing_is_shown_with_the_name_and_takes_no_room_otherwise(view: ChatView) -> None:
    bubble = view.findChild(TypingBubble)
    assert isinstance(bubble, TypingBubble)
    view.set_typing("Marco", "m")
    assert bubble.isVisible()
    assert "Marco" in bubble.accessibleName()
    view.set_typing(None)
    assert not bubble.isVisible()


def test_arrow_keys_walk_through_the_messages(view: ChatView, qtbot: QtBot) -> None:
    view.set_items(_item(number) for number in range(5))
    view.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view.list, Qt.Key.Key_Up)
    QTest.keyClick(view.list, Qt.Key.Key_Up)
    assert view.model.items()[view.list.currentIndex().row()].key == "k2"
    QTest.keyClick(view.list, Qt.Key.Key_End)
    assert view.model.items()[view.list.currentIndex().row()].key == "k4"


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "A" * 8192,
    "\u202e" * 500 + "x",
    "Z" + "\u0300" * 3000,
    "\n" * 300,
    "👩‍👩‍👧‍👦" * 400,
    "\x00\ufffe\U0010ffff",
    "https://" + "a" * 8000,
    "שלום " * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_hostile_text_stays_inside_its_row(view: ChatView, text: str, direction: Qt.LayoutDirection) -> None:
    view.setLayoutDirection(direction)
    view.set_items([_item(1, text, sender_name=text, verified=1), _item(2, text, mine=True, state="failed")])
    view.grab()
    for row in range(view.model.rowCount()):
        rect = view.list.visualRect(view.model.index(row))
        assert rect.width() == view.list.viewport().width()
        assert rect.height() > 0


def test_a_text_of_8_kib_without_spaces_wraps(view: ChatView) -> None:
    view.set_items([_item(1, "A" * 8192)])
    assert view.list.visualRect(view.model.index(1)).height() > 3000


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_every_kind_and_state_can_be_painted(view: ChatView, theme: Theme, mode: ThemeMode) -> None:
    theme.set_mode(mode)
    states = ("none", "queued", "sending", "sent", "delivered", "read", "failed")
    items = [_item(number, mine=True, state=state) for number, state in enumerate(states)]
    view.set_items([*items, _item(20, kind="event"), *(_item(30 + level, verified=level) for level in range(5))])
    QApplication.processEvents()
    picture = view.list.viewport().grab().toImage()
    assert picture.pixelColor(2, 2).name().upper() == theme.tokens.background


def test_a_screen_reader_finds_every_row_of_the_list_with_its_words(view: ChatView) -> None:
    view.set_items([_item(1, "Buongiorno"), _item(2, "Ciao", mine=True, state="read")])
    accessible = QAccessible.queryAccessibleInterface(view.list)
    assert accessible.text(QAccessible.Text.Name) == "Messages"
    said = [accessible.child(row).text(QAccessible.Text.Name) for row in range(accessible.childCount())]
    assert [words for words in said if words.startswith(("Giulia: Buongiorno", "You: Ciao"))] == said[1:]

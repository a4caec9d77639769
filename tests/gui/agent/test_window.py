import datetime as dt

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from endpoint_agent.views.talk_list import EDGE, ROW_PX, upper_line, when
from endpoint_agent.views.window import AgentWindow
from shared.ids import ConversationId
from shared.mailbox.records import OutgoingState
from shared.protocol.base import Done
from shared.protocol.chat import CloseConversation, ConversationChanged, Typing
from shared.protocol.requests import AskTechnician, Direction, RequestChanged, RequestState
from shared.protocol.tickets import OpenTicket, TicketOpened
from shared.qt.translator import Choice
from shared.widgets.composer import Composer
from shared.widgets.theme import ui_font
from shared.widgets.tokens import SMALL_PX
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e


def opened(screen: Screen, qtbot: QtBot) -> AgentWindow:
    screen.desktop.open()
    assert screen.desktop.window is not None
    with qtbot.waitActive(screen.desktop.window):
        screen.desktop.window.activateWindow()
    return screen.desktop.window


def talk(screen: Screen, *texts: str, **facts: bool) -> ConversationId:
    """Let a conversation exist; every other text is the person's own."""
    record = e.conversation_of(**facts)  # type: ignore[arg-type]  # only its flags are given here
    talk_id = record.conversation_id
    rows = [e.row_of(talk_id, n, text, is_mine=n % 2 == 0) for n, text in enumerate(texts, 1)]
    screen.link.say(e.received(ConversationChanged(conversation=record)), e.history(talk_id, *rows))
    return talk_id


def write(window: AgentWindow, qtbot: QtBot, text: str) -> None:
    edit = window.page.composer.findChild(QPlainTextEdit)
    assert edit is not None
    edit.insertPlainText(text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_two_clicks_ask_for_help(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = opened(screen, qtbot)
    QTest.mouseClick(window.home.card.button, Qt.MouseButton.LeftButton)
    assert screen.link.count(AskTechnician) == 1


def test_what_it_is_about_goes_with_the_request_and_stays_when_nobody_comes(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    card = opened(screen, qtbot).home.card
    card.reason.setPlainText("The printer burns")
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert screen.link.last(AskTechnician).reason == "The printer burns"
    screen.link.answer(Done(re=1))
    mine = e.request_of(Direction.FROM_USER, RequestState.DECLINED, request_id=screen.p.requests.outgoing.request_id)
    screen.link.say(e.received(RequestChanged(request=mine)))
    qtbot.waitUntil(lambda: card.title.text() == "All technicians are busy")
    QTest.mouseClick(card.other_button, Qt.MouseButton.LeftButton)
    assert screen.p.draft.value is not None
    assert screen.p.draft.value.description == "The printer burns"


def test_a_kept_text_is_gone_once_it_is_a_ticket(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    card = opened(screen, qtbot).home.card
    card.reason.setPlainText("The printer burns")
    QTest.mouseClick(card.other_button, Qt.MouseButton.LeftButton)
    screen.p.draft.submit()
    screen.link.answer(TicketOpened(re=1, ticket_id=screen.link.last(OpenTicket).ticket_id, number=3))
    assert card.reason.toPlainText() == ""


def test_waiting_shows_the_ring_and_the_time(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    card = opened(screen, qtbot).home.card
    screen.p.requests.start_chat()
    screen.link.answer(Done(re=1))
    mine = e.request_of(Direction.FROM_USER, request_id=screen.p.requests.outgoing.request_id)
    screen.link.say(e.received(RequestChanged(request=mine)))
    qtbot.waitUntil(lambda: card.ring.isVisible() and "(1:3" in card.title.text())
    assert card.ring.remaining_ms() > 90_000


def test_the_keyboard_does_not_stand_on_the_button_that_withdraws(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    card = opened(screen, qtbot).home.card
    card.button.setFocus()
    QTest.keyClick(card.button, Qt.Key.Key_Space)
    request = e.request_of(Direction.FROM_USER, request_id=screen.p.requests.outgoing.request_id)
    screen.link.say(e.received(RequestChanged(request=request)))
    qtbot.waitUntil(card.ring.isVisible)
    assert card.hasFocus()
    QTest.keyClick(card, Qt.Key.Key_Tab)
    assert card.button.hasFocus()


def test_an_accepted_request_opens_its_conversation(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    window = opened(screen, qtbot)
    screen.p.requests.start_chat()
    talk_id = talk(screen)
    mine = e.request_of(
        Direction.FROM_USER,
        RequestState.ACCEPTED,
        request_id=screen.p.requests.outgoing.request_id,
        conversation_id=talk_id,
    )
    screen.link.say(e.received(RequestChanged(request=mine)))
    assert window.page.isVisible()
    assert window.page.header.name.text() == "Anna Conti"


def test_the_list_tells_ones_own_last_words_from_those_of_the_technician(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    rows = opened(screen, qtbot).home.talks.rows
    known = screen.p.chat.talks[ConversationId(talk_id)]
    assert rows.under(known) == "Hello"
    screen.link.say(e.stored(e.row_of(ConversationId(talk_id), 9, "Good morning", is_mine=True)))
    assert rows.under(known) == "You: Good morning"


@pytest.mark.parametrize("choice", ["en", "it"])
@pytest.mark.parametrize("days", [0, 1, 400])
def test_the_list_never_cuts_when_a_conversation_was(
    qapp: QApplication, qtbot: QtBot, choice: Choice, days: int
) -> None:
    with open_screen(qapp, choice) as screen:
        screen.link.say(e.opened(), *e.ready())
        at = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
        record = e.conversation_of(is_open=False, technician_name="Anna Maria Conti della Rovere Sforza", opened_at=at)
        screen.link.say(e.received(ConversationChanged(conversation=record)))
        shown = when(screen.p.chat.talks[record.conversation_id])
        wanted = QFontMetrics(ui_font(SMALL_PX)).horizontalAdvance(shown)
        name, time = upper_line(QRect(0, 0, 380, ROW_PX), wanted)
        assert time.width() >= wanted
        assert time.right() < 380 - EDGE
        assert name.right() < time.left()
        assert name.width() > time.width()


def test_a_text_is_sent_with_enter_and_shown_with_its_state(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    window = opened(screen, qtbot)
    write(window, qtbot, "Good morning")
    assert ("send_text", (talk_id, "Good morning")) in screen.link.calls
    screen.link.say(e.outgoing(talk_id, "Good morning", OutgoingState.SENDING))
    assert [item.state for item in window.page.view.model.items() if item.mine] == ["sending"]


def test_a_refused_text_stays_in_its_box_with_the_reason(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk(screen, "Hello")
    window = opened(screen, qtbot)
    write(window, qtbot, "null \x00 byte")
    assert window.page.composer.text().startswith("null")
    assert "special characters" in window.page.banner.text()


def test_without_connection_it_says_what_waits(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    window = opened(screen, qtbot)
    screen.link.say(e.offline(), e.outgoing(talk_id, "a"), e.outgoing(talk_id, "b"))
    qtbot.waitUntil(lambda: "2 messages waiting for connection" in window.page.banner.text())
    assert window.page.composer.isVisible()


def test_what_was_on_screen_is_read(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    opened(screen, qtbot)
    qtbot.waitUntil(lambda: ("mark_read", (talk_id, 1)) in screen.link.calls)


def test_a_closed_conversation_offers_another_one(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Bye", is_open=False)
    window = opened(screen, qtbot)
    window.show_talk(talk_id)
    assert not window.page.composer.isVisible()
    window.page.new_chat_clicked.emit()
    assert window.home.isVisible()


def test_several_conversations_are_kept_apart(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    first, second = talk(screen, "one"), talk(screen, "two")
    window = opened(screen, qtbot)
    window.show_talk(first)
    screen.link.say(e.stored(e.row_of(second, 2, "for the other")))
    assert "for the other" not in [item.text for item in window.page.view.model.items()]
    window.show_home()
    assert window.home.talks.model().rowCount() == 2


def test_a_draft_follows_its_conversation(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    first, second = talk(screen, "one"), talk(screen, "two")
    window = opened(screen, qtbot)
    window.show_talk(first)
    window.page.composer.set_text("unfinished")
    window.show_talk(second)
    assert window.page.composer.text() == ""
    window.show_talk(first)
    assert window.page.composer.text() == "unfinished"


def test_the_conversation_can_be_closed_from_its_menu(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    opened(screen, qtbot).page.header.close_clicked.emit()
    assert screen.link.last(CloseConversation).conversation_id == talk_id


def test_somebody_who_writes_is_shown(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Hello")
    window = opened(screen, qtbot)
    screen.link.say(e.received(Typing(conversation_id=talk_id, name="Anna Conti")))
    assert window.page.view._typing.isVisible()


def test_closing_hides_and_escape_goes_back_first(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk(screen, "Hello")
    window = opened(screen, qtbot)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.home.isVisible()
    window.close()
    assert not window.isVisible()
    assert screen.p.settings.place()
    screen.desktop.open()
    assert window.isVisible()


def test_hostile_names_and_texts_stay_text(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    name = "<img src='file:///etc/passwd'>\u202eAnna\nConti"
    record = e.conversation_of(technician_name=name)
    screen.link.say(e.received(ConversationChanged(conversation=record)), e.history(record.conversation_id))
    window = opened(screen, qtbot)
    assert window.page.header.name.textFormat() is Qt.TextFormat.PlainText
    assert "<img" in window.page.header.name.text()
    assert "\u202e" not in window.page.header.name.text()
    assert "\n" not in window.page.header.name.text()


def test_every_control_of_the_window_has_a_name(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk(screen, "Hello")
    window = opened(screen, qtbot)
    from PySide6.QtWidgets import QAbstractButton

    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    assert buttons
    assert [button for button in buttons if not (button.accessibleName() or button.text())] == []
    assert window.findChild(Composer) is not None

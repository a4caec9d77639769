from pytestqt.qtbot import QtBot

from endpoint_agent.presenters.situation import Action
from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import AskTechnician, Direction, RequestChanged, RequestState
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e

USED = {"agent.started": "yes"}


def toasts(screen: Screen) -> list[str]:
    return [toast.windowTitle() for toast in screen.desktop.news._stack.toasts()]


def test_the_menu_offers_what_is_possible_now(screen: Screen) -> None:
    menu = screen.desktop.menu
    menu.refresh()
    assert not menu.start_chat.isEnabled()
    assert menu.new_ticket.isEnabled()
    screen.link.say(*e.ready(approved=False))
    menu.refresh()
    assert not menu.new_ticket.isEnabled()
    screen.link.say(*e.ready(technician_available=False))
    menu.refresh()
    assert not menu.start_chat.isEnabled()
    assert menu.new_ticket.isEnabled()
    screen.link.say(e.received(e.counter_of()))
    menu.refresh()
    assert menu.start_chat.isEnabled()


def test_start_chat_in_the_menu_asks_at_once(screen: Screen) -> None:
    screen.link.say(e.opened(settings=USED), *e.ready())
    screen.desktop.menu.refresh()
    screen.desktop.menu.start_chat.trigger()
    assert screen.link.count(AskTechnician) == 1
    assert screen.desktop.window is not None
    assert screen.desktop.window.home.isVisible()


def test_quit_is_there_only_if_the_policy_allows_it(screen: Screen) -> None:
    from endpoint_agent.views.menu import AgentMenu

    forbidden = AgentMenu(screen.p, allow_quit=False)
    assert not forbidden._quit.isVisible()
    assert screen.desktop.menu._quit.isVisible()
    forbidden.deleteLater()


def test_the_menu_follows_the_language(screen: Screen) -> None:
    screen.p.settings.set_language("it")
    assert screen.desktop.menu.start_chat.text() == "Avvia chat"


def test_a_message_while_nobody_looks_is_announced_once_per_conversation(screen: Screen) -> None:
    record = e.conversation_of()
    talk_id = record.conversation_id
    screen.link.say(
        e.opened(settings=USED), *e.ready(), e.received(ConversationChanged(conversation=record)), e.history(talk_id)
    )
    screen.link.say(e.stored(e.row_of(talk_id, 1, "Hello")), e.stored(e.row_of(talk_id, 2, "Are you there?")))
    assert toasts(screen) == ["Anna Conti"]
    screen.desktop.news._stack.toasts()[0].clicked.emit()
    assert screen.desktop.window is not None
    assert screen.desktop.window.page.isVisible()
    assert toasts(screen) == []


def test_a_message_left_while_nobody_was_here_opens_the_window(screen: Screen) -> None:
    record = e.conversation_of(is_accepted=False)
    talk_id = record.conversation_id
    screen.link.say(e.opened(settings=USED), *e.ready(), e.received(ConversationChanged(conversation=record)))
    screen.link.say(e.history(talk_id, e.row_of(talk_id, 1, "Please call me")))
    assert screen.desktop.window is not None
    assert screen.desktop.window.page.isVisible()
    assert "left for you" in screen.desktop.window.page.banner.text()


def test_a_request_nobody_answered_is_announced_with_what_can_be_done(screen: Screen) -> None:
    screen.link.say(e.opened(settings=USED), *e.ready())
    screen.p.requests.start_chat("It burns")
    mine = e.request_of(Direction.FROM_USER, RequestState.EXPIRED, request_id=screen.p.requests.outgoing.request_id)
    screen.link.say(e.received(RequestChanged(request=mine)))
    assert toasts(screen) == ["Nobody could answer within two minutes"]
    screen.desktop.news._stack.toasts()[0].acted.emit(Action.TRY_AGAIN.value)
    assert screen.link.last(AskTechnician).reason == "It burns"


def test_without_a_tray_a_small_window_stays_reachable(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(settings=USED), *e.ready())
    screen.desktop._patience.setInterval(10)
    screen.desktop.start()
    qtbot.waitUntil(lambda: screen.desktop.small is not None and screen.desktop.small.isVisible())
    small = screen.desktop.small
    assert small is not None
    small.close()
    assert small.isVisible()
    assert small.isMinimized()
    small.open_button.click()
    assert screen.desktop.window is not None
    assert screen.desktop.window.isVisible()


def test_the_first_start_says_who_can_do_what_and_later_ones_do_not(screen: Screen) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.link.say(*e.ready())
    assert len(toasts(screen)) == 1
    assert e.ORGANISATION in toasts(screen)[0]
    screen.desktop.news.close_all()
    with open_screen(screen.app) as later:
        later.link.say(e.opened(settings=USED), *e.ready())
        assert toasts(later) == []


def test_a_second_start_shows_the_window_that_is_there(screen: Screen) -> None:
    screen.desktop.open()
    first = screen.desktop.window
    screen.desktop.open()
    assert screen.desktop.window is first

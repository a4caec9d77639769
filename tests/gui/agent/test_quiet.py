import pytest

from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import ChatRequestRecord, Direction, RequestChanged, RequestState
from tests.gui.agent.conftest import Screen
from tests.support import agent_events as e

USED = {"agent.started": "yes"}


@pytest.fixture
def quiet(screen: Screen) -> Screen:
    screen.link.say(e.opened(settings=USED), *e.ready())
    screen.desktop.menu.quiet_actions["hour"].trigger()
    screen.desktop.open()
    return screen


def ring(screen: Screen) -> ChatRequestRecord:
    record = e.request_of(Direction.FROM_TECHNICIAN)
    screen.link.say(e.received(RequestChanged(request=record)))
    refresh(screen)
    return record


def refresh(screen: Screen) -> None:
    assert screen.desktop.window is not None
    screen.desktop.window.refresh()


def strips(screen: Screen) -> list[str]:
    assert screen.desktop.window is not None
    return screen.desktop.window.home.strips.texts()


def toasts(screen: Screen) -> list[str]:
    return [toast.windowTitle() for toast in screen.desktop.news._stack.toasts()]


def test_a_request_waits_in_the_list_and_does_not_ring(quiet: Screen) -> None:
    ring(quiet)
    assert quiet.desktop.requests.windows == {}
    assert not quiet.desktop.requests._rings.isActive()
    assert strips(quiet)[0].startswith("\u2068Anna Conti\u2069 would like to chat with you")
    assert strips(quiet)[1].startswith("Do not disturb until")


def test_a_waiting_request_comes_up_when_it_is_asked_for(quiet: Screen) -> None:
    record = ring(quiet)
    assert quiet.desktop.window is not None
    quiet.desktop.window.home.strips.banners[0].action_clicked.emit()
    assert quiet.desktop.requests.windows[record.request_id].isVisible()


def test_a_request_that_still_rings_comes_up_when_the_quiet_time_ends(quiet: Screen) -> None:
    record = ring(quiet)
    quiet.desktop.menu.quiet_actions["off"].trigger()
    assert quiet.desktop.requests.windows[record.request_id].isVisible()


def test_what_came_meanwhile_is_said_once_afterwards(quiet: Screen) -> None:
    record = ring(quiet)
    ended = e.request_of(Direction.FROM_TECHNICIAN, RequestState.EXPIRED, request_id=record.request_id)
    quiet.link.say(e.received(RequestChanged(request=ended)))
    assert toasts(quiet) == []
    quiet.p.quiet.end()
    assert toasts(quiet) == ["While you did not want to be disturbed"]
    refresh(quiet)
    assert strips(quiet) == ["1 missed request"]


def test_the_menu_says_until_when_and_offers_to_end_it(quiet: Screen) -> None:
    assert quiet.desktop.menu.quiet.title().startswith("Do not disturb until")
    assert quiet.desktop.menu.quiet_actions["off"].isVisible()
    quiet.p.quiet.end()
    assert quiet.desktop.menu.quiet.title() == "Do not disturb"
    assert not quiet.desktop.menu.quiet_actions["off"].isVisible()


def test_who_is_connected_is_said_everywhere_and_can_be_sent_away(screen: Screen) -> None:
    record = e.conversation_of()
    screen.link.say(e.opened(settings=USED), *e.ready(), e.received(ConversationChanged(conversation=record)))
    screen.desktop.open()
    assert screen.desktop.window is not None
    screen.desktop.window.show_home()
    assert strips(screen)[0].startswith("\u2068Anna Conti\u2069 is connected since")
    screen.desktop.menu.refresh()
    (talk,) = screen.desktop.menu._talks
    assert talk.title().startswith("Anna Conti · since")
    screen.desktop.window.home.strips.banners[0].action_clicked.emit()
    assert type(screen.link.asked[-1][1]).__name__ == "CloseConversation"

from PySide6.QtGui import QCloseEvent

from shared.link.events import LinkState
from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import RequestChanged
from tech_console.views.tray import Tray
from tests.gui.console.conftest import Screen
from tests.support.console_records import a_conversation, a_message, a_request, stored


def ends(screen: Screen) -> list[str]:
    heard: list[str] = []
    screen.window.quit_wanted.connect(lambda: heard.append("quit"))
    screen.window.hidden_by_person.connect(lambda: heard.append("hidden"))
    return heard


def test_closing_the_window_leaves_the_console_in_the_tray(screen: Screen) -> None:
    heard = ends(screen)
    screen.window.has_tray = True
    screen.window.close()
    assert heard == ["hidden"]


def test_without_a_tray_closing_the_window_ends_the_console(screen: Screen) -> None:
    heard = ends(screen)
    screen.window.close()
    assert heard == ["quit"]


def test_whoever_wants_it_closes_for_good_with_a_tray_too(screen: Screen) -> None:
    screen.played.preferences.change(close_to_tray=False)
    heard = ends(screen)
    screen.window.has_tray = True
    screen.window.closeEvent(QCloseEvent())
    assert heard == ["quit"]


def test_the_place_of_the_window_is_kept(screen: Screen) -> None:
    screen.window.close()
    assert screen.played.saved[-1].geometry


def test_the_tray_shows_state_and_what_waits(screen: Screen) -> None:
    tray = Tray(screen.ui, screen.window)
    record = a_conversation()
    screen.sign_in(ConversationChanged(conversation=record))
    screen.link.say(stored(a_message(record.conversation_id, 1)))
    screen.link.push(RequestChanged(request=a_request()))
    assert tray._drawn is not None
    assert (tray._drawn[0].name, tray._drawn[1]) == ("REQUEST_WAITING", 2)
    screen.played.state(LinkState.OFFLINE, "lost")
    assert tray._drawn[0].name == "DISCONNECTED"
    tray.stop()
    tray.deleteLater()


def test_availability_can_be_changed_in_the_tray(screen: Screen) -> None:
    tray = Tray(screen.ui, screen.window)
    screen.sign_in()
    words = [action.text() for action in tray._menu.actions() if action.text()]
    assert words == ["Open the console", "Available", "Not available", "Quit"]
    tray.stop()
    tray.deleteLater()

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from endpoint_agent.views.about_dialog import AboutDialog
from endpoint_agent.views.identity_dialog import IdentityDialog
from endpoint_agent.views.settings_dialog import SettingsDialog
from endpoint_agent.views.ticket_dialog import TicketDialog
from endpoint_agent.views.tickets_dialog import TicketsDialog
from shared.protocol.base import Done
from shared.protocol.identity import IdentityTokenQueued, SendIdentityToken
from shared.protocol.requests import AskTechnician
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened
from shared.widgets.dialog import Dialog
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e


def shown(screen: Screen, name: str) -> Dialog:
    dialog = screen.desktop.dialogs.shown(name)
    assert dialog is not None
    return dialog


def identity(screen: Screen) -> IdentityDialog:
    """Ask for a chat that needs to know who it is first."""
    screen.link.say(e.opened(), *e.ready(identity_required=True))
    screen.p.requests.start_chat()
    screen.link.refuse("identity_required")
    dialog = shown(screen, "identity")
    assert isinstance(dialog, IdentityDialog)
    return dialog


def fill(dialog: IdentityDialog) -> None:
    dialog.first_name.setText("Giulia")
    dialog.last_name.setText("Rossi")
    dialog.e_mail.setText("giulia.rossi@acme.example")


def test_the_first_chat_leads_through_both_steps_and_goes_on(screen: Screen, qtbot: QtBot) -> None:
    dialog = identity(screen)
    assert dialog.windowTitle() == "Personal information"
    assert not dialog.go.isEnabled()
    fill(dialog)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert screen.link.last(SendIdentityToken).e_mail == "giulia.rossi@acme.example"
    screen.link.answer(IdentityTokenQueued(re=1, lifetime_ms=600_000))
    assert dialog.token.isVisible()
    assert not dialog.first_name.isVisible()
    dialog.token.setText("K7QF-2MXA")
    QTest.keyClick(dialog.token, Qt.Key.Key_Return)
    screen.link.answer(Done(re=2))
    assert not dialog.isVisible()
    assert screen.link.count(AskTechnician) == 2


def test_a_wrong_token_is_said_in_the_dialog(screen: Screen, qtbot: QtBot) -> None:
    dialog = identity(screen)
    fill(dialog)
    dialog.go.click()
    screen.link.answer(IdentityTokenQueued(re=1, lifetime_ms=600_000))
    dialog.token.setText("WRONG")
    dialog.go.click()
    screen.link.refuse("wrong_code", left=4)
    assert dialog.error_text() == "This token is not right. 4 tries left."
    assert dialog.go.isEnabled()


def test_the_person_may_give_up(screen: Screen, qtbot: QtBot) -> None:
    dialog = identity(screen)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_new_ticket_is_sent_and_announced(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(settings={"agent.started": "yes"}), *e.ready())
    screen.desktop.menu.new_ticket.trigger()
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    assert not dialog.go.isEnabled()
    dialog.text_field.setPlainText("It burns")
    dialog.go.click()
    screen.link.answer(TicketOpened(re=1, ticket_id=screen.link.last(OpenTicket).ticket_id, number=12))
    assert not dialog.isVisible()
    assert [toast.windowTitle() for toast in screen.desktop.news._stack.toasts()] == ["Ticket #12 is open"]


def test_a_ticket_that_could_not_be_sent_keeps_its_text(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.ticket()
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.text_field.setPlainText("It burns")
    dialog.go.click()
    screen.link.refuse("unavailable")
    assert dialog.error_text()
    dialog.reject()
    screen.desktop.dialogs.ticket()
    assert dialog.text_field.toPlainText() == "It burns"


def test_a_ticket_whose_answer_was_lost_says_what_sending_again_does(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.ticket("It burns")
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.go.click()
    screen.link.refuse("unavailable", why="no_answer")
    assert "not be there twice" in dialog.error_text()
    dialog.text_field.setPlainText("It burns and smokes")
    assert "another ticket" in dialog.error_text()


def test_a_dialog_comes_up_over_the_window(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.open()
    window = screen.desktop.window
    assert window is not None
    screen.desktop.dialogs.about()
    dialog = shown(screen, "about")
    assert dialog.geometry().intersects(window.geometry())
    assert abs(dialog.geometry().center().x() - window.geometry().center().x()) < 60
    assert dialog.screen().availableGeometry().contains(dialog.geometry())


def test_my_tickets_are_listed_and_follow(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.tickets()
    dialog = shown(screen, "tickets")
    assert isinstance(dialog, TicketsDialog)
    assert dialog._empty.isVisible()
    screen.link.say(e.received(TicketChanged(ticket=e.ticket_of(7, "It burns"))))
    assert dialog._area.isVisible()
    dialog.new.click()
    assert shown(screen, "ticket").isVisible()


def test_about_this_computer_can_be_copied(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.about()
    dialog = shown(screen, "about")
    assert isinstance(dialog, AboutDialog)
    dialog._copy.click()
    copied = QApplication.clipboard().text()
    assert "Computer: pc-7" in copied
    assert "Customer: Acme" in copied


def test_settings_work_at_once(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened())
    screen.desktop.dialogs.settings()
    dialog = shown(screen, "settings")
    assert isinstance(dialog, SettingsDialog)
    dialog.sounds.click()
    assert not screen.desktop.sounds.is_on
    dialog.language.setCurrentIndex(2)
    dialog.language.activated.emit(2)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Impostazioni")
    assert screen.link.settings["agent.language"] == "it"


@pytest.mark.parametrize("name", ["identity", "ticket", "tickets", "about", "settings"])
def test_every_dialog_speaks_italian(qapp: QApplication, name: str) -> None:
    with open_screen(qapp, "it") as screen:
        screen.link.say(e.opened(), *e.ready())
        getattr(screen.desktop.dialogs, name)()
        titles = {
            "identity": "Impostazioni informazioni personali",
            "ticket": "Nuovo ticket",
            "tickets": "I miei ticket",
            "about": "Informazioni su questo computer",
            "settings": "Impostazioni",
        }
        assert shown(screen, name).windowTitle() == titles[name]


def test_dialogs_are_built_when_they_are_asked_for(screen: Screen) -> None:
    assert screen.desktop.dialogs.shown("identity") is None
    assert screen.desktop.window is None

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from endpoint_agent.views.about_dialog import AboutDialog
from endpoint_agent.views.identity_dialog import IdentityDialog
from endpoint_agent.views.missed_dialog import MissedDialog
from endpoint_agent.views.settings_dialog import SettingsDialog
from endpoint_agent.views.ticket_dialog import TicketDialog
from endpoint_agent.views.tickets_dialog import TicketsDialog
from shared.ids import ServiceId, new_id
from shared.limits import MAX_FILE_BYTES
from shared.protocol.base import Done
from shared.protocol.identity import IdentityTokenQueued, SendIdentityToken
from shared.protocol.requests import AskTechnician, Direction, RequestChanged, RequestState
from shared.protocol.routing import ServiceChanged, ServiceRecord
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e


def shown(screen: Screen, name: str) -> Dialog:
    dialog = screen.desktop.dialogs.shown(name)
    assert dialog is not None
    return dialog


def a_service(name: str) -> ServiceRecord:
    return ServiceRecord(service_id=ServiceId(new_id()), version=1, name=name, is_default=name == "Mail")


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


def test_a_refused_ticket_keeps_its_text_and_says_why(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.ticket()
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.text_field.setPlainText("It burns")
    dialog.go.click()
    screen.link.refuse("forbidden", why="helpdesk_off")
    assert dialog.isVisible()
    assert dialog.error_text()
    dialog.reject()
    screen.desktop.dialogs.ticket()
    assert dialog.text_field.toPlainText() == "It burns"


def test_a_ticket_without_a_connection_is_kept_and_shown_as_waiting(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(settings={"agent.started": "yes"}), e.offline())
    screen.desktop.dialogs.ticket("It burns")
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    assert dialog.go.text() == "Send when connected"
    dialog.go.click()
    assert not dialog.isVisible()
    assert [toast.windowTitle() for toast in screen.desktop.news._stack.toasts()] == ["Your ticket is kept"]
    screen.desktop.dialogs.tickets()
    tickets = shown(screen, "tickets")
    assert isinstance(tickets, TicketsDialog)
    row = tickets.list.current_row()
    assert row is not None
    assert (row.title, row.under) == ("It burns", "Waiting for connection")


def test_a_ticket_the_relay_cannot_have_may_be_edited(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), e.offline())
    screen.desktop.dialogs.ticket("It burns")
    form = shown(screen, "ticket")
    assert isinstance(form, TicketDialog)
    form.go.click()
    screen.desktop.dialogs.tickets()
    tickets = shown(screen, "tickets")
    assert isinstance(tickets, TicketsDialog)
    QTest.keyClick(tickets.list, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.text_field.toPlainText() == "It burns"
    assert screen.p.ticket_outbox.all() == []


def test_the_service_is_found_by_typing_and_goes_along(screen: Screen, qtbot: QtBot) -> None:
    names = ["Mail", "Network", "Phones", "Printing", "Servers", "Software"]
    screen.link.say(e.opened(), *e.ready(), *(e.received(ServiceChanged(service=a_service(name))) for name in names))
    screen.desktop.dialogs.ticket("It burns")
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.services.open_list()
    QTest.keyClicks(dialog.services.search, "prin")
    QTest.keyClick(dialog.services.search, Qt.Key.Key_Return)
    dialog.go.click()
    service = screen.p.services.get(screen.link.last(OpenTicket).service_id)
    assert service is not None
    assert service.name == "Printing"


def test_escape_closes_the_list_of_services_first(screen: Screen, qtbot: QtBot) -> None:
    services = [e.received(ServiceChanged(service=a_service(name))) for name in ("Mail", "Network")]
    screen.link.say(e.opened(), *e.ready(), *services)
    screen.desktop.dialogs.ticket()
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.services.open_list()
    QTest.keyClick(dialog.services.list, Qt.Key.Key_Escape)
    assert not dialog.services.is_open
    assert dialog.isVisible()


def test_what_is_sent_along_can_be_looked_at(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.ticket("It burns")
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    assert not dialog.facts.isVisible()
    dialog.along.click()
    said = [label.text() for label in dialog.facts.findChildren(Label)]
    assert {"Computer", "User", "System", "Free disk space"} <= set(said)


def test_a_file_over_the_limit_is_refused_by_name(screen: Screen, qtbot: QtBot, tmp_path: Path) -> None:
    big, small = tmp_path / "big.mp4", tmp_path / "small.txt"
    with big.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    small.write_text("hello")
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.ticket("It burns")
    dialog = shown(screen, "ticket")
    assert isinstance(dialog, TicketDialog)
    dialog.files.add([str(big), str(small)])
    assert "big.mp4: larger than 20 MB" in dialog.error_text()
    assert dialog.files.paths() == [str(small)]
    assert screen.p.draft.value is not None
    assert screen.p.draft.value.files == [str(small)]


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
    assert dialog.list.isVisible()
    dialog.new.click()
    assert shown(screen, "ticket").isVisible()


def test_a_ticket_of_the_list_leads_to_its_thread(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready(), e.received(TicketChanged(ticket=e.ticket_of(7, "It burns"))))
    screen.desktop.dialogs.tickets()
    dialog = shown(screen, "tickets")
    assert isinstance(dialog, TicketsDialog)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert screen.desktop.window is not None
    assert screen.desktop.window.ticket.isVisible()
    assert screen.desktop.window.ticket.title.text() == "It burns"


def missed(screen: Screen) -> MissedDialog:
    record = e.request_of(Direction.FROM_TECHNICIAN, reason="About the printer")
    ended = e.request_of(
        Direction.FROM_TECHNICIAN, RequestState.EXPIRED, request_id=record.request_id, reason=record.reason
    )
    screen.link.say(e.received(RequestChanged(request=record)), e.received(RequestChanged(request=ended)))
    screen.desktop.dialogs.missed()
    dialog = shown(screen, "missed")
    assert isinstance(dialog, MissedDialog)
    return dialog


def test_a_missed_request_is_answered_by_asking_back(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    dialog = missed(screen)
    assert screen.p.missed.unseen() == 0
    dialog.rows[0].back.click()
    asked = screen.link.last(AskTechnician)
    assert asked.reason.startswith("Anna Conti asked for me")
    assert asked.reason.endswith("About the printer")
    assert screen.p.missed.newest_first() == []


def test_a_missed_request_becomes_a_ticket_where_nobody_can_talk(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready(technician_available=False))
    dialog = missed(screen)
    assert dialog.rows[0].back.text() == "New ticket"
    dialog.rows[0].back.click()
    form = shown(screen, "ticket")
    assert isinstance(form, TicketDialog)
    assert "About the printer" in form.text_field.toPlainText()


def test_about_this_computer_can_be_copied(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.about()
    dialog = shown(screen, "about")
    assert isinstance(dialog, AboutDialog)
    dialog._copy.click()
    copied = QApplication.clipboard().text()
    assert "Computer: pc-7" in copied
    assert "Customer: Acme" in copied


def test_about_says_what_the_support_is_told(screen: Screen, qtbot: QtBot) -> None:
    screen.about._reported = lambda: {"software": {f"program {n}": {} for n in range(5)}, "battery": {}}
    screen.link.say(e.opened(), *e.ready())
    screen.desktop.dialogs.about()
    said = [label.text() for label in shown(screen, "about").findChildren(Label)]
    assert "Reported to your support" in said
    assert "5: program 0, program 1, program 2…" in said
    assert "Battery" not in said


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


@pytest.mark.parametrize("name", ["identity", "ticket", "tickets", "missed", "about", "settings"])
def test_every_dialog_speaks_italian(qapp: QApplication, name: str) -> None:
    with open_screen(qapp, "it") as screen:
        screen.link.say(e.opened(), *e.ready())
        getattr(screen.desktop.dialogs, name)()
        titles = {
            "identity": "Impostazioni informazioni personali",
            "ticket": "Nuovo ticket",
            "tickets": "I miei ticket",
            "missed": "Richieste perse",
            "about": "Informazioni su questo computer",
            "settings": "Impostazioni",
        }
        assert shown(screen, name).windowTitle() == titles[name]


def test_dialogs_are_built_when_they_are_asked_for(screen: Screen) -> None:
    assert screen.desktop.dialogs.shown("identity") is None
    assert screen.desktop.window is None

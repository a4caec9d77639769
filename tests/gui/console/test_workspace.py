import datetime as dt
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from shared.link.events import LinkState
from shared.protocol.chat import CloseConversation, ConversationChanged
from shared.protocol.directory import (
    ApproveDevice,
    AssignDevices,
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    DeviceState,
    SaveSettings,
    SetHelpdesk,
    SettingsChanged,
    TechnicianChanged,
)
from shared.protocol.requests import AcceptRequest, AskDevice, DeclineRequest, RequestChanged, RequestState
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, TicketChanged
from shared.widgets.dialog import Dialog
from tech_console.models.searched import CardRole
from tech_console.views.connecting_dialog import ConnectingDialog
from tech_console.views.directory_dialogs import AssignDialog
from tech_console.views.rail import Place
from tech_console.views.talk_dialogs import AskDialog, CloseDialog
from tests.gui.console.conftest import Screen, changed
from tests.support.console_records import (
    COLLEAGUE,
    GIULIA,
    ME,
    PC14,
    a_contact,
    a_conversation,
    a_customer,
    a_device,
    a_message,
    a_profile,
    a_request,
    a_technician,
    a_ticket,
    provider_settings,
    stored,
)

DialogT = TypeVar("DialogT", bound=Dialog)
HOSTILE = "<b>Giulia</b> & <img src=x onerror=alert(1)>\u202egpj.exe"


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(screen: Screen, within: QWidget, text: str) -> None:
    made = next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())
    screen.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def dialog(screen: Screen, kind: type[DialogT]) -> DialogT:
    return next(d for d in screen.window.findChildren(kind) if d.isVisible())


def test_a_request_brings_a_card_that_accepts(screen: Screen) -> None:
    screen.sign_in()
    request = a_request(reason="The projector shows no picture")
    screen.link.push(RequestChanged(request=request))
    (card,) = screen.workspace.cards.stack.toasts()
    assert {"Giulia Rossi", "Acme · PC-14", "Not verified"} <= set(texts(card).splitlines())
    press(screen, card, "Accept")
    assert screen.link.last(AcceptRequest).request_id == request.request_id


def test_a_card_declines(screen: Screen) -> None:
    screen.sign_in()
    request = a_request()
    screen.link.push(RequestChanged(request=request))
    (card,) = screen.workspace.cards.stack.toasts()
    press(screen, card, "Decline")
    assert screen.link.last(DeclineRequest).request_id == request.request_id


def test_a_card_goes_when_a_colleague_was_faster_and_says_who(screen: Screen) -> None:
    screen.sign_in()
    request = a_request()
    screen.link.push(RequestChanged(request=request))
    taken = changed(
        request, state=RequestState.ACCEPTED, technician_id=COLLEAGUE, technician_name="Anna Verdi", remaining_ms=0
    )
    screen.link.push(RequestChanged(request=taken))
    screen.bot.waitUntil(lambda: len(screen.workspace.cards.stack.toasts()) == 1)
    assert "Taken by Anna Verdi" in texts(screen.workspace.cards.stack.toasts()[0])


def test_the_rail_counts_requests_and_the_title_says_so(screen: Screen) -> None:
    screen.sign_in(SettingsChanged(settings=provider_settings()))
    screen.link.push(RequestChanged(request=a_request()))
    assert screen.window.windowTitle() == "(1) Acme IT Support"


def test_ctrl_and_a_number_go_to_a_page(screen: Screen) -> None:
    screen.sign_in()
    screen.bot.keyClick(screen.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert screen.workspace.place() is Place.DEVICES


def test_enter_sends_what_was_written(screen: Screen) -> None:
    conversation_id = screen.talk(a_message(a_conversation().conversation_id, 1))
    composer = screen.workspace.conversations.pane.composer
    composer.set_text("perché no?")
    screen.bot.keyClick(composer.focusProxy() or composer, Qt.Key.Key_Return)
    assert screen.link.did("send_text") == [(conversation_id, "perché no?")]


def test_drafts_stay_with_their_conversation(screen: Screen) -> None:
    one, two = a_conversation(), a_conversation()
    screen.sign_in(ConversationChanged(conversation=one), ConversationChanged(conversation=two))
    pane = screen.workspace.conversations.pane
    screen.workspace.show_conversation(one.conversation_id)
    pane.composer.set_text("for one")
    screen.workspace.show_conversation(two.conversation_id)
    assert pane.composer.text() == ""
    screen.workspace.show_conversation(one.conversation_id)
    assert pane.composer.text() == "for one"


def test_words_that_are_on_screen_are_read(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(a_message(record.conversation_id, 1), record=record)
    screen.window.activateWindow()
    screen.bot.waitUntil(lambda: screen.link.did("mark_read") == [(record.conversation_id, 1)])


def test_a_closed_talk_can_be_read_and_not_written_to(screen: Screen) -> None:
    screen.talk(record=a_conversation(open=False, closed_by="device"))
    pane = screen.workspace.conversations.pane
    assert "closed" in texts(pane)
    assert [made.text() for made in pane.writing._buttons.values() if made.isVisible()] == ["Internal note"]
    pane.composer.set_text("the fuser again")
    screen.bot.keyClick(pane.writing.editor, Qt.Key.Key_Return)
    assert screen.link.did("send_text") == []
    assert screen.link.last(AddEntry).kind is EntryKind.NOTE
    screen.link.answer()


def test_whoever_may_not_edit_tickets_writes_nothing_into_a_closed_talk(screen: Screen) -> None:
    record = a_conversation(open=False)
    screen.sign_in(ConversationChanged(conversation=record), profile=a_profile(rights=["chat"]))
    screen.workspace.show_conversation(record.conversation_id)
    assert screen.workspace.conversations.pane.writing.isHidden()


def test_the_list_shows_the_newest_word_and_the_unread_number(screen: Screen) -> None:
    record, other = a_conversation(), a_conversation()
    screen.sign_in(ConversationChanged(conversation=record), ConversationChanged(conversation=other))
    screen.workspace.show_conversation(other.conversation_id)
    screen.link.say(stored(a_message(record.conversation_id, 1, "Are you there?")))
    model = screen.workspace.conversations.model
    index = model.index(model.row_of(record.conversation_id), 0)
    assert (model.data(index, CardRole.LINE), model.data(index, CardRole.BADGE)) == ("Are you there?", 1)


def test_closing_offers_to_rename_the_ticket(screen: Screen) -> None:
    ticket = a_ticket(title="New ticket opened from chat")
    record = a_conversation(ticket_id=ticket.ticket_id, ticket_number=ticket.number)
    screen.sign_in(TicketChanged(ticket=ticket), ConversationChanged(conversation=record))
    screen.workspace.show_conversation(record.conversation_id)
    press(screen, screen.workspace.conversations.pane, "Close")
    asked = dialog(screen, CloseDialog)
    screen.bot.keyClicks(asked.focusWidget(), "Printer")
    press(screen, asked, "Close conversation")
    assert screen.link.last(CloseConversation).ticket_title == "Printer"
    screen.link.answer()
    assert not asked.isVisible()


def test_an_untouched_title_stays(screen: Screen) -> None:
    ticket = a_ticket()
    record = a_conversation(ticket_id=ticket.ticket_id)
    screen.sign_in(TicketChanged(ticket=ticket), ConversationChanged(conversation=record))
    screen.workspace.show_conversation(record.conversation_id)
    press(screen, screen.workspace.conversations.pane, "Close")
    press(screen, dialog(screen, CloseDialog), "Close conversation")
    assert screen.link.last(CloseConversation).ticket_title == ""
    screen.link.answer()


def test_asking_a_device_shows_connecting_until_the_end_and_may_be_repeated(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()))
    screen.workspace.show_device(PC14)
    press(screen, screen.workspace.devices.panel, "Start chat")
    press(screen, dialog(screen, AskDialog), "Start chat")
    connecting = dialog(screen, ConnectingDialog)
    assert connecting.windowTitle() == "Connecting…"
    first = screen.link.last(AskDevice).request_id
    screen.link.refuse("device_offline")
    assert connecting.windowTitle() == "Not reachable"
    press(screen, connecting, "Ask again")
    assert screen.link.last(AskDevice).request_id != first
    assert connecting.windowTitle() == "Connecting…"
    screen.link.refuse("device_offline")
    press(screen, connecting, "Close")


def test_an_accepted_request_closes_its_dialog_and_opens_the_talk(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()))
    ask = screen.played.console.outgoing.ask(PC14)
    record = a_conversation()
    accepted = a_request(
        request_id=ask.request_id, state=RequestState.ACCEPTED, conversation_id=record.conversation_id, technician_id=ME
    )
    screen.link.push(RequestChanged(request=accepted), ConversationChanged(conversation=record))
    assert not [d for d in screen.window.findChildren(ConnectingDialog) if d.isVisible()]
    assert screen.workspace.current_talk() == record.conversation_id


def test_a_pending_device_is_approved_from_its_panel(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device(state=DeviceState.PENDING)))
    screen.workspace.show_device(PC14)
    press(screen, screen.workspace.devices.panel, "Approve")
    assert screen.link.last(ApproveDevice).device_id == PC14


def test_the_helpdesk_agent_is_activated_for_all_selected_devices(screen: Screen) -> None:
    other = a_device(device_id=a_request().device_id, name="PC-15")
    screen.sign_in(DeviceChanged(device=a_device()), DeviceChanged(device=other))
    screen.workspace.go_to(Place.DEVICES)
    page = screen.workspace.devices
    page.table.selectAll()
    page.bulk._helpdesk(enabled=True)
    assert screen.link.last(SetHelpdesk).device_ids == page.table.selected_ids()


def test_what_a_colleague_changed_is_not_overwritten(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket))
    screen.workspace.show_ticket(ticket.ticket_id)
    panel = screen.workspace.tickets.panel
    panel._title.setText("mine")
    screen.link.push(TicketChanged(ticket=changed(ticket, title="theirs")))
    assert panel._title.text() == "mine"
    assert "Somebody else has changed this ticket." in texts(panel)
    press(screen, panel, "Save")
    assert screen.link.last(EditTicket).version == ticket.version
    screen.link.refuse("conflict", what="ticket_changed")
    assert "save again" in texts(panel)
    press(screen, panel, "Show the new text")
    assert panel._title.text() == "theirs"


def test_only_the_changed_fields_of_a_ticket_are_saved(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket), TechnicianChanged(technician=a_technician()))
    screen.workspace.show_ticket(ticket.ticket_id)
    panel = screen.workspace.tickets.panel
    assert not panel.is_changed()
    panel._title.setText("Printer on the second floor")
    press(screen, panel, "Save")
    message = screen.link.last(EditTicket)
    assert (message.title, message.state, message.assignee_id) == ("Printer on the second floor", None, None)
    screen.link.answer()


def test_select_agent_and_apply_assigns_the_ticked_devices(screen: Screen) -> None:
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        ContactChanged(contact=a_contact()),
        DeviceChanged(device=a_device()),
    )
    screen.workspace.go_to(Place.CUSTOMERS)
    page = screen.workspace.customers
    page.table.select(GIULIA)
    press(screen, page, "Select agent")
    asked = dialog(screen, AssignDialog)
    asked._list.item(0).setCheckState(Qt.CheckState.Checked)
    press(screen, asked, "Apply")
    assert screen.link.last(AssignDevices).device_ids == [PC14]
    screen.link.answer()


def test_enabling_the_chat_is_saved_once(screen: Screen) -> None:
    screen.sign_in(SettingsChanged(settings=provider_settings(version=3)))
    screen.workspace.go_to(Place.SETTINGS)
    card = screen.workspace.settings.chat
    assert not card.save.isEnabled()
    card.enabled.setChecked(True)
    press(screen, card, "Save")
    message = screen.link.last(SaveSettings)
    assert (message.version, message.user_chat_enabled) == (3, True)
    screen.link.answer()
    screen.link.push(SettingsChanged(settings=provider_settings(version=4, user_chat_enabled=True)))
    assert not card.save.isEnabled()


def test_a_role_without_rights_sees_no_verbs_it_has_not(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()), profile=a_profile(rights=[]))
    screen.workspace.show_device(PC14)
    panel = screen.workspace.devices.panel
    assert not panel.chat.isEnabled()
    assert not panel.manage.isEnabled()
    assert screen.workspace.settings.tokens.isHidden()


def test_without_a_connection_the_console_says_so_and_stays(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    screen.played.state(LinkState.OFFLINE, "lost", retry_in_s=3.0)
    assert "No connection to the relay" in texts(screen.window)
    press(screen, screen.window, "Try now")
    assert screen.link.did("reconnect") == [None]


def test_names_are_shown_as_they_are_and_never_as_markup(screen: Screen) -> None:
    record = a_conversation(contact_name=HOSTILE, device_name=HOSTILE, customer_name=HOSTILE)
    screen.talk(a_message(record.conversation_id, 1, HOSTILE), record=record)
    screen.link.push(RequestChanged(request=a_request(contact_name=HOSTILE, reason=HOSTILE)))
    for window in (screen.window, *screen.workspace.cards.stack.toasts()):
        assert "<b>Giulia</b>" in texts(window)
        assert {label.textFormat() for label in window.findChildren(QLabel) if label.text()} == {
            Qt.TextFormat.PlainText
        }
        assert "\u202e" not in texts(window)


def test_another_language_leaves_everything_where_it_was(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(record=record)
    screen.workspace.conversations.pane.composer.set_text("unfinished")
    screen.language.set_choice("it")
    assert screen.workspace.current_talk() == record.conversation_id
    assert screen.workspace.conversations.pane.composer.text() == "unfinished"
    assert "Conversazioni" in texts(screen.window)


def test_the_it_edition_says_sites(screen: Screen) -> None:
    screen.sign_in(CustomerChanged(customer=a_customer()))
    screen.language.set_edition("it")
    screen.workspace.go_to(Place.CUSTOMERS)
    assert "Sites" in texts(screen.window)


def test_signing_out_leads_back_to_the_sign_in(screen: Screen) -> None:
    screen.sign_in()
    screen.played.console.sign_in.sign_out()
    screen.played.state(LinkState.STOPPED, "signed_out")
    assert screen.window.workspace is None
    assert "Sign in" in texts(screen.window)


@pytest.mark.parametrize("place", list(Place))
def test_every_control_has_a_name(screen: Screen, place: Place) -> None:
    screen.sign_in(DeviceChanged(device=a_device()), TicketChanged(ticket=a_ticket()))
    screen.workspace.go_to(place)
    unnamed = [
        made
        for made in screen.window.findChildren(QPushButton)
        if made.isVisible() and not (made.text() or made.accessibleName())
    ]
    assert unnamed == []


def test_a_record_replaced_by_the_relay_keeps_the_selection(screen: Screen) -> None:
    device = a_device()
    screen.sign_in(DeviceChanged(device=device))
    screen.workspace.show_device(PC14)
    screen.link.push(
        DeviceChanged(
            device=msgspec.structs.replace(device, online=False, os_sessions=[], last_seen_at=dt.datetime.now(dt.UTC))
        )
    )
    assert screen.workspace.devices.table.current_id() == PC14
    screen.bot.waitUntil(lambda: "Offline" in texts(screen.workspace.devices.panel))


def test_a_missed_request_is_kept_in_a_list_of_its_own_and_can_be_answered_late(screen: Screen) -> None:
    missed = a_request(state=RequestState.EXPIRED, remaining_ms=0)
    taken = a_request(state=RequestState.ACCEPTED, conversation_id=a_conversation().conversation_id, remaining_ms=0)
    screen.sign_in(DeviceChanged(device=a_device()), RequestChanged(request=missed), RequestChanged(request=taken))
    screen.workspace.go_to(Place.REQUESTS)
    page = screen.workspace.requests
    assert page.model.rowCount() == 2
    press(screen, page, "Missed requests  1")
    assert page.model.rowCount() == 1
    screen.workspace.show_request(missed.request_id)
    screen.bot.waitUntil(lambda: "Missed" in texts(page))
    press(screen, page, "Start chat")
    assert dialog(screen, AskDialog).isVisible()
    dialog(screen, AskDialog).reject()

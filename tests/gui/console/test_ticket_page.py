"""The list of tickets and one ticket on the whole page, over a played relay."""

import datetime as dt

import msgspec
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from shared.ids import CustomerId, DeviceKeyId, new_id
from shared.link.events import HistoryLoaded, MessageStored
from shared.protocol.base import Message
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import ContactChanged, CustomerChanged, DeviceChanged, TechnicianChanged
from shared.protocol.requests import AskDevice
from shared.protocol.tickets import (
    AddEntry,
    EditTicket,
    EntryAdded,
    EntryKind,
    HistoryRecord,
    MergeTicket,
    OpenTicket,
    Priority,
    TicketChanged,
    TicketOpened,
    TicketRecord,
    TicketState,
    TicketThread,
)
from shared.widgets.chat_model import FIRST
from tech_console.state.ticket_views import TicketView
from tech_console.views.desk_composer import Mode
from tech_console.views.new_ticket_dialog import OpenTicketDialog
from tech_console.views.rail import Place
from tech_console.views.talk_dialogs import SessionPicker
from tech_console.views.ticket_dialogs import MergeDialog, PeopleDialog, TimeDialog
from tests.gui.console.conftest import Screen, changed
from tests.support.console_records import (
    ACME,
    COLLEAGUE,
    GIULIA,
    ME,
    NOW,
    PC14,
    a_contact,
    a_conversation,
    a_customer,
    a_device,
    a_message,
    a_profile,
    a_technician,
    a_ticket,
    an_entry,
    an_os_session,
)


def press(screen: Screen, within: QWidget, text: str) -> None:
    made = next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())
    screen.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def rows(screen: Screen) -> list[str]:
    items = screen.workspace.tickets.ticket.thread_view.view.model.items()
    return [f"{item.kind}{' note' if item.is_note else ''}: {item.text}" for item in items if item.kind != "day"]


def at(minute: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minute)


def shown(screen: Screen) -> list[int]:
    model = screen.workspace.tickets.list.model
    screen.bot.waitUntil(lambda: not model.is_busy)
    return [record.number for row in range(model.rowCount()) if (record := model.record(row)) is not None]


def open_ticket(screen: Screen, ticket: TicketRecord, thread: TicketThread | None = None) -> None:
    screen.workspace.show_ticket(ticket.ticket_id)
    screen.link.answer(thread or TicketThread(re=0))


@pytest.fixture
def tickets() -> list[TicketRecord]:
    return [
        a_ticket(number=1, title="mine"),
        a_ticket(number=2, title="nobody's", assignee_id=None, assignee_name=""),
        a_ticket(number=3, title="waits", assignee_id=COLLEAGUE, state=TicketState.PENDING),
        a_ticket(number=4, title="done", state=TicketState.CLOSED),
    ]


def test_each_view_shows_its_tickets_and_their_number(screen: Screen, tickets: list[TicketRecord]) -> None:
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    screen.workspace.go_to(Place.TICKETS)
    page = screen.workspace.tickets.list
    seen = {}
    for view in TicketView:
        page.show_view(view)
        seen[view] = shown(screen)
        assert str(len(seen[view])) in page.views._buttons[view].text()
    assert seen == {
        TicketView.MINE: [1],
        TicketView.UNASSIGNED: [2],
        TicketView.OPEN: [3, 2, 1],
        TicketView.WAITING: [3],
        TicketView.CLOSED: [4],
    }


def test_words_and_qualifiers_narrow_a_view(screen: Screen, tickets: list[TicketRecord]) -> None:
    urgent = a_ticket(number=9, title="fire", priority=Priority.URGENT)
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in (*tickets, urgent)))
    screen.workspace.go_to(Place.TICKETS)
    screen.workspace.tickets.search.setText("priority:urgent")
    assert shown(screen) == [9]
    screen.workspace.tickets.search.setText("waits is:unassigned")
    assert shown(screen) == []
    screen.bot.waitUntil(lambda: "No ticket fits" in texts(screen.workspace.tickets))


def test_a_click_opens_a_ticket_and_escape_leads_back_to_its_row(screen: Screen, tickets: list[TicketRecord]) -> None:
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    screen.workspace.go_to(Place.TICKETS)
    page = screen.workspace.tickets
    shown(screen)
    rect = page.list.table.visualRect(page.list.model.index(1, 1))
    screen.bot.mouseClick(page.list.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(20, 0))
    assert page.current_id() == tickets[1].ticket_id
    screen.window.activateWindow()
    page.ticket.thread_view.view.list.setFocus()
    screen.bot.keyClick(page.ticket.thread_view.view.list, Qt.Key.Key_Escape)
    assert page.current_id() == ""
    assert page.list.table.current_id() == tickets[1].ticket_id


def test_the_thread_holds_talk_notes_replies_and_changes_by_time(screen: Screen) -> None:
    talk = a_conversation()
    ticket = a_ticket(conversation_id=talk.conversation_id, created_at=at(0), description="No paper comes out")
    screen.sign_in(ConversationChanged(conversation=talk), TicketChanged(ticket=ticket))
    screen.link.say(
        HistoryLoaded(
            conversation_id=talk.conversation_id,
            messages=[a_message(talk.conversation_id, 1, "hello", at=at(1))],
            complete=True,
            first=True,
        )
    )
    thread = TicketThread(
        re=0,
        entries=[
            an_entry("fuser?", at=at(2), ticket_id=ticket.ticket_id),
            an_entry("Please restart it", at=at(4), kind=EntryKind.REPLY, ticket_id=ticket.ticket_id),
            an_entry("", at=at(5), minutes=15, ticket_id=ticket.ticket_id),
        ],
        history=[HistoryRecord(at=at(3), who="Anna", what="state", before="open", after="pending")],
        conversations=[talk],
    )
    open_ticket(screen, ticket, thread)
    assert [row.replace("\u2068", "").replace("\u2069", "") for row in rows(screen)] == [
        "text: Printer offline\nNo paper comes out",
        "text: hello",
        "text note: fuser?",
        "event: Anna · State: Open → Pending",
        "text: Please restart it",
        "event: Marco Bianchi · 15 min",
    ]
    screen.link.push(EntryAdded(entry=an_entry("new", at=at(6), ticket_id=ticket.ticket_id)))
    assert rows(screen)[-1] == "text note: new"


def test_a_ticket_with_a_talk_of_thousands_is_made_as_far_as_somebody_scrolls(screen: Screen) -> None:
    talk = a_conversation()
    ticket = a_ticket(conversation_id=talk.conversation_id, created_at=at(0), description="No paper comes out")
    screen.sign_in(ConversationChanged(conversation=talk), TicketChanged(ticket=ticket))
    messages = [a_message(talk.conversation_id, seq, f"m{seq}", at=at(seq)) for seq in range(1, 2001)]
    screen.link.say(HistoryLoaded(conversation_id=talk.conversation_id, messages=messages, complete=True, first=True))
    note = an_entry("far up", at=at(3), ticket_id=ticket.ticket_id)
    open_ticket(screen, ticket, TicketThread(re=0, entries=[note], conversations=[talk]))
    view = screen.workspace.tickets.ticket.thread_view.view
    assert (len(rows(screen)), rows(screen)[-1]) == (FIRST, "text: m2000")
    screen.link.say(MessageStored(conversation_id=talk.conversation_id, message=a_message(talk.conversation_id, 2001)))
    changed_note = msgspec.structs.replace(note, text="far up, told anew")
    screen.link.push(EntryAdded(entry=changed_note))
    assert len(rows(screen)) == FIRST + 1
    view.go_to(ticket.ticket_id)
    screen.bot.waitUntil(lambda: view.model.row_of(ticket.ticket_id) >= 0)
    assert rows(screen)[:5] == [
        "text: Printer offline\nNo paper comes out",
        "text: m1",
        "text: m2",
        "text: m3",
        "text note: far up, told anew",
    ]


def test_a_reply_goes_into_the_open_talk_and_else_on_the_ticket(screen: Screen) -> None:
    talk = a_conversation()
    ticket = a_ticket(conversation_id=talk.conversation_id)
    screen.sign_in(ConversationChanged(conversation=talk), TicketChanged(ticket=ticket))
    open_ticket(screen, ticket)
    writing = screen.workspace.tickets.ticket.thread_view.writing
    writing.composer.set_text("in the talk")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Return)
    assert screen.link.did("send_text") == [(talk.conversation_id, "in the talk")]
    screen.link.push(ConversationChanged(conversation=changed(talk, open=False)))
    writing.composer.set_text("by mail")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Return)
    message = screen.link.last(AddEntry)
    assert (message.kind, message.text, message.ticket_id) == (EntryKind.REPLY, "by mail", ticket.ticket_id)
    screen.link.answer()


def test_a_closed_ticket_takes_notes_only_and_a_merged_one_leads_to_the_other(screen: Screen) -> None:
    main = a_ticket(number=7)
    closed = a_ticket(number=8, state=TicketState.CLOSED, merged_into=main.ticket_id, merged_number=7)
    screen.sign_in(TicketChanged(ticket=main), TicketChanged(ticket=closed))
    open_ticket(screen, closed)
    page = screen.workspace.tickets.ticket
    assert page.thread_view.writing.mode is Mode.NOTE
    assert "This ticket was merged into #7." in texts(page)
    assert not [b for b in page.side.findChildren(QPushButton) if b.text() == "Save" and b.isVisible()]
    press(screen, page.side, "Show it")
    assert page.ticket_id == main.ticket_id


def test_fields_a_colleague_changed_elsewhere_are_taken_over_and_mine_stay(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket), TechnicianChanged(technician=a_technician()))
    open_ticket(screen, ticket)
    form = screen.workspace.tickets.panel
    form._category.setText("Printers")
    screen.link.push(TicketChanged(ticket=changed(ticket, priority=Priority.HIGH, worked_min=15)))
    assert (form._boxes["priority"].value(), form._category.text()) == (Priority.HIGH, "Printers")
    assert "Somebody else" not in texts(form)
    press(screen, form, "Save")
    message = screen.link.last(EditTicket)
    assert (message.version, message.category, message.priority) == (ticket.version + 1, "Printers", None)
    screen.link.answer()


def test_assigned_and_solved_with_one_press(screen: Screen) -> None:
    ticket = a_ticket(assignee_id=None, assignee_name="")
    screen.sign_in(TicketChanged(ticket=ticket))
    open_ticket(screen, ticket)
    press(screen, screen.workspace.tickets.ticket, "Assign to me")
    assert screen.link.last(EditTicket).assignee_id == ME
    press(screen, screen.workspace.tickets.ticket, "Solve")
    assert screen.link.last(EditTicket).state is TicketState.SOLVED


def test_time_worked_is_added(screen: Screen) -> None:
    ticket = a_ticket(worked_min=75)
    screen.sign_in(TicketChanged(ticket=ticket))
    open_ticket(screen, ticket)
    screen.bot.waitUntil(lambda: "1 h 15 min" in texts(screen.workspace.tickets.ticket))
    screen.workspace.tickets.ticket.add_time()
    dialog = next(d for d in screen.window.findChildren(TimeDialog) if d.isVisible())
    dialog._minutes.setValue(25)
    press(screen, dialog, "Add time")
    assert screen.link.last(AddEntry).minutes == 25
    screen.link.answer()


def test_a_ticket_is_merged_after_a_look_at_the_other(screen: Screen) -> None:
    one, other = a_ticket(number=1), a_ticket(number=22, title="The same printer")
    foreign = a_ticket(number=222, customer_id=a_ticket().ticket_id)
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in (one, other, foreign)))
    open_ticket(screen, one)
    screen.workspace.tickets.ticket.merge()
    dialog = next(d for d in screen.window.findChildren(MergeDialog) if d.isVisible())
    press(screen, dialog, "Merge")
    assert "Please choose" in dialog.error_text()
    screen.bot.keyClicks(dialog._search, "22")
    assert dialog._list.count() == 1
    assert "The same printer" in dialog._preview.text()
    press(screen, dialog, "Merge")
    assert screen.link.last(MergeTicket).into == other.ticket_id
    screen.link.answer()


def test_a_new_ticket_takes_customer_device_and_whoever_sits_there(screen: Screen) -> None:
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        ContactChanged(contact=a_contact()),
        DeviceChanged(device=a_device(contact_ids=[GIULIA])),
    )
    screen.workspace.talking.new_ticket()
    dialog = next(d for d in screen.window.findChildren(OpenTicketDialog) if d.isVisible())
    press(screen, dialog, "Create ticket")
    assert "title" in dialog.error_text()
    dialog._title_field.setText("Toner")
    dialog._device.choose(PC14)
    press(screen, dialog, "Create ticket")
    message = screen.link.last(OpenTicket)
    assert (message.customer_id, message.device_id, message.contact_id) == (ACME, PC14, GIULIA)
    screen.link.push(TicketChanged(ticket=a_ticket(ticket_id=message.ticket_id)))
    screen.link.answer(TicketOpened(re=0, ticket_id=message.ticket_id, number=5))
    assert screen.workspace.tickets.current_id() == message.ticket_id


def test_several_tickets_are_assigned_at_once(screen: Screen, tickets: list[TicketRecord]) -> None:
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    screen.workspace.go_to(Place.TICKETS)
    page = screen.workspace.tickets.list
    shown(screen)
    page.table.selectAll()
    assert "3 tickets selected" in texts(page)
    page._fill_people()
    page._people.actions()[0].trigger()
    for done in range(1, 4):
        assert screen.link.count(EditTicket) == done
        assert screen.link.last(EditTicket).assignee_id == ME
        screen.link.answer()


@pytest.fixture
def followed() -> list[Message]:
    """Anna follows Acme; two tickets of hers and one of another customer."""
    return [
        CustomerChanged(customer=a_customer(owner_id=COLLEAGUE)),
        TechnicianChanged(technician=a_technician(technician_id=ME, name="Aldo Neri")),
        TechnicianChanged(technician=a_technician()),
        TicketChanged(ticket=a_ticket(number=1)),
        TicketChanged(ticket=a_ticket(number=2)),
        TicketChanged(ticket=a_ticket(number=3, customer_id=CustomerId(new_id()))),
    ]


def test_who_follows_the_customer_stands_first_and_is_marked_among_the_assignees(
    screen: Screen, followed: list[Message]
) -> None:
    # H-14
    screen.sign_in(*followed)
    ticket = next(iter(screen.played.console.world.snapshot.tickets.values()))
    open_ticket(screen, ticket)
    box = screen.workspace.tickets.ticket.side.form._boxes["assignee_id"]
    names = [box.itemText(row) for row in range(box.count())]
    assert names == ["Nobody", "Anna Verdi · follows the customer", "Aldo Neri"]
    box.choose(COLLEAGUE)
    assert box.shown_words().startswith("Anna Verdi")
    assert box.shown_words().endswith("…")


@pytest.mark.parametrize(
    ("selected", "name"), [({1, 2}, "Anna Verdi · follows the customer"), ({1, 2, 3}, "Anna Verdi")]
)
def test_among_those_for_several_tickets_only_who_follows_all_is_marked(
    screen: Screen, followed: list[Message], selected: set[int], name: str
) -> None:
    screen.sign_in(*followed)
    screen.workspace.go_to(Place.TICKETS)
    page = screen.workspace.tickets.list
    numbers = shown(screen)
    for number in selected:
        page.table.selectionModel().select(
            page.model.index(numbers.index(number), 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    page._fill_people()
    assert [action.text() for action in page._people.actions()][-1] == name


def test_a_role_that_may_not_edit_reads_everything_and_changes_nothing(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket), profile=a_profile(rights=["chat"]))
    open_ticket(screen, ticket)
    page = screen.workspace.tickets.ticket
    assert page.thread_view.writing.isHidden()
    assert page.side.form._title.isReadOnly()
    assert not any(box.isEnabled() for box in page.side.form._boxes.values())


def test_a_thread_that_could_not_be_read_says_so_and_is_tried_again(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket))
    screen.workspace.show_ticket(ticket.ticket_id)
    screen.link.refuse("unavailable")
    page = screen.workspace.tickets.ticket
    assert "not available right now" in texts(page)
    press(screen, page, "Try again")
    screen.link.answer(TicketThread(re=0, entries=[an_entry("here", ticket_id=ticket.ticket_id)]))
    assert rows(screen) == ["text note: here"]
    assert "not available right now" not in texts(page)


def test_where_two_are_signed_in_the_technician_says_whom_the_ticket_is_about(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = a_ticket()
    other = an_os_session(DeviceKeyId(new_id()), "luca", state="locked")
    screen.sign_in(TicketChanged(ticket=ticket), DeviceChanged(device=a_device(os_sessions=[an_os_session(), other])))
    open_ticket(screen, ticket)

    def choose(picker: SessionPicker) -> int:
        words = [made.text() for made in picker._group.buttons()]
        assert words[1:] == ["giulia · Active now", "luca · Locked"]
        picker._group.buttons()[2].setChecked(True)
        return 1

    monkeypatch.setattr(SessionPicker, "exec", choose)
    press(screen, screen.workspace.tickets.ticket, "Start chat")
    message = screen.link.last(AskDevice)
    assert (message.ticket_id, message.device_key_id) == (ticket.ticket_id, other.device_key_id)
    screen.link.refuse("device_offline")


def test_hostile_words_in_a_ticket_stay_words(screen: Screen) -> None:
    hostile = "<b>x</b> & <img src=y>\u202egpj.exe"
    ticket = a_ticket(
        title=hostile, contact_name=hostile, category=hostile, description=hostile, snapshot={"host": hostile}
    )
    screen.sign_in(TicketChanged(ticket=ticket))
    history = [HistoryRecord(at=NOW, who=hostile, what="title", before=hostile, after=hostile)]
    open_ticket(screen, ticket, TicketThread(re=0, entries=[an_entry(hostile, author_name=hostile)], history=history))
    page = screen.workspace.tickets.ticket
    screen.bot.waitUntil(lambda: "<b>x</b>" in texts(page))
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert not [label for label in labels if "\u202e" in label.text()]


def test_a_ticket_is_given_another_requester_or_none(screen: Screen) -> None:
    ticket = a_ticket(contact_id=None, contact_name="")
    screen.sign_in(TicketChanged(ticket=ticket), ContactChanged(contact=a_contact()), DeviceChanged(device=a_device()))
    open_ticket(screen, ticket)
    screen.workspace.tickets.ticket.change_people()
    dialog = next(d for d in screen.window.findChildren(PeopleDialog) if d.isVisible())
    dialog._contact.choose(GIULIA)
    dialog._device.choose(None)
    press(screen, dialog, "Save")
    message = screen.link.last(EditTicket)
    assert (message.contact_id, message.device_id, message.clear) == (GIULIA, None, ["device_id"])
    screen.link.answer()
    assert not dialog.isVisible()

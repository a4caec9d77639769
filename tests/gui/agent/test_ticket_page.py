import datetime as dt

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from endpoint_agent.views.ticket_page import TicketPage
from shared.ids import EntryId, new_id
from shared.protocol.chat import ConversationChanged
from shared.protocol.tickets import (
    AddEntry,
    EntryAdded,
    EntryKind,
    EntryRecord,
    TicketChanged,
    TicketRecord,
    TicketState,
    TicketThread,
)
from tests.gui.agent.conftest import Screen
from tests.support import agent_events as e

TICKET = msgspec.structs.replace(e.ticket_of(7, "It burns"), description="The printer is on fire")


def an_entry(text: str, minutes: int = 5) -> EntryRecord:
    return EntryRecord(
        entry_id=EntryId(new_id()),
        customer_id=e.CUSTOMER,
        kind=EntryKind.REPLY,
        at=e.NOW + dt.timedelta(minutes=minutes),
        text=text,
        author_id=e.ANNA,
        author_name="Anna Conti",
        ticket_id=TICKET.ticket_id,
    )


@pytest.fixture
def page(screen: Screen) -> TicketPage:
    return open_page(screen, TICKET)


def open_page(screen: Screen, ticket: TicketRecord) -> TicketPage:
    screen.link.say(e.opened(settings={"agent.started": "yes"}), *e.ready(), e.received(TicketChanged(ticket=ticket)))
    screen.desktop.show_ticket(ticket.ticket_id)
    assert screen.desktop.window is not None
    return screen.desktop.window.ticket


def rows(page: TicketPage) -> list[str]:
    model = page.view.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_description_answers_and_own_replies_stand_in_one_thread(page: TicketPage, screen: Screen) -> None:
    screen.link.answer(TicketThread(re=1, entries=[an_entry("We come at three")]))
    QTest.keyClicks(page.composer._edit, "Thank you")
    QTest.keyClick(page.composer._edit, Qt.Key.Key_Return)
    said = "\n".join(rows(page))
    assert said.index("on fire") < said.index("at three") < said.index("Thank you")
    assert screen.link.last(AddEntry).text == "Thank you"


def test_an_answer_leads_to_the_thread_by_its_toast(screen: Screen) -> None:
    screen.link.say(e.opened(settings={"agent.started": "yes"}), *e.ready(), e.received(TicketChanged(ticket=TICKET)))
    answered = msgspec.structs.replace(TICKET, version=2, answered_at=e.NOW)
    screen.link.say(e.received(EntryAdded(entry=an_entry("Look now"))), e.received(TicketChanged(ticket=answered)))
    (toast,) = screen.desktop.news._stack.toasts()
    assert toast.windowTitle() == "Your ticket #7 has an answer"
    assert screen.p.tickets.unread() == 1
    toast.acted.emit("show")
    assert screen.desktop.window is not None
    assert screen.desktop.window.ticket.isVisible()
    assert screen.p.tickets.unread() == 0


def test_a_refused_reply_stays_in_the_thread_and_can_be_sent_again(page: TicketPage, screen: Screen) -> None:
    page.composer.send_requested.emit("Thank you")
    screen.link.refuse("forbidden", why="closed_ticket")
    assert "closed for good" in page.banner.text()
    (reply,) = screen.p.threads.waiting()
    page.view.retry_requested.emit(reply.entry_id)
    assert screen.link.count(AddEntry) == 2


def test_a_reply_waits_for_the_connection_in_the_thread(page: TicketPage, screen: Screen) -> None:
    screen.link.say(e.offline())
    page.composer.send_requested.emit("Thank you")
    assert screen.link.count(AddEntry) == 0
    assert "Thank you" in "\n".join(rows(page))


def test_an_unfinished_reply_is_there_again(page: TicketPage, screen: Screen) -> None:
    page.composer.set_text("I think")
    page.back_clicked.emit()
    screen.desktop.show_ticket(TICKET.ticket_id)
    assert page.composer.text() == "I think"


def test_where_its_conversation_is_open_a_reply_belongs_there(screen: Screen) -> None:
    record = e.conversation_of(ticket_number=7)
    ticket = msgspec.structs.replace(TICKET, conversation_id=record.conversation_id)
    page = open_page(screen, ticket)
    screen.link.say(e.received(ConversationChanged(conversation=record)))
    page.refresh()
    assert page.talk.isVisible()
    page.composer.send_requested.emit("Thank you")
    assert screen.link.did("send_text") == [(record.conversation_id, "Thank you")]
    assert screen.desktop.window is not None
    assert screen.desktop.window.page.isVisible()


def test_a_closed_ticket_offers_a_new_one(screen: Screen, qtbot: QtBot) -> None:
    page = open_page(screen, msgspec.structs.replace(TICKET, state=TicketState.CLOSED))
    assert not page.composer.isVisible()
    page._new.click()
    form = screen.desktop.dialogs.shown("ticket")
    assert form is not None
    assert form.isVisible()

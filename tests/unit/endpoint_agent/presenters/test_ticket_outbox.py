import datetime as dt

import msgspec
import pytest

from endpoint_agent.presenters.ticket_outbox import MOST, TicketOutbox, WaitingTicket
from shared.errors import OutboxFull
from shared.ids import TicketId, new_id
from shared.link.events import SettingSaved
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def outbox(qapp: object, link: FakeLink) -> TicketOutbox:
    return opened_on(link)


def opened_on(link: FakeLink) -> TicketOutbox:
    made = TicketOutbox(link)
    link.listen(made.handle)
    link.say(e.opened(settings=dict(link.settings)))
    return made


def a_ticket(title: str = "It burns") -> WaitingTicket:
    return WaitingTicket(ticket_id=TicketId(new_id()), title=title, description="", at=dt.datetime.now(dt.UTC))


def test_a_ticket_is_on_disk_before_it_is_sent(outbox: TicketOutbox, link: FakeLink) -> None:
    link.say(*e.ready())
    outbox.put(a_ticket())
    assert "It burns" in link.settings["desk.tickets"]
    assert link.last(OpenTicket).title == "It burns"


def test_a_ticket_survives_a_restart_and_keeps_its_id(outbox: TicketOutbox, link: FakeLink) -> None:
    ticket = a_ticket()
    outbox.put(ticket)
    later = opened_on(link)
    link.say(*e.ready())
    assert [kept.ticket_id for kept in later.all()] == [ticket.ticket_id]
    assert link.last(OpenTicket).ticket_id == ticket.ticket_id


def test_a_ticket_waits_only_once_it_is_on_disk(qapp: object) -> None:
    class SlowLink(FakeLink):
        def save_setting(self, key: str, value: str) -> None:
            self.settings[key] = value

    link = SlowLink()
    outbox = opened_on(link)
    told: list[str] = []
    outbox.waits.connect(told.append)
    ticket = a_ticket()
    outbox.put(ticket)
    assert told == []
    link.say(SettingSaved(key="desk.tickets"))
    assert told == [ticket.ticket_id]


def test_an_answered_ticket_is_opened_once_and_forgotten(outbox: TicketOutbox, link: FakeLink) -> None:
    numbers: list[int] = []
    outbox.opened.connect(lambda _, number: numbers.append(number))
    link.say(*e.ready())
    ticket = a_ticket()
    outbox.put(ticket)
    record = msgspec.structs.replace(e.ticket_of(12, "It burns"), ticket_id=ticket.ticket_id)
    link.say(e.received(TicketChanged(ticket=record)))
    link.answer(TicketOpened(re=1, ticket_id=ticket.ticket_id, number=12))
    assert numbers == [12]
    assert outbox.all() == []


def test_a_refused_ticket_waits_for_the_person(outbox: TicketOutbox, link: FakeLink) -> None:
    link.say(*e.ready())
    ticket = a_ticket()
    outbox.put(ticket)
    link.refuse("forbidden", why="waiting_for_approval")
    assert [kept.code for kept in outbox.all()] == ["forbidden"]
    link.say(e.offline(), *e.ready())
    assert link.count(OpenTicket) == 1
    outbox.retry(ticket.ticket_id)
    assert link.count(OpenTicket) == 2
    assert outbox.all()[0].code == ""


def test_only_a_ticket_the_relay_cannot_have_may_be_taken_out(outbox: TicketOutbox, link: FakeLink) -> None:
    ticket = a_ticket()
    outbox.put(ticket)
    assert outbox.forget(ticket.ticket_id) == ticket
    outbox.put(ticket)
    link.say(*e.ready())
    assert outbox.forget(ticket.ticket_id) is None
    link.refuse("unavailable", why="no_answer")
    assert outbox.forget(ticket.ticket_id) is None
    outbox.stop()


def test_several_tickets_go_in_the_order_they_were_written(outbox: TicketOutbox, link: FakeLink) -> None:
    outbox.put(a_ticket("first"))
    outbox.put(a_ticket("second"))
    link.say(*e.ready())
    assert [message.title for _, message in link.asked if isinstance(message, OpenTicket)] == ["first", "second"]


def test_one_ticket_too_many_is_refused_and_not_dropped(outbox: TicketOutbox) -> None:
    for _ in range(MOST):
        outbox.put(a_ticket())
    with pytest.raises(OutboxFull):
        outbox.put(a_ticket())
    assert len(outbox.all()) == MOST


def test_what_cannot_be_read_counts_as_nothing(qapp: object, link: FakeLink) -> None:
    link.settings["desk.tickets"] = '[{"of": "a later version"}]'
    assert opened_on(link).all() == []

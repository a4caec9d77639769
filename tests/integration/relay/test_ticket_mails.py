"""Who is mailed about tickets, how often, and what becomes of it with a real mail server (H-07, H-09, H-10)."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from relay.adapters.mail_pump import MailPump
from relay.db import tables
from relay.net.reader import Reader
from relay.services.orders import MailSent, PutSetting, SetTechnicianActive, SetTechnicianMail
from relay.writer.wire import Outcome
from shared.ids import ContactId, CustomerId, EntryId, GroupId, MailId, ServiceId, TicketId, new_id
from shared.limits import TICKET_MAILS_PER_ADDRESS_PER_H
from shared.protocol.base import Message
from shared.protocol.directory import SaveContact
from shared.protocol.identity import SendIdentityToken
from shared.protocol.routing import SaveGroup, SaveService, SetMailNotices
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, OpenTicket
from shared.tasks import spawn
from tests.support.office import LOCAL, RELAY, Agent, Office, Person
from tests.support.ports import LOOPBACK
from tests.support.smtp_sink import Mode, SmtpSink
from tests.support.waiting import until_async

ExpectLog = Callable[..., Any]


@pytest.fixture(autouse=True)
def server(office: Office) -> None:
    """Let there be a mail server; who really sends uses its own."""
    office.done(LOCAL, PutSetting(key="smtp_host", value='"mail.example"'))


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer()


@pytest.fixture
def giulia(office: Office, acme: CustomerId) -> Agent:
    agent = office.agent(acme, known=False)
    office.contact(acme, agent, e_mail="giulia@acme.example")
    return agent


def leave(office: Office, who: Agent, **more: Any) -> TicketId:
    ticket_id = TicketId(new_id())
    office.done(who, OpenTicket(ref=1, ticket_id=ticket_id, title="Stampante ferma", **more))
    return ticket_id


def replies(office: Office, who: Person, ticket: TicketId, text: str = "Provi ora") -> None:
    entry_id = EntryId(new_id())
    office.done(who, AddEntry(ref=1, entry_id=entry_id, kind=EntryKind.REPLY, text=text, ticket_id=ticket))


def addressed(office: Office) -> list[str]:
    return [row.recipient for row in office.mails()]


def address(person: Person) -> str:
    return f"{person.technician_id}@provider.example"


# To whom.


def test_all_who_may_work_on_a_ticket_from_the_tray_are_mailed_at_once(
    office: Office, anna: Person, giulia: Agent
) -> None:
    # H-07
    office.technician("Limited", customers=[office.customer("Beta")])
    office.technician("Reader", role="read_only")
    gone = office.technician("Gone")
    office.done(LOCAL, SetTechnicianActive(technician_id=gone.technician_id, active=False))
    leave(office, giulia)
    (mail,) = office.mails()
    assert (mail.recipient, mail.template, mail.next_attempt_at) == (address(anna), "ticket_new", office.clock.now())


def test_of_a_service_with_groups_only_its_technicians_are_mailed(office: Office, anna: Person, giulia: Agent) -> None:
    bruno, group_id, service_id = office.technician("Bruno"), GroupId(new_id()), ServiceId(new_id())
    office.done(LOCAL, SaveGroup(ref=1, group_id=group_id, name="Rete", technician_ids=[bruno.technician_id]))
    office.done(LOCAL, SaveService(ref=1, service_id=service_id, name="Stampa", group_ids=[group_id]))
    leave(office, giulia, service_id=service_id)
    assert addressed(office) == [address(bruno)]


def test_who_wants_no_mail_gets_none(office: Office, anna: Person, giulia: Agent) -> None:
    office.done(anna, SetMailNotices(ref=1, wanted=False))
    leave(office, giulia)
    assert addressed(office) == []
    office.done(LOCAL, SetTechnicianMail(technician_id=anna.technician_id, wanted=True))
    leave(office, giulia)
    assert addressed(office) == [address(anna)]


def test_nobody_is_mailed_of_a_ticket_that_began_with_a_technician(office: Office, anna: Person, giulia: Agent) -> None:
    office.done(anna, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", customer_id=giulia.customer_id))
    office.talk(giulia, anna)
    office.passes(120)
    office.wakes()
    assert len(office.tickets()) == 2
    assert addressed(office) == []


def test_the_contact_is_mailed_of_a_reply_and_never_of_a_note_or_of_their_own_words(
    office: Office, anna: Person, giulia: Agent
) -> None:
    # H-09
    ticket = leave(office, giulia)
    for who, kind in ((anna, EntryKind.NOTE), (giulia, EntryKind.REPLY), (anna, EntryKind.REPLY)):
        office.done(who, AddEntry(ref=1, entry_id=EntryId(new_id()), kind=kind, text="x", ticket_id=ticket))
    mails = [(row.recipient, row.thread) for row in office.mails() if row.template == "ticket_reply"]
    assert mails == [("giulia@acme.example", ticket)]


def test_an_address_that_somebody_only_claims_gets_no_mail_about_tickets(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    stranger = office.agent(acme, known=False)
    claim = SendIdentityToken(ref=1, first_name="G", last_name="V", e_mail="boss@acme.example", language="it")
    office.answer(stranger, claim, Message)
    ticket = leave(office, stranger)
    replies(office, anna, ticket)
    assert [row.template for row in office.mails() if row.recipient == "boss@acme.example"] == ["identity_token"]


def test_without_a_mail_server_nothing_waits_for_one(office: Office, anna: Person, giulia: Agent) -> None:
    office.done(LOCAL, PutSetting(key="smtp_host", value='""'))
    replies(office, anna, leave(office, giulia))
    assert office.mails() == []


# How often.


def test_a_burst_of_replies_is_one_mail_at_once_and_one_for_the_rest(
    office: Office, anna: Person, giulia: Agent
) -> None:
    ticket = leave(office, giulia)
    for number in range(5):
        replies(office, anna, ticket, f"{number}")
        office.passes(20)
    first, rest = (row for row in office.mails() if row.template == "ticket_reply")
    assert (first.params.count("-") // 4, rest.params.count("-") // 4) == (1, 4)
    assert (rest.next_attempt_at - first.next_attempt_at).total_seconds() == 300


def test_many_new_tickets_are_few_mails(office: Office, anna: Person, giulia: Agent) -> None:
    for _ in range(8):
        leave(office, giulia)
        office.passes(10)
    assert len(office.mails()) == 2


def test_what_one_mail_has_no_room_for_is_counted(office: Office, anna: Person, giulia: Agent) -> None:
    for _ in range(24):
        leave(office, giulia)
    second = json.loads(office.mails()[1].params)
    assert (len(second["items"]), second["more"]) == (20, 3)


def test_no_address_gets_more_than_a_dozen_an_hour_about_however_many_tickets(
    office: Office, anna: Person, giulia: Agent
) -> None:
    office.done(anna, SetMailNotices(ref=1, wanted=False))
    start = office.clock.now()
    tickets = [leave(office, giulia) for _ in range(TICKET_MAILS_PER_ADDRESS_PER_H + 3)]
    for ticket in tickets:
        replies(office, anna, ticket)
    due = [(row.next_attempt_at - start).total_seconds() for row in office.mails()]
    assert due == [0] * TICKET_MAILS_PER_ADDRESS_PER_H + [3600] * 3


def test_a_mail_that_has_left_is_not_added_to(office: Office, anna: Person, giulia: Agent) -> None:
    ticket = leave(office, giulia)
    replies(office, anna, ticket)
    for row in office.mails():
        office.done(RELAY, MailSent(mail_id=MailId(row.id)))
    office.passes(600)
    replies(office, anna, ticket)
    states = [row.state for row in office.mails() if row.template == "ticket_reply"]
    assert states == ["sent", "waiting"]


# What leaves.


@asynccontextmanager
async def pumping(office: Office, sink: SmtpSink) -> AsyncIterator[MailPump]:
    settings = {
        "smtp_host": LOOPBACK,
        "smtp_port": sink.port,
        "smtp_security": "plain",
        "smtp_from": "desk@example.org",
    }
    for key, value in settings.items():
        office.done(LOCAL, PutSetting(key=key, value=f'"{value}"' if isinstance(value, str) else str(value)))

    async def order(message: Message) -> Outcome:
        return office.commit([(RELAY, message)]).outcomes[0]

    pump = MailPump(Reader(office.reader), order, office.clock)
    task = spawn(pump.run(), name="pump")
    try:
        yield pump
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def states(office: Office) -> list[str]:
    return [row.state for row in office.mails()]


async def test_technician_and_contact_get_their_mails_in_the_relays_language(
    office: Office, anna: Person, giulia: Agent
) -> None:
    office.done(LOCAL, PutSetting(key="language", value='"it"'))
    ticket = leave(office, giulia, description="righe nere")
    replies(office, anna, ticket, "Cambi il toner <b>")
    with SmtpSink() as sink:
        async with pumping(office, sink):
            await until_async(lambda: states(office) == ["sent", "sent"])
        to_anna = sink.wait_for(lambda mail: mail.recipients == (address(anna),))
        to_giulia = sink.wait_for(lambda mail: mail.recipients == ("giulia@acme.example",))
    assert to_anna.parse()["Subject"] == "[#1] Nuovo ticket: Stampante ferma"
    assert "righe nere" in to_anna.text()
    assert to_giulia.parse()["Subject"] == "[#1] Risposta al tuo ticket: Stampante ferma"
    assert "Anna Neri:\n\nCambi il toner <b>" in to_giulia.text().replace("\r", "")
    assert "<b>" not in to_giulia.text("html")
    assert to_giulia.parse()["References"] == to_anna.parse()["References"] == f"<ticket-{ticket}@sportello>"
    assert [row.params for row in office.mails()] == ["{}", "{}"]


async def test_a_refusal_for_now_keeps_the_mail_and_the_same_id(
    office: Office, anna: Person, giulia: Agent, expect_log: ExpectLog
) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text=r"text refused 452")
    leave(office, giulia)
    with SmtpSink() as sink:
        sink.mode = Mode.TRY_LATER
        async with pumping(office, sink) as pump:
            await until_async(lambda: office.mails()[0].attempts == 1)
            sink.mode = Mode.OK
            office.passes(5)
            pump.wake()
            await until_async(lambda: states(office) == ["sent"])
        (mail,) = sink.mails
    assert mail.parse()["Message-ID"] == office.mails()[0].message_id


async def test_a_refusal_for_good_stands_in_the_tickets_history(
    office: Office, anna: Person, giulia: Agent, expect_log: ExpectLog
) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text=r"recipient refused 550")
    office.done(anna, SetMailNotices(ref=1, wanted=False))
    replies(office, anna, leave(office, giulia))
    with SmtpSink() as sink:
        sink.mode = Mode.REFUSE
        async with pumping(office, sink):
            await until_async(lambda: states(office) == ["failed"])
    lines = office.rows(sa.select(tables.ticket_history).order_by(tables.ticket_history.c.number))
    assert [(row.what, row.after) for row in lines][-1] == ("mail_failed", "giulia@acme.example")


async def test_a_mail_in_doubt_is_sent_again_as_the_same_mail(
    office: Office, anna: Person, giulia: Agent, expect_log: ExpectLog
) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="connection lost")
    leave(office, giulia)
    with SmtpSink() as sink:
        sink.mode = Mode.DROP
        async with pumping(office, sink) as pump:
            await until_async(lambda: office.mails()[0].attempts == 1)
            sink.mode = Mode.OK
            office.passes(5)
            pump.wake()
            await until_async(lambda: states(office) == ["sent"])
        ids = {mail.parse()["Message-ID"] for mail in sink.mails}
    assert ids == {office.mails()[0].message_id}


async def test_replies_are_not_sent_to_somebody_who_is_not_the_contact_any_more(
    office: Office, anna: Person, giulia: Agent, acme: CustomerId, expect_log: ExpectLog
) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="nothing to say any more")
    office.done(anna, SetMailNotices(ref=1, wanted=False))
    ticket = leave(office, giulia)
    replies(office, anna, ticket)
    (row,) = office.tickets()
    other = office.contact(acme)
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=row.version, contact_id=other))
    with SmtpSink() as sink:
        async with pumping(office, sink):
            await until_async(lambda: states(office) == ["failed"])
        assert sink.mails == ()


async def test_a_changed_address_gets_what_was_not_sent_to_the_old_one_only_with_the_next_reply(
    office: Office, anna: Person, giulia: Agent, expect_log: ExpectLog
) -> None:
    expect_log("relay.adapters.mail_pump", logging.WARNING, text="nothing to say any more")
    office.done(anna, SetMailNotices(ref=1, wanted=False))
    ticket = leave(office, giulia)
    replies(office, anna, ticket)
    (contact,) = office.contacts()
    change = SaveContact(
        ref=1, contact_id=ContactId(contact.id), customer_id=giulia.customer_id, first_name="Giulia",
        last_name="Verdi", e_mail="new@acme.example",
    )  # fmt: skip
    office.done(anna, change)
    replies(office, anna, ticket, "ancora")
    with SmtpSink() as sink:
        async with pumping(office, sink):
            await until_async(lambda: sorted(states(office)) == ["failed", "sent"])
        assert [mail.recipients for mail in sink.mails] == [("new@acme.example",)]

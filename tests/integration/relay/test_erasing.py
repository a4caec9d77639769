"""Erasing one person, and what is old enough (L12): nothing of it is left in any table, and clients are told to forget it."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.engine import sqlite_library
from relay.db.gate import Gate
from relay.db.schema import metadata
from relay.db.unit_of_work import Hint, Topic
from relay.domain.scope import RELAY_SCOPE, Role, technician_scope
from relay.net import erasures
from relay.net.exporting import page
from relay.services.erasing import ERASED_TITLE
from relay.services.orders import KeepHouse
from shared.errors import NotFound
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    EntryId,
    FileId,
    TechnicianId,
    TicketId,
    new_id,
)
from shared.protocol.chat import CloseConversation
from shared.protocol.directory import AssignDevices, EnrolmentPolicy, SaveContact, SaveCustomer
from shared.protocol.identity import SendIdentityToken
from shared.protocol.people import EraseContact, Erased, ExportContact
from shared.protocol.requests import AcceptRequest, AskTechnician
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, OpenTicket, TicketState
from shared.protocol.transfers import FileState
from tests.support.office import LOCAL, RELAY, Office, Voice

CANARY = "canarino"


class Life:
    """Somebody of whom there is everything that can be: each place holds the canary."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.anna = office.technician()
        self.customer = office.customer()
        self.agent = office.agent(self.customer, known=False)
        self.contact = ContactId(new_id())
        office.done(self.anna, self._contact(self.contact, CANARY))
        confirm = SendIdentityToken(
            ref=1, first_name=CANARY, last_name=CANARY, e_mail=f"{CANARY}@casa.example", language="it"
        )
        office.done(self.agent, confirm)
        office.done(self.anna, AssignDevices(ref=1, contact_id=self.contact, device_ids=[self.agent.device_id]))
        asked = AskTechnician(ref=1, request_id=ChatRequestId(new_id()), reason=CANARY)
        office.done(self.agent, asked)
        self.talk = self._talk(asked)
        self.ticket = TicketId(new_id())
        office.done(
            self.anna,
            OpenTicket(ref=1, ticket_id=self.ticket, title=CANARY, description=CANARY, conversation_id=self.talk),
        )
        self.tray = TicketId(new_id())
        office.done(self.agent, OpenTicket(ref=1, ticket_id=self.tray, title=CANARY, snapshot={"user": CANARY}))
        for where in ({"ticket_id": self.tray}, {"conversation_id": self.talk}):
            entry = AddEntry(ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text=CANARY, **where)
            office.done(self.anna, entry)
        self.file = self._file()

    def _contact(self, contact: ContactId, name: str) -> SaveContact:
        return SaveContact(
            ref=1, contact_id=contact, customer_id=self.customer, first_name=name, last_name=name,
            e_mail=f"{name}@acme.example", other_e_mails=[f"{name}@casa.example"],
        )  # fmt: skip

    def _talk(self, asked: AskTechnician) -> ConversationId:
        talk = ConversationId(new_id())
        self.office.done(self.anna, AcceptRequest(ref=1, request_id=asked.request_id, conversation_id=talk))
        voice = Voice(talk)
        self.office.say_together([(self.agent, voice.say(f"{CANARY} {number}")) for number in range(3)])
        return talk

    def _file(self) -> FileId:
        file_id = FileId(new_id())
        row = {
            "customer_id": self.customer, "id": file_id, "stored_as": new_id(), "name": f"{CANARY}.pdf", "size": 1,
            "sha256": "0" * 64, "state": FileState.READY, "has_bytes": True, "kind": "pdf", "media_type": "x",
            "signer": "", "refused": "", "from_device": True, "sender_id": self.agent.key_id, "sender_name": CANARY,
            "conversation_id": self.talk, "ticket_id": None, "offered_at": self.office.clock.now(),
            "touched_at": self.office.clock.now(), "ended_at": None,
        }  # fmt: skip
        with self.office.engine.begin() as connection:
            Gate(connection, RELAY_SCOPE).insert(sa.insert(tables.file), row)
        return file_id

    def ends(self) -> None:
        """Close what is open."""
        self.office.done(self.anna, CloseConversation(ref=1, conversation_id=self.talk))

    def erased(self) -> Erased:
        """Close and erase."""
        self.ends()
        return self.office.answer(self.anna, EraseContact(ref=1, contact_id=self.contact), Erased)


@pytest.fixture
def life(office: Office) -> Life:
    return Life(office)


def places(office: Office, word: str) -> Iterator[str]:
    """Return every column of every table in which the word stands."""
    with office.reader.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings():  # noqa: S608 - our own names
                yield from (f"{table.name}.{name}" for name, value in row.items() if word in str(value))


def test_the_canary_is_everywhere_before(life: Life) -> None:
    # The control: a scan that finds nothing proves something only if it found much.
    found = set(places(life.office, CANARY))
    assert len(found) >= 15
    assert {name.partition(".")[0] for name in found} >= {
        "contact", "contact_address", "message", "ticket", "ticket_entry", "identity_token", "mail_outbox", "file",
        "chat_request",
    }  # fmt: skip


def test_nothing_of_an_erased_person_is_left_in_any_table(life: Life) -> None:
    gone = life.erased()
    assert (gone.conversations, gone.tickets, gone.files) == (1, 2, 1)
    assert gone.messages >= 4
    assert list(places(life.office, CANARY)) == []


def test_what_is_overwritten_is_not_left_in_unused_pages(life: Life) -> None:
    life.erased()
    life.office.close()
    connection = sqlite_library().connect(str(life.office.config.database))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert CANARY.encode() not in life.office.config.database.read_bytes()
    life.office.reopen()


def test_the_tickets_of_an_erased_person_keep_number_times_and_assignee(life: Life) -> None:
    before = life.office.tickets()
    life.erased()
    after = life.office.tickets()
    kept = ("id", "number", "customer_id", "device_id", "assignee_id", "created_at")
    assert [[getattr(row, name) for name in kept] for row in after] == [
        [getattr(row, name) for name in kept] for row in before
    ]
    assert {(row.title, row.state, row.contact_id) for row in after} == {(ERASED_TITLE, TicketState.CLOSED, None)}


def test_that_it_was_done_is_on_record_and_by_whom(life: Life) -> None:
    life.erased()
    (row,) = life.office.rows(sa.select(tables.audit_event).where(tables.audit_event.c.action == "contact.erased"))
    assert (row.actor_id, row.object_id) == (life.anna.technician_id, life.contact)
    assert json.loads(row.detail)["messages"] >= 4


def test_nobody_is_erased_in_the_middle_of_a_talk(life: Life) -> None:
    assert life.office.refusal(life.anna, EraseContact(ref=1, contact_id=life.contact)).params == {"what": "talk_open"}
    assert CANARY in life.office.texts(life.talk)[0]


def test_what_belongs_to_others_stays(life: Life) -> None:
    office = life.office
    other = office.agent(life.customer)
    talk = office.talk(other, life.anna)
    office.done(other, Voice(talk).say("resta"))
    others = len(office.contacts())
    life.erased()
    assert office.texts(talk) == ["resta"]
    assert len(office.contacts()) == others - 1


@pytest.mark.parametrize("role", ["technician", "supervisor", "read_only"])
def test_only_who_may_erases_and_exports(life: Life, role: str) -> None:
    person = life.office.technician(role=role)
    for order in (EraseContact(ref=1, contact_id=life.contact), ExportContact(ref=1, contact_id=life.contact)):
        assert life.office.refusal(person, order).params == {"why": "role"}


# Export.


def exported(life: Life, customers: frozenset[CustomerId] | None = None) -> list[dict[str, object]]:
    scope = technician_scope(technician_id=TechnicianId(new_id()), name="x", role=Role.OWNER, customers=customers)
    lines: list[str] = []
    after, is_more = 0, True
    with life.office.reader.connect() as connection:
        while is_more:
            found = page(Gate(connection, scope), ExportContact(ref=1, contact_id=life.contact, after=after))
            lines += found.lines
            after, is_more = found.next, bool(found.next)
    return [json.loads(line) for line in lines]


def test_an_export_holds_everything_about_the_person_and_no_secret(life: Life) -> None:
    lines = exported(life)
    kinds = [str(line["record"]) for line in lines]
    expected = {"contact", "address", "device", "conversation", "message", "ticket", "entry", "file", "mail"}
    assert set(kinds) == expected
    assert kinds.count("message") >= 4
    assert "hash" not in json.dumps(lines)
    life.office.done(life.anna, ExportContact(ref=1, contact_id=life.contact))
    assert life.office.audit().count("contact.exported") == 1


def test_an_export_in_pages_is_the_export(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exported(life)
    monkeypatch.setattr("relay.net.exporting.PAGE_LINES", 2)
    assert exported(life) == whole


def test_nobody_exports_another_customers_person(life: Life) -> None:
    with pytest.raises(NotFound):
        exported(life, frozenset({life.office.customer("Beta")}))


# Retention.


def keeps(office: Office, customer: CustomerId, days: int, name: str = "Acme") -> None:
    order = SaveCustomer(
        ref=1, customer_id=customer, name=name, enrolment_policy=EnrolmentPolicy.AUTO, user_chat_enabled=True,
        retention_days=days,
    )  # fmt: skip
    office.done(LOCAL, order)


def days_pass(office: Office, days: float) -> None:
    office.passes(dt.timedelta(days=days).total_seconds())
    office.done(RELAY, KeepHouse())


def ended(life: Life) -> None:
    life.ends()
    for row in life.office.tickets():
        order = EditTicket(ref=1, ticket_id=row.id, version=row.version, state=TicketState.CLOSED)
        life.office.done(life.anna, order)


def test_ended_talks_and_tickets_go_after_the_customers_days_and_not_before(life: Life) -> None:
    keeps(life.office, life.customer, 30)
    ended(life)
    days_pass(life.office, 29.9)
    assert "message.text" in set(places(life.office, CANARY))
    days_pass(life.office, 0.2)
    left = {name.partition(".")[0] for name in places(life.office, CANARY)}
    assert left <= {"contact", "contact_address", "identity_token", "mail_outbox", "chat_request"}
    assert life.office.audit().count("retention.erased") == 1
    days_pass(life.office, 1)
    assert life.office.audit().count("retention.erased") == 1


def test_what_is_open_or_still_worked_on_stays_however_old(life: Life) -> None:
    keeps(life.office, life.customer, 1)
    life.ends()
    days_pass(life.office, 400)
    assert len(life.office.texts(life.talk)) == 3
    assert {row.title for row in life.office.tickets()} == {CANARY}


def test_a_customer_without_a_number_of_days_keeps_everything(life: Life) -> None:
    ended(life)
    days_pass(life.office, 4_000)
    assert len(life.office.texts(life.talk)) == 3


def test_a_long_backlog_is_erased_a_little_at_a_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relay.services.housekeeping.ERASED_AT_ONCE", 2)
    customer, anna = office.customer(), office.technician()
    for _ in range(5):
        office.done(anna, CloseConversation(ref=1, conversation_id=office.talk(office.agent(customer), anna)))
    keeps(office, customer, 1)
    left = []
    days_pass(office, 2)
    for _ in range(4):
        left.append(len(office.rows(sa.select(tables.conversation))))
        office.passes(60)
        office.done(RELAY, KeepHouse())
    assert left == [3, 1, 0, 0]


def test_what_is_old_is_looked_for_once_an_hour(life: Life) -> None:
    ended(life)
    days_pass(life.office, 3)
    keeps(life.office, life.customer, 1)
    erased = []
    for minutes in (1, 30, 29):
        life.office.passes(minutes * 60)
        life.office.done(RELAY, KeepHouse())
        erased.append(life.office.audit().count("retention.erased"))
    assert erased == [0, 0, 1]


# Telling.


def test_consoles_and_the_agent_are_told_what_is_gone(life: Life) -> None:
    del life.office.hints[:]
    life.erased()
    told = {(hint.note, hint.id) for hint in life.office.hints if hint.topic is Topic.ERASED}
    assert told == {
        (f"conversation:{life.agent.key_id}", life.talk),
        ("ticket:", life.ticket),
        ("ticket:", life.tray),
        ("contact:", life.contact),
    }
    assert Hint(Topic.FILE, life.file, life.customer, "erased") in life.office.hints


def test_only_a_known_erasure_is_told_to_who_comes_back_with_a_copy(life: Life) -> None:
    # A relay restored to an older state does not know younger talks either: their copies must not be deleted for it.
    life.erased()
    with life.office.reader.connect() as connection:
        assert erasures.known(Gate(connection, RELAY_SCOPE), [life.talk, ConversationId(new_id())]) == [life.talk]

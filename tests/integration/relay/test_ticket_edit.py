"""Changing tickets and merging them: what is given changes, the rest stays, the history says from what to what."""

from typing import Any

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE
from relay.services import ticket_records
from relay.services.orders import SetTechnicianActive
from shared.ids import CustomerId, EntryId, GroupId, ServiceId, TechnicianId, TicketId, new_id
from shared.protocol.chat import CloseConversation
from shared.protocol.directory import SaveCustomer
from shared.protocol.routing import SaveGroup, SaveService
from shared.protocol.tickets import (
    AddEntry,
    EditTicket,
    EntryKind,
    MergeTicket,
    OpenTicket,
    Priority,
    TicketRecord,
    TicketState,
    TicketThread,
)
from tests.support.office import LOCAL, Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer()


@pytest.fixture
def giulia(office: Office, acme: CustomerId) -> Agent:
    return office.agent(acme)


def leave(office: Office, who: Agent, title: str = "Stampante ferma", **more: Any) -> TicketId:
    """Let a user leave a ticket."""
    ticket_id = TicketId(new_id())
    office.done(who, OpenTicket(ref=1, ticket_id=ticket_id, title=title, **more))
    return ticket_id


def edits(ticket: TicketId, version: int = 1, **facts: Any) -> EditTicket:
    return EditTicket(ref=1, ticket_id=ticket, version=version, **facts)


def record(office: Office, ticket: TicketId) -> TicketRecord:
    with office.reader.connect() as connection:
        found = ticket_records.ticket_record(Gate(connection, RELAY_SCOPE), ticket)
    assert found is not None
    return found


def thread(office: Office, ticket: TicketId) -> TicketThread:
    with office.reader.connect() as connection:
        later = office.clock.now().replace(year=2027)
        return ticket_records.ticket_thread(Gate(connection, RELAY_SCOPE), 1, ticket, later)


def history(office: Office, ticket: TicketId) -> list[tuple[str, str, str, str]]:
    return [(one.who, one.what, one.before, one.after) for one in thread(office, ticket).history]


def group(office: Office, name: str = "Rete", *members: Person) -> GroupId:
    group_id = GroupId(new_id())
    office.done(
        LOCAL, SaveGroup(ref=1, group_id=group_id, name=name, technician_ids=[m.technician_id for m in members])
    )
    return group_id


def service(office: Office, name: str = "Stampa", *groups: GroupId, active: bool = True) -> ServiceId:
    service_id = ServiceId(new_id())
    office.done(LOCAL, SaveService(ref=1, service_id=service_id, name=name, group_ids=list(groups), active=active))
    return service_id


# Editing.


def test_every_field_is_changed_and_its_history_says_from_what_to_what(
    office: Office, anna: Person, giulia: Agent
) -> None:
    ticket, rete, stampa = leave(office, giulia), group(office), service(office)
    other, contact = office.agent(giulia.customer_id, known=False), office.contact(giulia.customer_id)
    change = edits(
        ticket, title="Toner finito", description="nero", state=TicketState.PENDING, priority=Priority.HIGH,
        category="Hardware", assignee_id=anna.technician_id, service_id=stampa, group_id=rete, contact_id=contact,
        device_id=other.device_id,
    )  # fmt: skip
    office.done(anna, change)
    now = record(office, ticket)
    assert (now.title, now.description, now.state, now.priority) == (
        "Toner finito",
        "nero",
        TicketState.PENDING,
        Priority.HIGH,
    )
    assert (now.category, now.assignee_name, now.service_name, now.group_name) == (
        "Hardware",
        "Anna Neri",
        "Stampa",
        "Rete",
    )
    assert (now.contact_id, now.device_id) == (contact, other.device_id)
    lines = {what: (before, after) for _, what, before, after in history(office, ticket)}
    assert lines["title"] == ("Stampante ferma", "Toner finito")
    assert lines["state"] == ("open", "pending")
    assert lines["service"] == ("General support", "Stampa")
    assert lines["description"] == ("", "")
    assert set(lines) == {
        "opened", "title", "description", "state", "priority", "category", "assignee", "service", "group", "contact", "device",
    }  # fmt: skip


def test_a_value_that_stays_is_no_change(office: Office, anna: Person, giulia: Agent) -> None:
    ticket = leave(office, giulia)
    office.done(anna, edits(ticket, title="Stampante ferma", state=TicketState.OPEN))
    assert [what for _, what, _, _ in history(office, ticket)] == ["opened"]


def test_fields_are_emptied_by_name(office: Office, anna: Person, giulia: Agent) -> None:
    ticket = leave(office, giulia)
    office.done(anna, edits(ticket, assignee_id=anna.technician_id, category="x", group_id=group(office)))
    office.done(anna, edits(ticket, 2, clear=["assignee_id", "category", "group_id", "contact_id", "device_id"]))
    now = record(office, ticket)
    assert (now.assignee_id, now.category, now.group_id, now.contact_id, now.device_id) == (None, "", None, None, None)
    assert now.shield.level == 0


@pytest.mark.parametrize("clear", [["title"], ["customer_id"], ["assignee_id"]])
def test_what_cannot_be_empty_or_is_given_too_is_not_cleared(
    office: Office, anna: Person, giulia: Agent, clear: list[str]
) -> None:
    ticket = leave(office, giulia)
    refused = office.refusal(anna, edits(ticket, assignee_id=anna.technician_id, clear=clear))
    assert refused.params == {"field": "clear"}


def test_a_person_set_by_hand_is_vouched_for_by_who_set_it(office: Office, anna: Person, acme: CustomerId) -> None:
    stranger = office.agent(acme, known=False)
    ticket, contact = leave(office, stranger), office.contact(acme)
    office.done(anna, edits(ticket, contact_id=contact))
    shield = record(office, ticket).shield
    assert (shield.level, shield.method, shield.by) == (2, "assigned", "Anna Neri")


def test_a_ticket_given_another_device_leaves_the_list_of_the_first_user(
    office: Office, anna: Person, giulia: Agent
) -> None:
    ticket, other = leave(office, giulia), office.agent(giulia.customer_id)
    office.done(anna, edits(ticket, device_id=other.device_id))
    with office.reader.connect() as connection:
        assert ticket_records.tickets_of_key(Gate(connection, RELAY_SCOPE), giulia.key_id) == []


def test_an_ended_service_or_a_removed_group_is_given_to_no_ticket(office: Office, anna: Person, giulia: Agent) -> None:
    ticket, ended = leave(office, giulia), service(office, "Fax", active=False)
    assert office.refusal(anna, edits(ticket, service_id=ended)).params == {"why": "service_ended"}
    assert office.code(anna, edits(ticket, group_id=GroupId(new_id()))) == "not_found"


def test_the_day_a_ticket_was_closed_is_kept(office: Office, anna: Person, giulia: Agent) -> None:
    ticket = leave(office, giulia)
    office.passes(3600)
    office.done(anna, edits(ticket, state=TicketState.CLOSED))
    (row,) = office.rows(sa.select(tables.ticket.c.closed_at))
    assert row.closed_at == office.clock.now()


# Every ticket has a service; the customer's owner gets new ones.


def test_every_ticket_belongs_to_a_service(office: Office, anna: Person, giulia: Agent) -> None:
    # H-06: the default one where none is named, also for those of a talk.
    leave(office, giulia)
    leave(office, giulia, service_id=service(office))
    office.talk(giulia, anna)
    office.passes(120)
    office.wakes()
    assert [row.service_name for row in office.tickets()] == ["General support", "Stampa", "General support"]


def test_a_service_that_ended_while_the_user_chose_counts_as_the_default(office: Office, giulia: Agent) -> None:
    leave(office, giulia, service_id=service(office, "Fax", active=False))
    assert [row.service_name for row in office.tickets()] == ["General support"]
    order = OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", service_id=ServiceId(new_id()))
    assert office.code(giulia, order) == "not_found"


def owned(office: Office, customer: CustomerId, owner: TechnicianId | None) -> None:
    office.done(LOCAL, SaveCustomer(ref=1, customer_id=customer, name="Acme", owner_id=owner, user_chat_enabled=True))


def test_a_new_ticket_is_assigned_to_the_technician_who_follows_the_customer(
    office: Office, anna: Person, giulia: Agent
) -> None:
    # H-14: from the tray and from the console; a ticket of a talk belongs to whoever talks.
    bruno = office.technician("Bruno")
    owned(office, giulia.customer_id, bruno.technician_id)
    leave(office, giulia)
    office.done(anna, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", customer_id=giulia.customer_id))
    office.talk(giulia, anna)
    office.passes(120)
    office.wakes()
    assert [row.assignee_name for row in office.tickets()] == ["Bruno", "Bruno", "Anna Neri"]


def test_an_owner_who_is_gone_or_may_not_see_the_customer_gets_nothing(office: Office, giulia: Agent) -> None:
    other = office.customer("Beta")
    limited, gone = office.technician("Limited", customers=[other]), office.technician("Gone")
    owned(office, giulia.customer_id, gone.technician_id)
    office.done(LOCAL, SetTechnicianActive(technician_id=gone.technician_id, active=False))
    leave(office, giulia)
    owned(office, giulia.customer_id, limited.technician_id)
    leave(office, giulia)
    assert [row.assignee_id for row in office.tickets()] == [None, None]


def test_from_the_tray_the_devices_own_facts_and_the_persons_urgency_are_kept(office: Office, giulia: Agent) -> None:
    # L8; A-37: what the relay decides cannot be claimed.
    facts = {"host": "PC-14", "disk\n": "C: 3 GB\x1b[31m"}
    ticket = leave(office, giulia, snapshot=facts, priority=Priority.URGENT)
    assert record(office, ticket).snapshot == {"host": "PC-14", "disk": "C: 3 GB?[31m"}
    assert record(office, ticket).priority is Priority.URGENT


# Merging.


@pytest.fixture
def two(office: Office, giulia: Agent) -> tuple[TicketId, TicketId]:
    return leave(office, giulia, "Uno"), leave(office, giulia, "Due")


def merges(source: TicketId, into: TicketId) -> MergeTicket:
    return MergeTicket(ref=1, ticket_id=source, into=into)


def notes(office: Office, who: Person, ticket: TicketId, text: str, minutes: int = 0) -> None:
    order = AddEntry(
        ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text=text, ticket_id=ticket, minutes=minutes
    )
    office.done(who, order)


def test_a_merged_ticket_is_closed_and_names_the_other(
    office: Office, anna: Person, two: tuple[TicketId, TicketId]
) -> None:
    office.done(anna, merges(*two))
    source, target = (record(office, one) for one in two)
    assert (source.state, source.merged_into, source.merged_number) == (TicketState.CLOSED, two[1], 2)
    assert (target.state, target.merged_into) == (TicketState.OPEN, None)
    assert history(office, two[0])[-1][1:] == ("merged", "", "#2")
    assert history(office, two[1])[-1][1:] == ("merged_from", "", "#1")
    office.done(anna, merges(*two))


def test_the_other_shows_entries_talks_and_time_of_both(office: Office, anna: Person, giulia: Agent) -> None:
    talk = office.talk(giulia, anna)
    office.passes(120)
    office.wakes()
    source, target = TicketId(office.tickets()[0].id), leave(office, giulia)
    notes(office, anna, source, "prima", 10)
    notes(office, anna, target, "dopo", 5)
    office.done(anna, merges(source, target))
    shown = thread(office, target)
    assert [one.text for one in shown.entries] == ["prima", "dopo"]
    assert [one.conversation_id for one in shown.conversations] == [talk]
    assert (record(office, target).worked_min, record(office, target).conversation_id) == (15, talk)
    assert office.conversation(talk).ticket_id == target


def test_what_was_merged_before_goes_along_and_no_circle_comes_about(
    office: Office, anna: Person, giulia: Agent
) -> None:
    one, two, three = (leave(office, giulia, title) for title in ("Uno", "Due", "Tre"))
    notes(office, anna, one, "primo")
    office.done(anna, merges(one, two))
    office.done(anna, merges(two, three))
    assert [record(office, ticket).merged_number for ticket in (one, two, three)] == [3, 3, None]
    assert [entry.text for entry in thread(office, three).entries] == ["primo"]
    assert office.refusal(anna, merges(three, one)).params == {"why": "merged"}
    assert office.refusal(anna, merges(one, leave(office, giulia))).params == {"what": "merged", "number": 3}
    assert office.code(anna, merges(three, three)) == "not_found"


def test_tickets_of_two_customers_are_never_merged(office: Office, anna: Person, giulia: Agent) -> None:
    other = office.agent(office.customer("Beta"))
    assert office.code(anna, merges(leave(office, giulia), leave(office, other))) == "not_found"


def test_nothing_is_changed_on_a_merged_ticket_any_more(
    office: Office, anna: Person, two: tuple[TicketId, TicketId]
) -> None:
    office.done(anna, merges(*two))
    assert office.refusal(anna, edits(two[0], record(office, two[0]).version, title="x")).params == {"why": "merged"}


def test_whoever_left_the_merged_ticket_still_writes_to_the_desk(
    office: Office, anna: Person, giulia: Agent, two: tuple[TicketId, TicketId]
) -> None:
    office.done(anna, merges(*two))
    office.done(anna, edits(two[1], record(office, two[1]).version, state=TicketState.SOLVED))
    order = AddEntry(ref=1, entry_id=EntryId(new_id()), kind=EntryKind.REPLY, text="ancora", ticket_id=two[0])
    office.done(giulia, order)
    assert [entry.text for entry in thread(office, two[1]).entries] == ["ancora"]
    assert record(office, two[1]).state is TicketState.OPEN


def test_an_open_talk_of_the_merged_ticket_goes_on_in_the_other(office: Office, anna: Person, giulia: Agent) -> None:
    talk, target = office.talk(giulia, anna), leave(office, giulia)
    source = TicketId(new_id())
    office.done(anna, OpenTicket(ref=1, ticket_id=source, title="x", conversation_id=talk))
    office.done(anna, merges(source, target))
    office.done(anna, CloseConversation(ref=1, conversation_id=talk, ticket_title="Insieme"))
    assert [record(office, one).title for one in (source, target)] == ["x", "Insieme"]

"""Customers strictly apart (P16): every order, by every role, on another customer's things is like on things that are not.

The matrix is generated: whatever the writer can be asked with an id in it is asked here, or the test that counts fails.
"""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE, Role, Scope, technician_scope
from relay.services.commands import COMMANDS
from relay.services.orders import MarkRinging, Order
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    EntryId,
    FileId,
    MessageId,
    StampId,
    StreamId,
    TechnicianId,
    TicketId,
    WatchRuleId,
    new_id,
)
from shared.protocol import codec
from shared.protocol.base import Message, Request
from shared.protocol.chat import CloseConversation, LeaveMessage, SendMessage
from shared.protocol.directory import (
    ApproveDevice,
    AssignDevices,
    CreateToken,
    RevokeDevice,
    RevokeToken,
    SaveContact,
    SaveCustomer,
    SaveSettings,
    SetHelpdesk,
)
from shared.protocol.identity import ConfirmIdentity, SendIdentityToken
from shared.protocol.inventory import RemoveWatchRule, ReportInventory, SaveWatchRule, SetTags, WatchKind
from shared.protocol.people import (
    AssignContacts,
    EraseContact,
    ExportContact,
    ImportContacts,
    ImportRow,
    MergeContacts,
)
from shared.protocol.requests import (
    AcceptRequest,
    AskDevice,
    AskTechnician,
    CancelRequest,
    DeclineRequest,
    SetAvailability,
)
from shared.protocol.routing import (
    RemoveAnswer,
    RemoveGroup,
    SaveAnswer,
    SaveGroup,
    SaveService,
    SetMailNotices,
    TakeConversation,
    TransferConversation,
)
from shared.protocol.stamps import CreateStamp
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, MergeTicket, OpenTicket
from shared.protocol.transfers import CancelFile, FetchFile, OfferFile, SaveFilePolicy
from tests.support.office import RELAY, Agent, Office, Person, Voice, Who


class Things(msgspec.Struct, frozen=True):
    """One of each kind of thing a customer has."""

    customer: CustomerId
    device: DeviceId
    key: DeviceKeyId
    contact: ContactId
    request: ChatRequestId
    rung: ChatRequestId
    conversation: ConversationId
    ticket: TicketId
    token: EnrollmentTokenId
    other_ticket: TicketId
    technician: TechnicianId
    rule: WatchRuleId
    file: FileId


NOTHING = Things(
    CustomerId(new_id()), DeviceId(new_id()), DeviceKeyId(new_id()), ContactId(new_id()), ChatRequestId(new_id()),
    ChatRequestId(new_id()), ConversationId(new_id()), TicketId(new_id()), EnrollmentTokenId(new_id()),
    TicketId(new_id()), TechnicianId(new_id()), WatchRuleId(new_id()), FileId(new_id()),
)  # fmt: skip
FRESH, CONTACT = ConversationId(new_id()), ContactId(new_id())
STREAM, MESSAGE = StreamId(new_id()), MessageId(new_id())


# Each entry touches what is not the caller's, mixed with the caller's own where the order needs both.
def orders_on(foreign: Things, own: Things) -> dict[str, Request]:
    """Return every order that names a thing, aimed at `foreign`."""
    ticket = TicketId(new_id())
    row = ImportRow(contact_id=CONTACT, first_name="a", last_name="b", e_mail="a@b")
    return {
        "accept": AcceptRequest(ref=1, request_id=foreign.request, conversation_id=FRESH),
        "accept on the device": AcceptRequest(ref=1, request_id=foreign.rung, conversation_id=FRESH),
        "decline": DeclineRequest(ref=1, request_id=foreign.request),
        "decline on the device": DeclineRequest(ref=1, request_id=foreign.rung),
        "cancel": CancelRequest(ref=1, request_id=foreign.request),
        "cancel as technician": CancelRequest(ref=1, request_id=foreign.rung),
        "ring": AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=foreign.device),
        "ring an OS session": AskDevice(
            ref=1, request_id=ChatRequestId(new_id()), device_id=foreign.device, device_key_id=foreign.key
        ),
        "ring from a ticket": AskDevice(
            ref=1, request_id=ChatRequestId(new_id()), device_id=own.device, ticket_id=foreign.ticket
        ),
        "send": SendMessage(
            ref=1,
            conversation_id=foreign.conversation,
            stream=STREAM,
            number=1,
            message_id=MESSAGE,
            text="x",
        ),
        "close": CloseConversation(ref=1, conversation_id=foreign.conversation),
        "rename": CloseConversation(ref=1, conversation_id=foreign.conversation, ticket_title="x"),
        "leave a message": LeaveMessage(
            ref=1, conversation_id=FRESH, device_id=foreign.device, device_key_id=foreign.key
        ),
        "leave a message to a key": LeaveMessage(
            ref=1, conversation_id=FRESH, device_id=own.device, device_key_id=foreign.key
        ),
        "ticket of a talk": OpenTicket(ref=1, ticket_id=ticket, title="x", conversation_id=foreign.conversation),
        "ticket of a customer": OpenTicket(ref=1, ticket_id=ticket, title="x", customer_id=foreign.customer),
        "ticket of a device": OpenTicket(
            ref=1, ticket_id=ticket, title="x", customer_id=own.customer, device_id=foreign.device
        ),
        "ticket of a contact": OpenTicket(
            ref=1, ticket_id=ticket, title="x", customer_id=own.customer, contact_id=foreign.contact
        ),
        "leave a message from a ticket": LeaveMessage(
            ref=1,
            conversation_id=ConversationId(new_id()),
            device_id=own.device,
            device_key_id=own.key,
            ticket_id=foreign.other_ticket,
        ),
        "reply on a ticket": AddEntry(
            ref=1, entry_id=EntryId(new_id()), kind=EntryKind.REPLY, text="x", ticket_id=foreign.other_ticket
        ),
        "note on a ticket": AddEntry(
            ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text="x", ticket_id=foreign.ticket
        ),
        "note beside a talk": AddEntry(
            ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text="x", conversation_id=foreign.conversation
        ),
        "hand a talk on": TransferConversation(
            ref=1, conversation_id=foreign.conversation, technician_id=own.technician
        ),
        "take a talk": TakeConversation(ref=1, conversation_id=foreign.conversation),
        "give a ticket a device": EditTicket(ref=1, ticket_id=own.other_ticket, version=1, device_id=foreign.device),
        "give a ticket a person": EditTicket(ref=1, ticket_id=own.other_ticket, version=1, contact_id=foreign.contact),
        "merge theirs": MergeTicket(ref=1, ticket_id=foreign.ticket, into=own.other_ticket),
        "merge into theirs": MergeTicket(ref=1, ticket_id=own.ticket, into=foreign.other_ticket),
        "edit a ticket": EditTicket(ref=1, ticket_id=foreign.ticket, version=1, title="x"),
        "save the customer": SaveCustomer(ref=1, customer_id=foreign.customer, name="Mine now"),
        "save a contact there": SaveContact(
            ref=1, contact_id=CONTACT, customer_id=foreign.customer, first_name="a", last_name="b", e_mail="a@b"
        ),
        "assign the contact": AssignDevices(ref=1, contact_id=foreign.contact, device_ids=[own.device]),
        "assign to the device": AssignDevices(ref=1, contact_id=own.contact, device_ids=[foreign.device]),
        "import there": ImportContacts(ref=1, customer_id=foreign.customer, rows=[row]),
        "merge theirs into ours": MergeContacts(ref=1, contact_id=foreign.contact, into=own.contact),
        "merge ours into theirs": MergeContacts(ref=1, contact_id=own.contact, into=foreign.contact),
        "assign many there": AssignContacts(ref=1, contact_ids=[own.contact], device_ids=[foreign.device]),
        "assign many of theirs": AssignContacts(
            ref=1, contact_ids=[own.contact, foreign.contact], device_ids=[own.device]
        ),
        "export": ExportContact(ref=1, contact_id=foreign.contact),
        "erase": EraseContact(ref=1, contact_id=foreign.contact),
        "approve": ApproveDevice(ref=1, device_id=foreign.device),
        "revoke": RevokeDevice(ref=1, device_id=foreign.device),
        "watch there": SaveWatchRule(
            ref=1, rule_id=WatchRuleId(new_id()), customer_id=foreign.customer, kind=WatchKind.REBOOT_PENDING
        ),
        "take a rule over": SaveWatchRule(
            ref=1, rule_id=foreign.rule, customer_id=foreign.customer, kind=WatchKind.REBOOT_PENDING
        ),
        "remove a rule": RemoveWatchRule(ref=1, rule_id=foreign.rule),
        "tag": SetTags(ref=1, device_ids=[foreign.device], add=["x"]),
        "switch the helpdesk": SetHelpdesk(ref=1, device_ids=[foreign.device], enabled=False),
        "create a token": CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=foreign.customer),
        "create a stamp": CreateStamp(ref=1, stamp_id=StampId(new_id()), customer_id=foreign.customer),
        "send a file": _offer(conversation_id=foreign.conversation),
        "attach a file": _offer(ticket_id=foreign.ticket),
        "fetch a file": FetchFile(ref=1, file_id=foreign.file),
        "cancel a file": CancelFile(ref=1, file_id=foreign.file),
        "revoke the token": RevokeToken(ref=1, token_id=foreign.token),
    }


def _offer(**where: Any) -> OfferFile:
    return OfferFile(ref=1, file_id=FileId(new_id()), name="a.pdf", size=9, sha256="0" * 64, **where)


NAMES_NOTHING = {
    SaveFilePolicy,
    ReportInventory,
    AskTechnician,
    SetAvailability,
    SendIdentityToken,
    ConfirmIdentity,
    SaveSettings,
    SaveGroup,
    RemoveGroup,
    SaveService,
    SetMailNotices,
    SaveAnswer,
    RemoveAnswer,
}
"""Orders about the caller alone or the provider."""


class World:
    """Two customers with one of everything each, and somebody of every role who may see the first one only."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.boss = office.technician("Boss")
        self.own, self.agent = self._things("Acme")
        self.foreign, _ = self._things("Beta")
        self.callers: dict[str, Who] = {
            role.value: office.technician(role.value, role=role.value, customers=[self.own.customer]) for role in Role
        }
        self.callers["agent"] = self.agent
        self.callers["pending agent"] = office.agent(office.customer("Waiting", policy="approve"))

    def _things(self, name: str) -> tuple[Things, Agent]:
        office = self.office
        customer = office.customer(name)
        agent, other = office.agent(customer), office.agent(customer)
        conversation = office.talk(agent, self.boss)
        ticket, request, rung = TicketId(new_id()), ChatRequestId(new_id()), ChatRequestId(new_id())
        office.done(self.boss, OpenTicket(ref=1, ticket_id=ticket, title="t", conversation_id=conversation))
        office.done(agent, AskTechnician(ref=1, request_id=request))
        office.done(self.boss, AskDevice(ref=1, request_id=rung, device_id=other.device_id))
        contact = office.contact(customer, agent)
        other_ticket = TicketId(new_id())
        first = OpenTicket(ref=1, ticket_id=other_ticket, title="u", customer_id=customer, device_id=agent.device_id)
        office.done(self.boss, first)
        rule = WatchRuleId(new_id())
        watch = SaveWatchRule(ref=1, rule_id=rule, customer_id=customer, kind=WatchKind.REBOOT_PENDING)
        office.done(self.boss, watch)
        offer = _offer(conversation_id=conversation)
        office.done(agent, offer)
        things = Things(
            customer, agent.device_id, agent.key_id, contact, request, rung, conversation, ticket,
            office.token(customer).token_id, other_ticket, self.boss.technician_id, rule, offer.file_id,
        )  # fmt: skip
        return things, agent


@pytest.fixture
def world(office: Office) -> World:
    return World(office)


def test_the_matrix_covers_everything_the_writer_can_be_asked_by_a_client() -> None:
    asked = {type(message) for message in orders_on(NOTHING, NOTHING).values()}
    public = {kind for kind in COMMANDS if not issubclass(kind, Order)} | {SendMessage}
    assert public - asked - NAMES_NOTHING == set()


@pytest.mark.parametrize("role", [*(role.value for role in Role), "agent", "pending agent"])
def test_what_belongs_to_another_customer_is_like_what_does_not_exist(world: World, role: str) -> None:
    # P16: byte for byte, except the ref, which is ours. Of an agent's ticket only the words count (test_tickets.py).
    before = _of_customer(world.office, world.foreign.customer)
    caller = world.callers[role]
    answers = {
        name: _both(world.office, caller, order, orders_on(NOTHING, world.own)[name])
        for name, order in orders_on(world.foreign, world.own).items()
        if not (role == "agent" and isinstance(order, OpenTicket))
    }
    assert {name: pair for name, pair in answers.items() if pair[0] != pair[1]} == {}
    assert {name: pair[0] for name, pair in answers.items() if b'"error"' not in pair[0]} == {}
    codes = {codec.decode(pair[0]).code for pair in answers.values()}  # type: ignore[attr-defined]  # all are errors, see above
    assert codes <= {"not_found", "forbidden"}
    assert _of_customer(world.office, world.foreign.customer) == before


def test_whoever_has_every_right_is_told_not_found_each_time(world: World) -> None:
    owner = world.callers["owner"]
    codes = {name: world.office.code(owner, order) for name, order in orders_on(world.foreign, world.own).items()}
    assert {name: code for name, code in codes.items() if code != "not_found"} == {}


def test_the_same_orders_succeed_or_mean_something_on_ones_own_things(world: World) -> None:
    # The control: a matrix of refusals proves nothing if everything is always refused.
    codes = {name: world.office.code(world.boss, order) for name, order in orders_on(world.own, world.own).items()}
    assert [name for name, code in codes.items() if code == "not_found"] == ["cancel"]
    assert [code for code in codes.values() if code == "done"].count("done") >= 15


def _both(office: Office, caller: Who, foreign: Message, unknown: Message) -> tuple[bytes, bytes]:
    committed = [office.commit([(caller, message)]) for message in (foreign, unknown)]
    one, two = (part.outcomes[0].answer for part in committed)
    return one, two


def _of_customer(office: Office, customer: CustomerId) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of a customer."""
    with office.reader.connect() as connection:
        gate = Gate(connection, RELAY_SCOPE)
        return {
            table.name: [tuple(row) for row in gate.rows(sa.select(table).where(table.c.customer_id == customer))]
            for table in tables.conversation.metadata.tables.values()
            if "customer_id" in table.c
        }


# The gate itself.


def scope_for(*customers: CustomerId) -> Scope:
    return technician_scope(
        technician_id=TechnicianId(new_id()), name="x", role=Role.OWNER, customers=frozenset(customers)
    )


CUSTOMER_TABLES = [
    t for t in tables.conversation.metadata.sorted_tables if "customer_id" in t.c or t.name == "customer"
]


@pytest.mark.parametrize("table", CUSTOMER_TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize(
    "statement",
    [
        sa.select,
        sa.delete,
        lambda table: sa.update(table).values({next(iter(table.c)).name: "x"}),
        sa.insert,
        lambda table: sa.select(sa.func.count()).select_from(table),
        lambda table: sa.select(tables.technician).where(sa.exists(sa.select(table))),
        lambda table: sa.select(table.alias()),
        lambda table: sa.select(sa.select(table).subquery()),
        lambda table: sa.union_all(sa.select(table), sa.select(table)),
    ],
    ids=["select", "delete", "update", "insert", "count", "exists", "alias", "subquery", "union"],
)
def test_no_statement_reaches_a_customer_table_without_a_scope(
    office: Office, table: sa.Table, statement: Callable[[sa.Table], sa.Executable]
) -> None:
    with office.engine.connect() as connection, pytest.raises(RuntimeError, match="Scope gate"):
        connection.execute(statement(table))


def test_the_providers_own_tables_need_no_scope(office: Office) -> None:
    with office.engine.connect() as connection:
        assert connection.execute(sa.select(tables.technician)).all() == []


@pytest.mark.parametrize("table", CUSTOMER_TABLES, ids=lambda table: table.name)
def test_a_scope_sees_its_own_rows_of_every_table_and_no_others(world: World, table: sa.Table) -> None:
    column = table.c.get("customer_id", table.c.get("id"))
    assert column is not None
    statement = sa.select(column.label("owner"))
    with world.office.reader.connect() as connection:
        own = {row.owner for row in Gate(connection, scope_for(world.own.customer)).rows(statement)}
        nobody = Gate(connection, scope_for()).rows(statement)
    assert own <= {world.own.customer}
    assert list(nobody) == []


def test_a_scope_changes_and_deletes_only_its_own_rows(world: World) -> None:
    with world.office.engine.begin() as connection:
        gate = Gate(connection, scope_for(world.own.customer))
        changed = gate.change(sa.update(tables.ticket).values(title="mine"))
        deleted = gate.change(sa.delete(tables.request_decline))
    assert (changed, deleted) == (2, 0)
    assert sorted(str(row.title) for row in world.office.tickets()) == ["mine", "mine", "t", "u"]


def test_an_id_names_one_thing_in_the_whole_relay(office: Office) -> None:
    # Ids are made by clients: whoever knows another customer's id gains nothing with it and harms nothing.
    office.technician()
    acme, beta = office.agent(office.customer()), office.agent(office.customer("Beta"))
    ask = AskTechnician(ref=1, request_id=ChatRequestId(new_id()))
    ticket = OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x")
    office.done(beta, ask)
    office.done(beta, ticket)
    office.passes(60)
    assert [office.code(acme, order) for order in (ask, ticket)] == ["not_found"] * 2
    office.done(RELAY, MarkRinging(request_id=ask.request_id))
    office.passes(60)
    office.wakes()
    requests = office.rows(sa.select(tables.chat_request))
    assert [(row.customer_id, row.state.value) for row in requests] == [(beta.customer_id, "expired")]
    assert [row.customer_id for row in office.tickets()] == [beta.customer_id]


def test_pairs_of_scopes_do_not_leak_through_the_gates_cache(world: World) -> None:
    # The gate keeps the guarded form of a statement; the filter's values belong to the call.
    statement = sa.select(tables.device.c.customer_id.label("owner"))
    scopes = [scope_for(world.own.customer), scope_for(world.foreign.customer), RELAY_SCOPE, scope_for()]
    with world.office.reader.connect() as connection:
        for first, second in itertools.permutations(scopes, 2):
            Gate(connection, first).rows(statement)
            seen = {row.owner for row in Gate(connection, second).rows(statement)}
            allowed = second.customers
            assert allowed is None or seen == set(allowed)


def test_time_is_kept_in_whole_milliseconds(office: Office) -> None:
    at = dt.datetime(2026, 3, 4, 12, 0, 0, 1000, tzinfo=dt.UTC)
    office.clock.at = at
    customer = office.customer("Gamma")
    (row,) = office.rows(sa.select(tables.customer).where(tables.customer.c.id == customer))
    assert row.created_at == at


def test_voices_of_two_talks_share_nothing(world: World) -> None:
    person = world.callers["owner"]
    assert isinstance(person, Person)
    assert world.office.code(person, Voice(world.foreign.conversation).say("x")) == "not_found"

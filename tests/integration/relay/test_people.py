"""Contacts: several addresses, import, merge, assignment in bulk; a confirmation belongs to one OS session. Source: A-31."""

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.gate import Gate
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import RELAY_SCOPE
from relay.services import records
from relay.services.identity import known_person
from shared.ids import ContactId, CustomerId, DeviceId, TicketId, new_id
from shared.protocol.directory import AssignDevices, ContactRecord, EnrolmentPolicy, SaveContact, SaveCustomer
from shared.protocol.enrolment import Enrolled
from shared.protocol.identity import ConfirmIdentity, SendIdentityToken, Shield
from shared.protocol.people import (
    AssignContacts,
    ContactsImported,
    ImportContacts,
    ImportRow,
    MergeContacts,
)
from shared.protocol.tickets import OpenTicket
from tests.support.office import RELAY, Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer()


def saves(customer: CustomerId, e_mail: str, *others: str, contact: ContactId | None = None) -> SaveContact:
    return SaveContact(
        ref=1,
        contact_id=contact or ContactId(new_id()),
        customer_id=customer,
        first_name="Giulia",
        last_name="Verdi",
        e_mail=e_mail,
        other_e_mails=list(others),
    )


def shown(office: Office, contact: ContactId) -> ContactRecord | None:
    with office.reader.connect() as connection:
        return records.contact_record(Gate(connection, RELAY_SCOPE), contact)


def confirms(office: Office, agent: Agent, e_mail: str) -> None:
    office.done(agent, SendIdentityToken(ref=1, first_name="G", last_name="V", e_mail=e_mail, language="it"))
    token = office.mails()[-1].params.split('"')[3]
    office.done(agent, ConfirmIdentity(ref=1, token=token))


def shield(office: Office, agent: Agent) -> Shield:
    with office.reader.connect() as connection:
        work = UnitOfWork(connection, RELAY_SCOPE)
        return known_person(work, agent.device_id, agent.key_id).shield


def second_session(office: Office, first: Agent, machine: str) -> Agent:
    secret = office.token(first.customer_id).secret
    joined = office.answer(RELAY, office.enrolment(secret, machine=machine, os_user="ada"), Enrolled)
    return office.sign_in(first.customer_id, joined.device_id, joined.device_key_id)


# Addresses.


def test_a_contact_keeps_each_of_several_addresses_once(office: Office, anna: Person, acme: CustomerId) -> None:
    save = saves(acme, "g@acme.example", "giulia@acme.example", "G@ACME.example", "giulia@acme.example")
    office.done(anna, save)
    record = shown(office, save.contact_id)
    assert record is not None
    assert (record.e_mail, record.other_e_mails) == ("g@acme.example", ["giulia@acme.example"])


@pytest.mark.parametrize("taken", ["g@acme.example", "other@acme.example", "OTHER@acme.example"])
def test_no_address_is_two_peoples_be_it_the_main_one_or_another(
    office: Office, anna: Person, acme: CustomerId, taken: str
) -> None:
    first = saves(acme, "g@acme.example", "other@acme.example")
    office.done(anna, first)
    for save in (saves(acme, taken), saves(acme, "new@acme.example", taken)):
        assert office.refusal(anna, save).params == {"what": "e_mail_known", "contact_id": first.contact_id}
    assert len(office.contacts()) == 1


def test_another_customer_may_know_the_same_address(office: Office, anna: Person, acme: CustomerId) -> None:
    office.done(anna, saves(acme, "g@acme.example"))
    office.done(anna, saves(office.customer("Beta"), "x@beta.example", "g@acme.example"))


def test_whoever_confirms_any_address_of_a_person_is_that_person(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    agent = office.agent(acme, known=False)
    save = saves(acme, "g@acme.example", "home@example.org")
    office.done(anna, save)
    confirms(office, agent, "Home@example.org")
    assert [row.id for row in office.contacts()] == [save.contact_id]
    assert shield(office, agent).level == 3


def test_a_confirmation_stays_while_the_address_is_one_of_the_persons(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    agent = office.agent(acme, known=False)
    save = saves(acme, "g@acme.example", "home@example.org")
    office.done(anna, save)
    confirms(office, agent, "home@example.org")
    office.done(anna, saves(acme, "home@example.org", contact=save.contact_id))
    assert shield(office, agent).level == 3
    office.done(anna, saves(acme, "new@example.org", contact=save.contact_id))
    assert (shield(office, agent).level, shield(office, agent).by) == (2, anna.name)


# One device, several OS sessions.


def test_confirming_in_a_second_os_session_takes_nothing_from_the_first(office: Office, acme: CustomerId) -> None:
    first = office.agent(acme, machine="pc", known=False)
    second = second_session(office, first, "pc")
    confirms(office, first, "g@acme.example")
    confirms(office, second, "g@acme.example")
    assert [shield(office, agent).level for agent in (first, second)] == [3, 3]
    (contact,) = office.contacts()
    record = shown(office, contact.id)
    assert record is not None
    assert record.device_ids == [first.device_id]


def test_an_assignment_holds_for_every_os_session_and_a_confirmation_for_its_own(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    first = office.agent(acme, machine="pc", known=False)
    second = second_session(office, first, "pc")
    confirms(office, first, "g@acme.example")
    assert shield(office, second).level == 0
    (contact,) = office.contacts()
    office.done(anna, AssignDevices(ref=1, contact_id=contact.id, device_ids=[first.device_id]))
    assert [shield(office, agent).level for agent in (first, second)] == [3, 2]
    office.done(anna, AssignDevices(ref=1, contact_id=contact.id, device_ids=[]))
    assert [shield(office, agent).level for agent in (first, second)] == [0, 0]


# Import.


def row(e_mail: str, first: str = "A", last: str = "B", device: str = "") -> ImportRow:
    contact = ContactId(new_id())
    return ImportRow(contact_id=contact, first_name=first, last_name=last, e_mail=e_mail, device_name=device)


def imports(office: Office, who: Person, customer: CustomerId, *rows: ImportRow, dry: bool = False) -> list[str]:
    order = ImportContacts(ref=1, customer_id=customer, rows=list(rows), dry_run=dry)
    answer = office.answer(who, order, ContactsImported)
    return [outcome.outcome + (f" {outcome.field}" if outcome.field else "") for outcome in answer.outcomes]


def test_each_row_of_an_import_says_what_became_of_it(office: Office, anna: Person, acme: CustomerId) -> None:
    office.agent(acme, machine="one", known=False)
    office.agent(acme, machine="two", known=False)
    office.done(anna, saves(acme, "g@acme.example", "home@example.org"))
    rows = (
        row("a@acme.example"),
        row("HOME@example.org", "Giulia", "Verdi"),
        row("g@acme.example", "Giulietta", ""),
        row("A@acme.example"),
        row("nonsense"),
        row("b@acme.example", ""),
        row("c@acme.example", "x\u202ey"),
        row("d@acme.example", "x" * 119, "B", "PC-one"),
        row("e@acme.example", device="PC-none"),
    )
    expected = [
        "created", "same", "changed", "twice e_mail", "bad_text e_mail", "bad_text first_name", "bad_text first_name",
        "created", "no_such_device device_name",
    ]  # fmt: skip
    assert imports(office, anna, acme, *rows, dry=True) == expected
    assert len(office.contacts()) == 1
    assert imports(office, anna, acme, *rows) == expected
    names = sorted((row.e_mail, row.first_name[:9], row.last_name) for row in office.contacts())
    assert names == [
        ("a@acme.example", "A", "B"), ("d@acme.example", "xxxxxxxxx", "B"), ("g@acme.example", "Giulietta", "Verdi"),
    ]  # fmt: skip
    assert office.audit().count("contact.imported") == 1


def test_the_same_import_again_changes_nothing(office: Office, anna: Person, acme: CustomerId) -> None:
    office.agent(acme, machine="one", known=False)
    rows = (row("a@acme.example", device="PC-one"), row("b@acme.example"))
    imports(office, anna, acme, *rows)
    assert imports(office, anna, acme, *rows) == ["same", "same"]


def test_an_import_puts_a_person_on_the_one_device_of_that_name(office: Office, anna: Person, acme: CustomerId) -> None:
    agent = office.agent(acme, machine="one", known=False)
    beta = office.customer("Beta")
    office.agent(beta, machine="theirs", known=False)
    assert imports(office, anna, acme, row("a@acme.example", device="PC-one")) == ["created"]
    assert shield(office, agent).level == 2
    assert imports(office, anna, acme, row("b@acme.example", device="PC-theirs")) == ["no_such_device device_name"]


# Merge.


def test_a_merge_moves_addresses_devices_talks_and_tickets(office: Office, anna: Person, acme: CustomerId) -> None:
    kept, gone = saves(acme, "g@acme.example"), saves(acme, "home@example.org")
    one, two = office.agent(acme, known=False), office.agent(acme, known=False)
    for save, agent in ((kept, one), (gone, two)):
        office.done(anna, save)
        office.done(anna, AssignDevices(ref=1, contact_id=save.contact_id, device_ids=[agent.device_id]))
    talk = office.talk(two, anna)
    ticket = OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", customer_id=acme, contact_id=gone.contact_id)
    office.done(anna, ticket)
    office.done(anna, MergeContacts(ref=1, contact_id=gone.contact_id, into=kept.contact_id))
    record = shown(office, kept.contact_id)
    assert record is not None
    assert shown(office, gone.contact_id) is None
    assert record.other_e_mails == ["home@example.org"]
    assert set(record.device_ids) == {one.device_id, two.device_id}
    assert office.conversation(talk).contact_id == kept.contact_id
    assert {row.contact_id for row in office.tickets()} == {kept.contact_id}
    assert "contact.merged" in office.audit()


def test_a_merge_keeps_the_higher_assurance_of_the_same_device(office: Office, anna: Person, acme: CustomerId) -> None:
    agent = office.agent(acme, known=False)
    kept = saves(acme, "g@acme.example")
    office.done(anna, kept)
    office.done(anna, AssignDevices(ref=1, contact_id=kept.contact_id, device_ids=[agent.device_id]))
    confirms(office, agent, "home@example.org")
    gone = next(row.id for row in office.contacts() if row.id != kept.contact_id)
    office.done(anna, MergeContacts(ref=1, contact_id=gone, into=kept.contact_id))
    assert shield(office, agent).level == 3
    assert [row.id for row in office.contacts()] == [kept.contact_id]


def test_nobody_is_merged_with_themselves_or_beyond_the_number_of_addresses(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    many = saves(acme, "m@acme.example", *(f"m{n}@acme.example" for n in range(10)))
    other = saves(acme, "o@acme.example")
    office.done(anna, many)
    office.done(anna, other)
    same = MergeContacts(ref=1, contact_id=other.contact_id, into=other.contact_id)
    both = MergeContacts(ref=1, contact_id=other.contact_id, into=many.contact_id)
    assert [office.refusal(anna, order).params["what"] for order in (same, both)] == [
        "same_contact",
        "too_many_addresses",
    ]
    assert len(office.contacts()) == 2


# In bulk.


def test_many_people_are_put_on_many_devices_beside_what_is_assigned(
    office: Office, anna: Person, acme: CustomerId
) -> None:
    agents = [office.agent(acme, known=False) for _ in range(3)]
    people = [office.contact(acme, agents[0]) for _ in range(2)]
    devices = [DeviceId(agent.device_id) for agent in agents[1:]]
    office.done(anna, AssignContacts(ref=1, contact_ids=people, device_ids=devices))
    assert links(office) == 6
    office.done(anna, AssignContacts(ref=1, contact_ids=people, device_ids=devices[:1], remove=True))
    assert links(office) == 4


def test_a_bulk_order_that_names_too_many_pairs_is_refused(office: Office, anna: Person, acme: CustomerId) -> None:
    agents = [office.agent(acme, known=False) for _ in range(2)]
    contact = office.contact(acme)
    order = AssignContacts(ref=1, contact_ids=[contact] * 500, device_ids=[agent.device_id for agent in agents])
    assert office.code(anna, order) == "done"  # the same person again is no pair


@pytest.mark.parametrize("role", ["read_only"])
def test_only_who_edits_contacts_imports_merges_and_assigns(office: Office, acme: CustomerId, role: str) -> None:
    reader = office.technician(role=role)
    contact = office.contact(acme)
    orders = (
        ImportContacts(ref=1, customer_id=acme, rows=[row("a@b.example")]),
        MergeContacts(ref=1, contact_id=contact, into=contact),
        AssignContacts(ref=1, contact_ids=[contact], device_ids=[DeviceId(new_id())]),
    )
    assert [office.refusal(reader, order).params for order in orders] == [{"why": "role"}] * 3


def links(office: Office) -> int:
    return len(office.rows(sa.select(tables.contact_device)))


# Names of customers.


def test_who_is_granted_some_customers_learns_nothing_of_others_by_renaming(office: Office, acme: CustomerId) -> None:
    office.customer("Beta")
    admin = office.technician(role="admin", customers=[acme])

    def renames(name: str) -> SaveCustomer:
        return SaveCustomer(ref=1, customer_id=acme, name=name, enrolment_policy=EnrolmentPolicy.AUTO)

    answers = [office.refusal(admin, renames(name)) for name in ("Beta", "Nobody")]
    assert answers[0] == answers[1]
    office.done(admin, renames("Acme"))

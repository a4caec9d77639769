"""Search over messages, tickets, people and devices: only ever in scope (P16, P17), never syntax, never what was erased."""

from collections.abc import Iterator

import pytest

from relay.db.gate import Gate
from relay.db.search_index import Doc, SqliteIndex
from relay.domain.scope import Role, technician_scope
from relay.net.reader import Reader
from relay.net.search_feed import SearchFeed
from relay.net.searching import results
from shared.ids import ContactId, ConversationId, CustomerId, EntryId, TechnicianId, TicketId, new_id
from shared.protocol.chat import CloseConversation
from shared.protocol.directory import SaveContact
from shared.protocol.people import EraseContact
from shared.protocol.search import HitKind, Search, SearchHit
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, OpenTicket
from tests.support.office import Agent, Office, Person, Voice


class Desk:
    """An office with an index beside it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.index = SqliteIndex(office.config.search_index)
        self.feed = SearchFeed(Reader(office.reader), self.index)
        self._heard = 0

    def find(
        self,
        text: str,
        *kinds: HitKind,
        customers: frozenset[CustomerId] | None = None,
        role: Role = Role.OWNER,
        me: TechnicianId | None = None,
        only: CustomerId | None = None,
        limit: int = 50,
    ) -> list[SearchHit]:
        """Return what a technician finds, after the index caught up."""
        self.feed.note(self.office.hints[self._heard :])
        self._heard = len(self.office.hints)
        assert self.feed.catch_up(10)
        scope = technician_scope(technician_id=me or TechnicianId(new_id()), name="x", role=role, customers=customers)
        with self.office.reader.connect() as connection:
            message = Search(ref=1, text=text, kinds=list(kinds), customer_id=only, limit=limit)
            return results(Gate(connection, scope), self.feed, message).hits


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    desk = Desk(office)
    yield desk
    desk.index.close()


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer(), machine="reception")


def says(office: Office, agent: Agent, talk: ConversationId, *texts: str) -> None:
    voice = Voice(talk)
    office.say_together([(agent, voice.say(text)) for text in texts])


def opened(office: Office, who: Person, customer: CustomerId, title: str, description: str = "") -> TicketId:
    ticket = TicketId(new_id())
    order = OpenTicket(ref=1, ticket_id=ticket, title=title, description=description, customer_id=customer)
    office.done(who, order)
    return ticket


# What is found.


def test_a_message_is_found_by_its_words_and_leads_to_its_place(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    talk = office.talk(giulia, anna)
    says(office, giulia, talk, "ciao", "La stampante dell'ufficio è ferma")
    (hit,) = desk.find("stampante ferma", HitKind.MESSAGE)
    assert (hit.id, hit.seq, hit.customer_id) == (talk, 3, giulia.customer_id)
    assert hit.excerpt == "La \ue000stampante\ue001 dell'ufficio è \ue000ferma\ue001"


@pytest.mark.parametrize("typed", ["STAMPANTE", "stamp", "perche stampante", "è", "stampante  perché"])
def test_case_accents_and_an_unfinished_last_word_do_not_matter(
    office: Office, desk: Desk, anna: Person, giulia: Agent, typed: str
) -> None:
    says(office, giulia, office.talk(giulia, anna), "Perché la stampante è ferma?")
    assert len(desk.find(typed, HitKind.MESSAGE)) == 1


def test_every_word_must_occur(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    says(office, giulia, office.talk(giulia, anna), "stampante ferma", "stampante accesa")
    assert len(desk.find("stampante accesa", HitKind.MESSAGE)) == 1
    assert desk.find("sta ferma accesa", HitKind.MESSAGE) == []


def test_tickets_are_found_by_title_number_description_and_what_is_written_on_them(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    ticket = opened(office, anna, giulia.customer_id, "Monitor nero", "il cavo penzola")
    note = AddEntry(
        ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text="ordinato alimentatore", ticket_id=ticket
    )
    office.done(anna, note)
    for typed in ("monitor", "penzola", "alimentatore", str(office.tickets()[0].number)):
        assert [hit.id for hit in desk.find(typed, HitKind.TICKET)] == [ticket]
    version = office.tickets()[0].version
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=version, title="Schermo"))
    assert desk.find("monitor", HitKind.TICKET) == []
    assert len(desk.find("alimentatore", HitKind.TICKET)) == 1


def test_a_note_beside_a_talk_is_found_with_the_talk(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    talk = office.talk(giulia, anna)
    entry = AddEntry(
        ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text="cliente paziente", conversation_id=talk
    )
    office.done(anna, entry)
    assert [(hit.id, hit.seq) for hit in desk.find("paziente", HitKind.MESSAGE)] == [(talk, 0)]


def test_people_and_devices_are_found(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    contact = ContactId(new_id())
    save = SaveContact(
        ref=1, contact_id=contact, customer_id=giulia.customer_id, first_name="Ottavia", last_name="Zuccoli",
        e_mail="o.zuccoli@acme.example", other_e_mails=["ottavia@casa.example"],
    )  # fmt: skip
    office.done(anna, save)
    assert [hit.id for hit in desk.find("zucc")] == [contact]
    assert [hit.id for hit in desk.find("ottavia@casa.example")] == [contact]
    assert [hit.id for hit in desk.find("reception", HitKind.DEVICE)] == [giulia.device_id]
    assert {hit.kind for hit in desk.find("giulia")} == {HitKind.CONTACT, HitKind.DEVICE}


def test_the_newest_of_equals_comes_first_and_no_more_than_asked(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    talk = office.talk(giulia, anna)
    voice = Voice(talk)
    for _ in range(7):
        office.passes(60)
        office.done(giulia, voice.say("stessa parola"))
    found = desk.find("parola", HitKind.MESSAGE, limit=5)
    assert [hit.seq for hit in found] == [8, 7, 6, 5, 4]


def test_a_title_counts_more_than_a_mention(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    opened(office, anna, giulia.customer_id, "Altro", "una stampante, forse, ma non solo quella e poi altro ancora")
    wanted = opened(office, anna, giulia.customer_id, "Stampante")
    opened(office, anna, giulia.customer_id, "Ancora altro", "stampante citata di passaggio in mezzo a molte parole")
    assert desk.find("stampante", HitKind.TICKET)[0].id == wanted


@pytest.mark.parametrize(
    "typed", ['"', "a*b", "body:x", "x NEAR y", "(", "^stampante", "-stampante", "scope:kindmessage", "\x00;--"]
)
def test_what_is_typed_is_never_syntax(office: Office, desk: Desk, anna: Person, giulia: Agent, typed: str) -> None:
    says(office, giulia, office.talk(giulia, anna), "nulla di particolare")
    assert desk.find(f"{typed} qualcosa") == []


def test_hostile_words_come_back_as_they_are(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    # P47: an excerpt is plain text, the relay escapes nothing and looks nothing up.
    hostile = "<img src=file:///etc/passwd> =cmd() //host/x canarino"
    says(office, giulia, office.talk(giulia, anna), hostile)
    (hit,) = desk.find("canarino", HitKind.MESSAGE)
    assert hit.excerpt == hostile.replace("canarino", "\ue000canarino\ue001")


# Scope.


def test_a_canary_of_one_customer_is_found_by_nobody_else(office: Office, desk: Desk, anna: Person) -> None:
    # P17: every kind of thing holds the canary of its customer; each technician finds exactly their own.
    canaries = {}
    for name in ("Acme", "Beta", "Gamma"):
        customer = office.customer(name)
        canary = f"canary{name.lower()}"
        agent = office.agent(customer, machine=canary, os_user=canary)
        says(office, agent, office.talk(agent, anna), f"common {canary}")
        opened(office, anna, customer, f"common {canary}", canary)
        contact = SaveContact(
            ref=1, contact_id=ContactId(new_id()), customer_id=customer, first_name=canary, last_name="common",
            e_mail=f"{canary}@x.example",
        )  # fmt: skip
        office.done(anna, contact)
        canaries[customer] = canary
    for customer, canary in canaries.items():
        mine = desk.find(canary, customers=frozenset({customer}))
        assert {hit.kind for hit in mine} == set(HitKind)
        assert {hit.customer_id for hit in desk.find("common", customers=frozenset({customer}))} == {customer}
        others = frozenset(canaries) - {customer}
        assert desk.find(canary, customers=others) == []
        assert desk.find(canary, customers=others, only=customer) == []
        assert {hit.customer_id for hit in desk.find("common", only=customer)} == {customer}
    assert desk.find("common", customers=frozenset()) == []


def test_a_hit_that_the_index_gives_wrongly_is_stopped_by_the_gate(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    # The second wall: even an index that mixes customers up shows nothing across them.
    beta = office.customer("Beta")
    talk = office.talk(giulia, anna)
    says(office, giulia, talk, "segreto")
    desk.find("segreto")
    desk.index.put([Doc(kind=HitKind.MESSAGE, id=talk, part="2", customer_id=beta, at_ms=0, body="segreto")])
    assert desk.index.find(HitKind.MESSAGE, ["segreto"], {beta}, 5)
    assert desk.find("segreto", customers=frozenset({beta})) == []


def test_others_talks_are_found_by_who_may_see_them(office: Office, desk: Desk, anna: Person, giulia: Agent) -> None:
    talk = office.talk(giulia, anna)
    says(office, giulia, talk, "riservato")
    assert len(desk.find("riservato", role=Role.SUPERVISOR)) == 1
    assert len(desk.find("riservato", role=Role.TECHNICIAN, me=anna.technician_id)) == 1
    assert desk.find("riservato", role=Role.TECHNICIAN) == []
    office.done(anna, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="t", conversation_id=talk))
    assert len(desk.find("riservato", role=Role.TECHNICIAN)) == 1


# Keeping up.


def test_what_changed_while_nobody_told_is_found_by_comparing(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    talk = office.talk(giulia, anna)
    says(office, giulia, talk, "prima")
    assert desk.find("prima", HitKind.MESSAGE)
    voice = Voice(talk)
    office.done(giulia, voice.say("dopo"))
    desk._heard = len(office.hints)
    assert desk.find("dopo", HitKind.MESSAGE) == []
    desk.feed.look_again()
    assert desk.find("dopo", HitKind.MESSAGE)


def test_an_index_that_is_lost_or_damaged_is_made_again(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    says(office, giulia, office.talk(giulia, anna), "parola")
    assert desk.find("parola", HitKind.MESSAGE)
    desk.index.close()
    office.config.search_index.write_bytes(b"no database at all" * 100)
    again = Desk(office)
    assert again.find("parola", HitKind.MESSAGE)
    again.index.close()


def test_an_index_ahead_of_a_restored_relay_forgets_what_is_not_there(
    office: Office, desk: Desk, anna: Person, giulia: Agent
) -> None:
    talk = office.talk(giulia, anna)
    says(office, giulia, talk, "vero")
    desk.find("vero")
    desk.index.put([Doc(kind=HitKind.MESSAGE, id=talk, part="9", customer_id=giulia.customer_id, at_ms=0, body="mai")])
    desk.index.place(HitKind.MESSAGE, [(talk, 9), (new_id(), 3)])
    desk.feed.look_again()
    assert desk.find("vero", HitKind.MESSAGE)
    assert desk.index.find(HitKind.MESSAGE, ["mai"], None, 5) == []
    assert set(desk.index.positions(HitKind.MESSAGE)) == {talk}


def test_erased_words_leave_the_index_and_its_file(office: Office, desk: Desk, anna: Person) -> None:
    agent = office.agent(office.customer(), known=False)
    contact = office.contact(agent.customer_id, agent, e_mail="zibaldone@acme.example")
    talk = office.talk(agent, anna)
    says(office, agent, talk, "xylografia", "altro")
    office.done(anna, CloseConversation(ref=1, conversation_id=talk))
    assert desk.find("xylografia")
    desk.index.close()
    assert b"xylografia" in office.config.search_index.read_bytes()
    assert desk.find("zibaldone")
    office.done(anna, EraseContact(ref=1, contact_id=contact))
    assert desk.find("xylografia") == desk.find("zibaldone") == []
    assert desk.feed.tend(10)
    desk.index.close()
    held = b"".join(path.read_bytes() for path in office.config.state.glob("search.db*"))
    assert b"xylografia" not in held
    assert b"zibaldone" not in held

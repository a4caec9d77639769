"""Handing a talk on: to a colleague at once, to a group until one takes it; its ticket goes along (M-13)."""

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.services.orders import SetTechnicianActive
from shared.ids import ConversationId, GroupId, TechnicianId, TicketId, new_id
from shared.protocol.chat import CloseConversation
from shared.protocol.routing import SaveGroup, TakeConversation, TransferConversation
from shared.protocol.tickets import OpenTicket
from tests.support.office import LOCAL, Agent, Office, Person, Voice


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def bruno(office: Office, anna: Person) -> Person:
    return office.technician("Bruno", role="technician")


@pytest.fixture
def carla(office: Office, anna: Person) -> Person:
    return office.technician("Carla", role="technician")


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def talk(office: Office, anna: Person, giulia: Agent) -> ConversationId:
    return office.talk(giulia, anna)


@pytest.fixture
def rete(office: Office, bruno: Person, carla: Person) -> GroupId:
    group_id = GroupId(new_id())
    members = [bruno.technician_id, carla.technician_id]
    office.done(LOCAL, SaveGroup(ref=1, group_id=group_id, name="Rete", technician_ids=members))
    return group_id


def to(talk: ConversationId, person: Person | TechnicianId, comment: str = "") -> TransferConversation:
    technician_id = person.technician_id if isinstance(person, Person) else person
    return TransferConversation(ref=1, conversation_id=talk, technician_id=technician_id, comment=comment)


def to_group(talk: ConversationId, group: GroupId, comment: str = "") -> TransferConversation:
    return TransferConversation(ref=1, conversation_id=talk, group_id=group, comment=comment)


def takes(talk: ConversationId) -> TakeConversation:
    return TakeConversation(ref=1, conversation_id=talk)


def test_a_talk_is_in_the_colleagues_hands_at_once_and_says_so(
    office: Office, anna: Person, bruno: Person, giulia: Agent, talk: ConversationId
) -> None:
    office.done(anna, to(talk, bruno))
    assert office.conversation(talk).technician_name == "Bruno"
    last = office.messages(talk)[-1]
    assert (last.event, last.params) == ("transferred", {"name": "Bruno"})
    office.done(bruno, Voice(talk).say("Eccomi"))
    office.done(giulia, Voice(talk).say("Salve"))
    assert office.refusal(anna, Voice(talk).say("ancora io")).params == {"why": "not_a_member"}


def test_the_new_one_has_marks_of_their_own_and_the_old_ones_stay(
    office: Office, anna: Person, bruno: Person, talk: ConversationId
) -> None:
    office.done(anna, to(talk, bruno))
    members = {cursor.member for cursor in office.conversation(talk).cursors}
    assert {anna.technician_id, bruno.technician_id} <= members
    office.done(bruno, to(talk, anna))
    assert office.conversation(talk).technician_name == "Anna Neri"


def test_its_ticket_goes_along(office: Office, anna: Person, bruno: Person, talk: ConversationId) -> None:
    office.done(anna, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", conversation_id=talk))
    office.done(anna, to(talk, bruno))
    (ticket,) = office.tickets()
    assert ticket.assignee_name == "Bruno"
    lines = office.rows(sa.select(tables.ticket_history).order_by(tables.ticket_history.c.number))
    assert [(row.what, row.before, row.after) for row in lines][-1] == ("assignee", "Anna Neri", "Bruno")


def test_a_ticket_that_is_opened_later_belongs_to_who_has_the_talk_then(
    office: Office, anna: Person, bruno: Person, talk: ConversationId
) -> None:
    office.done(anna, to(talk, bruno))
    office.passes(120)
    office.wakes()
    assert [ticket.assignee_name for ticket in office.tickets()] == ["Bruno"]


def test_the_comment_is_an_internal_note(office: Office, anna: Person, bruno: Person, talk: ConversationId) -> None:
    office.done(anna, to(talk, bruno, "serve un driver"))
    (entry,) = office.rows(sa.select(tables.ticket_entry))
    assert (entry.kind.value, entry.text, entry.author_name, entry.conversation_id) == (
        "note", "serve un driver", "Anna Neri", talk,
    )  # fmt: skip
    assert office.texts(talk) == []


def test_asked_again_it_is_done_and_noted_once(
    office: Office, anna: Person, bruno: Person, talk: ConversationId
) -> None:
    for _ in range(2):
        office.done(anna, to(talk, bruno, "serve un driver"))
    assert len(office.rows(sa.select(tables.ticket_entry))) == 1
    assert office.events(talk).count("transferred") == 1


def test_only_who_can_talk_to_this_customer_is_given_the_talk(
    office: Office, anna: Person, talk: ConversationId
) -> None:
    other = office.customer("Beta")
    limited = office.technician("Limited", role="technician", customers=[other])
    reader, gone = office.technician("Rita", role="read_only"), office.technician("Gone")
    office.done(LOCAL, SetTechnicianActive(technician_id=gone.technician_id, active=False))
    for person in (limited, reader, gone):
        assert office.refusal(anna, to(talk, person)).params == {"why": "not_granted"}
    assert office.code(anna, to(talk, TechnicianId(new_id()))) == "not_found"
    assert office.conversation(talk).technician_name == "Anna Neri"


def test_only_who_holds_a_talk_or_sees_all_hands_it_on(
    office: Office, anna: Person, bruno: Person, carla: Person, talk: ConversationId
) -> None:
    assert office.refusal(bruno, to(talk, carla)).params == {"why": "role"}
    chief = office.technician("Chief", role="supervisor")
    office.done(chief, to(talk, carla))
    assert office.conversation(talk).technician_name == "Carla"


def test_a_closed_talk_is_handed_to_nobody(
    office: Office, anna: Person, bruno: Person, giulia: Agent, talk: ConversationId, rete: GroupId
) -> None:
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    assert [office.refusal(anna, order).params for order in (to(talk, bruno), to_group(talk, rete))] == [
        {"why": "closed"}
    ] * 2


def test_exactly_one_of_colleague_and_group_is_named(
    office: Office, anna: Person, bruno: Person, talk: ConversationId, rete: GroupId
) -> None:
    both = TransferConversation(ref=1, conversation_id=talk, technician_id=bruno.technician_id, group_id=rete)
    assert office.code(anna, both) == "not_found"
    assert office.code(anna, TransferConversation(ref=1, conversation_id=talk)) == "not_found"


# To a group.


def test_whoever_hands_on_to_a_group_stays_until_it_is_taken(
    office: Office, anna: Person, bruno: Person, talk: ConversationId, rete: GroupId
) -> None:
    office.done(anna, to_group(talk, rete))
    waiting = office.conversation(talk)
    assert (waiting.technician_name, waiting.waiting_group_name) == ("Anna Neri", "Rete")
    office.done(anna, Voice(talk).say("Un attimo, arriva un collega"))
    office.done(bruno, takes(talk))
    taken = office.conversation(talk)
    assert (taken.technician_name, taken.waiting_group_id) == ("Bruno", None)
    events = [(line.event, line.params) for line in office.messages(talk) if line.event == "transferred"]
    assert events == [("transferred", {"group": "Rete"}), ("transferred", {"name": "Bruno"})]


def test_the_first_of_the_group_wins_and_the_others_hear_who(
    office: Office, anna: Person, bruno: Person, carla: Person, talk: ConversationId, rete: GroupId
) -> None:
    office.done(anna, to_group(talk, rete))
    answers = office.say_together([(carla, takes(talk)), (bruno, takes(talk))])
    assert [getattr(answer, "code", "done") for answer in answers] == ["done", "taken"]
    assert office.refusal(bruno, takes(talk)).params == {"by": "Carla"}
    office.done(carla, takes(talk))


def test_the_ticket_of_a_waiting_talk_is_the_groups_and_then_the_takers(
    office: Office, anna: Person, bruno: Person, talk: ConversationId, rete: GroupId
) -> None:
    office.done(anna, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="x", conversation_id=talk))
    office.done(anna, to_group(talk, rete))
    assert [(row.group_name, row.assignee_name) for row in office.tickets()] == [("Rete", "Anna Neri")]
    office.done(bruno, takes(talk))
    assert [(row.group_name, row.assignee_name) for row in office.tickets()] == [("Rete", "Bruno")]


def test_only_the_group_takes_its_talks(office: Office, anna: Person, talk: ConversationId, rete: GroupId) -> None:
    office.done(anna, to_group(talk, rete))
    stranger = office.technician("Stranger", role="technician")
    assert office.refusal(stranger, takes(talk)).params == {"why": "not_in_group"}


def test_whoever_handed_on_may_take_it_back(office: Office, anna: Person, talk: ConversationId, rete: GroupId) -> None:
    office.done(anna, to_group(talk, rete))
    office.done(anna, takes(talk))
    assert office.conversation(talk).waiting_group_id is None


def test_a_group_in_which_nobody_could_take_it_is_given_no_talk(
    office: Office, anna: Person, talk: ConversationId
) -> None:
    empty = GroupId(new_id())
    office.done(LOCAL, SaveGroup(ref=1, group_id=empty, name="Vuoto", technician_ids=[]))
    assert office.refusal(anna, to_group(talk, empty)).params == {"why": "nobody_in_group"}


def test_a_waiting_talk_that_is_closed_waits_no_more(
    office: Office, anna: Person, bruno: Person, giulia: Agent, talk: ConversationId, rete: GroupId
) -> None:
    office.done(anna, to_group(talk, rete))
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    assert office.conversation(talk).waiting_group_id is None
    assert office.refusal(bruno, takes(talk)).params == {"by": "Anna Neri"}


def test_a_talk_that_nobody_handed_on_is_not_taken(office: Office, bruno: Person, talk: ConversationId) -> None:
    assert office.refusal(bruno, takes(talk)).params == {"by": "Anna Neri"}

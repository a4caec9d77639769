"""Groups, services and canned answers: who may change them, who is asked, who sees what (H-05, H-06)."""

import pytest

from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE
from relay.net import desk
from relay.services import desk_records
from relay.services.authorise import scope_of
from relay.services.orders import PutSetting, SetTechnicianActive
from shared.ids import AnswerId, ChatRequestId, ConversationId, GroupId, ServiceId, TechnicianId, TicketId, new_id
from shared.protocol.directory import RevokeDevice, SaveCustomer
from shared.protocol.requests import (
    AcceptRequest,
    AskDevice,
    AskTechnician,
    DeclineRequest,
    RequestState,
    SetAvailability,
)
from shared.protocol.routing import (
    AnswerScope,
    RemoveAnswer,
    RemoveGroup,
    SaveAnswer,
    SaveGroup,
    SaveService,
    ServiceRecord,
    TransferConversation,
)
from shared.protocol.tickets import EditTicket, OpenTicket, TicketState
from tests.support.office import LOCAL, Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def bruno(office: Office, anna: Person) -> Person:
    return office.technician("Bruno", role="technician")


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


def group(office: Office, name: str = "Rete", *members: Person) -> GroupId:
    group_id = GroupId(new_id())
    ids = [member.technician_id for member in members]
    office.done(LOCAL, SaveGroup(ref=1, group_id=group_id, name=name, technician_ids=ids))
    return group_id


def service(office: Office, name: str = "Stampa", *groups: GroupId) -> ServiceId:
    service_id = ServiceId(new_id())
    office.done(LOCAL, SaveService(ref=1, service_id=service_id, name=name, group_ids=list(groups)))
    return service_id


def services(office: Office) -> list[ServiceRecord]:
    with office.reader.connect() as connection:
        return list(desk_records.service_records(Gate(connection, RELAY_SCOPE)))


# Services.


def test_a_fresh_relay_has_one_service_for_everything(office: Office) -> None:
    assert [(one.name, one.is_default, one.active) for one in services(office)] == [("General support", True, True)]
    office.reopen()
    assert len(services(office)) == 1


def test_the_first_service_speaks_the_relays_language_until_somebody_names_it(office: Office) -> None:
    office.done(LOCAL, PutSetting(key="language", value='"it"'))
    (first,) = services(office)
    assert first.name == "Assistenza generale"
    office.done(LOCAL, SaveService(ref=1, service_id=first.service_id, name="Aiuto", is_default=True))
    office.done(LOCAL, PutSetting(key="language", value='"en"'))
    assert [one.name for one in services(office)] == ["Aiuto"]


def test_exactly_one_service_is_the_default_and_it_never_ends(office: Office) -> None:
    (first,) = services(office)
    stampa = service(office)
    office.done(LOCAL, SaveService(ref=1, service_id=stampa, name="Stampa", is_default=True))
    assert [one.name for one in services(office) if one.is_default] == ["Stampa"]
    for order in (
        SaveService(ref=1, service_id=stampa, name="Stampa", is_default=False),
        SaveService(ref=1, service_id=stampa, name="Stampa", is_default=True, active=False),
        SaveService(ref=1, service_id=first.service_id, name="x", is_default=True, active=False),
    ):
        assert office.refusal(LOCAL, order).params == {"why": "default_service"}
    assert [one.name for one in services(office) if one.is_default] == ["Stampa"]


def test_two_services_or_groups_never_share_a_name(office: Office) -> None:
    service(office)
    assert office.refusal(LOCAL, SaveService(ref=1, service_id=ServiceId(new_id()), name="Stampa")).code == "conflict"
    group(office)
    again = SaveGroup(ref=1, group_id=GroupId(new_id()), name="Rete", technician_ids=[])
    assert office.refusal(LOCAL, again).code == "conflict"


def test_a_requester_is_not_told_who_does_a_service(office: Office, anna: Person) -> None:
    service(office, "Stampa", group(office, "Rete", anna))
    assert [desk_records.for_requester(one).group_ids for one in services(office)] == [[], []]


@pytest.mark.parametrize("role", ["supervisor", "technician", "read_only"])
def test_groups_and_services_are_changed_by_who_manages_settings_only(office: Office, role: str) -> None:
    person = office.technician("P", role=role)
    orders = [
        SaveGroup(ref=1, group_id=GroupId(new_id()), name="x", technician_ids=[]),
        RemoveGroup(ref=1, group_id=group(office)),
        SaveService(ref=1, service_id=ServiceId(new_id()), name="x"),
    ]
    assert [office.refusal(person, order).params for order in orders] == [{"why": "role"}] * 3


# Groups.


def test_a_group_that_is_named_by_something_alive_stays(office: Office, anna: Person, giulia: Agent) -> None:
    of_service, of_ticket, of_talk = (group(office, name, anna) for name in ("A", "B", "C"))
    service(office, "Stampa", of_service)
    ticket, talk = TicketId(new_id()), office.talk(giulia, anna)
    office.done(giulia, OpenTicket(ref=1, ticket_id=ticket, title="x"))
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=1, group_id=of_ticket))
    office.done(anna, TransferConversation(ref=1, conversation_id=talk, group_id=of_talk))
    for one in (of_service, of_ticket, of_talk):
        assert office.refusal(LOCAL, RemoveGroup(ref=1, group_id=one)).params == {"what": "group_in_use"}
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=2, state=TicketState.CLOSED))
    office.done(LOCAL, RemoveGroup(ref=1, group_id=of_ticket))
    assert [row.group_name for row in office.tickets()] == ["B"]


def test_a_removed_group_is_gone_for_good(office: Office, anna: Person) -> None:
    rete = group(office, "Rete", anna)
    office.done(LOCAL, RemoveGroup(ref=1, group_id=rete))
    assert office.code(LOCAL, RemoveGroup(ref=1, group_id=rete)) == "not_found"
    again = SaveGroup(ref=1, group_id=rete, name="Rete", technician_ids=[])
    assert office.code(LOCAL, again) == "not_found"
    group(office, "Rete")


# Whom a user's request rings at.


def asks(service_id: ServiceId | None = None) -> AskTechnician:
    return AskTechnician(ref=1, request_id=ChatRequestId(new_id()), service_id=service_id)


def shown_to(office: Office, request_id: ChatRequestId) -> frozenset[TechnicianId] | None:
    with office.reader.connect() as connection:
        return desk.asked(Gate(connection, RELAY_SCOPE), office.request(request_id), frozenset(office.consoles))


def test_a_request_rings_at_the_groups_of_its_service(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    # H-05
    ask = asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(giulia, ask)
    assert shown_to(office, ask.request_id) == frozenset({bruno.technician_id})
    assert office.request(ask.request_id).service_name == "Stampa"


def test_it_rings_at_everybody_where_the_service_has_no_groups_or_nobody_of_them_is_there(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    plain, ask = asks(), asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(bruno, SetAvailability(ref=1, available=False))
    office.done(giulia, ask)
    assert shown_to(office, ask.request_id) is None
    colleague = office.agent(giulia.customer_id)
    office.done(colleague, plain)
    assert shown_to(office, plain.request_id) is None
    assert office.request(plain.request_id).service_name == "General support"


def test_the_technician_who_follows_the_customer_is_shown_its_requests(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    # H-14
    owner = office.technician("Carla")
    save = SaveCustomer(
        ref=1, customer_id=giulia.customer_id, name="Acme", user_chat_enabled=True, owner_id=owner.technician_id
    )
    office.done(LOCAL, save)
    ask = asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(giulia, ask)
    assert shown_to(office, ask.request_id) == frozenset({bruno.technician_id, owner.technician_id})


def test_a_group_that_declines_is_busy(office: Office, anna: Person, bruno: Person, giulia: Agent) -> None:
    ask = asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(giulia, ask)
    office.done(bruno, DeclineRequest(ref=1, request_id=ask.request_id))
    assert office.request(ask.request_id).state is RequestState.DECLINED


def test_whoever_was_not_asked_ends_nothing_by_declining(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    ask = asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(giulia, ask)
    office.done(anna, DeclineRequest(ref=1, request_id=ask.request_id))
    assert office.request(ask.request_id).state is RequestState.REQUESTED
    office.consoles.clear()
    office.done(anna, DeclineRequest(ref=1, request_id=ask.request_id))
    assert office.request(ask.request_id).state is RequestState.REQUESTED
    talk = ConversationId(new_id())
    office.done(bruno, AcceptRequest(ref=1, request_id=ask.request_id, conversation_id=talk))
    assert office.conversation(talk).service_name == "Stampa"


def test_a_request_that_is_over_is_not_declined_any_more_by_anybody(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    ask = asks(service(office, "Stampa", group(office, "Rete", bruno)))
    office.done(giulia, ask)
    office.passes(120)
    assert office.code(anna, DeclineRequest(ref=1, request_id=ask.request_id)) == "expired"


def test_a_talk_brings_its_service_into_its_ticket(office: Office, anna: Person, giulia: Agent) -> None:
    ask, talk = asks(service(office)), ConversationId(new_id())
    office.done(giulia, ask)
    office.done(anna, AcceptRequest(ref=1, request_id=ask.request_id, conversation_id=talk))
    office.passes(120)
    office.wakes()
    assert [row.service_name for row in office.tickets()] == ["Stampa"]


# Who was shut out asks nothing any more.


def test_requests_of_a_revoked_device_end_at_once(office: Office, anna: Person, giulia: Agent) -> None:
    ask, rung = asks(), AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=giulia.device_id)
    office.done(giulia, ask)
    office.done(anna, rung)
    office.done(anna, RevokeDevice(ref=1, device_id=giulia.device_id))
    states = {office.request(one).state for one in (ask.request_id, rung.request_id)}
    assert states == {RequestState.CANCELLED}


def test_requests_of_a_disabled_technician_end_at_once(
    office: Office, anna: Person, bruno: Person, giulia: Agent
) -> None:
    rung = AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=giulia.device_id)
    other = AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=giulia.device_id)
    office.done(bruno, rung)
    office.done(anna, other)
    office.done(LOCAL, SetTechnicianActive(technician_id=bruno.technician_id, active=False))
    assert office.request(rung.request_id).state is RequestState.CANCELLED
    assert office.request(other.request_id).state is RequestState.REQUESTED


# Canned answers.


def answer(
    scope: AnswerScope = AnswerScope.PRIVATE, shortcut: str = "ciao", group_id: GroupId | None = None
) -> SaveAnswer:
    return SaveAnswer(
        ref=1,
        answer_id=AnswerId(new_id()),
        shortcut=shortcut,
        title="Saluto",
        text="Buongiorno {contact}",
        scope=scope,
        group_id=group_id,
    )


def seen_by(office: Office, person: Person) -> list[str]:
    with office.reader.connect() as connection:
        scope = scope_of(connection, person.caller, office.clock.now())
        return [one.shortcut for one in desk_records.answer_records(Gate(connection, scope), scope)]


def test_one_sees_ones_own_answers_those_of_ones_groups_and_those_of_all(
    office: Office, anna: Person, bruno: Person
) -> None:
    carla = office.technician("Carla", role="technician")
    rete = group(office, "Rete", bruno)
    office.done(anna, answer(AnswerScope.ALL, "tutti"))
    office.done(bruno, answer(AnswerScope.GROUP, "rete", rete))
    office.done(bruno, answer(AnswerScope.PRIVATE, "mio"))
    assert [seen_by(office, person) for person in (bruno, carla)] == [["mio", "rete", "tutti"], ["tutti"]]


def test_answers_for_all_and_other_peoples_need_the_right_to_manage_settings(
    office: Office, anna: Person, bruno: Person
) -> None:
    for_all, rete = answer(AnswerScope.ALL), group(office, "Rete", bruno)
    office.done(anna, for_all)
    assert office.refusal(bruno, answer(AnswerScope.ALL, "x")).params == {"why": "role"}
    assert office.refusal(bruno, RemoveAnswer(ref=1, answer_id=for_all.answer_id)).params == {"why": "role"}
    of_bruno = answer(AnswerScope.GROUP, "rete", rete)
    office.done(bruno, of_bruno)
    office.done(anna, RemoveAnswer(ref=1, answer_id=of_bruno.answer_id))


def test_an_answer_that_one_is_not_shown_does_not_exist_for_one(office: Office, anna: Person, bruno: Person) -> None:
    hers = answer()
    office.done(anna, hers)
    assert office.code(bruno, RemoveAnswer(ref=1, answer_id=hers.answer_id)) == "not_found"
    stolen = SaveAnswer(ref=1, answer_id=hers.answer_id, shortcut="x", title="x", text="x", scope=AnswerScope.PRIVATE)
    assert office.code(bruno, stolen) == "not_found"
    assert seen_by(office, anna) == ["ciao"]


def test_one_word_finds_one_answer_among_the_same_people(office: Office, anna: Person, bruno: Person) -> None:
    office.done(anna, answer())
    office.done(bruno, answer())
    office.done(anna, answer(AnswerScope.ALL))
    assert office.refusal(anna, answer()).params == {"what": "shortcut_taken"}
    assert office.refusal(anna, answer(AnswerScope.ALL)).params == {"what": "shortcut_taken"}


def test_an_answer_is_shared_only_with_a_group_one_is_in(office: Office, anna: Person, bruno: Person) -> None:
    foreign = group(office, "Altri", anna)
    assert office.refusal(bruno, answer(AnswerScope.GROUP, "x", foreign)).params == {"why": "role"}
    assert office.code(bruno, answer(AnswerScope.GROUP, "x")) == "not_found"


def test_answers_of_a_removed_group_go_back_to_who_wrote_them(office: Office, anna: Person, bruno: Person) -> None:
    carla = office.technician("Carla", role="technician")
    rete = group(office, "Rete", bruno, carla)
    office.done(bruno, answer(AnswerScope.GROUP, "rete", rete))
    office.done(LOCAL, RemoveGroup(ref=1, group_id=rete))
    assert [seen_by(office, person) for person in (bruno, carla)] == [["rete"], []]


def test_who_may_only_read_keeps_no_answers(office: Office) -> None:
    reader = office.technician("Rita", role="read_only")
    assert office.refusal(reader, answer()).params == {"why": "role"}

"""The request with a clock through the real writer: both directions, every end, two minutes to the half second."""

import pytest

from relay.services.orders import MarkRinging
from shared.ids import ChatRequestId, ConversationId, DeviceKeyId, new_id
from shared.protocol.base import Message
from shared.protocol.directory import SetHelpdesk
from shared.protocol.requests import (
    AcceptRequest,
    AskDevice,
    AskTechnician,
    CancelRequest,
    DeclineRequest,
    RequestState,
    SetAvailability,
)
from tests.support.office import LOCAL, RELAY, Agent, Office, Person, Who

STATE = RequestState


def a_request() -> ChatRequestId:
    return ChatRequestId(new_id())


def accepts(request_id: ChatRequestId, talk: ConversationId | None = None) -> AcceptRequest:
    return AcceptRequest(ref=2, request_id=request_id, conversation_id=talk or ConversationId(new_id()))


def declines(request_id: ChatRequestId) -> DeclineRequest:
    return DeclineRequest(ref=3, request_id=request_id)


def cancels(request_id: ChatRequestId) -> CancelRequest:
    return CancelRequest(ref=4, request_id=request_id)


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def asked(office: Office, anna: Person, giulia: Agent) -> ChatRequestId:
    """Let the user ask for a technician."""
    request_id = a_request()
    office.done(giulia, AskTechnician(ref=1, request_id=request_id, reason="la stampante"))
    return request_id


@pytest.fixture
def rung(office: Office, anna: Person, giulia: Agent) -> ChatRequestId:
    """Let the technician ask for the device."""
    request_id = a_request()
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=giulia.device_id, reason="aggiornamento"))
    return request_id


# From the user to a technician.


def test_a_user_asks_and_a_technician_accepts(
    office: Office, anna: Person, giulia: Agent, asked: ChatRequestId
) -> None:
    #
    talk = ConversationId(new_id())
    office.done(RELAY, MarkRinging(request_id=asked))
    assert office.request(asked).state is STATE.RINGING
    office.passes(10)
    office.done(anna, accepts(asked, talk))
    request = office.request(asked)
    assert (request.state, request.technician_name, request.conversation_id) == (STATE.ACCEPTED, anna.name, talk)
    conversation = office.conversation(talk)
    assert (conversation.open, conversation.technician_id) == (True, anna.technician_id)
    assert (conversation.device_key_id, conversation.contact_name) == (giulia.key_id, "Giulia Verdi")


def test_the_technicians_name_is_announced_first_of_all(office: Office, anna: Person, asked: ChatRequestId) -> None:
    #
    talk = ConversationId(new_id())
    office.done(anna, accepts(asked, talk))
    first = office.messages(talk)[0]
    assert (first.event, first.params) == ("technician_joined", {"name": "Anna Neri", "organisation": "Sportello"})


def test_the_card_says_who_asks_from_where_and_why(office: Office, giulia: Agent, asked: ChatRequestId) -> None:
    request = office.request(asked)
    assert (request.customer_name, request.contact_name, request.reason) == ("Acme", "Giulia Verdi", "la stampante")
    assert (request.os_user, request.device_id, request.remaining_ms) == ("giulia", giulia.device_id, 120_000)
    assert (request.shield.level, request.shield.by) == (2, "command line")


def test_accepting_again_opens_nothing_twice(office: Office, anna: Person, asked: ChatRequestId) -> None:
    accept = accepts(asked)
    assert [office.code(anna, accept) for _ in range(3)] == ["done"] * 3
    assert len(office.messages(accept.conversation_id)) == 1


def test_asking_again_with_the_same_id_changes_nothing(office: Office, giulia: Agent, asked: ChatRequestId) -> None:
    before = office.request(asked)
    office.done(giulia, AskTechnician(ref=7, request_id=asked, reason="altro"))
    assert office.request(asked) == before


def test_a_second_request_of_the_same_user_is_refused_while_one_is_open(
    office: Office, giulia: Agent, asked: ChatRequestId
) -> None:
    assert office.refusal(giulia, AskTechnician(ref=1, request_id=a_request())).params == {"what": "request_open"}


def test_the_first_to_accept_wins_and_the_other_learns_who(office: Office, anna: Person, asked: ChatRequestId) -> None:
    bruno = office.technician("Bruno Blu")
    office.done(anna, accepts(asked))
    refused = office.refusal(bruno, accepts(asked))
    assert (refused.code, refused.params) == ("taken", {"by": "Anna Neri"})


def test_a_user_cannot_accept_their_own_request(office: Office, giulia: Agent, asked: ChatRequestId) -> None:
    assert office.refusal(giulia, accepts(asked)).params == {"why": "own_request"}
    assert office.request(asked).state is STATE.REQUESTED


def test_a_rejection_by_the_only_technician_is_busy(office: Office, anna: Person, asked: ChatRequestId) -> None:
    #
    office.done(anna, declines(asked))
    assert office.request(asked).state is STATE.DECLINED


def test_after_busy_the_user_may_ask_again(office: Office, anna: Person, giulia: Agent, asked: ChatRequestId) -> None:
    #
    office.done(anna, declines(asked))
    again = a_request()
    office.done(giulia, AskTechnician(ref=1, request_id=again))
    assert office.request(again).state is STATE.REQUESTED


def test_busy_means_that_everybody_asked_has_declined(office: Office, anna: Person, asked: ChatRequestId) -> None:
    bruno = office.technician("Bruno Blu")
    office.done(anna, declines(asked))
    assert office.request(asked).state is not STATE.DECLINED
    assert office.request(asked).declined_by == [anna.technician_id]
    office.done(bruno, declines(asked))
    assert office.request(asked).state is STATE.DECLINED


def test_whoever_declined_may_still_change_their_mind(office: Office, anna: Person, asked: ChatRequestId) -> None:
    office.technician("Bruno Blu")
    office.done(anna, declines(asked))
    office.done(anna, accepts(asked))
    assert office.request(asked).state is STATE.ACCEPTED


def test_the_user_takes_the_request_back(office: Office, anna: Person, giulia: Agent, asked: ChatRequestId) -> None:
    assert office.code(anna, cancels(asked)) == "not_found"
    office.done(giulia, cancels(asked))
    assert office.request(asked).state is STATE.CANCELLED
    refused = office.refusal(anna, accepts(asked))
    assert (refused.code, refused.params) == ("expired", {"state": "cancelled"})


# What a user's start needs.


def test_without_the_helpdesk_agent_the_user_cannot_start(office: Office, anna: Person) -> None:
    #
    agent = office.agent(office.customer(), helpdesk=False)
    ask = AskTechnician(ref=1, request_id=a_request())
    assert office.refusal(agent, ask).params == {"why": "helpdesk_off"}
    office.done(anna, SetHelpdesk(ref=1, device_ids=[agent.device_id], enabled=True))
    office.done(agent, ask)


def test_without_an_available_technician_the_user_cannot_start(office: Office, anna: Person, giulia: Agent) -> None:
    #
    ask = AskTechnician(ref=1, request_id=a_request())
    office.done(anna, SetAvailability(ref=1, available=False))
    assert office.code(giulia, ask) == "no_technician"
    office.done(anna, SetAvailability(ref=1, available=True))
    office.consoles.clear()
    assert office.code(giulia, ask) == "no_technician"
    office.consoles.add(anna.technician_id)
    assert office.code(giulia, ask) == "done"


def test_a_technician_of_other_customers_does_not_count(office: Office) -> None:
    #
    office.technician(customers=[office.customer("Beta")])
    giulia = office.agent(office.customer())
    assert office.code(giulia, AskTechnician(ref=1, request_id=a_request())) == "no_technician"


def test_a_device_that_waits_for_approval_cannot_start(office: Office, anna: Person) -> None:
    # P04
    agent = office.agent(office.customer(policy="approve"))
    refused = office.refusal(agent, AskTechnician(ref=1, request_id=a_request()))
    assert (refused.code, refused.params) == ("forbidden", {"why": "waiting_for_approval"})


# From a technician to a device.


def test_a_technician_asks_and_the_user_accepts(
    office: Office, anna: Person, giulia: Agent, rung: ChatRequestId
) -> None:
    #
    request = office.request(rung)
    assert (request.technician_name, request.organisation, request.reason) == (
        "Anna Neri",
        "Sportello",
        "aggiornamento",
    )
    accept = accepts(rung)
    office.done(giulia, accept)
    assert office.request(rung).state is STATE.ACCEPTED
    conversation = office.conversation(accept.conversation_id)
    assert (conversation.device_id, conversation.technician_id) == (giulia.device_id, anna.technician_id)


def test_a_technician_needs_neither_switch_nor_identity(office: Office, anna: Person) -> None:
    #
    agent = office.agent(office.customer(user_chat=False), helpdesk=False, known=False)
    request_id = a_request()
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=agent.device_id))
    office.done(agent, accepts(request_id))
    assert office.refusal(agent, AskTechnician(ref=1, request_id=a_request())).code == "forbidden"


def test_a_refusal_on_the_device_is_told_and_may_be_asked_again(
    office: Office, anna: Person, giulia: Agent, rung: ChatRequestId
) -> None:
    #
    office.done(giulia, declines(rung))
    assert office.request(rung).state is STATE.DECLINED
    office.done(anna, AskDevice(ref=1, request_id=a_request(), device_id=giulia.device_id))


def test_no_reaction_is_told_and_may_be_asked_again(
    office: Office, anna: Person, giulia: Agent, rung: ChatRequestId
) -> None:
    #
    office.passes(120)
    office.wakes()
    assert office.request(rung).state is STATE.EXPIRED
    office.done(anna, AskDevice(ref=1, request_id=a_request(), device_id=giulia.device_id))


def test_a_device_without_a_connected_agent_is_unreachable(office: Office, anna: Person, giulia: Agent) -> None:
    office.agents.clear()
    assert office.code(anna, AskDevice(ref=1, request_id=a_request(), device_id=giulia.device_id)) == "device_offline"


def test_one_os_session_of_a_shared_machine_can_be_chosen(office: Office, anna: Person) -> None:
    customer = office.customer()
    ugo = office.agent(customer, machine="shared", os_user="ugo")
    ada = office.agent(customer, machine="shared", os_user="ada")
    assert ugo.device_id == ada.device_id
    request_id = a_request()
    office.done(
        anna, AskDevice(ref=1, request_id=request_id, device_id=ada.device_id, device_key_id=DeviceKeyId(ada.key_id))
    )
    assert office.code(ugo, accepts(request_id)) == "not_found"
    office.done(ada, accepts(request_id))


def test_a_request_to_a_shared_machine_rings_everywhere_and_ends_when_all_decline(office: Office, anna: Person) -> None:
    customer = office.customer()
    ugo = office.agent(customer, machine="shared", os_user="ugo")
    ada = office.agent(customer, machine="shared", os_user="ada")
    request_id = a_request()
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=ada.device_id))
    office.done(ugo, declines(request_id))
    assert office.request(request_id).state is not STATE.DECLINED
    office.done(ada, declines(request_id))
    assert office.request(request_id).state is STATE.DECLINED


def test_another_device_of_the_customer_answers_nothing(office: Office, giulia: Agent, rung: ChatRequestId) -> None:
    colleague = office.agent(giulia.customer_id)
    answers = [office.code(colleague, m(rung)) for m in (accepts, declines, cancels)]
    assert answers == ["not_found"] * 3
    assert office.request(rung).state is STATE.REQUESTED


def test_a_request_from_the_other_side_is_needless_once_the_talk_began(
    office: Office, anna: Person, giulia: Agent, asked: ChatRequestId, rung: ChatRequestId
) -> None:
    accept = accepts(rung)
    office.done(giulia, accept)
    other = office.request(asked)
    assert (other.state, other.conversation_id) == (STATE.SUPERSEDED, accept.conversation_id)


def test_a_technician_holds_any_number_of_conversations(office: Office, anna: Person) -> None:
    #
    customer = office.customer()
    talks = [office.talk(office.agent(customer), anna) for _ in range(25)]
    assert [office.conversation(talk).open for talk in talks] == [True] * 25


# Two minutes, on the relay's clock.


@pytest.mark.parametrize(
    ("after_s", "code"), [(119.5, "done"), (119.999, "done"), (120, "expired"), (120.5, "expired")]
)
def test_a_technician_accepts_until_two_minutes_are_over(
    office: Office, anna: Person, asked: ChatRequestId, after_s: float, code: str
) -> None:
    # A-24, P33: nobody has woken the sweeper, the deadline column alone decides.
    office.passes(after_s)
    assert office.code(anna, accepts(asked)) == code


@pytest.mark.parametrize(("after_s", "code"), [(119.5, "done"), (120.5, "expired")])
def test_a_user_accepts_until_two_minutes_are_over(
    office: Office, giulia: Agent, rung: ChatRequestId, after_s: float, code: str
) -> None:
    # A-24, P33
    office.passes(after_s)
    assert office.code(giulia, accepts(rung)) == code


def test_the_sweeper_expires_what_is_due_and_nothing_else(office: Office, anna: Person, asked: ChatRequestId) -> None:
    later = office.agent(office.customer("Beta"))
    office.passes(60)
    younger = a_request()
    office.done(later, AskTechnician(ref=1, request_id=younger))
    assert office.wakes() == 60
    office.passes(60)
    assert office.wakes() == 60
    assert [office.request(r).state for r in (asked, younger)] == [STATE.EXPIRED, STATE.REQUESTED]


def test_a_relay_that_was_down_at_the_deadline_expires_at_its_start(office: Office, asked: ChatRequestId) -> None:
    office.passes(119)
    office.reopen()
    office.passes(3600)
    office.wakes()
    assert office.request(asked).state is STATE.EXPIRED


def test_an_expired_request_stays_expired_for_everybody(
    office: Office, anna: Person, giulia: Agent, asked: ChatRequestId
) -> None:
    office.passes(120)
    office.wakes()
    assert office.code(anna, accepts(asked)) == "expired"
    assert office.code(anna, declines(asked)) == "expired"
    assert office.code(giulia, cancels(asked)) == "done"
    assert office.request(asked).state is STATE.EXPIRED


# Races.


def test_of_two_technicians_exactly_one_wins_every_round(office: Office, anna: Person) -> None:
    # P34, in one commit and in commits of their own
    bruno, customer = office.technician("Bruno Blu"), office.customer()
    agent = office.agent(customer)
    seen: list[tuple[str, ...]] = []
    for turn in range(60):
        request_id = a_request()
        office.done(agent, AskTechnician(ref=1, request_id=request_id))
        pair = [anna, bruno] if turn % 2 else [bruno, anna]
        orders: list[tuple[Person, Message]] = [(person, accepts(request_id)) for person in pair]
        together = office.say_together(orders) if turn % 3 else [office.says(*order) for order in orders]
        seen.append(tuple(getattr(answer, "code", "done") for answer in together))
        assert office.request(request_id).technician_id == pair[0].technician_id
    assert seen == [("done", "taken")] * 60


@pytest.mark.slow
def test_accept_expire_cancel_and_decline_at_once_end_in_one_state(office: Office, anna: Person) -> None:
    # P35: 1,000 rounds around the deadline, twenty at a time, the moves in ever another order
    customer = office.customer()
    agents = [office.agent(customer) for _ in range(20)]
    ended: list[RequestState] = []
    for turn in range(50):
        rounds = {agent.key_id: a_request() for agent in agents}
        office.say_together([(a, AskTechnician(ref=1, request_id=rounds[a.key_id])) for a in agents])
        office.passes((119.999, 120, 1, 120.001)[turn % 4])
        moves: list[tuple[Who, Message]] = []
        for place, agent in enumerate(agents):
            request_id = rounds[agent.key_id]
            three: list[tuple[Who, Message]] = [
                (anna, accepts(request_id)),
                (agent, cancels(request_id)),
                (anna, declines(request_id)),
            ]
            start = (turn + place) % 3
            moves += three[start:] + three[:start]
        if turn % 5 == 0:
            office.wakes()
        office.say_together(moves)
        first = [office.request(request_id) for request_id in rounds.values()]
        office.passes(200)
        office.wakes()
        office.say_together(moves)
        assert [office.request(request_id) for request_id in rounds.values()] == first
        assert [r.state is STATE.ACCEPTED for r in first] == [r.conversation_id is not None for r in first]
        ended += [request.state for request in first]
    assert len(ended) == 1000
    assert set(ended) == {STATE.ACCEPTED, STATE.CANCELLED, STATE.DECLINED, STATE.EXPIRED}
    told = office.audit()
    assert told.count("request.accepted") == ended.count(STATE.ACCEPTED)
    assert told.count("request.cancelled") + told.count("request.expired") == ended.count(
        STATE.CANCELLED
    ) + ended.count(STATE.EXPIRED)


def test_the_audit_trail_tells_each_end_once(office: Office, anna: Person, giulia: Agent, asked: ChatRequestId) -> None:
    office.done(anna, accepts(asked))
    office.code(giulia, cancels(asked))
    office.passes(120)
    office.wakes()
    told = [action for action in office.audit() if action.startswith("request.")]
    assert told == ["request.opened", "request.accepted"]


def test_the_command_line_answers_no_request(office: Office, asked: ChatRequestId) -> None:
    assert office.code(LOCAL, accepts(asked)) == "forbidden"

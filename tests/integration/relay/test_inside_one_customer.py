"""Inside one customer too nobody does or learns more than is theirs: other OS sessions, limited technicians, known ids."""

import pytest

from relay.net.counter import Counter
from relay.net.pushing import Pushing
from relay.net.rate import Bucket
from relay.net.reader import Reader
from relay.net.session import AgentSession
from relay.net.talk import Talk
from relay.net.writer_link import WriterLink
from relay.services.authorise import scope_of
from relay.services.orders import SetTechnicianActive
from shared.ids import ChatRequestId, ConversationId, CustomerId, EnrollmentTokenId, TicketId, new_id
from shared.protocol import codec
from shared.protocol.directory import CreateToken, RevokeDevice, SaveSettings
from shared.protocol.requests import AcceptRequest, AskDevice, AskTechnician, RequestChanged, RequestState
from shared.protocol.tickets import EditTicket, OpenTicket
from tests.support.office import LOCAL, Agent, Office
from tests.support.wires import RecordingWire


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer("Acme")


@pytest.fixture
def giulia(office: Office, acme: CustomerId) -> Agent:
    return office.agent(acme, machine="shared")


@pytest.fixture
def luca(office: Office, acme: CustomerId, giulia: Agent) -> Agent:
    """Another OS user of Giulia's computer."""
    luca = office.agent(acme, machine="shared", os_user="luca", known=False)
    assert luca.device_id == giulia.device_id
    return luca


def accepts(request_id: ChatRequestId, talk: str = "") -> AcceptRequest:
    return AcceptRequest(ref=1, request_id=request_id, conversation_id=ConversationId(talk or new_id()))


# Another OS user of the same device.


def connect(office: Office, talk: Talk, agent: Agent) -> RecordingWire:
    wire = RecordingWire()
    with office.reader.connect() as connection:
        scope = scope_of(connection, agent.caller, office.clock.now())
    place = {"customer_id": agent.customer_id, "device_id": agent.device_id, "device_key_id": agent.key_id}
    talk.registry.add(AgentSession(wire, scope, agent.caller, Bucket(1, 1, 0), **place))  # type: ignore[arg-type]  # three ids
    return wire


async def test_another_os_session_learns_that_it_need_not_ring_and_nothing_else(
    office: Office, giulia: Agent, luca: Agent
) -> None:
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    pushing = Pushing(talk, Counter(talk), lambda: None)
    wires = {agent.key_id: connect(office, talk, agent) for agent in (giulia, luca)}
    anna, request_id, conversation_id = office.technician(), ChatRequestId(new_id()), new_id()
    ask = AskDevice(
        ref=1, request_id=request_id, device_id=giulia.device_id, device_key_id=giulia.key_id, reason="riservato"
    )
    for who, order in ((anna, ask), (giulia, accepts(request_id, conversation_id))):
        office.hints.clear()
        office.done(who, order)
        pushing.hints(office.hints)
    told = {
        key: [m for m in map(codec.decode, wire.frames) if isinstance(m, RequestChanged)] for key, wire in wires.items()
    }
    assert [m.request.state for m in told[luca.key_id]] == [RequestState.ACCEPTED]
    assert told[giulia.key_id][-1].request.conversation_id == conversation_id
    (frame,) = (codec.encode(message).decode() for message in told[luca.key_id])
    assert not [word for word in ("riservato", "giulia", conversation_id, "assigned") if word in frame]


def test_an_accepted_request_is_confirmed_again_only_to_who_accepted_it(
    office: Office, giulia: Agent, luca: Agent
) -> None:
    anna, request_id, talk = office.technician(), ChatRequestId(new_id()), new_id()
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=giulia.device_id, device_key_id=giulia.key_id))
    assert [office.code(giulia, accepts(request_id, talk)) for _ in range(2)] == ["done", "done"]
    assert office.code(luca, accepts(request_id, talk)) == "not_found"
    other = office.technician("Bruno")
    assert office.refusal(other, accepts(request_id, talk)).params == {"why": "own_request"}


def test_an_id_that_somebody_else_made_is_no_repetition(office: Office, acme: CustomerId, giulia: Agent) -> None:
    office.technician()
    marco, reader = office.agent(acme), office.technician("Rita", role="read_only")
    ticket_id, request_id = TicketId(new_id()), ChatRequestId(new_id())
    office.done(giulia, OpenTicket(ref=1, ticket_id=ticket_id, title="Stampante"))
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    for order in (OpenTicket(ref=1, ticket_id=ticket_id, title="x"), AskTechnician(ref=1, request_id=request_id)):
        assert office.code(giulia, order) == "done"
        assert office.code(marco, order) == "not_found"
    assert office.refusal(reader, OpenTicket(ref=1, ticket_id=ticket_id, title="x")).params == {"why": "role"}


# Technicians who are granted some customers only.


@pytest.mark.parametrize("role", ["owner", "admin"])
def test_what_reaches_every_customer_is_not_for_who_is_granted_some(
    office: Office, acme: CustomerId, role: str
) -> None:
    before = office.settings()
    limited = office.technician("Lia", role=role, customers=[acme])
    save = SaveSettings(ref=1, version=before.version, user_chat_enabled=True, organisation="Acme")
    assert office.refusal(limited, save).params == {"why": "role"}
    assert office.settings() == before
    office.done(office.technician("Ugo", role=role), save)


def test_a_ticket_is_given_only_to_somebody_who_may_see_it(office: Office, acme: CustomerId, giulia: Agent) -> None:
    anna = office.technician("Anna", customers=[acme])
    stranger = office.technician("Bruno", customers=[office.customer("Beta")])
    gone = office.technician("Carla", customers=[acme])
    ticket_id = TicketId(new_id())
    office.done(giulia, OpenTicket(ref=1, ticket_id=ticket_id, title="Stampante"))
    office.done(anna, EditTicket(ref=1, ticket_id=ticket_id, version=1, assignee_id=gone.technician_id))
    office.done(LOCAL, SetTechnicianActive(technician_id=gone.technician_id, active=False))
    kept = EditTicket(ref=1, ticket_id=ticket_id, version=2, title="Toner", assignee_id=gone.technician_id)
    office.done(anna, kept)  # whoever has it already keeps it
    given = EditTicket(ref=1, ticket_id=ticket_id, version=3, assignee_id=stranger.technician_id)
    assert office.refusal(anna, given).params == {"why": "not_granted"}
    office.done(anna, EditTicket(ref=1, ticket_id=ticket_id, version=3, assignee_id=anna.technician_id))
    back = EditTicket(ref=1, ticket_id=ticket_id, version=4, assignee_id=gone.technician_id)
    assert office.refusal(anna, back).params == {"why": "not_granted"}


def test_the_label_of_a_token_is_one_plain_line(office: Office, acme: CustomerId) -> None:
    anna = office.technician()

    def labelled(label: str) -> CreateToken:
        return CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=acme, label=label)

    assert [office.code(anna, labelled(label)) for label in ("\x1b[2J", "a\nb", "\u202e")] == ["bad_text"] * 3
    assert [office.code(anna, labelled(label)) for label in ("", "  ", " Sede 2 ")] == ["done"] * 3


# Whoever asked has been shut out since.


def test_a_request_of_a_disabled_technician_opens_no_talk(office: Office, giulia: Agent) -> None:
    anna, request_id = office.technician(), ChatRequestId(new_id())
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=giulia.device_id))
    office.done(LOCAL, SetTechnicianActive(technician_id=anna.technician_id, active=False))
    assert office.code(giulia, accepts(request_id)) == "expired"


def test_a_request_of_a_revoked_device_opens_no_talk(office: Office, giulia: Agent) -> None:
    anna, request_id = office.technician(), ChatRequestId(new_id())
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    office.done(anna, RevokeDevice(ref=1, device_id=giulia.device_id))
    assert office.code(anna, accepts(request_id)) == "expired"

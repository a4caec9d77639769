"""Where devices wait for approval, a further OS session of a known device waits too: its key is a stranger's until somebody looks."""

import pytest

from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE
from relay.services import records
from relay.services.orders import OpenDeviceSession
from shared.ids import ChatRequestId, ConversationId, CustomerId, new_id
from shared.protocol.chat import LeaveMessage
from shared.protocol.directory import ApproveDevice, DeviceRecord, DeviceState
from shared.protocol.enrolment import Enrolled
from shared.protocol.hello import AgentWelcome
from shared.protocol.identity import SendIdentityToken
from shared.protocol.requests import AskDevice, AskTechnician
from tests.support.cli import Cli
from tests.support.office import LOCAL, RELAY, Agent, Office


class Shared:
    """A device whose first OS session is approved, and a second one that has just been enrolled."""

    def __init__(self, office: Office, policy: str = "approve") -> None:
        self.office = office
        customer = office.customer(policy=policy)
        token = office.token(customer).secret
        self.first = self._joins(customer, token, "ugo")
        office.done(LOCAL, ApproveDevice(ref=1, device_id=self.first.device_id))
        self.second = self._joins(customer, token, "eve")

    def _joins(self, customer: CustomerId, token: str, os_user: str) -> Agent:
        joined = self.office.answer(RELAY, self.office.enrolment(token, machine="pc", os_user=os_user), Enrolled)
        return self.office.sign_in(customer, joined.device_id, joined.device_key_id)

    def record(self) -> DeviceRecord:
        with self.office.reader.connect() as connection:
            gate = Gate(connection, RELAY_SCOPE)
            record = records.device_record(gate, self.first.device_id, lambda _key: None)
        assert record is not None
        return record


def asks(key_of: Agent | None, agent: Agent) -> AskDevice:
    key = key_of.key_id if key_of is not None else None
    return AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=agent.device_id, device_key_id=key)


@pytest.mark.parametrize(("policy", "approved"), [("approve", False), ("auto", True)])
def test_a_further_key_is_approved_as_a_further_device_would_be(office: Office, policy: str, approved: bool) -> None:
    shared = Shared(office, policy)
    opened = OpenDeviceSession(re=1, device_key_id=shared.second.key_id)
    assert office.answer(RELAY, opened, AgentWelcome).approved is approved
    assert [session.is_approved for session in shared.record().os_sessions] == [True, approved]


def test_a_key_that_waits_can_do_nothing_while_the_first_goes_on(office: Office) -> None:
    office.technician()
    shared = Shared(office)
    identity = SendIdentityToken(ref=1, first_name="Eve", last_name="X", e_mail="eve@acme.example", language="it")
    orders = (identity, AskTechnician(ref=1, request_id=ChatRequestId(new_id())))
    refusals = [office.refusal(shared.second, order).params for order in orders]
    assert refusals == [{"why": "waiting_for_approval"}] * 2
    assert office.mails() == []
    assert office.code(shared.first, identity) == "done"


def test_the_device_is_shown_as_waiting_while_any_key_of_it_waits(office: Office) -> None:
    shared = Shared(office)
    assert shared.record().state is DeviceState.PENDING
    version = shared.record().version
    office.done(LOCAL, ApproveDevice(ref=1, device_id=shared.first.device_id))
    assert shared.record().state is DeviceState.APPROVED
    assert shared.record().version > version


def test_no_request_rings_and_no_message_waits_at_a_key_that_waits(office: Office) -> None:
    anna = office.technician()
    shared = Shared(office)
    left = LeaveMessage(
        ref=1,
        conversation_id=ConversationId(new_id()),
        device_id=shared.second.device_id,
        device_key_id=shared.second.key_id,
    )
    for order in (asks(shared.second, shared.second), left):
        assert office.refusal(anna, order).params == {"why": "waiting_for_approval"}
    del office.agents[shared.first.key_id]
    assert office.code(anna, asks(None, shared.first)) == "device_offline"


def test_an_approval_lets_every_key_of_the_device_in(office: Office) -> None:
    anna = office.technician()
    shared = Shared(office)
    office.done(anna, ApproveDevice(ref=1, device_id=shared.first.device_id))
    office.contact(shared.first.customer_id, shared.first)
    assert office.code(anna, asks(shared.second, shared.second)) == "done"


def test_the_same_key_enrolling_again_is_no_approval(office: Office) -> None:
    shared = Shared(office)
    opened = OpenDeviceSession(re=1, device_key_id=shared.second.key_id)
    assert not office.answer(RELAY, opened, AgentWelcome).approved


def test_the_command_line_shows_the_device_among_those_that_wait(office: Office) -> None:
    shared = Shared(office)
    cli = Cli(office.config.state)
    waiting = cli.ask("device", "list", "--device-state=pending")["devices"]
    assert [row["id"] for row in waiting] == [shared.first.device_id]
    cli.ask("device", "approve", shared.first.device_id)
    assert cli.ask("device", "list", "--device-state=pending")["devices"] == []

"""Joining a device through the real writer: tokens (P03), policies (P04), keys that never change hands."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relay.services.orders import OpenDeviceSession
from shared.ids import ChatRequestId, CustomerId, DeviceId, EnrollmentTokenId, new_id
from shared.protocol.base import Error
from shared.protocol.directory import (
    ApproveDevice,
    CreateToken,
    DeviceState,
    RevokeDevice,
    RevokeToken,
    TokenCreated,
)
from shared.protocol.enrolment import Enrolled
from shared.protocol.hello import AgentWelcome
from shared.protocol.requests import AskTechnician
from tests.support.office import LOCAL, RELAY, Office, Person


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer()


def joins(office: Office, token: str, **more: object) -> Enrolled:
    return office.answer(RELAY, office.enrolment(token, **more), Enrolled)  # type: ignore[arg-type]  # any of its words


def refused(office: Office, token: str) -> Error:
    return office.refusal(RELAY, office.enrolment(token))


# Tokens.


def test_expired_spent_revoked_wrong_and_spoilt_tokens_are_answered_alike(office: Office, acme: CustomerId) -> None:
    # P03: one same answer, no device row, an audit row each.
    spent, revoked, expired, good = (office.token(acme, uses=1) for _ in range(4))
    joins(office, spent.secret, machine="first")
    office.done(LOCAL, RevokeToken(ref=1, token_id=revoked.token_id))
    before = len(office.devices())
    spoilt = good.secret[:-1] + ("A" if good.secret[-1] != "A" else "B")
    answers = [refused(office, secret) for secret in (spent.secret, revoked.secret, spoilt, "", "sprt_" + "x" * 400)]
    office.passes(30 * 24 * 3600)
    answers.append(refused(office, expired.secret))
    assert answers == [Error(code="auth_failed")] * 6
    assert len(office.devices()) == before
    assert office.audit().count("device.enrolment_refused") == 6


def test_a_token_lets_in_exactly_as_many_as_it_says(office: Office, acme: CustomerId) -> None:
    token = office.token(acme, uses=3).secret
    codes = [office.code(RELAY, office.enrolment(token, machine=f"m{n}")) for n in range(5)]
    assert codes == ["done"] * 3 + ["auth_failed"] * 2


def test_two_devices_in_one_commit_do_not_share_the_last_use(office: Office, acme: CustomerId) -> None:
    token = office.token(acme, uses=1).secret
    answers = office.say_together([(RELAY, office.enrolment(token, machine=f"m{n}")) for n in range(5)])
    assert [isinstance(answer, Enrolled) for answer in answers] == [True] + [False] * 4


def test_the_secret_is_told_once_and_never_kept(office: Office, acme: CustomerId) -> None:
    secret = office.token(acme).secret
    office.close()
    assert secret.encode() not in office.config.database.read_bytes()
    office.reopen()


def test_a_token_joins_its_own_customer_only(office: Office, acme: CustomerId) -> None:
    beta = office.customer("Beta")
    assert joins(office, office.token(beta).secret).customer_id == beta
    assert {row.customer_id for row in office.devices()} == {beta}


@pytest.mark.parametrize("role", ["technician", "supervisor", "read_only"])
def test_only_who_manages_tokens_makes_or_revokes_them(office: Office, acme: CustomerId, role: str) -> None:
    token = office.token(acme)
    person = office.technician(role=role)
    create = CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=acme)
    assert office.refusal(person, create).params == {"why": "role"}
    assert office.refusal(person, RevokeToken(ref=1, token_id=token.token_id)).params == {"why": "role"}


def test_an_admin_makes_a_token_for_granted_customers_only(office: Office, acme: CustomerId) -> None:
    admin = office.technician(role="admin", customers=[acme])
    made = office.answer(
        admin, CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=acme), TokenCreated
    )
    assert joins(office, made.secret).customer_id == acme
    other = CreateToken(ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=office.customer("Beta"))
    assert office.code(admin, other) == "not_found"


# Devices and their keys.


def test_the_same_key_again_changes_nothing_and_spends_nothing(office: Office, acme: CustomerId) -> None:
    token, key = office.token(acme, uses=1).secret, Ed25519PrivateKey.generate()
    first = joins(office, token, key=key)
    assert joins(office, token, key=key) == first
    assert len(office.devices()) == 1


def test_a_key_of_one_customer_joins_no_other(office: Office, acme: CustomerId) -> None:
    # A known key cannot be overwritten or moved by whoever holds another customer's token.
    key = Ed25519PrivateKey.generate()
    joins(office, office.token(acme).secret, key=key)
    other = office.token(office.customer("Beta")).secret
    assert office.code(RELAY, office.enrolment(other, key=key)) == "auth_failed"
    assert {row.customer_id for row in office.devices()} == {acme}


def test_another_os_user_of_the_machine_gets_a_key_of_the_same_device(office: Office, acme: CustomerId) -> None:
    token = office.token(acme).secret
    ugo, ada = joins(office, token, os_user="ugo"), joins(office, token, os_user="ada")
    assert ugo.device_id == ada.device_id
    assert ugo.device_key_id != ada.device_key_id


def test_the_same_machine_name_at_another_customer_is_another_device(office: Office, acme: CustomerId) -> None:
    beta = office.customer("Beta")
    devices = {joins(office, office.token(customer).secret).device_id for customer in (acme, beta)}
    assert len(devices) == 2


@pytest.mark.parametrize("public_key", ["", "short", "!" * 43, "A" * 64, "A" * 44])
def test_what_is_no_key_is_refused_like_a_wrong_token(office: Office, acme: CustomerId, public_key: str) -> None:
    order = office.enrolment(office.token(acme).secret)
    enrol = {**{f: getattr(order.enrol, f) for f in order.enrol.__struct_fields__}, "public_key": public_key}
    assert office.code(RELAY, type(order)(enrol=type(order.enrol)(**enrol), address="x")) == "auth_failed"
    assert office.devices() == []


def test_hostile_names_of_a_device_are_made_harmless(office: Office, acme: CustomerId) -> None:
    # P47: they go into lists, cards and the log.
    joins(office, office.token(acme).secret, machine="x\n\x1b[31m\u202e<img src=x>", os_user="a\r\nb")
    (row,) = office.devices()
    assert row.name == "PC-x??[31m?<img src=x>"
    assert row.machine_id == "x??[31m?<img src=x>"


# Approval.


def test_under_the_policy_approve_a_device_waits(office: Office) -> None:
    # P04
    customer = office.customer(policy="approve")
    anna = office.technician()
    agent = office.agent(customer)
    ask = AskTechnician(ref=1, request_id=ChatRequestId(new_id()))
    assert [row.state for row in office.devices()] == [DeviceState.PENDING]
    assert office.refusal(agent, ask).params == {"why": "waiting_for_approval"}
    office.done(anna, ApproveDevice(ref=1, device_id=agent.device_id))
    office.done(agent, ask)


def test_who_may_not_manage_devices_approves_none(office: Office) -> None:
    agent = office.agent(office.customer(policy="approve"))
    person = office.technician(role="technician")
    assert office.refusal(person, ApproveDevice(ref=1, device_id=agent.device_id)).params == {"why": "role"}
    assert [row.state for row in office.devices()] == [DeviceState.PENDING]


# Revocation.


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


def test_a_revoked_device_is_shut_out_for_ever(office: Office, anna: Person, acme: CustomerId) -> None:
    token = office.token(acme).secret
    agent = office.agent(acme, machine="m1")
    office.done(anna, RevokeDevice(ref=1, device_id=agent.device_id))
    assert office.code(agent, AskTechnician(ref=1, request_id=ChatRequestId(new_id()))) == "revoked"
    assert office.code(RELAY, OpenDeviceSession(re=1, device_key_id=agent.key_id)) == "auth_failed"
    assert office.code(RELAY, office.enrolment(token, machine="m1")) == "auth_failed"
    assert office.refusal(anna, ApproveDevice(ref=1, device_id=agent.device_id)).params == {"why": "revoked"}


def test_revoking_closes_the_sockets_of_every_os_session(office: Office, anna: Person, acme: CustomerId) -> None:
    agents = [office.agent(acme, machine="shared", os_user=name) for name in ("ugo", "ada")]
    office.hints.clear()
    office.done(anna, RevokeDevice(ref=1, device_id=agents[0].device_id))
    closed = {hint.id for hint in office.hints if hint.topic.value == "device_closed" and hint.note == "revoked"}
    assert closed == {agent.key_id for agent in agents}


# Epochs.


def test_each_sign_in_counts_the_epoch_up_and_says_which_is_the_newest(office: Office, acme: CustomerId) -> None:
    agent = office.agent(acme)
    order = OpenDeviceSession(re=1, device_key_id=agent.key_id)
    epochs = [office.answer(RELAY, order, AgentWelcome).epoch for _ in range(3)]
    assert epochs == [2, 3, 4]
    assert [h.note for h in office.hints if h.topic.value == "device_closed"][-1] == "replaced:4"


def test_a_sign_in_of_one_os_session_leaves_the_others_alone(office: Office, acme: CustomerId) -> None:
    ugo = office.agent(acme, machine="shared", os_user="ugo")
    ada = office.agent(acme, machine="shared", os_user="ada")
    office.sign_in(acme, DeviceId(ada.device_id), ada.key_id)
    assert office.code(ada, AskTechnician(ref=1, request_id=ChatRequestId(new_id()))) == "replaced"
    assert office.code(ugo, AskTechnician(ref=1, request_id=ChatRequestId(new_id()))) == "no_technician"

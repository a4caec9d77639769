"""What a technician of the first line may not do, whatever is tried (P13): refused, on record, nothing changed."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.schema import metadata
from relay.services import orders
from relay.services.orders import Order
from shared.ids import (
    AnswerId,
    CustomerId,
    DeviceId,
    EnrollmentTokenId,
    GroupId,
    ServiceId,
    StampId,
    TechnicianId,
    new_id,
)
from shared.protocol import codec
from shared.protocol.base import Error, Message
from shared.protocol.directory import (
    ApproveDevice,
    CreateToken,
    RevokeDevice,
    SaveCustomer,
    SaveSettings,
)
from shared.protocol.people import EraseContact
from shared.protocol.releases import Program
from shared.protocol.routing import AnswerScope, RemoveGroup, SaveAnswer, SaveGroup, SaveService
from shared.protocol.stamps import CreateStamp
from tests.support.office import LOCAL, Agent, Office, Person, frame_of

ANYBODY = GroupId(new_id())
FORBIDDEN: dict[str, Callable[[Agent, Person], Message]] = {
    "approve a device": lambda agent, _: ApproveDevice(ref=1, device_id=agent.device_id),
    "revoke a device": lambda agent, _: RevokeDevice(ref=1, device_id=agent.device_id),
    "make a token": lambda agent, _: CreateToken(
        ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=agent.customer_id
    ),
    "make a stamp": lambda agent, _: CreateStamp(
        ref=1,
        stamp_id=StampId(new_id()),
        customer_id=agent.customer_id,
        token_id=EnrollmentTokenId(new_id()),
        relay_url="wss://desk.example.org",
    ),
    "make oneself the owner of a customer": lambda agent, me: SaveCustomer(
        ref=1, customer_id=agent.customer_id, name="Mine", owner_id=me.technician_id
    ),
    "make a customer": lambda _, me: SaveCustomer(
        ref=1, customer_id=CustomerId(new_id()), name="Mine", owner_id=me.technician_id
    ),
    "change settings": lambda _, __: SaveSettings(ref=1, version=1, user_chat_enabled=True, organisation="Mine"),
    "join a group": lambda _, me: SaveGroup(ref=1, group_id=ANYBODY, name="Mine", technician_ids=[me.technician_id]),
    "remove a group": lambda _, __: RemoveGroup(ref=1, group_id=ANYBODY),
    "make a service": lambda _, __: SaveService(ref=1, service_id=ServiceId(new_id()), name="Mine"),
    "an answer for all": lambda _, __: SaveAnswer(
        ref=1, answer_id=AnswerId(new_id()), shortcut="x", title="x", text="x", scope=AnswerScope.ALL
    ),
    "erase a person": lambda agent, _: EraseContact(ref=1, contact_id=agent.key_id),  # type: ignore[arg-type]  # any id
}


@pytest.fixture
def acme(office: Office) -> CustomerId:
    return office.customer(policy="approve")


def of_the_provider(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Return every row but those of the audit log and of sign-ins."""
    skipped = {"audit_event", "audit_checkpoint", "technician_session"}
    with office.reader.connect() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608  # our own names
            for name in metadata.tables
            if name not in skipped
        }


@pytest.mark.parametrize("name", FORBIDDEN)
def test_p13_a_technician_of_the_first_line_is_refused_and_it_is_on_record(
    office: Office, acme: CustomerId, name: str
) -> None:
    agent = office.agent(acme, helpdesk=False, known=False)
    me = office.technician("Luca", role="technician", customers=[acme])
    before = of_the_provider(office)
    order = FORBIDDEN[name](agent, me)
    assert office.refusal(me, order).code == "forbidden"
    assert of_the_provider(office) == before
    newest = office.rows(sa.select(tables.audit_event).order_by(tables.audit_event.c.id.desc()).limit(1))
    assert [(row.action, row.actor_id) for row in newest] == [("refused", me.technician_id)]


INTERNAL: list[Order] = [
    orders.AddTechnician(
        technician_id=TechnicianId(new_id()), name="Me again", e_mail="me@x.example", role="owner",
        password_hash="x", totp_secret="x", recovery_hashes=[],
    ),
    orders.ResetTechnician(technician_id=TechnicianId(new_id()), password_hash="x", totp_secret="x", recovery_hashes=[]),
    orders.SetTechnicianActive(technician_id=TechnicianId(new_id()), active=True),
    orders.SetTechnicianMail(technician_id=TechnicianId(new_id()), wanted=False),
    orders.PutSetting(key="organisation", value='"Mine"'),
    orders.RotateStampKey(keep_old_days=0),
    orders.AnnounceRelease(program=Program.AGENT, version="9", url="https://evil.example/x"),
    orders.WithdrawRelease(program=Program.AGENT),
]  # fmt: skip


@pytest.mark.parametrize("order", INTERNAL, ids=lambda order: str(order.__struct_config__.tag))
@pytest.mark.parametrize("role", ["owner", "technician"])
def test_p13_roles_accounts_and_grants_are_no_matter_of_the_wire_for_anybody(
    office: Office, acme: CustomerId, role: str, order: Order
) -> None:
    me = office.technician("Luca", role=role)
    before = of_the_provider(office)
    (outcome,) = office.commit([(me, order)]).outcomes
    answer = codec.decode(outcome.answer)
    assert isinstance(answer, Error)
    assert (answer.code, answer.params.get("why", "unknown_type")) == ("bad_frame", "unknown_type")
    assert of_the_provider(office) == before
    assert frame_of(order)


def test_the_command_line_gives_the_same_orders(office: Office) -> None:
    # The control: what is refused above is something that can be done.
    office.done(LOCAL, INTERNAL[0])
    office.done(LOCAL, INTERNAL[-2])
    office.done(LOCAL, INTERNAL[-1])
    assert office.code(LOCAL, RevokeDevice(ref=1, device_id=DeviceId(new_id()))) == "not_found"

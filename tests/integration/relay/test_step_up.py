"""A fresh second factor before what cannot be taken back (P13): export and erasure of a person, approval of a device."""

from collections.abc import Callable
from itertools import count

import msgspec
import pytest

from relay.db.schema import metadata
from relay.services.file_orders import StepUpTechnician
from shared.ids import ContactId, FileId, new_id
from shared.limits import STEP_UP_S
from shared.protocol.base import Message
from shared.protocol.directory import ApproveDevice, RevokeDevice
from shared.protocol.people import EraseContact, ExportContact
from shared.protocol.transfers import OfferFile
from tests.support.office import LOCAL, RELAY, Agent, Office, Person


class Desk:
    """A technician who signed in a while ago, somebody to be erased or exported, and a device that waits."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._steps = count(10_000)
        self.agent: Agent = office.agent(office.customer(policy="approve"), known=False, helpdesk=False)
        self.contact: ContactId = office.contact(self.agent.customer_id)
        self.anna: Person = office.technician()
        office.passes(STEP_UP_S)

    def step_up(self) -> None:
        """Hand a fresh second factor in."""
        order = StepUpTechnician(
            re=1,
            technician_id=self.anna.technician_id,
            session_hash=self.anna.caller.session_hash,
            totp_step=next(self._steps),
            recovery_hash=None,
            address="192.0.2.7",
            account="anna",
        )
        self.office.done(RELAY, order)

    def code(self, order: Message) -> str:
        """Return `done`, or why Anna is refused."""
        return self.office.code(self.anna, order)

    def signs_in_again(self) -> Person:
        """Return the same technician in one more session."""
        caller = self.office.session(self.anna.technician_id, step=next(self._steps))
        return msgspec.structs.replace(self.anna, caller=caller)

    def stored(self) -> dict[str, list[tuple[object, ...]]]:
        """Return every row there is."""
        with self.office.reader.connect() as connection:
            return {
                name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608  # our own names
                for name in metadata.tables
            }


ORDERS: dict[str, Callable[[Desk], Message]] = {
    "export": lambda desk: ExportContact(ref=1, contact_id=desk.contact),
    "a later page": lambda desk: ExportContact(ref=1, contact_id=desk.contact, after=500),
    "erase": lambda desk: EraseContact(ref=1, contact_id=desk.contact),
    "approve": lambda desk: ApproveDevice(ref=1, device_id=desk.agent.device_id),
}
order = pytest.mark.parametrize("name", ORDERS)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


@order
def test_p13_without_a_fresh_second_factor_nothing_is_done(desk: Desk, name: str) -> None:
    before = desk.stored()
    assert desk.code(ORDERS[name](desk)) == "step_up_required"
    assert desk.stored() == before


@order
def test_p13_it_is_done_within_five_minutes_of_the_second_factor(desk: Desk, name: str) -> None:
    desk.step_up()
    desk.office.passes(STEP_UP_S - 1)
    assert desk.code(ORDERS[name](desk)) == "done"


@order
def test_p13_after_five_minutes_the_second_factor_is_asked_again(desk: Desk, name: str) -> None:
    desk.step_up()
    desk.office.passes(STEP_UP_S)
    assert desk.code(ORDERS[name](desk)) == "step_up_required"


@order
def test_a_sign_in_within_five_minutes_counts(desk: Desk, name: str) -> None:
    desk.anna = desk.signs_in_again()
    desk.office.passes(STEP_UP_S - 1)
    assert desk.code(ORDERS[name](desk)) == "done"


@order
def test_neither_a_step_up_nor_a_sign_in_of_another_session_counts(desk: Desk, name: str) -> None:
    earlier, desk.anna = desk.anna, desk.signs_in_again()
    desk.step_up()
    desk.anna = earlier
    assert desk.code(ORDERS[name](desk)) == "step_up_required"


@order
def test_the_command_line_has_no_second_factor_to_show(desk: Desk, name: str) -> None:
    assert desk.office.code(LOCAL, ORDERS[name](desk)) == "done"


def test_a_sign_in_does_not_open_the_way_for_an_installer(desk: Desk) -> None:
    talk = desk.office.talk(desk.office.agent(desk.office.customer("Beta")), desk.anna)
    desk.anna = desk.signs_in_again()
    msi = OfferFile(ref=1, file_id=FileId(new_id()), name="setup.msi", size=1000, sha256="0" * 64, conversation_id=talk)
    assert desk.code(msi) == "step_up_required"
    desk.step_up()
    assert desk.code(msi) == "done"


def test_nobody_enters_a_code_only_to_hear_no(desk: Desk) -> None:
    desk.office.done(desk.anna, RevokeDevice(ref=1, device_id=desk.agent.device_id))
    assert desk.office.refusal(desk.anna, ORDERS["approve"](desk)).params == {"why": "revoked"}
    assert desk.code(EraseContact(ref=1, contact_id=ContactId(new_id()))) == "not_found"

"""A technician who signed in a while ago shows a second factor before a device is let in, a person exported or erased."""

import sqlite3

from shared.limits import STEP_UP_S
from tests.end2end.conftest import MakeOffice
from tests.support.relay import Relay


def test_approval_export_and_erasure_wait_for_a_second_factor(make_office: MakeOffice) -> None:
    office = make_office(policy="approve")
    account = office.relay.add_technician("Anna Conti", "admin", [office.customer_id])
    technician, program = office.console(account), office.agent()
    device = technician.wait_for("device", lambda line: line["device"]["state"] == "pending")["device"]
    contact = office.assign(device["device_id"])
    technician.wait_for("contact", lambda line: line["contact"]["contact_id"] == contact)
    _sign_ins_grow_old(office.relay)

    refused = technician.refused("approve_device", device_id=device["device_id"])
    assert refused["code"] == "step_up_required"
    assert "authenticator app" in refused["words"]
    assert technician.refused("contact_export", contact_id=contact)["code"] == "step_up_required"
    assert technician.refused("contact_erase", contact_id=contact)["code"] == "step_up_required"
    assert not program.shown("device", lambda line: line["approved"])

    technician.say("step_up", code=account.recovery_codes.pop())
    technician.say("approve_device", device_id=device["device_id"])
    program.wait_for("device", lambda line: line["approved"])
    assert technician.say("contact_export", contact_id=contact)["reply"]["lines"]
    technician.say("contact_erase", contact_id=contact)


def _sign_ins_grow_old(relay: Relay) -> None:
    """Let five minutes pass for every session, without waiting for them."""
    connection = sqlite3.connect(relay.state / "relay.db", timeout=10)
    with connection:
        connection.execute("UPDATE technician_session SET created_at = created_at - ?", (STEP_UP_S * 1000,))
    connection.close()

"""A revoked device is shut out within two seconds and stays out; a new one waits until it is approved."""

import time

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office

WITHIN_S = 2.0


def test_a_revoked_device_is_closed_within_two_seconds_and_stays_out(office: Office) -> None:
    technician, employee = office.technician(role="admin"), office.employee()
    since, began = employee.program.now, time.monotonic()
    technician.say("revoke_device", device_id=employee.device_id)
    employee.program.wait_for("link", lambda line: line["state"] != "ready", since=since)
    assert time.monotonic() - began < WITHIN_S
    employee.program.quit()
    since = employee.program.now
    employee.program.start()
    employee.program.wait_for("link", lambda line: line["code"] == "auth_failed", since=since)
    assert not employee.program.shown("link", lambda line: line["state"] == "ready", since=since)


def test_a_new_device_waits_until_a_technician_approves_it(make_office: MakeOffice) -> None:
    office = make_office(policy="approve")
    technician, program = office.technician(role="admin"), office.agent()
    program.wait_for("situation", lambda line: line["kind"] == "not_approved")
    assert program.wait_for("device")["approved"] is False
    device = technician.wait_for("device", lambda line: line["device"]["state"] == "pending")["device"]
    technician.say("approve_device", device_id=device["device_id"])
    program.wait_for("device", lambda line: line["approved"])
    program.wait_for("counter", lambda line: line["approved"])


def test_a_wrong_enrollment_token_lets_nobody_in(office: Office) -> None:
    office.token = "sprt_invented"
    program = office.agent()
    program.wait_for("link", lambda line: line["code"] == "enrolment")
    assert not program.shown("device")

"""A technician would like to talk: the employee decides, within two minutes."""

from collections.abc import Callable

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Employee, Office
from tests.support.headless import Headless, Line
from tests.support.relay import Relay

HURRIED = "--clock-rate=30"
"""Relay time runs so much faster: two minutes take four seconds."""


def ask(technician: Headless, employee: Employee) -> str:
    technician.wait_for("device", lambda line: line["device"]["device_id"] == employee.device_id)
    request_id: str = technician.say("ask_device", device_id=employee.device_id, reason="Windows update")["request_id"]
    return request_id


def asked(employee: Employee) -> Line:
    return employee.program.wait_for("request", lambda line: line["state"] in {"requested", "ringing"})


def test_the_employee_sees_who_asks_and_for_whom_and_accepts(office: Office) -> None:
    technician, employee = office.technician("Marco Bianchi", available=False), office.employee()
    ask(technician, employee)
    request = asked(employee)
    assert (request["technician_name"], request["organisation"]) == ("Marco Bianchi", "Sportello")
    assert request["reason"] == "Windows update"
    assert 0 < request["remaining_ms"] <= 120_000
    employee.program.say("accept", request_id=request["request_id"])
    technician.wait_for("asking", lambda line: line["state"] == "accepted")
    technician.wait_for("opened")


def test_the_technician_hears_of_a_refusal_and_may_ask_again(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    request_id = ask(technician, employee)
    employee.program.say("decline", request_id=asked(employee)["request_id"])
    technician.wait_for("asking", lambda line: line["state"] == "declined")
    again = technician.say("ask_again", request_id=request_id)["request_id"]
    employee.program.wait_for("request", lambda line: line["request_id"] == again)
    employee.program.say("accept", request_id=again)
    technician.wait_for("opened")


def test_the_technician_may_take_the_request_back(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    request_id = ask(technician, employee)
    asked(employee)
    technician.say("cancel", request_id=request_id)
    employee.program.wait_for("request", lambda line: line["state"] == "cancelled")
    assert employee.program.refused("accept", request_id=request_id)


def test_an_unanswered_request_expires_after_two_minutes_on_the_relays_clock(
    own_relay: Callable[..., Relay], make_office: MakeOffice
) -> None:
    office = make_office(own_relay(HURRIED))
    technician, employee = office.technician(), office.employee()
    request_id = ask(technician, employee)
    employee.program.wait_for("request", lambda line: line["state"] == "expired")
    technician.wait_for("asking", lambda line: line["state"] == "expired")
    assert employee.program.refused("accept", request_id=request_id)


def test_a_device_that_is_off_is_told_as_unreachable(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    technician.wait_for("device", lambda line: line["device"].get("online"))
    since = technician.now
    employee.program.quit()
    technician.wait_for("device", lambda line: not line["device"].get("online"), since=since)
    ask(technician, employee)
    technician.wait_for("asking", lambda line: line["state"] == "unreachable")

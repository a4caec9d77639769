"""A user may start chats when helpdesk is activated on the device and chat is enabled; both are off at first (A-15, A-16)."""

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office


def test_both_switches_are_off_at_first_and_both_are_needed(make_office: MakeOffice) -> None:
    office = make_office(user_chat=None)
    technician, program = office.technician(role="admin"), office.agent()
    device_id = program.wait_for("device", lambda line: line["approved"])["device_id"]
    program.wait_for("situation", lambda line: line["kind"] == "not_enabled")
    assert program.refused("start_chat", reason="Hello?")["params"] == {"why": "helpdesk_off"}

    technician.say("helpdesk", device_ids=[device_id])
    program.wait_for("counter", lambda line: line["helpdesk_enabled"] and not line["user_chat_enabled"])

    technician.say("customer_save", customer_id=office.customer_id, name=office.name, user_chat_enabled=True)
    program.wait_for("counter", lambda line: line["helpdesk_enabled"] and line["user_chat_enabled"])
    assert program.refused("try_again")["code"] == "identity_required"


def test_a_technicians_request_needs_neither_switch(make_office: MakeOffice) -> None:
    office = make_office(user_chat=False)
    technician, program = office.technician(), office.agent()
    device_id = program.wait_for("device", lambda line: line["approved"])["device_id"]
    technician.wait_for("device", lambda line: line["device"]["device_id"] == device_id)
    technician.say("ask_device", device_id=device_id)
    program.wait_for("request", lambda line: line["state"] in {"requested", "ringing"})
    program.say("accept")
    technician.wait_for("opened")


def test_without_an_available_technician_there_is_the_ticket(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    employee.program.wait_for("counter", lambda line: line["technician_available"])
    technician.say("availability", available=False)
    offered = employee.program.wait_for("situation", lambda line: line["kind"] == "no_technician")
    assert offered["actions"] == ["new_ticket"]
    employee.program.say("ticket", title="My screen is dark", description="Since this morning")
    number = employee.program.wait_for("ticket_opened")["number"]
    ticket = technician.wait_for("ticket", lambda line: line["ticket"]["number"] == number)["ticket"]
    assert (ticket["title"], ticket["origin"]) == ("My screen is dark", "tray")

"""Two minutes after acceptance a talk that goes on has a ticket; it may be renamed when the talk is closed (A-08, A-10)."""

from collections.abc import Callable
from typing import Any

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office, about, talk
from tests.support.headless import Headless, Line
from tests.support.relay import Relay

HURRIED = "--clock-rate=30"
TITLE = "New ticket opened from chat"


def ticket(technician: Headless, **facts: Any) -> Line:
    def fits(line: Line) -> bool:
        return all(line["ticket"].get(name) == value for name, value in facts.items())

    found: Line = technician.wait_for("ticket", fits)["ticket"]
    return found


def test_two_minutes_after_acceptance_a_talk_has_one_ticket_with_the_default_title(
    own_relay: Callable[..., Relay], make_office: MakeOffice
) -> None:
    office = make_office(own_relay(HURRIED))
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    opened = ticket(technician, conversation_id=conversation_id)
    assert (opened["title"], opened["origin"]) == (TITLE, "chat_timer")
    employee.program.wait_for("conversation", about(conversation_id, ticket_number=opened["number"]))
    again = technician.say("ticket_open", conversation_id=conversation_id, title="A second one?")["reply"]
    assert again["ticket_id"] == opened["ticket_id"]


def test_closing_the_talk_may_rename_its_ticket(own_relay: Callable[..., Relay], make_office: MakeOffice) -> None:
    office = make_office(own_relay(HURRIED))
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    opened = ticket(technician, conversation_id=conversation_id)
    technician.say("close", conversation_id=conversation_id, title="Printer on the first floor")
    ticket(technician, ticket_id=opened["ticket_id"], title="Printer on the first floor")
    employee.program.wait_for("conversation", about(conversation_id, open=False))


def test_a_ticket_may_be_opened_by_hand_at_once(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("ticket_open", conversation_id=conversation_id, title="Printer")
    assert ticket(technician, conversation_id=conversation_id)["title"] == "Printer"


def test_start_chat_from_a_ticket_opens_its_talk_and_never_a_second(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("ticket_open", conversation_id=conversation_id, title="Printer")
    ticket_id = ticket(technician, conversation_id=conversation_id)["ticket_id"]
    since, employee_since = technician.now, employee.program.now
    technician.say("ticket_start_chat", ticket_id=ticket_id)
    assert technician.wait_for("opened", since=since)["conversation_id"] == conversation_id
    assert not employee.program.shown("request", since=employee_since)


def test_start_chat_from_a_ticket_whose_talk_is_over_asks_the_employee(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("ticket_open", conversation_id=conversation_id, title="Printer")
    ticket_id = ticket(technician, conversation_id=conversation_id)["ticket_id"]
    technician.say("close", conversation_id=conversation_id)
    technician.wait_for("conversation", lambda line: not line["conversation"].get("open", True))
    technician.say("ticket_start_chat", ticket_id=ticket_id)
    employee.program.wait_for("request", lambda line: line["state"] in {"requested", "ringing"})

"""Somebody nobody knows yet confirms the own e-mail address before the first talk (A-30 to A-33)."""

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Employee, Office, mailed_token, rings
from tests.support.headless import Headless
from tests.support.smtp_sink import Mode

MARIA = {"first_name": "Maria", "last_name": "D'Amico"}


def stranger(office: Office) -> Employee:
    program = office.agent()
    device = program.wait_for("device", lambda line: line["approved"])
    office.relay.activate_helpdesk(device["device_id"])
    program.wait_for("counter", lambda line: line["helpdesk_enabled"] and line["identity_required"])
    return Employee(program, device["device_id"], device["device_key_id"])


def asks_in_vain(employee: Employee) -> None:
    employee.program.wait_for("counter", lambda line: line["technician_available"])
    assert employee.program.refused("start_chat", reason="My screen is dark")["code"] == "identity_required"


def test_a_stranger_is_asked_who_they_are_and_gets_through_with_the_mailed_token(office: Office) -> None:
    technician, employee = office.technician(), stranger(office)
    asks_in_vain(employee)
    address = "maria.damico@customer.example"
    employee.program.say("identity", e_mail=address, **MARIA)
    employee.program.say("confirm", token=mailed_token(office.mails, address))
    employee.program.wait_for("identity", lambda line: line["shield"].get("level") == 3)
    employee.program.say("start_chat", reason="My screen is dark")
    request = rings(technician)
    assert request["contact_name"] == "Maria D'Amico"
    assert (request["shield"]["level"], request["shield"]["method"]) == (3, "e_mail")


def test_the_mail_speaks_the_language_of_the_desktop_and_says_how_long_the_token_lives(office: Office) -> None:
    office.technician()
    employee = stranger(office)
    employee.program.say("language", language="it")
    employee.program.say("identity", e_mail="rosa@customer.example", **MARIA)
    mail = office.mails.wait_for(lambda mail: "rosa@customer.example" in mail.recipients)
    assert "10 minuti" in mail.text()
    assert "10 minuti" in mail.text("html")


def test_a_wrong_token_is_refused_in_words(office: Office) -> None:
    employee = stranger(office)
    employee.program.say("identity", e_mail="luca@customer.example", **MARIA)
    mailed_token(office.mails, "luca@customer.example")
    refused = employee.program.refused("confirm", token="AAAA-2222")
    assert (refused["code"], refused["params"]) == ("wrong_code", {"left": 4})
    assert refused["words"]
    assert not employee.program.shown("identity", lambda line: line["shield"].get("level"))


def test_without_a_mail_server_the_stranger_is_told_and_may_try_again(make_office: MakeOffice) -> None:
    office = make_office()
    employee = stranger(office)
    office.mails.mode = Mode.REFUSE
    try:
        employee.program.say("identity", e_mail="piero@customer.example", **MARIA)
        employee.program.wait_for("identity", lambda line: line["mail_failed"])
    finally:
        office.mails.mode = Mode.OK
    employee.program.say("identity", e_mail="piero.2@customer.example", **MARIA)
    mailed_token(office.mails, "piero.2@customer.example")


def test_whoever_a_technician_assigned_to_the_device_is_not_asked(office: Office) -> None:
    technician: Headless = office.technician()
    employee = office.employee()
    employee.asks()
    assert rings(technician)["shield"]["method"] == "assigned"

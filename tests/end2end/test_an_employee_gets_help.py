"""An employee asks at the counter, a technician answers, they talk, one of them closes."""

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office, about, rings, talk


def test_the_technician_sees_who_asks_from_where_and_why(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    employee.asks("The printer does not print")
    request = rings(technician)
    assert request["contact_name"] == "Giulia Ferri"
    assert request["customer_name"] == office.name
    assert request["reason"] == "The printer does not print"
    assert request["shield"]["level"] == 2
    assert 0 < request["remaining_ms"] <= 120_000


def test_both_see_the_same_words_in_the_same_order(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("send", conversation_id=conversation_id, text="Good morning! Which printer is it?")
    employee.program.wait_for("message", about(conversation_id, text="Good morning! Which printer is it?"))
    employee.program.say("send", conversation_id=conversation_id, text="Quella al piano di sopra, è così da ieri 🙂")
    technician.wait_for("message", about(conversation_id, text="Quella al piano di sopra, è così da ieri 🙂"))
    said = ["Good morning! Which printer is it?", "Quella al piano di sopra, è così da ieri 🙂"]
    assert technician.texts(conversation_id) == said
    employee.program.wait_for("message", about(conversation_id, text=said[1]))
    assert employee.program.texts(conversation_id) == said


def test_the_ticks_go_from_sent_to_read(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("send", conversation_id=conversation_id, text="Hello")
    seen = employee.program.wait_for("message", about(conversation_id, text="Hello"))
    technician.wait_for("message", about(conversation_id, text="Hello", state="delivered"))
    employee.program.say("read", conversation_id=conversation_id, upto=seen["seq"])
    technician.wait_for("message", about(conversation_id, text="Hello", state="read"))


def test_who_writes_is_announced(office: Office) -> None:
    technician, employee = office.technician("Marco Bianchi"), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("typing", conversation_id=conversation_id)
    employee.program.wait_for("typing", about(conversation_id, name="Marco Bianchi"))


def test_the_technicians_name_is_announced_in_the_talk(office: Office) -> None:
    technician, employee = office.technician("Marco Bianchi"), office.employee()
    conversation_id = talk(employee, technician)
    employee.program.wait_for("message", lambda row: row["event"] and "Marco Bianchi" in row["text"])
    employee.program.wait_for("conversation", about(conversation_id, technician_name="Marco Bianchi"))


def test_the_employee_may_close_the_talk(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    employee.program.say("close", conversation_id=conversation_id)
    technician.wait_for("conversation", lambda line: not line["conversation"]["open"])
    employee.program.wait_for("conversation", about(conversation_id, open=False))
    employee.program.say("send", conversation_id=conversation_id, text="One more thing")
    employee.program.wait_for("outgoing", about(conversation_id, text="One more thing", state="failed"))


def test_a_decline_by_everybody_is_busy_and_the_text_is_kept(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    employee.asks("The printer does not print")
    technician.say("decline", request_id=rings(technician)["request_id"])
    busy = employee.program.wait_for("outgoing_request", lambda line: line["stage"] == "busy")
    assert busy["reason"] == "The printer does not print"
    employee.program.say("ticket", title="Printer", description=busy["reason"])
    technician.wait_for("ticket", lambda line: line["ticket"]["title"] == "Printer")


def test_the_first_to_accept_wins_and_the_other_sees_who(make_office: MakeOffice) -> None:
    office = make_office()
    first, second, employee = office.technician("Marco Bianchi"), office.technician("Anna Neri"), office.employee()
    employee.asks()
    request_id = rings(first)["request_id"]
    rings(second)
    first.say("accept", request_id=request_id)
    taken = second.wait_for("stopped", lambda line: line["request"]["request_id"] == request_id)
    assert taken["request"]["technician_name"] == "Marco Bianchi"
    assert second.refused("accept", request_id=request_id)["code"] == "taken"

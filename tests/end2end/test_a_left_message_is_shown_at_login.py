"""A technician leaves a message for a computer that is off; whoever logs in next finds it."""

from tests.end2end.office import Office


def test_a_message_left_for_a_device_that_is_off_is_shown_at_the_next_login(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    since = technician.now
    employee.program.quit()
    technician.wait_for("device", lambda line: not line["device"].get("online"), since=since)
    technician.say("leave_message", device_id=employee.device_id, text="Please restart when you are back")
    since = employee.program.now
    employee.program.start()
    left = employee.program.wait_for("left_message", since=since)
    row = employee.program.wait_for("message", lambda row: row["text"].startswith("Please restart"), since=since)
    assert row["conversation_id"] == left["conversation_id"]
    assert row["sender_name"] == "Marco Bianchi"


def test_the_answer_to_a_left_message_begins_the_talk(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    since = technician.now
    employee.program.quit()
    technician.wait_for("device", lambda line: not line["device"].get("online"), since=since)
    technician.say("leave_message", device_id=employee.device_id, text="Please restart when you are back")
    employee.program.start()
    conversation_id = employee.program.wait_for("left_message")["conversation_id"]
    employee.program.say("send", conversation_id=conversation_id, text="Done, thank you")
    technician.wait_for("message", lambda row: row["text"] == "Done, thank you")
    employee.program.wait_for("conversation", lambda line: line["accepted"])

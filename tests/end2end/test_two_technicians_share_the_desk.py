"""Notes, canned answers, handing on, who else is here, and search: two consoles, one employee, the real relay."""

from typing import Any

from shared.ids import GroupId, TechnicianId, new_id
from shared.protocol.routing import SaveGroup
from tests.end2end.office import Office, about, talk
from tests.support.headless import Headless, Line


def who(console: Headless) -> str:
    technician_id: str = console.wait_for("signed_in")["profile"]["technician_id"]
    return technician_id


def record(**facts: Any) -> Any:
    return lambda line: all(line["conversation"].get(name) == value for name, value in facts.items())


def test_a_talk_goes_to_a_group_with_a_comment_and_the_first_who_takes_it_has_it(office: Office) -> None:
    marco, anna = office.technician("Marco Bianchi"), office.technician("Anna Verdi", available=False)
    employee = office.employee()
    group_id = GroupId(new_id())
    office.relay.order(
        SaveGroup(ref=1, group_id=group_id, name="Second level", technician_ids=[TechnicianId(who(anna))])
    )
    marco.wait_for("group", lambda line: line["group"]["name"] == "Second level")
    conversation_id = talk(employee, marco)

    marco.say("transfer", conversation_id=conversation_id, group_id=group_id, comment="the fuser again")
    anna.wait_for("conversation", record(conversation_id=conversation_id, waiting_group_name="Second level"))
    anna.say("take", conversation_id=conversation_id)
    anna.wait_for("conversation", record(conversation_id=conversation_id, technician_name="Anna Verdi"))
    assert anna.wait_for("opened")["conversation_id"] == conversation_id
    marco.wait_for("conversation", record(conversation_id=conversation_id, technician_name="Anna Verdi"))
    employee.program.wait_for("conversation", about(conversation_id, technician_name="Anna Verdi"))

    anna.say("thread", conversation_id=conversation_id)
    thread = anna.wait_for("thread", lambda line: line["entries"])
    assert [(entry["kind"], entry["text"]) for entry in thread["entries"]] == [("note", "the fuser again")]
    anna.say("send", conversation_id=conversation_id, text="Hello, this is Anna")
    employee.program.wait_for("message", lambda line: line["text"] == "Hello, this is Anna")
    assert "the fuser again" not in str(employee.program.shown("message"))


def test_an_answer_is_filled_for_the_person_and_colleagues_see_notes_and_who_is_there(office: Office) -> None:
    marco, anna = office.technician("Marco Bianchi"), office.technician("Anna Verdi", available=False)
    employee = office.employee()
    conversation_id = talk(employee, marco)
    text = "Good morning {contact.first_name}, {technician.first_name} here. {device.shoe}"
    marco.say("answer_save", shortcut="hello", title="Greeting", text=text)
    marco.wait_for("answer", lambda line: line["answer"]["shortcut"] == "hello")
    filled = marco.say("answer_fill", words="hel", conversation_id=conversation_id)
    assert (filled["text"], filled["missing"]) == ("Good morning Giulia, Marco here. {device.shoe}", ["device.shoe"])
    assert anna.refused("answer_fill", words="hel", conversation_id=conversation_id)["code"] == "not_found"

    marco.say("entry_add", kind="note", text="asks every Monday", conversation_id=conversation_id)
    anna.wait_for("thread", lambda line: [entry["text"] for entry in line["entries"]] == ["asks every Monday"])
    anna.say("view", conversation_id=conversation_id, is_typing=True)

    def types(line: Line) -> bool:
        return bool(line["lookers"] == [{"name": "Anna Verdi", "is_typing": True}])

    assert marco.wait_for("lookers", types)["id"] == conversation_id


def test_what_was_said_is_found_with_its_words_marked(office: Office) -> None:
    marco, employee = office.technician(), office.employee()
    conversation_id = talk(employee, marco)
    employee.program.say("send", text="The zeppelin printer burns", conversation_id=conversation_id)
    marco.wait_for("message", lambda line: "zeppelin" in line["text"])
    since = marco.now
    marco.say("search", text="printer zeppel")
    found = marco.wait_for("found", since=since)
    (hit,) = [hit for hit in found["hits"] if hit["kind"] == "message"]
    assert hit["id"] == conversation_id
    assert "\ue000zeppelin\ue001" in hit["excerpt"]

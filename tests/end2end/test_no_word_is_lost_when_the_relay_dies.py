"""Kill -9 in the middle of a talk: what was written meanwhile arrives once, in order, on both sides."""

from collections.abc import Callable

import pytest

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office, about, talk
from tests.support.headless import Headless
from tests.support.relay import Relay

RETURN_S = 40.0
"""A client comes back within a minute by its own rule; the first tries are much earlier."""


def come_back(program: Headless, *, since: int) -> None:
    """Press *Connect now*, as a person would, until the connection is there again."""
    program.say("reconnect")
    program.wait_for("link", lambda line: line["state"] == "ready", since=since, within_s=RETURN_S)


@pytest.mark.slow
def test_words_written_while_the_relay_is_down_arrive_once(
    own_relay: Callable[..., Relay], make_office: MakeOffice
) -> None:
    relay = own_relay()
    office = make_office(relay)
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("send", conversation_id=conversation_id, text="before")
    employee.program.wait_for("message", about(conversation_id, text="before"))
    employee_since, technician_since = employee.program.now, technician.now
    relay.kill()
    employee.program.say("send", conversation_id=conversation_id, text="while it was down, employee")
    technician.say("send", conversation_id=conversation_id, text="while it was down, technician")
    employee.program.wait_for("outgoing", about(conversation_id, state="queued"))
    relay.start()
    come_back(employee.program, since=employee_since)
    come_back(technician, since=technician_since)
    words = ["before", "while it was down, employee", "while it was down, technician"]
    for text in words[1:]:
        technician.wait_for("message", about(conversation_id, text=text), since=technician_since)
        employee.program.wait_for("message", about(conversation_id, text=text), since=employee_since)
    technician.wait_for("message", about(conversation_id, text=words[2], state="delivered"))
    assert sorted(technician.texts(conversation_id)) == sorted(words)
    assert technician.texts(conversation_id) == employee.program.texts(conversation_id)


@pytest.mark.slow
def test_a_request_survives_the_death_of_the_relay(own_relay: Callable[..., Relay], make_office: MakeOffice) -> None:
    relay = own_relay()
    office = make_office(relay)
    technician, employee = office.technician(), office.employee()
    employee.asks()
    request_id = technician.wait_for("rang")["request"]["request_id"]
    employee_since, technician_since = employee.program.now, technician.now
    relay.kill()
    relay.start()
    come_back(employee.program, since=employee_since)
    come_back(technician, since=technician_since)
    technician.say("accept", request_id=request_id)
    employee.program.wait_for("conversation", lambda line: line["open"])


def test_words_survive_the_death_of_the_agent(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    technician.say("send", conversation_id=conversation_id, text="one")
    employee.program.wait_for("message", about(conversation_id, text="one"))
    employee.program.kill()
    technician.say("send", conversation_id=conversation_id, text="two")
    technician.wait_for("message", about(conversation_id, text="two", state="sent"))
    since = employee.program.now
    employee.program.start()
    employee.program.wait_for("message", about(conversation_id, text="two"), since=since)
    technician.wait_for("message", about(conversation_id, text="two", state="delivered"))
    since = employee.program.now
    employee.program.say("history", conversation_id=conversation_id)
    history = employee.program.wait_for("history", since=since)
    assert [row["text"] for row in history["messages"] if not row["event"]] == ["one", "two"]

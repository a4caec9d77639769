"""One technician talks with several employees of several customers; nobody reads what is not theirs."""

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import about, rings, talk
from tests.support import headless


def test_one_technician_holds_talks_with_two_customers_and_the_words_stay_apart(make_office: MakeOffice) -> None:
    first, second = make_office(), make_office()
    account = first.relay.add_technician("Marco Bianchi", "technician", [first.customer_id, second.customer_id])
    technician = headless.console(first.relay, first.folder / "console")
    with headless.running(technician):
        headless.sign_in(technician, account)
        one, two = first.employee(), second.employee()
        talks = {talk(one, technician): "for the first", talk(two, technician): "for the second"}
        for conversation_id, text in talks.items():
            technician.say("send", conversation_id=conversation_id, text=text)
        for employee, (conversation_id, text) in zip((one, two), talks.items(), strict=True):
            employee.program.wait_for("message", about(conversation_id, text=text))
            assert employee.program.texts(conversation_id) == [text]
            elsewhere = employee.program.shown("message", about(conversation_id), since=0)
            assert len(elsewhere) == len(employee.program.shown("message"))


def test_a_technician_of_one_customer_hears_nothing_of_another(make_office: MakeOffice) -> None:
    first, second = make_office(), make_office()
    stranger, technician = first.technician("Anna Neri"), second.technician("Marco Bianchi")
    employee = second.employee()
    employee.asks()
    request = rings(technician)
    assert not stranger.shown("request")
    assert not stranger.shown("device", lambda line: line["device"]["device_id"] == employee.device_id)
    assert stranger.refused("accept", request_id=request["request_id"])["code"] == "not_found"
    stranger.say("ask_device", device_id=employee.device_id)
    stranger.wait_for("asking", lambda line: (line["state"], line["code"]) == ("refused", "not_found"))

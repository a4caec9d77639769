"""P39: what is written without a connection waits on disk and arrives once, in order; what does not fit is refused."""

import pytest

from tests.end2end.office import Office, about, talk
from tests.support.fault_proxy import in_thread

WORDS = 500


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_five_hundred_words_written_offline_arrive_once_and_in_order(office: Office) -> None:
    with in_thread(office.relay.port) as proxy:
        technician, employee = office.technician(), office.employee(url=f"wss://127.0.0.1:{proxy.port}")
        conversation_id = talk(employee, technician)
        since = employee.program.now
        proxy.refuses, proxy.up.cut_after_bytes = True, 0
        employee.program.post("typing", conversation_id=conversation_id)
        employee.program.wait_for("link", lambda line: line["state"] == "offline", since=since)
        words = [f"word {number}" for number in range(WORDS)]
        for text in words[:-1]:
            employee.program.post("send", conversation_id=conversation_id, text=text)
        employee.program.say("send", conversation_id=conversation_id, text=words[-1])
        employee.program.wait_for("outbox", lambda line: line["waiting"] == WORDS)
        employee.program.kill()
        proxy.refuses, proxy.up.cut_after_bytes = False, None
        employee.program.start()
        technician.wait_for("message", about(conversation_id, text=words[-1]), within_s=120)
        assert technician.texts(conversation_id) == words

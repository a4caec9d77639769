"""The relay behind the operator's own proxy, as installer/relay shows it: all goes through, nothing is lost, addresses are right."""

import json
import ssl
import time
from pathlib import Path

import pytest
from websockets.sync.client import connect

from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.tables import audit_event
from shared.protocol import codec
from shared.protocol.base import Error
from shared.protocol.hello import Challenge, TechnicianSignIn
from tests.end2end.conftest import MakeOffice
from tests.end2end.office import about, talk
from tests.end2end.test_files_travel_both_ways import ended, fetched
from tests.support import file_samples
from tests.support.front import IDLE_S, KINDS, Front, running_front
from tests.support.ports import free_port
from tests.support.relay import Relay, running_relay

FILE_BYTES = 3 * 1024 * 1024


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_talk_files_silence_and_a_reload_pass_through(kind: str, tmp_path: Path, make_office: MakeOffice) -> None:
    talk_port, files_port = free_port(), free_port()
    with running_front(kind, tmp_path / "front", talk_port, files_port) as front:
        options = ["--plain", "--trusted-proxy=127.0.0.1", f"--port={talk_port}", f"--file-port={files_port}"]
        url = front.url.replace("wss", "https")
        with running_relay(tmp_path, *options, f"--file-url={url}") as relay:
            office = make_office(relay, front=front)
            technician, employee = office.technician(), office.employee()
            conversation_id = talk(employee, technician)
            sent = (tmp_path / "film.mp4", tmp_path / "answer.mp4")
            for path, sender, taker in zip(
                sent, (employee.program, technician), (technician, employee.program), strict=True
            ):
                path.write_bytes(file_samples.mp4(FILE_BYTES))
                file_id = sender.say("send_file", path=str(path), conversation_id=conversation_id)["file_id"]
                ended(sender, file_id)
                assert fetched(taker, file_id, tmp_path / f"taken{path.stem}") == path.read_bytes()
            since = (employee.program.now, technician.now)
            time.sleep(IDLE_S + 1)  # nothing else shows that silence is survived
            assert employee.program.shown("link", since=since[0]) == technician.shown("link", since=since[1]) == []
            front.reload()
            employee.program.say("send", conversation_id=conversation_id, text="from the employee")
            technician.say("send", conversation_id=conversation_id, text="from the technician")
            technician.wait_for("message", about(conversation_id, text="from the employee"), within_s=40)
            employee.program.wait_for("message", about(conversation_id, text="from the technician"), within_s=40)
            technician.wait_for("message", about(conversation_id, text="from the technician", state="delivered"))
            words = technician.texts(conversation_id)
            assert sorted(words) == ["answer.mp4", "film.mp4", "from the employee", "from the technician"]
            assert employee.program.texts(conversation_id)[-2:] == words[-2:]
            assert sign_in_failure_is_from(relay, front) == "127.0.0.2"


def sign_in_failure_is_from(relay: Relay, front: Front) -> str:
    """Try a wrong password from 127.0.0.2 with a forged header; return the address the relay notes in its audit log."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    forged = {"X-Forwarded-For": "203.0.113.9"}
    with connect(
        f"{front.url}/talk", ssl=context, additional_headers=forged, source_address=("127.0.0.2", 0), compression=None
    ) as peer:
        assert isinstance(codec.decode(peer.recv()), Challenge)
        wrong = TechnicianSignIn(
            ref=1, e_mail="nobody@example.org", password="wrong", second_factor="000000", version=1
        )
        peer.send(codec.encode(wrong).decode())
        assert isinstance(codec.decode(peer.recv()), Error)
    engine = reader_engine(Config(state=relay.state).database)
    try:
        with engine.connect() as connection:
            rows = connection.execute(audit_event.select().order_by(audit_event.c.id)).all()
    finally:
        engine.dispose()
    return str(json.loads([row.detail for row in rows if row.action == "technician.sign_in_failed"][-1])["address"])

"""A film goes from an employee to the technician and an installer back, through cuts; a program is refused at once."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end2end.conftest import MakeOffice
from tests.end2end.office import Office, talk
from tests.support import file_samples
from tests.support.fault_proxy import in_thread
from tests.support.headless import Headless, Line
from tests.support.ports import free_port
from tests.support.relay import running_relay

WHOLE = 20_971_520


def ended(program: Headless, file_id: str, direction: str = "send") -> Line:
    """Wait until a file is done. Raises: AssertionError when it failed."""
    line = program.wait_for(
        "transfer",
        lambda line: (
            line["file_id"] == file_id and line["direction"] == direction and line["state"] in {"done", "failed"}
        ),
        within_s=60,
    )
    assert line["state"] == "done", line
    return line


def about_file(file_id: str, state: str) -> Callable[[Line], bool]:
    return lambda line: (line["file_id"], line["state"]) == (file_id, state)


def fetched(program: Headless, file_id: str, folder: Path) -> bytes:
    """Fetch a file as soon as its row is there; returns its bytes."""
    program.wait_for("message", lambda row: row["file"] is not None and row["file"]["file_id"] == file_id)
    program.say("fetch_file", file_id=file_id, folder=str(folder))
    return Path(ended(program, file_id, "fetch")["place"]).read_bytes()


@pytest.mark.slow
def test_a_film_of_twenty_megabytes_arrives_although_agent_and_relay_die_and_the_line_is_cut(
    tmp_path: Path, make_office: MakeOffice
) -> None:
    film = tmp_path / "holiday.mp4"
    film.write_bytes(file_samples.mp4(WHOLE))
    port = free_port()
    with (
        in_thread(port) as proxy,
        running_relay(tmp_path, f"--file-port={port}", f"--file-url=https://127.0.0.1:{proxy.port}") as relay,
    ):
        office = make_office(relay)
        technician, employee = office.technician(), office.employee()
        conversation_id = talk(employee, technician)
        agent = employee.program
        proxy.up.bytes_per_s = 10_000_000
        file_id = agent.say("send_file", path=str(film), conversation_id=conversation_id)["file_id"]
        agent.wait_for("transfer", lambda line: line["file_id"] == file_id and line["offset"] > WHOLE / 5)
        agent.kill()
        film.unlink()
        agent.start()
        agent.wait_for("transfer", lambda line: line["file_id"] == file_id and line["offset"] > WHOLE / 2)
        proxy.up.cut_after_bytes = 1
        agent.wait_for("transfer", lambda line: line["file_id"] == file_id and line["code"] == "lost")
        since = agent.now
        relay.kill()
        relay.start()
        proxy.up.cut_after_bytes = proxy.up.bytes_per_s = None
        ended(agent, file_id)
        resumed = agent.wait_for("transfer", lambda line: line["file_id"] == file_id and line["offset"], since=since)
        assert resumed["offset"] > WHOLE / 5
        content = fetched(technician, file_id, tmp_path / "downloads")
    assert hashlib.sha256(content).hexdigest() == hashlib.sha256(file_samples.mp4(WHOLE)).hexdigest()


def test_an_installer_needs_a_second_factor_and_goes_to_the_device_only(office: Office, tmp_path: Path) -> None:
    setup = tmp_path / "setup.msi"
    setup.write_bytes(file_samples.msi("Contoso"))
    account = office.relay.add_technician("Anna Conti", "supervisor", [office.customer_id])
    technician = office.console(account)
    employee = office.employee()
    conversation_id = talk(employee, technician)

    file_id = technician.say("send_file", path=str(setup), conversation_id=conversation_id)["file_id"]
    technician.wait_for("transfer", lambda line: line["file_id"] == file_id and line["code"] == "step_up_required")
    technician.refused("step_up", code="000000")
    technician.say("step_up", code=account.recovery_codes.pop())
    ended(technician, file_id)
    assert fetched(employee.program, file_id, tmp_path / "downloads") == setup.read_bytes()

    back = employee.program.say("send_file", path=str(setup), conversation_id=conversation_id)["file_id"]
    refused = employee.program.wait_for("transfer", lambda line: line["file_id"] == back and line["state"] == "failed")
    assert (refused["code"], refused["params"]["why"]) == ("type_refused", "to_device_only")


def test_what_is_too_big_or_a_program_is_refused_by_name(office: Office, tmp_path: Path) -> None:
    big, program, posing = tmp_path / "big.mp4", tmp_path / "tool.exe", tmp_path / "invoice.pdf"
    big.write_bytes(file_samples.mp4(WHOLE + 1))
    program.write_bytes(file_samples.exe())
    posing.write_bytes(file_samples.exe())
    technician, employee = office.technician(), office.employee()
    conversation_id = talk(employee, technician)
    for path, code in ((big, "too_big"), (program, "type_refused"), (posing, "type_refused")):
        file_id = employee.program.say("send_file", path=str(path), conversation_id=conversation_id)["file_id"]
        line = employee.program.wait_for("transfer", about_file(file_id, "failed"))
        assert line["code"] == code
        assert path.name in line["words"]
    for side in (technician, employee.program):
        row = side.wait_for("message", lambda row: row["file"] is not None)
        facts = {key: row["file"][key] for key in ("name", "state", "refused", "why")}
        assert facts == {"name": "invoice.pdf", "state": "refused", "refused": "type_refused", "why": "program"}

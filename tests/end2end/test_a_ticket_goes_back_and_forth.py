"""H-05 to H-13, L4, L8: a ticket written without a connection arrives once, with what goes along, and is answered there."""

from pathlib import Path

from shared.ids import EntryId, TicketId, new_id
from shared.protocol.tickets import AddEntry, EntryKind
from tests.end2end.office import Office
from tests.support.fault_proxy import in_thread

A_PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def test_a_ticket_written_offline_arrives_once_and_is_answered_in_its_thread(office: Office, tmp_path: Path) -> None:
    notes = tmp_path / "notes.pdf"
    notes.write_bytes(A_PDF)
    with in_thread(office.relay.port) as proxy:
        technician, employee = office.technician(), office.employee(url=f"wss://127.0.0.1:{proxy.port}")
        program = employee.program
        since = program.now
        proxy.refuses, proxy.up.cut_after_bytes = True, 0
        program.post("typing", conversation_id=new_id())
        program.wait_for("link", lambda line: line["state"] == "offline", since=since)
        kept = program.say("ticket", title="It burns", description="Since nine", priority="high", files=[str(notes)])
        assert kept["waiting"]
        program.kill()
        proxy.refuses, proxy.up.cut_after_bytes = False, None
        since = program.now
        program.start()
        opened = program.wait_for("ticket_opened", since=since)
        assert opened["ticket_id"] == kept["ticket_id"]

        ticket = technician.wait_for("ticket", lambda line: line["ticket"]["ticket_id"] == kept["ticket_id"])["ticket"]
        assert (ticket["title"], ticket["priority"], ticket["number"]) == ("It burns", "high", opened["number"])
        assert {"host", "user", "os", "boot_time"} <= set(ticket["snapshot"])
        program.wait_for("thread", lambda line: [file["name"] for file in line["files"]] == ["notes.pdf"])

        ticket_id = TicketId(kept["ticket_id"])
        answer = AddEntry(
            ref=1, entry_id=EntryId(new_id()), kind=EntryKind.REPLY, text="We come at three", ticket_id=ticket_id
        )
        office.relay.order(answer)
        program.wait_for("ticket_answered", lambda line: line["number"] == opened["number"])
        program.say("thread", ticket_id=ticket_id)
        thread = program.wait_for("thread", lambda line: line["entries"])
        assert [entry["text"] for entry in thread["entries"]] == ["We come at three"]
        assert [file["name"] for file in thread["files"]] == ["notes.pdf"]

        program.say("reply", ticket_id=ticket_id, text="Thank you")
        last = program.wait_for("thread", lambda line: len(line["entries"]) == 2 and not line["waiting"])
        assert last["entries"][1]["text"] == "Thank you"
        assert last["entries"][1].get("is_from_device")


def test_who_does_not_want_to_be_disturbed_is_known_before_anybody_asks(office: Office) -> None:
    technician, employee = office.technician(), office.employee()
    employee.program.say("quiet", minutes=30)

    def is_undisturbed(line: dict[str, object]) -> bool:
        device = line["device"]
        assert isinstance(device, dict)
        return any(session.get("is_undisturbed") for session in device.get("os_sessions", []))

    technician.wait_for("device", is_undisturbed, within_s=15)

import datetime as dt
from pathlib import Path

from endpoint_agent.autostart import NoAutostart
from endpoint_agent.os_session.probe import ALWAYS_ACTIVE
from endpoint_agent.presenters.agent import AgentPresenters
from shared.ids import FileId, TicketId, new_id
from shared.link.events import Received, TransferChanged
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.tickets import OpenTicket, TicketOpened
from shared.protocol.transfers import FileChanged, FileRecord, FileState
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


def test_files_leave_once_the_relay_has_the_ticket_and_only_pictures_of_ours_are_taken_over(
    qapp: object, link: FakeLink, tmp_path: Path
) -> None:
    presenters = AgentPresenters(link, ALWAYS_ACTIVE, NoAutostart(), captures=tmp_path / "captures")
    link.listen(presenters.handle)
    link.say(e.opened(), *e.ready())
    mine, ours = tmp_path / "notes.pdf", tmp_path / "captures" / "Screenshot.png"
    presenters.draft.begin("It burns", [str(mine), str(ours)])
    presenters.draft.submit()
    assert link.did("send_file") == []
    ticket_id = link.last(OpenTicket).ticket_id
    link.answer(TicketOpened(re=1, ticket_id=ticket_id, number=7))
    sent = [source for _, source in link.did("send_file")]
    assert [(source.path, source.ticket_id, source.takes_over) for source in sent] == [
        (mine, ticket_id, False),
        (ours, ticket_id, True),
    ]
    presenters.stop()


def test_a_refused_file_is_told_once_also_when_its_row_came_first(qapp: object, link: FakeLink, tmp_path: Path) -> None:
    presenters = AgentPresenters(link, ALWAYS_ACTIVE, NoAutostart(), captures=tmp_path)
    link.listen(presenters.handle)
    link.say(e.opened(), *e.ready())
    told: list[tuple[str, str, str]] = []
    presenters.ticket_files.failed.connect(lambda _ticket, name, code, params: told.append((name, code, params["why"])))
    ticket_id, file_id, at = TicketId(new_id()), FileId(new_id()), dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    record = FileRecord(
        file_id=file_id, name="a.pdf", size=9, sha256="a" * 64, state=FileState.REFUSED, at=at, refused="type_refused",
        why="macros", ticket_id=ticket_id,
    )  # fmt: skip
    link.say(Received(message=FileChanged(file=record)))
    failed = Transfer(
        file_id=file_id, direction=Direction.SEND, name="a.pdf", place="", at=at, ticket_id=ticket_id,
        state=TransferState.FAILED, code="type_refused", params={"name": "a.pdf", "why": "macros"},
    )  # fmt: skip
    link.say(TransferChanged(transfer=failed), TransferChanged(transfer=failed))
    assert told == [("a.pdf", "type_refused", "macros")]
    presenters.stop()

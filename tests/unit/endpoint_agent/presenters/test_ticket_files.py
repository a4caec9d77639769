from pathlib import Path

from endpoint_agent.autostart import NoAutostart
from endpoint_agent.os_session.probe import ALWAYS_ACTIVE
from endpoint_agent.presenters.agent import AgentPresenters
from shared.protocol.tickets import OpenTicket, TicketOpened
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

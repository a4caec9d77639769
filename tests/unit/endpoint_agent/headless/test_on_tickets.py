from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from endpoint_agent.app import I18N
from endpoint_agent.autostart import NoAutostart
from endpoint_agent.headless.obey import Obey
from endpoint_agent.headless.shown import Shown
from endpoint_agent.inventory.reporting import Kept
from endpoint_agent.os_session.probe import ALWAYS_ACTIVE
from endpoint_agent.presenters.agent import AgentPresenters
from shared.ids import TicketId, new_id
from shared.protocol.chat import ConversationChanged
from shared.protocol.tickets import AddEntry, OpenTicket, TicketChanged, TicketOpened
from shared.qt.translator import Language
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


class Program:
    """The headless form on a fake link: what is typed, what is shown."""

    def __init__(self, app: QApplication) -> None:
        self.link = FakeLink()
        self.lines: list[dict[str, Any]] = []
        self.p = AgentPresenters(self.link, ALWAYS_ACTIVE, NoAutostart())
        self.language = Language(app, [I18N], "en")
        shown = Shown(self.p, self.show)
        self.obey = Obey(self.p, self.language, shown, self.show, lambda: None, Kept)
        self.link.listen(self.handle)
        self.link.say(e.opened(), *e.ready())

    def handle(self, event: Any) -> None:
        self.p.handle(event)
        self.obey.handle(event)

    def show(self, kind: str, /, **fields: Any) -> None:
        self.lines.append({"shown": kind, **msgspec.to_builtins(fields)})

    def type(self, do: str, **fields: Any) -> None:
        self.obey.line(msgspec.json.encode({"do": do, "id": 1, **fields}))

    def last(self, kind: str) -> dict[str, Any]:
        return [line for line in self.lines if line["shown"] == kind][-1]


@pytest.fixture
def program(qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    yield made
    made.p.stop()
    for translator in made.language._installed:
        qapp.removeTranslator(translator)
    made.language.deleteLater()


def test_the_same_ticket_id_is_the_same_ticket(program: Program) -> None:
    ticket_id = new_id()
    for _ in range(2):
        program.type("ticket", title="It burns", ticket_id=ticket_id)
        assert program.link.last(OpenTicket).ticket_id == ticket_id
        program.link.answer(TicketOpened(re=1, ticket_id=TicketId(ticket_id), number=7))
        assert program.last("done")["ticket_id"] == ticket_id


def test_a_ticket_without_an_answer_is_done_and_waits(program: Program) -> None:
    program.type("ticket", description="It burns")
    program.link.refuse("unavailable", why="no_answer")
    assert program.last("done")["waiting"]
    assert [ticket["title"] for ticket in program.last("waiting_tickets")["tickets"]] == ["It burns"]


def test_a_ticket_without_a_connection_is_done_and_waits(program: Program) -> None:
    program.link.say(e.offline())
    program.type("ticket", title="It burns")
    assert program.last("done")["waiting"]
    assert program.link.count(OpenTicket) == 0
    program.type("discard_ticket", ticket_id=program.last("done")["ticket_id"])
    assert program.last("waiting_tickets")["tickets"] == []


def test_a_refused_ticket_is_an_error_and_is_not_kept(program: Program) -> None:
    program.type("ticket", title="It burns")
    program.link.refuse("forbidden", why="helpdesk_off")
    assert program.last("error")["code"] == "forbidden"
    assert program.p.ticket_outbox.all() == []


@pytest.mark.parametrize(
    ("fields", "code"), [({"description": "  "}, "bad_text"), ({"description": "x" * 8001, "title": "T"}, "too_big")]
)
def test_a_ticket_that_cannot_be_one_is_refused_at_once(program: Program, fields: dict[str, str], code: str) -> None:
    program.type("ticket", **fields)
    assert program.last("error")["code"] == code


def test_a_reply_is_done_once_it_is_on_disk(program: Program) -> None:
    ticket = e.ticket_of(7, "It burns")
    program.type("reply", ticket_id=ticket.ticket_id, text="hello")
    assert program.last("error")["code"] == "not_found"
    program.link.say(e.received(TicketChanged(ticket=ticket)))
    program.type("reply", ticket_id=ticket.ticket_id, text="hello")
    assert program.last("done")["entry_id"] == program.link.last(AddEntry).entry_id


def test_the_quiet_time_and_the_snapshot_are_shown(program: Program) -> None:
    program.type("quiet", minutes=30)
    assert program.last("quiet")["until"]
    program.type("quiet", on=False)
    assert not program.last("quiet")["on"]
    program.type("snapshot")
    assert program.last("snapshot")["facts"]["host"]


def test_a_conversation_is_shown_as_it_would_be_saved(program: Program) -> None:
    record = e.conversation_of()
    talk_id = record.conversation_id
    program.link.say(
        e.received(ConversationChanged(conversation=record)), e.history(talk_id, e.row_of(talk_id, 1, "Hi"))
    )
    program.type("transcript")
    assert "Anna Conti: Hi" in program.last("transcript")["text"]

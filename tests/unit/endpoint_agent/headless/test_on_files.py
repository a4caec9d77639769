import datetime as dt

import pytest

from shared.ids import FileId, new_id
from shared.link.events import TransferChanged
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.chat import ConversationChanged
from tests.support import agent_events as e
from tests.unit.endpoint_agent.headless.test_on_tickets import Program, program

__all__ = ["program"]


def test_a_file_goes_into_the_open_conversation_or_to_a_ticket(program: Program) -> None:
    program.type("send_file", path="clip.mp4")
    assert program.last("error")["code"] == "not_found"

    record = e.conversation_of()
    program.link.say(e.received(ConversationChanged(conversation=record)))
    program.type("send_file", path="clip.mp4")
    ticket_id = new_id()
    program.type("send_file", path="shot.png", ticket_id=ticket_id, name="Screen.png")

    (first_id, talk), (_, ticket) = program.link.did("send_file")
    assert program.lines[-2]["file_id"] == first_id
    assert (talk.conversation_id, talk.ticket_id) == (record.conversation_id, None)
    assert (ticket.conversation_id, ticket.ticket_id, ticket.name) == (None, ticket_id, "Screen.png")


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel", "retry"])
def test_what_is_on_its_way_is_shown_and_obeys(program: Program, verb: str) -> None:
    moving = Transfer(
        file_id=FileId(new_id()),
        direction=Direction.SEND,
        name="clip.mp4",
        place="",
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        size=100,
        offset=40,
        state=TransferState.RUNNING,
    )
    program.type(f"{verb}_file", file_id=moving.file_id)
    assert program.last("error")["code"] == "not_found"
    program.link.say(TransferChanged(transfer=moving))
    shown = program.last("transfer")
    assert (shown["state"], shown["offset"], shown["size"]) == ("running", 40, 100)

    program.type(f"{verb}_file", file_id=moving.file_id)
    assert program.link.did(f"{verb}_file") == [moving.file_id]

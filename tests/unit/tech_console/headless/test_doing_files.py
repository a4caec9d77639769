import datetime as dt

import msgspec
import pytest

from shared.errors import NotFound
from shared.ids import ConversationId, FileId, new_id
from shared.link.events import Received, TransferChanged
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.transfers import FileChanged, FileRecord, FileState, StepUp
from tech_console.headless.commands import parse
from tech_console.headless.doing import VERBS
from tech_console.presenters.line import Question
from tests.support.consoles import Played

AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
TALK = new_id()


@pytest.fixture
def played(qapp: object) -> Played:
    made = Played()
    made.sign_in()
    return made


def do(played: Played, **command: object) -> object:
    parsed = parse(msgspec.json.encode(command))
    return VERBS[type(parsed)](played.console, parsed)


def test_a_file_is_sent_to_exactly_one_place(played: Played) -> None:
    answer = do(played, do="send_file", path="clip.mp4", conversation_id=TALK)
    file_id, source = played.link.did("send_file")[0]
    assert answer == {"file_id": file_id}
    assert (source.path.name, source.conversation_id) == ("clip.mp4", ConversationId(TALK))

    for places in ({}, {"conversation_id": TALK, "ticket_id": new_id()}):
        with pytest.raises(NotFound):
            do(played, do="send_file", path="clip.mp4", **places)


def test_only_a_file_the_relay_told_of_is_fetched(played: Played) -> None:
    file = FileRecord(file_id=FileId(new_id()), name="a.pdf", size=1, sha256="a" * 64, state=FileState.READY, at=AT)
    with pytest.raises(NotFound):
        do(played, do="fetch_file", file_id=file.file_id)
    played.link.say(Received(message=FileChanged(file=file)))
    do(played, do="fetch_file", file_id=file.file_id, folder="here")

    assert [(asked, str(folder)) for asked, folder in played.link.did("fetch_file")] == [(file, "here")]


@pytest.mark.parametrize("verb", ["pause", "resume", "cancel", "retry"])
def test_what_is_on_its_way_is_paused_resumed_cancelled_and_tried_again(played: Played, verb: str) -> None:
    moving = Transfer(file_id=FileId(new_id()), direction=Direction.SEND, name="clip.mp4", place="", at=AT)
    with pytest.raises(NotFound):
        do(played, do=f"{verb}_file", file_id=moving.file_id)
    played.link.say(TransferChanged(transfer=moving))
    do(played, do=f"{verb}_file", file_id=moving.file_id)

    assert played.link.did(f"{verb}_file") == [moving.file_id]


def test_a_second_factor_is_a_question(played: Played) -> None:
    assert isinstance(do(played, do="step_up", code=" 123456 "), Question)
    assert played.link.last(StepUp).second_factor == "123456"

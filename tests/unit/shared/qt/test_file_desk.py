import datetime as dt
from pathlib import Path

import msgspec
import pytest

from shared.ids import ConversationId, FileId, MessageId, TicketId, new_id
from shared.link.events import (
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    MessageStored,
    Received,
    TransferChanged,
)
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.chat import ChatMessage, SenderKind
from shared.protocol.transfers import (
    FileChanged,
    FilePolicyChanged,
    FilePolicyRecord,
    FileRecord,
    FileState,
    FileTypeRule,
)
from shared.qt.file_desk import PREVIEW_BYTES, FileDesk, may_open
from tests.support.fake_link import FakeLink

TALK = ConversationId(new_id())
AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


class Told:
    """A desk, the link under it and what it said."""

    def __init__(self, *, from_device: bool = True) -> None:
        self.link = FakeLink()
        self.desk = FileDesk(lambda: self.link, from_device=from_device)
        self.link.listen(self.desk.handle)
        self.said: list[tuple[str, str]] = []
        self.desk.changed.connect(lambda file_id: self.said.append(("changed", file_id)))
        self.desk.gone.connect(lambda file_id: self.said.append(("gone", file_id)))
        self.desk.open_wanted.connect(lambda place: self.said.append(("open", place)))
        self.desk.second_factor_wanted.connect(lambda: self.said.append(("second factor", "")))

    def moved(self, transfer: Transfer, **changes: object) -> Transfer:
        now = msgspec.structs.replace(transfer, **changes)
        self.link.say(TransferChanged(transfer=now))
        return now


@pytest.fixture
def told() -> Told:
    return Told()


def transfer(direction: Direction = Direction.SEND, **changes: object) -> Transfer:
    made = Transfer(
        file_id=FileId(new_id()), direction=direction, name="clip.mp4", place="", at=AT, conversation_id=TALK, size=9
    )
    return msgspec.structs.replace(made, **changes)


def file(kind: str = "pdf", size: int = 9) -> FileRecord:
    return FileRecord(
        file_id=FileId(new_id()), name=f"a.{kind}", size=size, sha256="a" * 64, state=FileState.READY, at=AT, kind=kind
    )


def row(transfer: Transfer, **changes: object) -> MessageStored:
    record = msgspec.structs.replace(file("mp4"), file_id=transfer.file_id, **changes)
    message = ChatMessage(
        conversation_id=TALK, seq=1, message_id=MessageId(transfer.file_id), sender=SenderKind.DEVICE, sender_id="me",
        sender_name="", at=AT, file=record,
    )  # fmt: skip
    return MessageStored(conversation_id=TALK, message=message)


def test_what_is_sent_is_shown_until_its_row_stands_for_it(told: Told) -> None:
    sent = told.moved(transfer())
    told.moved(sent, state=TransferState.DONE)
    assert [known.state for known in told.desk.waiting_in(TALK)] == [TransferState.DONE]

    told.link.say(row(sent))
    assert told.desk.waiting_in(TALK) == []


def test_a_row_that_comes_before_the_verdict_is_not_doubled(told: Told) -> None:
    sent = told.moved(transfer())
    told.link.say(row(sent))
    told.moved(sent, state=TransferState.DONE)

    assert told.desk.waiting_in(TALK) == []
    assert ("gone", sent.file_id) not in told.said


def test_a_file_of_a_ticket_is_its_row_as_soon_as_the_relay_has_it(told: Told) -> None:
    sent = told.moved(transfer(conversation_id=None, ticket_id=TicketId(new_id())))
    listed = msgspec.structs.replace(file("mp4"), file_id=sent.file_id, ticket_id=sent.ticket_id)
    told.link.say(Received(message=FileChanged(file=listed)))
    told.moved(sent, state=TransferState.DONE)

    assert told.desk.sent(sent.file_id) is None
    assert told.desk.listed(sent.file_id) == listed
    assert ("gone", sent.file_id) not in told.said


@pytest.mark.parametrize("row_first", [True, False])
def test_a_refused_file_is_its_row_and_nobody_has_to_take_it_away(told: Told, *, row_first: bool) -> None:
    moved: list[Transfer] = []
    told.desk.moved.connect(moved.append)
    sent = told.moved(transfer(state=TransferState.CHECKING))
    failed = TransferChanged(transfer=msgspec.structs.replace(sent, state=TransferState.FAILED, code="type_refused"))
    both: list[LinkEvent] = [row(sent, state=FileState.REFUSED, refused="type_refused", why="macros"), failed]
    for event in both if row_first else both[::-1]:
        told.link.say(event)
    assert told.link.did("cancel_file") == [sent.file_id]

    told.moved(sent, state=TransferState.CANCELLED)
    assert told.desk.waiting_in(TALK) == []
    assert ("gone", sent.file_id) not in told.said
    assert [step.state for step in moved] == [TransferState.CHECKING, TransferState.FAILED]


def test_a_refused_file_of_a_ticket_is_its_row_too(told: Told) -> None:
    refused = msgspec.structs.replace(file(), state=FileState.REFUSED, refused="infected", ticket_id=TicketId(new_id()))
    told.link.say(Received(message=FileChanged(file=refused)))

    assert told.desk.listed(refused.file_id) == refused


def test_a_file_that_was_changed_on_its_way_can_still_be_tried_again(told: Told) -> None:
    sent = told.moved(transfer(state=TransferState.FAILED, code="hash_mismatch"))
    broken = msgspec.structs.replace(
        file(), file_id=sent.file_id, state=FileState.REFUSED, refused="hash_mismatch", ticket_id=TicketId(new_id())
    )
    told.link.say(Received(message=FileChanged(file=broken)))

    assert told.desk.sent(sent.file_id) == sent
    assert told.link.did("cancel_file") == []


def test_what_is_cancelled_is_gone(told: Told) -> None:
    sent = told.moved(transfer())
    told.moved(sent, state=TransferState.CANCELLED)

    assert told.said[-1] == ("gone", sent.file_id)
    assert told.desk.sent(sent.file_id) is None


def test_files_of_an_earlier_life_are_there_again(told: Told) -> None:
    paused = transfer(state=TransferState.PAUSED)
    told.link.say(MailboxOpened(conversations=[], drafts={}, settings={}, waiting=0, unread={}, transfers=[paused]))

    assert told.desk.waiting_in(TALK) == [paused]


def test_the_second_factor_is_asked_for_once_and_then_all_go_on(told: Told) -> None:
    files = [told.moved(transfer(), state=TransferState.PAUSED, code="step_up_required") for _ in range(2)]
    told.moved(files[0], state=TransferState.PAUSED, code="step_up_required", at=AT)
    assert told.said.count(("second factor", "")) == 2

    told.desk.second_factor_given()
    assert told.link.did("resume_file") == [known.file_id for known in files]


def test_a_refusal_is_known_before_anything_is_sent(told: Told) -> None:
    assert told.desk.refusal("a.exe", 1) is None
    rules = [FileTypeRule(suffix="pdf"), FileTypeRule(suffix="msi")]
    told.link.say(Received(message=FilePolicyChanged(policy=FilePolicyRecord(version=1, preset="atera", types=rules))))

    codes = [error.code if (error := told.desk.refusal(name, size)) else "" for name, size in SAMPLES]
    assert codes == ["type_refused", "type_refused", "", "too_big"]
    assert told.desk.suffixes() == ["pdf"]


SAMPLES = [("a.exe", 1), ("a.msi", 1), ("a.pdf", 20_971_520), ("a.pdf", 20_971_521)]


def test_a_technician_may_send_an_installer() -> None:
    told = Told(from_device=False)
    rules = [FileTypeRule(suffix="msi")]
    told.link.say(Received(message=FilePolicyChanged(policy=FilePolicyRecord(version=1, preset="atera", types=rules))))

    assert told.desk.refusal("a.msi", 1) is None


def test_what_was_fetched_to_be_opened_is_opened_when_it_is_here(told: Told, home: Path) -> None:
    place, wanted = home / "a.pdf", file()
    place.touch()
    told.desk.fetch(wanted, home, then_open=True)
    told.moved(transfer(Direction.FETCH), file_id=wanted.file_id, state=TransferState.DONE, place=str(place))
    assert told.said[-1] == ("open", str(place))

    told.desk.fetch(wanted, home, then_open=True)
    assert told.said[-1] == ("open", str(place))
    assert len(told.link.did("fetch_file")) == 1


def test_what_was_only_saved_is_not_opened(told: Told, home: Path) -> None:
    wanted = file()
    told.desk.fetch(wanted, home)
    told.moved(transfer(Direction.FETCH), file_id=wanted.file_id, state=TransferState.DONE, place=str(home / "a.pdf"))

    assert "open" not in dict(told.said)


def test_a_fetched_file_that_the_person_moved_away_can_be_fetched_again(told: Told, home: Path) -> None:
    place = home / "a.pdf"
    place.touch()
    done = told.moved(transfer(Direction.FETCH), state=TransferState.DONE, place=str(place))
    assert told.desk.fetched(done.file_id) == done

    place.unlink()
    assert told.desk.fetched(done.file_id) is None


def test_small_pictures_are_fetched_by_themselves_once_and_nothing_else_is(told: Told) -> None:
    picture = file("png")
    for wanted in (picture, picture, file("png", PREVIEW_BYTES + 1), file("mp4"), file("msi")):
        told.desk.want_preview(wanted)

    assert told.link.did("preview_file") == [picture]


@pytest.mark.parametrize(
    ("kind", "opens"), [("pdf", True), ("mp4", True), ("msi", False), ("exe", False), ("reg", False), ("", False)]
)
def test_an_installer_or_program_is_never_opened(kind: str, *, opens: bool) -> None:
    assert may_open(file(kind)) is opens


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.exe", "a.pdf\u202e.exe", "a", ".pdf"])
def test_what_is_named_like_something_else_is_not_opened_whatever_the_relay_found_in_it(name: str) -> None:
    assert not may_open(msgspec.structs.replace(file("pdf"), name=name))


def test_words_of_what_waits_follow_the_connection(told: Told) -> None:
    sent = told.moved(transfer())
    told.said.clear()
    told.link.say(LinkStateChanged(state=LinkState.READY))

    assert told.said == [("changed", sent.file_id)]

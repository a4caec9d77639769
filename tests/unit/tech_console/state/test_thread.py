import msgspec

from shared.ids import FileId
from shared.protocol.tickets import EntryKind, TicketThread
from shared.protocol.transfers import FileRecord, FileState
from tech_console.state.thread import Thread
from tests.support.console_records import NOW, a_conversation, an_entry


def test_what_was_pushed_before_the_answer_stays() -> None:
    thread, early, old = Thread(), an_entry("new"), an_entry("old")
    thread.add(early)
    thread.load(TicketThread(re=0, entries=[old], conversations=[a_conversation()]))
    assert {entry.text for entry in thread.entries()} == {"new", "old"}
    assert thread.is_loaded
    assert len(thread.conversations) == 1


def test_the_same_entry_again_is_nothing_new() -> None:
    thread, entry = Thread(), an_entry()
    assert thread.add(entry)
    assert not thread.add(entry)
    assert thread.add(msgspec.structs.replace(entry, text="corrected"))
    assert len(thread.entries()) == 1


def test_notes_are_what_the_requester_never_sees() -> None:
    thread = Thread()
    thread.add(an_entry("note"))
    thread.add(an_entry("reply", kind=EntryKind.REPLY, at=NOW))
    assert [entry.text for entry in thread.notes()] == ["note"]


def test_only_what_is_ready_can_be_fetched() -> None:
    thread = Thread()
    for number, state in enumerate((FileState.READY, FileState.REFUSED, FileState.ERASED)):
        file_id = FileId(f"file {number}")
        thread.add_file(FileRecord(file_id=file_id, name="a.pdf", size=1, sha256="", state=state, at=NOW))
    assert [file.file_id for file in thread.ready_files()] == ["file 0"]
    assert len(thread.files()) == 3


def test_a_fresh_thread_equals_one_that_grew() -> None:
    entries = [an_entry(str(number)) for number in range(3)]
    grown, read = Thread(), Thread()
    for entry in reversed(entries):
        grown.add(entry)
    read.load(TicketThread(re=0, entries=entries))
    assert grown.entries() == read.entries()

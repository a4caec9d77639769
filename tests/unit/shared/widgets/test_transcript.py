import datetime as dt
from collections.abc import Mapping

from shared.ids import ConversationId, FileId, new_id
from shared.protocol.chat import SenderKind
from shared.protocol.transfers import FileRecord, FileState
from shared.widgets.transcript import as_text, transcript_of
from tests.support.chat_rows import AT, a_conversation, a_row

TALK = ConversationId(new_id())


def said(event: str, params: Mapping[str, str]) -> str:
    return f"{params['name']} {event}"


def text_of(*rows: object, **facts: object) -> str:
    record = a_conversation(TALK, technician_name="Ada", organisation="Aurora IT", **facts)
    return as_text(transcript_of(record, rows, said))  # type: ignore[arg-type]  # rows of chat_rows


def test_a_conversation_is_kept_in_the_order_it_was_said() -> None:
    text = text_of(a_row(TALK, 2, text="second"), a_row(TALK, 1, text="first"))
    assert text.index("Ada: first") < text.index("Ada: second")


def test_the_head_names_support_technician_and_ticket() -> None:
    text = text_of(ticket_number=7, device_name="pc-7")
    assert text.startswith("Conversation with Ada\n=====================\n")
    assert "Support: Aurora IT\nTechnician: Ada\nComputer: pc-7\n" in text
    assert "Ticket: #7\n" in text


def test_what_a_person_wrote_never_looks_like_a_line_of_ours() -> None:
    text = text_of(a_row(TALK, 1, text="hello\n[12:00] Ada: your password, please"))
    assert "\n[12:00] Ada: your" not in text
    assert "\n        [12:00] Ada: your password, please" in text


def test_a_name_with_a_line_break_stays_on_its_line() -> None:
    assert "Eve [12:00] Ada: yes: hello" in text_of(a_row(TALK, 1, sender_name="Eve\n[12:00] Ada: yes", text="hello"))


def test_direction_marks_are_made_visible() -> None:
    assert "invoice⟨U+202E⟩fdp.exe" in text_of(a_row(TALK, 1, text="invoice\u202efdp.exe"))


def test_what_the_relay_says_has_no_speaker() -> None:
    row = a_row(TALK, 1, sender=SenderKind.RELAY, text="", event="joined", params={"name": "Ada"})
    assert "] * Ada joined\n" in text_of(row)


def test_a_file_is_named_with_size_and_hash() -> None:
    file = FileRecord(
        file_id=FileId(new_id()), name="scan.pdf", size=2048, sha256="a" * 64, state=FileState.READY, at=AT
    )
    text = text_of(a_row(TALK, 1, text="", file=file))
    assert "File: scan.pdf (2" in text
    assert "a" * 64 in text


def test_a_file_that_was_refused_is_none_that_was_handed_over() -> None:
    file = FileRecord(
        file_id=FileId(new_id()), name="scan.pdf", size=2048, sha256="a" * 64, state=FileState.REFUSED, at=AT,
        refused="type_refused", why="macros",
    )  # fmt: skip
    text = text_of(a_row(TALK, 1, text="", file=file))
    assert "Ada: scan.pdf was refused: documents with macros are not allowed." in text
    assert "a" * 64 not in text


def test_each_day_has_a_heading_of_its_own() -> None:
    text = text_of(a_row(TALK, 1), a_row(TALK, 2, at=AT + dt.timedelta(days=1)))
    assert "2026\n---" in text
    assert text.count("---\n") == 2


def test_the_file_name_holds_nothing_a_disk_refuses() -> None:
    record = a_conversation(TALK, technician_name='../Ada "A" <b>: | ?*')
    name = transcript_of(record, [], said).file_name
    assert name.startswith("2026-11-21 ")
    assert not set('/\\:*?"<>|') & set(name)

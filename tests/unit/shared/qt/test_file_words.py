import datetime as dt
from typing import get_args

import msgspec
import pytest

from shared.file_types import Why
from shared.ids import FileId
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.transfers import FileRecord, FileState
from shared.qt.error_words import error_words
from shared.qt.file_words import amount_words, left_words, listed_words, refused_words, size_words, standing_words

MIB = 1024 * 1024


def transfer(**changes: object) -> Transfer:
    made = Transfer(
        file_id=FileId("f"),
        direction=Direction.SEND,
        name="clip.mp4",
        place="",
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        size=20 * MIB,
    )
    return msgspec.structs.replace(made, **changes)


def record(**changes: object) -> FileRecord:
    made = FileRecord(
        file_id=FileId("f"),
        name="clip.mp4",
        size=20 * MIB,
        sha256="a" * 64,
        state=FileState.READY,
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
    )
    return msgspec.structs.replace(made, **changes)


def test_a_refusal_names_the_file_and_the_limit() -> None:
    words = error_words("too_big", {"limit": 20 * MIB, "name": "holiday.mp4"})

    assert "holiday.mp4" in words
    assert "20 MB" in words


@pytest.mark.parametrize("why", [*get_args(Why), "not_allowed", "to_device_only", "content", "a word of a later relay"])
def test_a_refused_type_names_the_file_and_says_why(why: str) -> None:
    words = error_words("type_refused", {"name": "setup.exe", "why": why})

    assert words.startswith("\u2068setup.exe\u2069 was refused: ")


def test_each_reason_has_a_sentence_of_its_own() -> None:
    words = {error_words("type_refused", {"name": "a", "why": why}) for why in (*get_args(Why), "not_allowed")}

    assert len(words) == len(get_args(Why)) + 1


@pytest.mark.parametrize(
    ("refused", "why", "said"),
    [("type_refused", "macros", "with macros"), ("type_refused", "", "not allowed"), ("infected", "", "virus scanner")],
)
def test_both_sides_read_why_a_files_content_was_refused(refused: str, why: str, said: str) -> None:
    file = record(state=FileState.REFUSED, refused=refused, why=why)

    assert refused_words(file).startswith("\u2068clip.mp4\u2069 was refused: ")
    assert said in refused_words(file)
    assert listed_words(file) == "clip.mp4 (refused)"


@pytest.mark.parametrize(
    "changes", [{}, {"state": FileState.REFUSED, "refused": "hash_mismatch"}, {"state": FileState.ERASED}]
)
def test_other_ends_are_no_refusal_of_the_content(changes: dict[str, object]) -> None:
    assert refused_words(record(**changes)) == ""


def test_a_text_that_is_too_long_is_no_file() -> None:
    assert "shorten" in error_words("too_big", {"field": "title", "limit": 5})


@pytest.mark.parametrize(("size", "words"), [(1, "1 bytes"), (20 * MIB, "20 MB"), (1536 * 1024, "1.5 MB")])
def test_a_size_is_read_easily(size: int, words: str) -> None:
    assert size_words(size) == words


def test_progress_says_how_much_how_fast_and_how_long() -> None:
    running = transfer(state=TransferState.RUNNING, offset=5 * MIB, rate=2.5 * MIB, left_s=6.2)

    assert amount_words(running) == "5 MB of 20 MB"
    assert standing_words(running) == "2.5 MB/s · 6 s left"


def test_long_waits_are_in_minutes() -> None:
    assert left_words(200) == "3 min left"


def test_what_waits_says_for_what() -> None:
    queued = transfer(state=TransferState.QUEUED)

    assert standing_words(queued) == "waiting for its turn"
    assert standing_words(queued, is_online=False) == "waiting for connection"
    assert standing_words(transfer(state=TransferState.QUEUED, code="lost")) == "interrupted, trying again"
    assert standing_words(transfer(state=TransferState.PAUSED)) == "paused"

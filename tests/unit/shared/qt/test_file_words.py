import datetime as dt

import msgspec
import pytest

from shared.ids import FileId
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.qt.error_words import error_words
from shared.qt.file_words import amount_words, left_words, size_words, standing_words

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


def test_a_refusal_names_the_file_and_the_limit() -> None:
    words = error_words("too_big", {"limit": 20 * MIB, "name": "holiday.mp4"})

    assert "holiday.mp4" in words
    assert "20 MB" in words


@pytest.mark.parametrize(
    "why", ["not_allowed", "not_what_it_says", "to_device_only", "macros", "too_complex", "content", "x"]
)
def test_a_refused_type_names_the_file_and_says_why(why: str) -> None:
    words = error_words("type_refused", {"name": "setup.exe", "why": why})

    assert words.startswith("\u2068setup.exe\u2069 was refused: ")


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

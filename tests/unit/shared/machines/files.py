"""What the tests of a file's machine have in common: a grant, and what the effects come to."""

import datetime as dt

from shared.ids import ConversationId, FileId
from shared.machines.effects import Effect, Send
from shared.machines.file_effects import Tell
from shared.protocol.transfers import FileGranted, FileRecord, FileState

FILE = FileId("file")
TALK = ConversationId("talk")
AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
SHA = "a" * 64


def record(state: FileState = FileState.RECEIVING, refused: str = "") -> FileRecord:
    return FileRecord(file_id=FILE, name="clip.mp4", size=100, sha256=SHA, state=state, at=AT, refused=refused)


def grant(state: FileState = FileState.RECEIVING, offset: int = 0, refused: str = "") -> FileGranted:
    return FileGranted(re=1, file=record(state, refused), token="t", offset=offset, port=1)


def states(effects: list[Effect]) -> list[str]:
    return [f"{effect.state.value} {effect.code}".strip() for effect in effects if isinstance(effect, Tell)]


def asked(effects: list[Effect]) -> list[str]:
    return [type(effect.message).__name__ for effect in effects if isinstance(effect, Send)]


def flight(effects: list[Effect]) -> int:
    """Return the number of the attempt that begins here."""
    return next(effect.flight for effect in effects if isinstance(effect, Send))

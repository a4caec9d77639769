"""The words between a file's machine (file_sender.py, file_receiver.py) and the shell that moves its bytes.

`flight` names one attempt: what belongs to an attempt that was given up comes back with an old number and is ignored.
"""

import enum

import msgspec

from shared.machines.effects import Effect
from shared.protocol.transfers import FileGranted, FileRecord


class TransferState(enum.Enum):
    """Where a file of this client stands. All but the last three, and `paused`, go on by themselves."""

    QUEUED = "queued"
    PREPARING = "preparing"
    RUNNING = "running"
    CHECKING = "checking"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDS = frozenset({TransferState.DONE, TransferState.FAILED, TransferState.CANCELLED})


class WantTurn(Effect, frozen=True, kw_only=True):
    """Stand in the queue of those that work; `TurnGiven` follows."""


class GiveTurn(Effect, frozen=True, kw_only=True):
    """Let the next one work, or leave the queue."""


class Prepare(Effect, frozen=True, kw_only=True):
    """Copy the source to a private place and take its SHA-256; `Prepared` or `Cut` follows."""

    flight: int


class Move(Effect, frozen=True, kw_only=True):
    """Move the bytes that are missing; `Moved` or `Cut` follows."""

    grant: FileGranted
    flight: int


class StopMoving(Effect, frozen=True, kw_only=True):
    """Stop what `Prepare` or `Move` began; nothing follows."""


class Tell(Effect, frozen=True, kw_only=True):
    """Write, where it matters after a restart, and show how it stands."""

    state: TransferState
    code: str = ""
    params: dict[str, str | int] = {}


class KeepFacts(Effect, frozen=True, kw_only=True):
    """Write what the source was when it was copied: from now on the original is not needed any more."""

    sha256: str
    size: int


class RemoveCopy(Effect, frozen=True, kw_only=True):
    """Remove the private copy, or the half that was fetched."""


class Renew(Effect, frozen=True, kw_only=True):
    """The relay has forgotten this id; send the same bytes under a new one."""


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """Event: it is on disk, now or since an earlier life of the program."""


class TurnGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Event: it may work."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the copy is there."""

    sha256: str
    size: int
    flight: int


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay said yes."""

    grant: FileGranted
    flight: int


class AskRefused(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay said no, or nothing; `chance` is a fresh random number in [0, 1)."""

    code: str
    flight: int
    chance: float
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Event: all bytes are where they belong: at the relay, or whole and verified at `place`."""

    flight: int
    place: str = ""


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Event: it ended early; `progressed` when at least some bytes came over."""

    code: str
    flight: int
    chance: float
    progressed: bool = False
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the relay told what became of a file."""

    file: FileRecord


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """Event: a person wants it to wait."""


class Resume(msgspec.Struct, frozen=True, kw_only=True):
    """Event: a person wants it to go on."""


class Cancel(msgspec.Struct, frozen=True, kw_only=True):
    """Event: a person gives it up, or takes a failed one away."""

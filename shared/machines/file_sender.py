"""Sends one file: copy and hash → offer → grant → bytes from the relay's offset → its verdict. Mirror: file_receiver.py.

The offer is the question for everything: after a cut, a restart of either side or an expired grant the same offer is
answered with the offset of that moment, or with what became of the file. Source: docs/protocol.md, Files.
"""

from shared.errors import HashMismatch, NotAllowed, NotFound, QuotaReached, SourceGone, StorageFailed
from shared.ids import ConversationId, FileId, TicketId
from shared.limits import MAX_FILE_BYTES
from shared.machines.effects import CancelTimer, Effect, Send, StartTimer
from shared.machines.file_carrier import AGAIN, Carrier, Event, Phase
from shared.machines.file_effects import (
    KeepFacts,
    Prepare,
    Prepared,
    RemoveCopy,
    Renew,
    Tell,
    TransferState,
    Verdict,
    WantTurn,
)
from shared.protocol.transfers import CancelFile, FileGranted, FileRecord, FileState, OfferFile

CHECKED_WITHIN_S = 30.0
"""After so long without a verdict the offer is made again: its answer is one."""
WORTH_ANOTHER_TRY = frozenset({
    HashMismatch.code, QuotaReached.code, NotAllowed.code, NotFound.code, SourceGone.code, StorageFailed.code,
    "certificate", "error",
})  # fmt: skip
"""A failed file may go again under a new id; for all other codes nothing would be different the next time."""


class Sender(Carrier):
    """`sha256` is empty as long as the source has not been copied; exactly one of the two targets is set."""

    def __init__(
        self,
        file_id: FileId,
        name: str,
        *,
        conversation_id: ConversationId | None = None,
        ticket_id: TicketId | None = None,
        sha256: str = "",
        size: int = 0,
        is_paused: bool = False,
    ) -> None:
        super().__init__(is_paused=is_paused)
        self._file_id = file_id
        self._name = name
        self._conversation_id = conversation_id
        self._ticket_id = ticket_id
        self._sha256 = sha256
        self._size = size
        self._was_offered = False

    def _needs_relay(self) -> bool:
        return bool(self._sha256)

    def _work(self) -> list[Effect]:
        self._has_turn = True
        if self._sha256:
            return self._ask()
        self.phase = Phase.PREPARING
        return [Tell(state=TransferState.PREPARING), Prepare(flight=self._flight)]

    def _request(self) -> Effect:
        self._was_offered = True
        offer = OfferFile(
            ref=0,
            file_id=self._file_id,
            name=self._name,
            size=self._size,
            sha256=self._sha256,
            conversation_id=self._conversation_id,
            ticket_id=self._ticket_id,
        )
        return Send(message=offer, flight=self._flight)

    def _other(self, event: Event, now: float) -> list[Effect]:
        match event:
            case Prepared() if self.phase is Phase.PREPARING:
                self._sha256, self._size = event.sha256, event.size
                return [KeepFacts(sha256=event.sha256, size=event.size), *self._ask()]
            case Verdict():
                return self._judged(event.file, now)
        return []

    def _granted(self, grant: FileGranted, now: float) -> list[Effect]:
        if grant.file.state is not FileState.RECEIVING:
            return self._judged(grant.file, now)
        if not self._has_turn:
            # It was asked after while it was being checked, and the relay has lost some of it.
            self.phase = Phase.WAITING
            return [Tell(state=TransferState.QUEUED), WantTurn()]
        return self._move(grant)

    def _moved(self, now: float) -> list[Effect]:
        return self._check(now)

    def _check(self, now: float) -> list[Effect]:
        self._setbacks = 0
        given = self._give_turn()
        self.phase = Phase.CHECKING
        again = StartTimer(key=AGAIN, deadline=now + CHECKED_WITHIN_S)
        return [*given, Tell(state=TransferState.CHECKING), again]

    def _go(self) -> list[Effect]:
        if self.phase is Phase.CHECKING and self._connected:
            return [CancelTimer(key=AGAIN), *self._ask()]
        return super()._go()

    def _rested(self) -> list[Effect]:
        return self._go() if self.phase is Phase.CHECKING else super()._rested()

    def _disconnected(self) -> list[Effect]:
        if self.phase is Phase.ASKING and not self._has_turn:
            # What was asked is what became of a file that is there: it is asked again.
            self._connected = False
            self._flight += 1
            self.phase = Phase.CHECKING
            return []
        return super()._disconnected()

    def _judged(self, file: FileRecord, now: float) -> list[Effect]:
        match file.state:
            case FileState.READY:
                return [*self._end(TransferState.DONE), RemoveCopy()]
            case FileState.CHECKING if self.phase is not Phase.PAUSED:
                return self._check(now)
            case FileState.REFUSED:
                return self._end(TransferState.FAILED, file.refused or "error", _facts(file))
            case FileState.CANCELLED | FileState.ERASED if self.phase is Phase.ASKING:
                # Not by us: it waited longer than the relay keeps a half.
                self._was_offered = False
                return [*self._end(TransferState.CANCELLED), Renew()]
        return []

    def _farewell(self) -> list[Effect]:
        return [Send(message=CancelFile(ref=0, file_id=self._file_id))] if self._was_offered else []


def _facts(file: FileRecord) -> dict[str, str | int]:
    """Return what a refusal after the last byte names; an older relay only says that it was for the content."""
    return {"name": file.name, "why": file.why or "content", "limit": MAX_FILE_BYTES}

"""Fetches one file: leave → bytes from where its half ends → verified and in its folder. Mirror: file_sender.py.

That the bytes are the promised ones, and that nothing is overwritten, is the shell's work: `Moved` means both.
"""

from shared.errors import HashMismatch
from shared.ids import FileId
from shared.machines.effects import Effect, Send
from shared.machines.file_carrier import Carrier
from shared.machines.file_effects import Cut, TransferState
from shared.protocol.transfers import FetchFile, FileGranted


class Receiver(Carrier):
    """The half that was fetched before is found by the shell; the machine need not know how long it is."""

    def __init__(self, file_id: FileId, *, is_paused: bool = False) -> None:
        super().__init__(is_paused=is_paused)
        self._file_id = file_id
        self._was_spoilt = False

    def _work(self) -> list[Effect]:
        self._has_turn = True
        return self._ask()

    def _request(self) -> Effect:
        return Send(message=FetchFile(ref=0, file_id=self._file_id), flight=self._flight)

    def _granted(self, grant: FileGranted, now: float) -> list[Effect]:  # noqa: ARG002 - the sender's has a clock to set
        return self._move(grant)

    def _moved(self, now: float) -> list[Effect]:  # noqa: ARG002 - as above
        return self._end(TransferState.DONE)

    def _cut(self, event: Cut, now: float) -> list[Effect]:
        if event.code == HashMismatch.code and not self._was_spoilt:
            # The spoilt bytes are gone; once more from the beginning, but not for ever.
            self._was_spoilt = True
            return self._rest(event.code, now, event.chance, event.retry_after_ms)
        return super()._cut(event, now)

"""One transfer as the network thread holds it: its record, its machine while it is not over, the job under way."""

from shared.link.file_control import Control
from shared.machines.file_carrier import Carrier
from shared.machines.file_effects import TransferState
from shared.machines.file_receiver import Receiver
from shared.machines.file_sender import Sender
from shared.machines.pace import Pace
from shared.mailbox.transfers import Direction, Transfer


class Carried:
    """Made when it is begun, and again from disk."""

    def __init__(self, record: Transfer) -> None:
        self.record = record
        self.machine = None if record.is_over else _machine(record)
        self.control: Control | None = None
        self.pace: Pace | None = None
        self._written = ""

    def stop_job(self) -> None:
        """Stop what a worker does for it."""
        if self.control is not None:
            self.control.stop()
            self.control = self.pace = None

    def must_be_written(self) -> bool:
        """Tell, once, whether the disk must hear of what changed; progress is only shown."""
        record = self.record
        at_rest = record.is_over or record.state is TransferState.PAUSED
        standing = f"{record.state.value} {record.code} {record.sha256}" if at_rest else record.sha256 or "queued"
        if record.direction is Direction.PREVIEW or standing == self._written:
            return False
        self._written = standing
        return True


def _machine(record: Transfer) -> Carrier:
    is_paused = record.state is TransferState.PAUSED
    if record.direction is not Direction.SEND:
        return Receiver(record.file_id, is_paused=is_paused)
    return Sender(
        record.file_id,
        record.name,
        conversation_id=record.conversation_id,
        ticket_id=record.ticket_id,
        sha256=record.sha256,
        size=record.size,
        is_paused=is_paused,
    )

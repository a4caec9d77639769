"""Files of a ticket leave once the relay has the ticket: before that they would belong to nothing."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.ticket_outbox import TicketOutbox, WaitingTicket
from shared.errors import SportelloError
from shared.ids import FileId
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.qt.file_desk import FileDesk


class TicketFiles(QObject):
    """Signals: `failed(ticket_id, name, code, params)` of a file that cannot be attached; `changed(ticket_id)`."""

    failed = Signal(str, str, str, object)
    changed = Signal(str)

    def __init__(self, outbox: TicketOutbox, files: FileDesk, captures: Path | None) -> None:
        super().__init__()
        self._files = files
        self._captures = captures
        self._told: set[str] = set()
        outbox.opened.connect(self._opened)
        files.changed.connect(self._changed)
        files.moved.connect(self._moved)

    def _opened(self, ticket: WaitingTicket, _number: int) -> None:
        for name in ticket.files:
            path = Path(name)
            # A picture of the screen was made for this ticket; a file of the person's stays where it is.
            is_ours = self._captures is not None and path.parent == self._captures
            try:
                self._files.send(path, ticket_id=ticket.ticket_id, takes_over=is_ours)
            except SportelloError as error:
                self.failed.emit(ticket.ticket_id, path.name, error.code, error.params)

    def _changed(self, file_id: str) -> None:
        transfer = self._files.sent(FileId(file_id))
        if transfer is not None and transfer.ticket_id is not None:
            self.changed.emit(transfer.ticket_id)
            self._moved(transfer)

    def _moved(self, transfer: Transfer) -> None:
        # Also of one whose row stands in the ticket already: the ticket need not be open.
        if transfer.ticket_id is None or transfer.direction is not Direction.SEND:
            return
        file_id = transfer.file_id
        if transfer.state is not TransferState.FAILED:
            self._told.discard(file_id)
        elif file_id not in self._told:
            self._told.add(file_id)
            self.failed.emit(transfer.ticket_id, transfer.name, transfer.code, transfer.params)

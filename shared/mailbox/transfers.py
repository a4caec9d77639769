"""Files on their way and files fetched, as they must be known after a restart. Not the bytes: shared/link/file_places.py."""

import datetime as dt
import enum
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from shared.ids import ConversationId, FileId, TicketId
from shared.machines.file_effects import ENDS, TransferState
from shared.mailbox.store import Store

KEPT_FETCHED = 1000
"""So many finished downloads are remembered, the newest; the files themselves are the person's."""


class Direction(enum.Enum):
    """`preview` fetches an image for its thumbnail; nothing of it is written."""

    SEND = "send"
    FETCH = "fetch"
    PREVIEW = "preview"


class TransferKey(NamedTuple):
    """Names one transfer: the same file may be fetched for its thumbnail and to be kept."""

    file_id: FileId
    direction: Direction


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """A file of this client, at rest or on its way.

    `code` and `params` say why it waits or failed. `place` is where it comes from when it is sent, and its folder,
    once it is done the file itself, when it is fetched. `offset`, `rate` (bytes per second) and `left_s` are shown only.
    """

    file_id: FileId
    direction: Direction
    name: str
    place: str
    at: dt.datetime
    state: TransferState = TransferState.QUEUED
    size: int = 0
    sha256: str = ""
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None
    code: str = ""
    params: dict[str, str | int] = {}
    takes_over: bool = False
    """The source is a file of ours, made for this: it is moved, not copied."""
    origin: str = ""
    """The host a fetched file came from, for the mark of the web."""
    offset: int = 0
    rate: float = 0.0
    left_s: float | None = None

    @property
    def key(self) -> TransferKey:
        """Its name."""
        return TransferKey(self.file_id, self.direction)

    @property
    def is_over(self) -> bool:
        """Nothing happens to it by itself any more."""
        return self.state in ENDS


_record = msgspec.json.Decoder(Transfer)


class TransferTable:
    """The table `transfer`. Every change is made inside a transaction of the caller."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Transfer]:
        """Return all of them in the order they were begun."""
        return [_record.decode(row[0]) for row in self._store.execute("SELECT record FROM transfer ORDER BY place")]

    def save(self, transfer: Transfer) -> None:
        """Write one; what is only shown is left out, and what goes on by itself is written as queued."""
        at_rest = transfer.is_over or transfer.state is TransferState.PAUSED
        changes: Mapping[str, object] = {} if at_rest else {"state": TransferState.QUEUED, "code": "", "params": {}}
        written = msgspec.structs.replace(transfer, offset=0, rate=0.0, left_s=None, **changes)
        self._store.execute(
            "INSERT INTO transfer (file_id, direction, record) VALUES (?, ?, ?)"
            " ON CONFLICT (file_id, direction) DO UPDATE SET record = excluded.record",
            (transfer.file_id, transfer.direction.value, msgspec.json.encode(written)),
        )

    def remove(self, key: TransferKey) -> None:
        """Forget one."""
        self._store.execute(
            "DELETE FROM transfer WHERE file_id = ? AND direction = ?", (key.file_id, key.direction.value)
        )

    def forget_old(self, keep: int = KEPT_FETCHED) -> None:
        """Forget all but the newest finished downloads."""
        fetched = [known.key for known in self.all() if known.direction is Direction.FETCH and known.is_over]
        for key in fetched[: max(0, len(fetched) - keep)]:
            self.remove(key)

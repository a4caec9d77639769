"""What a person asks of their files, on the network thread; LinkThread brings it over from theirs."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from shared.errors import SourceGone, StorageFailed
from shared.file_names import clean_file_name
from shared.ids import FileId
from shared.link.carried import Carried
from shared.link.config import LinkConfig
from shared.link.events import TransferChanged
from shared.link.file_places import FilePlaces
from shared.link.file_source import FileSource
from shared.link.transfers import Transfers
from shared.link.turn import Turn
from shared.machines.file_carrier import Event
from shared.machines.file_effects import Cancel, Pause, Resume, TransferState
from shared.mailbox.transfers import Direction, Transfer, TransferKey
from shared.protocol.transfers import FileRecord


class FileOrders:
    """Each verb is part of a turn; LinkThread puts those given together into one."""

    def __init__(self, transfers: Transfers, config: LinkConfig, places: FilePlaces) -> None:
        self._transfers = transfers
        self._host = urlsplit(config.talk_url).hostname or ""
        self._places = places
        self._unsaved: dict[FileId, Transfer] = {}

    def send(self, turn: Turn, file_id: FileId, source: FileSource) -> None:
        """Write down that this file shall be sent, then let it go."""
        record = Transfer(
            file_id=file_id,
            direction=Direction.SEND,
            name=clean_file_name(source.name or source.path.name),
            place=str(source.path),
            at=dt.datetime.now(dt.UTC),
            conversation_id=source.conversation_id,
            ticket_id=source.ticket_id,
            takes_over=source.takes_over,
        )
        # Should the commit fail, or the path be no text, it is nowhere else: held here for *Remove* or another try.
        self._unsaved[file_id] = record
        if _can_be_written(record.place):
            turn.instead(_failed(record, StorageFailed.code))
            turn.send(lambda: self._saved(file_id))
            self._transfers.begin(turn, record)
        else:
            turn.say(_failed(msgspec.structs.replace(record, place=""), SourceGone.code))

    def _saved(self, file_id: FileId) -> None:
        self._unsaved.pop(file_id, None)

    def fetch(self, turn: Turn, file: FileRecord, folder: Path) -> None:
        """Fetch a file into a folder; one that is on its way there already goes on."""
        record = self._fetched(file, Direction.FETCH, str(folder))
        known = self._transfers.find(record.key)
        if known is None or known.record.is_over:
            turn.instead(_failed(record, StorageFailed.code))
            self._transfers.begin(turn, record)

    def preview(self, turn: Turn, file: FileRecord) -> None:
        """Have an image here for its thumbnail, from an earlier time if possible."""
        here, record = self._places.preview_of(file.file_id), self._fetched(file, Direction.PREVIEW, "")
        if here.is_file():
            done = msgspec.structs.replace(record, state=TransferState.DONE, place=str(here))
            turn.say(TransferChanged(transfer=done))
        elif self._transfers.find(record.key) is None:
            self._transfers.begin(turn, record)

    def _fetched(self, file: FileRecord, direction: Direction, place: str) -> Transfer:
        return Transfer(
            file_id=file.file_id,
            direction=direction,
            name=clean_file_name(file.name),
            place=place,
            at=dt.datetime.now(dt.UTC),
            size=file.size,
            sha256=file.sha256,
            conversation_id=file.conversation_id,
            ticket_id=file.ticket_id,
            origin=self._host,
        )

    def pause(self, turn: Turn, file_id: FileId) -> None:
        """Let it wait until somebody resumes it."""
        self._feed(turn, file_id, Pause())

    def resume(self, turn: Turn, file_id: FileId) -> None:
        """Let it go on."""
        self._feed(turn, file_id, Resume())

    def cancel(self, turn: Turn, file_id: FileId) -> None:
        """Give it up, or take a failed one away."""
        self._feed(turn, file_id, Cancel())
        self._drop_unsaved(turn, file_id)
        for carried in self._failed(file_id):
            self._transfers.drop(turn, carried)

    def retry(self, turn: Turn, file_id: FileId) -> None:
        """Try a failed one again; what is sent goes under a new id, and the old one is cancelled."""
        unsaved = self._drop_unsaved(turn, file_id)
        if unsaved is not None and _can_be_written(unsaved.place):
            self._transfers.renew(turn, unsaved)
        for carried in self._failed(file_id):
            if carried.record.direction is Direction.SEND:
                self._transfers.renew(turn, carried.record)
                self._transfers.drop(turn, carried)
            else:
                again = msgspec.structs.replace(carried.record, state=TransferState.QUEUED, code="", params={})
                self._transfers.begin(turn, again)

    def _drop_unsaved(self, turn: Turn, file_id: FileId) -> Transfer | None:
        unsaved = self._unsaved.pop(file_id, None)
        if unsaved is not None:
            turn.say(TransferChanged(transfer=msgspec.structs.replace(unsaved, state=TransferState.CANCELLED)))
        return unsaved

    def _feed(self, turn: Turn, file_id: FileId, event: Event) -> None:
        for carried in self._of(file_id):
            self._transfers.feed(turn, carried, event)

    def _failed(self, file_id: FileId) -> list[Carried]:
        return [carried for carried in self._of(file_id) if carried.record.state is TransferState.FAILED]

    def _of(self, file_id: FileId) -> list[Carried]:
        keys = (TransferKey(file_id, direction) for direction in (Direction.SEND, Direction.FETCH))
        return [carried for key in keys if (carried := self._transfers.find(key)) is not None]


def _failed(record: Transfer, code: str) -> TransferChanged:
    params: dict[str, str | int] = {"name": record.name}
    failed = msgspec.structs.replace(record, state=TransferState.FAILED, code=code, params=params)
    return TransferChanged(transfer=failed)


def _can_be_written(path: str) -> bool:
    """Whether a path can be kept as text; a name that is no UTF-8 cannot."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True

"""The files of one program, for its screens and its headless form: what is on its way, what is here, what may be sent.

Verbs go to the link, which keeps everything over restarts; nothing is opened here, a view does that after a click.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from shared.errors import NotFound, SportelloError
from shared.file_names import clean_file_name, suffix_of
from shared.file_types import FOR_CONTENT, Content, check_offer, known_type
from shared.ids import ConversationId, FileId, TicketId
from shared.link.api import Link
from shared.link.events import (
    HistoryLoaded,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    MessageStored,
    Received,
    TransferChanged,
)
from shared.link.file_source import FileSource
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.transfers import FileChanged, FilePolicyChanged, FilePolicyRecord, FileRecord, FileState

STEP_UP = "step_up_required"
PREVIEW_BYTES = 5 * 1024 * 1024
"""A picture up to this size is fetched by itself, for its thumbnail; nothing else is without a click."""
OPENED_BY_SYSTEM = frozenset({
    Content.PDF, Content.MP3, Content.MP4, Content.OFFICE_XML, Content.OLD_OFFICE, Content.IMAGE, Content.TEXT,
})  # fmt: skip
NEVER_OPENED = frozenset({"reg"})
"""Text that does something when it is opened."""


class FileDesk(QObject):
    """Signals: `changed(file_id)` when something about a file looks different, `gone(file_id)` when a file that was to
    be sent is no more; `open_wanted(path)` of one that was fetched to be opened; `second_factor_wanted()`;
    `moved(Transfer)` for each step of a file that is sent or fetched.
    """  # noqa: D205 - the signals are one list

    changed = Signal(str)
    gone = Signal(str)
    open_wanted = Signal(str)
    second_factor_wanted = Signal()
    moved = Signal(object)

    def __init__(self, link: Callable[[], Link], *, from_device: bool) -> None:
        super().__init__()
        self._link = link
        self._from_device = from_device
        self._sends: dict[FileId, Transfer] = {}
        self._fetches: dict[FileId, Transfer] = {}
        self._previews: dict[FileId, str] = {}
        self._records: dict[FileId, FileRecord] = {}
        self._stored: set[FileId] = set()
        self._asked: set[FileId] = set()
        self._open: set[FileId] = set()
        self.policy: FilePolicyRecord | None = None
        self.is_online = False

    # What is shown

    def sent(self, file_id: str) -> Transfer | None:
        """Return a file that is being sent and is no row of its conversation yet."""
        return self._sends.get(FileId(file_id))

    def fetched(self, file_id: str) -> Transfer | None:
        """Return a file that is being fetched, or was and is still where it was put."""
        found = self._fetches.get(FileId(file_id))
        if found is not None and found.state is TransferState.DONE and not Path(found.place).is_file():
            return None
        return found

    def record(self, file_id: str) -> FileRecord:
        """Return a file the relay has told of in this run. Raises: NotFound."""
        found = self._records.get(FileId(file_id))
        if found is None:
            raise NotFound("no such file here")
        return found

    def listed(self, file_id: str) -> FileRecord | None:
        """Return a file that has a row of its own, None while it is only on its way."""
        return self._records.get(FileId(file_id)) if FileId(file_id) in self._stored else None

    def preview(self, file_id: str) -> str:
        """Return where a picture is for its thumbnail; empty while it is not here."""
        return self._previews.get(FileId(file_id), "")

    def waiting_in(self, conversation_id: ConversationId) -> list[Transfer]:
        """Return what is being sent to a conversation, in the order it was given."""
        return [known for known in self._sends.values() if known.conversation_id == conversation_id]

    def waiting_on(self, ticket_id: TicketId) -> list[Transfer]:
        """Return what is being attached to a ticket, in the order it was given."""
        return [known for known in self._sends.values() if known.ticket_id == ticket_id]

    def suffixes(self) -> list[str]:
        """Return what may be sent from here, for a file dialog; empty while the relay has not said."""
        types = [] if self.policy is None else self.policy.types
        return [rule.suffix for rule in types if not self.refusal(f"a.{rule.suffix}", 1)]

    def refusal(self, name: str, size: int) -> SportelloError | None:
        """Return why a file would be refused, as far as name and size say; None where they say nothing."""
        if self.policy is None:
            return None
        try:
            check_offer(self.policy, name=name, size=size, from_device=self._from_device)
        except SportelloError as error:
            return error
        return None

    # What a person does

    def send(
        self,
        path: Path,
        *,
        conversation_id: ConversationId | None = None,
        ticket_id: TicketId | None = None,
        name: str = "",
        takes_over: bool = False,
    ) -> FileId:
        """Send a file; the link copies it first."""
        source = FileSource(
            path=path, name=name, conversation_id=conversation_id, ticket_id=ticket_id, takes_over=takes_over
        )
        return self._link().send_file(source)

    def fetch(self, file: FileRecord, folder: Path | None = None, *, then_open: bool = False) -> None:
        """Fetch a file into a folder, *Downloads* if none is named; one that is here already is only opened."""
        here = self.fetched(file.file_id)
        if then_open and here is not None and here.state is TransferState.DONE:
            self.open_wanted.emit(here.place)
            return
        if then_open:
            self._open.add(file.file_id)
        self._link().fetch_file(file, folder or downloads())

    def want_preview(self, file: FileRecord) -> None:
        """Fetch a picture for its thumbnail, once and only if it is small."""
        if file.file_id not in self._asked and may_preview(file):
            self._asked.add(file.file_id)
            self._link().preview_file(file)

    def pause(self, file_id: str) -> None:
        """Let it wait."""
        self._link().pause_file(FileId(file_id))

    def resume(self, file_id: str) -> None:
        """Let it go on."""
        self._link().resume_file(FileId(file_id))

    def cancel(self, file_id: str) -> None:
        """Give it up, or take a failed one away."""
        self._open.discard(FileId(file_id))
        self._link().cancel_file(FileId(file_id))

    def retry(self, file_id: str) -> None:
        """Try a failed one again."""
        self._link().retry_file(FileId(file_id))

    def second_factor_given(self) -> None:
        """Let everything go on that waited for a second factor."""
        for known in list(self._sends.values()):
            if known.state is TransferState.PAUSED and known.code == STEP_UP:
                self.resume(known.file_id)

    # What the link tells

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        match event:
            case MailboxOpened():
                self._opened(event.transfers)
            case TransferChanged():
                self._moved(event.transfer)
            case Received(message=FilePolicyChanged(policy=policy)):
                self.policy = policy
            case Received(message=FileChanged(file=file)):
                self._records[file.file_id] = file
                if _is_listed(file) and file.conversation_id is None:
                    self._is_row(file)
            case MessageStored(message=row) if row.file is not None:
                self._is_row(row.file)
            case HistoryLoaded():
                for row in event.messages:
                    if row.file is not None:
                        self._is_row(row.file)
            case LinkStateChanged():
                self.set_online(online=event.state is LinkState.READY)

    def set_online(self, *, online: bool) -> None:
        """The connection came or went."""
        if online != self.is_online:
            self.is_online = online
            for known in [*self._sends.values(), *self._fetches.values()]:
                if known.state is TransferState.QUEUED:
                    self.changed.emit(known.file_id)

    def _opened(self, transfers: list[Transfer]) -> None:
        for file_id in list(self._sends):
            self.gone.emit(file_id)
        self._sends = {known.file_id: known for known in transfers if known.direction is Direction.SEND}
        self._fetches = {known.file_id: known for known in transfers if known.direction is Direction.FETCH}
        self._stored.clear()
        for file_id in self._sends:
            self.changed.emit(file_id)

    def _moved(self, transfer: Transfer) -> None:
        match transfer.direction:
            case Direction.SEND:
                self._sending(transfer)
            case Direction.FETCH:
                self._fetching(transfer)
            case Direction.PREVIEW if transfer.state is TransferState.DONE:
                self._previews[transfer.file_id] = transfer.place
                self.changed.emit(transfer.file_id)
        is_let_go = transfer.state is TransferState.CANCELLED and transfer.file_id in self._stored
        if transfer.direction is not Direction.PREVIEW and not (is_let_go and transfer.direction is Direction.SEND):
            self.moved.emit(transfer)

    def _sending(self, transfer: Transfer) -> None:
        file_id = transfer.file_id
        if file_id in self._stored:
            self.changed.emit(file_id)
            self._let_go(transfer)
            return
        before = self._sends.get(file_id)
        is_over = transfer.state is TransferState.DONE and transfer.conversation_id is None
        if is_over or transfer.state is TransferState.CANCELLED:
            self._sends.pop(file_id, None)
            self.gone.emit(file_id)
            return
        self._sends[file_id] = transfer
        self.changed.emit(file_id)
        is_asked = transfer.state is TransferState.PAUSED and transfer.code == STEP_UP
        if is_asked and (before is None or before.code != STEP_UP):
            self.second_factor_wanted.emit()

    def _fetching(self, transfer: Transfer) -> None:
        if transfer.state is TransferState.CANCELLED:
            self._fetches.pop(transfer.file_id, None)
        else:
            self._fetches[transfer.file_id] = transfer
        self.changed.emit(transfer.file_id)
        if transfer.state is TransferState.DONE and transfer.file_id in self._open:
            self._open.discard(transfer.file_id)
            self.open_wanted.emit(transfer.place)

    def _is_row(self, file: FileRecord) -> None:
        # The row of the conversation, or of the ticket, stands for it from now on; its key is the same.
        self._records[file.file_id] = file
        self._stored.add(file.file_id)
        sent = self._sends.pop(file.file_id, None)
        if sent is not None:
            self._let_go(sent)

    def _let_go(self, transfer: Transfer) -> None:
        """A refused file has its row, which says why, for good: nobody has to take it away by hand."""
        if transfer.state is TransferState.FAILED:
            self._link().cancel_file(transfer.file_id)


def _is_listed(file: FileRecord) -> bool:
    """Whether both sides see it: it can be fetched, or was refused for its content."""
    return file.state is FileState.READY or (file.state is FileState.REFUSED and file.refused in FOR_CONTENT)


def may_open(file: FileRecord) -> bool:
    """Whether the system's own program may be asked to open it; an installer or script is only saved."""
    # The system goes by the name, the relay by what is inside: both have to say the same.
    kind = suffix_of(clean_file_name(file.name))
    content = known_type(kind).content
    return content is known_type(file.kind).content and content in OPENED_BY_SYSTEM and kind not in NEVER_OPENED


def may_preview(file: FileRecord) -> bool:
    """Whether a thumbnail is shown."""
    is_picture = known_type(file.kind).content is Content.IMAGE
    return is_picture and file.state is FileState.READY and file.size <= PREVIEW_BYTES


def downloads() -> Path:
    """Return the person's folder for downloads."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))

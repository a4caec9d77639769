"""What a row with a file shows, as plain values: made from the relay's record and what this client does with it."""

import enum

import msgspec

from shared.file_names import suffix_of
from shared.machines.file_effects import TransferState
from shared.machines.file_sender import WORTH_ANOTHER_TRY
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.transfers import FileRecord, FileState
from shared.qt.error_words import error_words
from shared.qt.file_desk import STEP_UP, FileDesk, may_open, may_preview
from shared.qt.file_words import (
    amount_words,
    installer_words,
    refused_words,
    saved_words,
    size_words,
    standing_words,
    state_words,
)
from shared.widgets.plain_text import shown_line


class FileAction(enum.Enum):
    """What can be done with a file; the words are in file_words.py."""

    OPEN = "open"
    SAVE = "save"
    SAVE_IN = "save_in"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    CONFIRM = "confirm"
    RETRY = "retry"
    CANCEL = "cancel"
    REMOVE = "remove"
    COPY_HASH = "copy_hash"
    DETAILS = "details"


NAME_CHARS = 32
"""Of a name in a sentence on the card; all of it is in the tool tip and is what a screen reader says."""
ONLY_IN_MENU = frozenset({FileAction.SAVE_IN, FileAction.COPY_HASH, FileAction.DETAILS})


class FileItem(msgspec.Struct, frozen=True, kw_only=True):
    """`buttons` stand on the row, `actions` are all of them, the first is what Enter does.

    `progress` is 0 to 1, or None where nothing moves. `record` is None while the relay has not listed the file.
    """

    file_id: str
    name: str
    suffix: str
    note: str
    standing: str = ""
    error: str = ""
    facts: str = ""
    """What stands on the card of an installer: who signed it, and its hash."""
    progress: float | None = None
    picture: str = ""
    wants_picture: bool = False
    place: str = ""
    sha256: str = ""
    signer: str = ""
    actions: tuple[FileAction, ...] = ()
    buttons: tuple[FileAction, ...] = ()
    record: FileRecord | None = None

    @classmethod
    def of(cls, record: FileRecord) -> "FileItem":
        """Return the row of a listed file before it is known what this client does with it."""
        return cls(
            file_id=record.file_id,
            name=record.name,
            suffix=record.kind or suffix_of(record.name),
            note=_note(size_words(record.size), record.kind or suffix_of(record.name)),
            sha256=record.sha256,
            signer=record.signer,
            facts=installer_words(record.kind, record.signer, record.sha256),
            record=record,
        )


def listed_item(record: FileRecord, desk: FileDesk) -> FileItem:
    """Return the row of a file the relay has listed."""
    fetch, made = desk.fetched(record.file_id), FileItem.of(record)
    if record.state is not FileState.READY:
        why = refused_words(msgspec.structs.replace(record, name=_short(shown_line(record.name))))
        return msgspec.structs.replace(made, standing="" if why else state_words(record.state), error=why)
    actions = _listed_actions(record, fetch)
    item = msgspec.structs.replace(
        made,
        picture=desk.preview(record.file_id),
        wants_picture=may_preview(record),
        place=fetch.place if fetch is not None and fetch.state is TransferState.DONE else "",
        actions=actions,
        buttons=_buttons(actions),
    )
    return item if fetch is None else _with_progress(item, fetch, desk)


def sent_item(transfer: Transfer, desk: FileDesk) -> FileItem:
    """Return the row of a file that is on its way to the relay."""
    actions, suffix = _sent_actions(transfer), suffix_of(transfer.name)
    item = FileItem(
        file_id=transfer.file_id,
        name=transfer.name,
        suffix=suffix,
        note=_note(amount_words(transfer), suffix),
        sha256=transfer.sha256,
        actions=(*actions, *_known_hash(transfer.sha256)),
        buttons=_buttons(actions),
    )
    return _with_progress(item, transfer, desk)


def _with_progress(item: FileItem, transfer: Transfer, desk: FileDesk) -> FileItem:
    if transfer.state is TransferState.DONE:
        saved = "" if transfer.direction is Direction.SEND else saved_words(transfer.place)
        return msgspec.structs.replace(item, standing=saved)
    if transfer.state is TransferState.FAILED:
        named = {"name": _short(str(transfer.params["name"]))} if "name" in transfer.params else {}
        return msgspec.structs.replace(item, error=error_words(transfer.code, {**transfer.params, **named}))
    progress = None
    if transfer.size:
        is_there = transfer.state is TransferState.CHECKING
        progress = 1.0 if is_there else min(1.0, transfer.offset / transfer.size)
    return msgspec.structs.replace(
        item,
        standing=standing_words(transfer, is_online=desk.is_online),
        progress=progress,
        note=_note(amount_words(transfer), item.suffix) or item.note,
    )


def _buttons(actions: tuple[FileAction, ...]) -> tuple[FileAction, ...]:
    return tuple(action for action in actions if action not in ONLY_IN_MENU)[:2]


def _listed_actions(record: FileRecord, fetch: Transfer | None) -> tuple[FileAction, ...]:
    opens = (FileAction.OPEN,) if may_open(record) else ()
    rest = (*_known_hash(record.sha256), FileAction.DETAILS)
    if fetch is None:
        return (*opens, FileAction.SAVE, FileAction.SAVE_IN, *rest)
    match fetch.state:
        case TransferState.DONE:
            return (*opens, FileAction.SHOW, FileAction.SAVE_IN, *rest)
        case TransferState.FAILED:
            return (FileAction.RETRY, FileAction.REMOVE, FileAction.SAVE_IN, *rest)
        case TransferState.PAUSED:
            return (FileAction.RESUME, FileAction.CANCEL, *rest)
    return (FileAction.PAUSE, FileAction.CANCEL, *rest)


def _sent_actions(transfer: Transfer) -> tuple[FileAction, ...]:
    match transfer.state:
        case TransferState.DONE:
            return ()
        case TransferState.FAILED if transfer.code in WORTH_ANOTHER_TRY:
            return (FileAction.RETRY, FileAction.REMOVE)
        case TransferState.FAILED:
            return (FileAction.REMOVE,)
        case TransferState.PAUSED if transfer.code == STEP_UP:
            return (FileAction.CONFIRM, FileAction.CANCEL)
        case TransferState.PAUSED:
            return (FileAction.RESUME, FileAction.CANCEL)
        case TransferState.CHECKING:
            return (FileAction.CANCEL,)
    return (FileAction.PAUSE, FileAction.CANCEL)


def _known_hash(sha256: str) -> tuple[FileAction, ...]:
    return (FileAction.COPY_HASH,) if sha256 else ()


def _short(name: str) -> str:
    """Return a name for a sentence on the card, above which it stands once more: its begin and its end."""
    return (
        name if len(name) <= NAME_CHARS else f"{name[: NAME_CHARS // 2].rstrip()}…{name[-NAME_CHARS // 2 :].lstrip()}"
    )


def _note(amount: str, suffix: str) -> str:
    return " · ".join(part for part in (amount, suffix.upper()) if part)

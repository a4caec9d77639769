"""Words about files: why one was refused, how big it is, how fast it moves and how long the rest takes."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from shared.file_types import FOR_CONTENT
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.transfers import FileRecord, FileState

Params = Mapping[str, str | int]
translate = QCoreApplication.translate
MIB = 1024 * 1024


class FileWords(QObject):
    """The sentences with a plural: lupdate finds the number only in `self.tr`."""

    def seconds_left(self, count: int) -> str:
        """Return how long the rest takes, in seconds."""
        return self.tr("%n s left", "", count)

    def minutes_left(self, count: int) -> str:
        """Return how long the rest takes, in minutes."""
        return self.tr("%n min left", "", count)


def file_error_words(code: str, params: Params) -> str | None:
    """Return why a file was refused or did not arrive; None for a code that is not about files."""
    name = _name(params)
    if code == "too_big":
        return _too_big(name, params)
    if code == "type_refused":
        return _type_refused(name, str(params.get("why", "")))
    if code == "quota":
        return translate(
            "Files", "There is no room for more files now. Wait for other transfers, or ask your administrator."
        )
    known = {
        "infected": translate(
            "Files",
            "{name} was refused: the virus scanner found something in it. Do not open it, and tell your administrator.",
        ),
        "hash_mismatch": translate("Files", "{name} was changed on its way. Please try again."),
        "step_up_required": translate("Files", "Confirm with a second factor that you want to send {name}."),
        "source": translate("Files", "{name} cannot be read. Was it moved, or is it in use by another program?"),
        "empty_file": translate("Files", "{name} is empty."),
        "save_failed": translate(
            "Files", "{name} could not be saved here. Choose another folder, or make room on the disk."
        ),
    }
    if "name" in params:
        known["certificate"] = known["plain_refused"] = translate(
            "Files", "{name} stays where it is: the server could not prove who it is. Ask your administrator."
        )
    found = known.get(code)
    return None if found is None else found.format(name=name)


def _name(params: Params) -> str:
    # A name from outside: what it holds must not turn the sentence round.
    named = str(params.get("name", ""))
    return f"\u2068{named}\u2069" if named else translate("Files", "The file")


def _too_big(name: str, params: Params) -> str | None:
    if "name" not in params:
        return None  # about a text
    limit = size_words(int(params.get("limit", 0)))
    return translate("Files", "{name} is too big: a file may have at most {limit}.").format(name=name, limit=limit)


def _type_refused(name: str, why: str) -> str:
    words = _for_content(why) or translate(
        "Files",
        "{name} was refused: files of this type are not allowed. Ask your administrator if you need to send one.",
    )
    return words.format(name=name)


def _for_content(why: str) -> str:
    """Return what is wrong with a file and how it can be sent; read by who sent it and by who waits for it."""
    known = {
        "to_device_only": translate("Files", "{name} was refused: installers go from a technician to a device only."),
        "content": translate(
            "Files", "{name} was refused: what is in it is not allowed, or is not what its name says."
        ),
        "not_what_it_says": translate(
            "Files",
            "{name} was refused: it is not what its name says. It can be sent once it is saved again with the program it was made with.",
        ),
        "program": translate(
            "Files",
            "{name} was refused: it is a program under another name. Do not open it, and tell your administrator.",
        ),
        "macros": translate(
            "Files", "{name} was refused: documents with macros are not allowed. It can be sent without macros."
        ),
        "launches": translate(
            "Files",
            "{name} was refused: it starts a program when it is opened. It can be sent when it is printed to a new PDF.",
        ),
        "fetches": translate(
            "Files",
            "{name} was refused: it fetches something from elsewhere when it is opened. It can be sent without those links.",
        ),
        "holds_a_file": translate(
            "Files", "{name} was refused: another file is hidden in it. The two can be sent separately."
        ),
        "protected": translate(
            "Files", "{name} was refused: it is protected by a password. It can be sent without the password."
        ),
        "unreadable": translate(
            "Files",
            "{name} was refused: it is damaged, or cannot be looked into. It can be sent once it is saved again.",
        ),
        "too_complex": translate(
            "Files", "{name} was refused: it unpacks to far more than it seems. It can be sent in smaller parts."
        ),
    }
    return known.get(why, "")


def size_words(size: int) -> str:
    """Return a size as people read it, in the reader's format."""
    is_whole = size < MIB or round(size * 10 / MIB) % 10 == 0
    digits = 0 if is_whole else 1
    return QLocale().formattedDataSize(size, digits, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def left_words(left_s: float) -> str:
    """Return how long the rest takes; minutes from one and a half on."""
    return (
        FileWords().seconds_left(max(1, round(left_s))) if left_s < 90 else FileWords().minutes_left(round(left_s / 60))
    )


def amount_words(transfer: Transfer) -> str:
    """Return how much of a transfer is there."""
    if not transfer.size:
        return ""
    if not transfer.offset or transfer.offset >= transfer.size:
        return size_words(transfer.size)
    return translate("Files", "{done} of {size}").format(
        done=size_words(transfer.offset), size=size_words(transfer.size)
    )


def standing_words(transfer: Transfer, *, is_online: bool = True) -> str:
    """Return what a transfer does now; why it failed is in error_words."""
    match transfer.state:
        case TransferState.RUNNING:
            return _running(transfer)
        case TransferState.QUEUED if not is_online:
            return translate("Files", "waiting for connection")
        case TransferState.QUEUED if transfer.code:
            return translate("Files", "interrupted, trying again")
        case TransferState.PAUSED if transfer.code == "step_up_required":
            return translate("Files", "second factor needed")
    known = {
        TransferState.QUEUED: translate("Files", "waiting for its turn"),
        TransferState.PREPARING: translate("Files", "preparing"),
        TransferState.CHECKING: translate("Files", "being checked"),
        TransferState.PAUSED: translate("Files", "paused"),
        TransferState.FAILED: translate("Files", "not sent")
        if transfer.direction is Direction.SEND
        else translate("Files", "not saved"),
        TransferState.CANCELLED: translate("Files", "cancelled"),
    }
    return known.get(transfer.state, "")


def _running(transfer: Transfer) -> str:
    if not transfer.rate:
        return translate("Files", "sending") if transfer.direction is Direction.SEND else translate("Files", "fetching")
    rate = translate("Files", "{amount}/s").format(amount=size_words(int(transfer.rate)))
    return rate if transfer.left_s is None else f"{rate} · {left_words(transfer.left_s)}"


def saved_words(place: str) -> str:
    """Return that a fetched file is here, and in which folder."""
    return translate("Files", "saved in {folder}").format(folder=Path(place).parent.name)


def refused_words(file: FileRecord) -> str:
    """Return why a file was not let through, for both sides; empty for one that was not refused for its content."""
    if file.state is not FileState.REFUSED or file.refused not in FOR_CONTENT:
        return ""
    return file_error_words(file.refused, {"name": file.name, "why": file.why or "content"}) or ""


def listed_words(file: FileRecord) -> str:
    """Return a file in one line, where there is no room for its row: its name, and that it was refused."""
    return f"{file.name} ({state_words(file.state)})" if file.state is FileState.REFUSED else file.name


def state_words(state: FileState) -> str:
    """Return what became of a file that cannot be fetched."""
    known = {
        FileState.RECEIVING: translate("Files", "on its way"),
        FileState.CHECKING: translate("Files", "being checked"),
        FileState.REFUSED: translate("Files", "refused"),
        FileState.CANCELLED: translate("Files", "cancelled"),
        FileState.ERASED: translate("Files", "removed"),
    }
    return known.get(state, "")


def action_words(action: str) -> str:
    """Return what a button or menu entry for a file says."""
    known = {
        "open": translate("Files", "Open"),
        "save": translate("Files", "Save to Downloads"),
        "save_in": translate("Files", "Save in a folder…"),
        "show": translate("Files", "Show in folder"),
        "pause": translate("Files", "Pause"),
        "resume": translate("Files", "Continue"),
        "confirm": translate("Files", "Confirm with second factor"),
        "retry": translate("Files", "Try again"),
        "cancel": translate("Files", "Cancel"),
        "remove": translate("Files", "Remove"),
        "copy_hash": translate("Files", "Copy SHA-256"),
        "details": translate("Files", "Details…"),
    }
    return known[action]


def signer_words(suffix: str, signer: str) -> str:
    """Return who signed an installer, as its own signature says; empty for files that are none."""
    if suffix != "msi":
        return ""
    if not signer:
        return translate("Files", "not signed")
    return translate("Files", "signed by {name}").format(name=f"\u2068{signer}\u2069")


def installer_words(suffix: str, signer: str, sha256: str) -> str:
    """Return what stands on the card of an installer, to be compared before it is used; empty for other files."""
    return f"{signer_words(suffix, signer)}\nSHA-256 {sha256}" if suffix == "msi" else ""

"""What the file process and the talk process ask the writer about files. Never on the public wire."""

from typing import Literal

from relay.services.orders import Order
from shared.file_types import Why
from shared.ids import FileId, TechnicianId


class FileArrived(Order, tag="order.file_arrived", frozen=True, kw_only=True):
    """Every byte is on stable storage and its hash is right: to be checked now."""

    file_id: FileId


class ReleaseFile(Order, tag="order.release_file", frozen=True, kw_only=True):
    """The checks and the scanner had nothing against it: the message is added and the file may be fetched."""

    file_id: FileId
    kind: str
    media_type: str
    signer: str = ""


class RefuseFile(Order, tag="order.refuse_file", frozen=True, kw_only=True):
    """It broke a rule; `code` as in shared/errors.py, `why` where its content did."""

    file_id: FileId
    code: str
    why: Why | Literal[""] = ""


class AbandonFile(Order, tag="order.abandon_file", frozen=True, kw_only=True):
    """Nobody went on with it for too long."""

    file_id: FileId


class BytesRemoved(Order, tag="order.bytes_removed", frozen=True, kw_only=True):
    """The bytes of files that ended badly are off the disk: they count no more."""

    file_ids: list[FileId]


class StepUpTechnician(Order, tag="order.step_up_technician", frozen=True, kw_only=True):
    """A technician entered a second factor once more; consumed as at sign-in."""

    re: int
    technician_id: TechnicianId
    session_hash: bytes
    totp_step: int | None
    recovery_hash: bytes | None
    address: str
    account: str

"""What the talk process asks the writer beside the clients' own messages. Never on the public wire."""

import datetime as dt
from typing import Annotated

import msgspec

from relay.services.file_place import FilePlace
from relay.services.stamp_place import StampPlace
from shared.ids import (
    ChatRequestId,
    ConversationId,
    CustomerId,
    DeviceKeyId,
    MailId,
    TechnicianId,
)
from shared.protocol.base import Message
from shared.protocol.enrolment import Enrol
from shared.protocol.releases import Address, Program, Version


class AgentCaller(msgspec.Struct, frozen=True, tag="agent"):
    """A connection that proved a device key; `epoch` fences it once a newer one signed in."""

    device_key_id: DeviceKeyId
    epoch: int


class TechnicianCaller(msgspec.Struct, frozen=True, tag="technician"):
    """A connection that holds a technician's session."""

    technician_id: TechnicianId
    session_hash: bytes


class LocalCaller(msgspec.Struct, frozen=True, tag="local"):
    """Somebody who may open the relay's own files."""


class RelayCaller(msgspec.Struct, frozen=True, tag="relay"):
    """The relay itself."""


Caller = AgentCaller | TechnicianCaller | LocalCaller | RelayCaller


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a service may know besides the database.

    `present` holds the technician ids, or device key ids, that are connected and matter to this order;
    `address` is the peer's, for limits and audit; `secret` keys the hashes of mailed tokens; `session_hash` is the
    session of a technician who calls, else empty.
    """

    now: dt.datetime
    present: frozenset[str] = frozenset()
    address: str = ""
    secret: bytes = b""
    audit_seed: bytes = b""
    """Signs the marks of the audit log; empty only where nothing is signed."""
    session_hash: bytes = b""
    files: FilePlace = FilePlace()
    stamps: StampPlace = StampPlace()


class Order(Message, frozen=True, kw_only=True):
    """Base of the internal orders; each is answered by the reply named in its docstring, or by `done`."""


class EnrolDevice(Order, tag="order.enrol", frozen=True, kw_only=True):
    """The agent's Enrol, its proof checked; answered by `Enrolled`."""

    enrol: Enrol
    address: str


class OpenDeviceSession(Order, tag="order.open_device_session", frozen=True, kw_only=True):
    """A device key proved itself: count its epoch up; answered by `AgentWelcome`."""

    re: int
    device_key_id: DeviceKeyId
    program_version: str = ""
    instance: str = ""
    """Which run of the program signs in."""
    is_clone: bool = False
    """Whether it shows that two computers use this key (domain/clones.py)."""


class DeviceSeen(Order, tag="order.device_seen", frozen=True, kw_only=True):
    """The agent's connection ended, or went on for long."""

    device_key_id: DeviceKeyId


class DevicesSeen(Order, tag="order.devices_seen", frozen=True, kw_only=True):
    """These agents are connected and have been for a while."""

    device_key_ids: list[DeviceKeyId]


class StartTechnicianSession(Order, tag="order.start_technician_session", frozen=True, kw_only=True):
    """Password right; consume the second factor and start a session; answered by `TechnicianWelcome`."""

    re: int
    technician_id: TechnicianId
    session_hash: bytes
    totp_step: int | None
    recovery_hash: bytes | None
    address: str
    account: str


class ResumeTechnicianSession(Order, tag="order.resume_technician_session", frozen=True, kw_only=True):
    """Go on with a session; answered by `TechnicianWelcome`."""

    re: int
    session_hash: bytes


class KeepTechnicianSessions(Order, tag="order.keep_technician_sessions", frozen=True, kw_only=True):
    """These sessions have a live connection: they are not idle."""

    session_hashes: list[bytes]


class EndTechnicianSession(Order, tag="order.end_technician_session", frozen=True, kw_only=True):
    """Sign-out."""

    session_hash: bytes


class RecordFailedSignIn(Order, tag="order.record_failed_sign_in", frozen=True, kw_only=True):
    """A wrong password or second factor for this account from this address."""

    account: str
    address: str


class RecordRefusal(Order, tag="order.record_refusal", frozen=True, kw_only=True):
    """A signed-in client asked for a method of the other program."""

    kind: str
    principal_id: str
    method: str


class MarkRinging(Order, tag="order.mark_ringing", frozen=True, kw_only=True):
    """The request was delivered to somebody who can answer."""

    request_id: ChatRequestId


class Moved(msgspec.Struct, frozen=True, array_like=True):
    """One member's cursor."""

    customer_id: CustomerId
    conversation_id: ConversationId
    member: str
    delivered: int
    read: int


class MoveCursors(Order, tag="order.move_cursors", frozen=True, kw_only=True):
    """Delivered and read marks gathered from many connections; only ever forward."""

    moved: list[Moved]


class MailSent(Order, tag="order.mail_sent", frozen=True, kw_only=True):
    """The server took the mail."""

    mail_id: MailId


class MailNotSent(Order, tag="order.mail_not_sent", frozen=True, kw_only=True):
    """The server did not take the mail; `final` when it never will."""

    mail_id: MailId
    error: str
    final: bool


class AddTechnician(Order, tag="order.add_technician", frozen=True, kw_only=True):
    """Command line only: a new account with password and second factor already made."""

    technician_id: TechnicianId
    name: str
    e_mail: str
    role: str
    password_hash: str
    totp_secret: str
    recovery_hashes: list[bytes]
    customer_ids: list[CustomerId] | None = None
    """None grants every customer."""
    first: bool = False
    """True only for `init`: refused when an owner exists."""


class ResetTechnician(Order, tag="order.reset_technician", frozen=True, kw_only=True):
    """Command line only: new password and second factor; every session ends."""

    technician_id: TechnicianId
    password_hash: str
    totp_secret: str
    recovery_hashes: list[bytes]


class SetTechnicianActive(Order, tag="order.set_technician_active", frozen=True, kw_only=True):
    """Command line only: disable or enable an account; disabling ends every session."""

    technician_id: TechnicianId
    active: bool


class SetTechnicianMail(Order, tag="order.set_technician_mail", frozen=True, kw_only=True):
    """Command line only: whether a technician is mailed about new tickets."""

    technician_id: TechnicianId
    wanted: bool


class PutSetting(Order, tag="order.put_setting", frozen=True, kw_only=True):
    """Command line only: one provider setting, JSON value."""

    key: str
    value: str


class AnnounceRelease(Order, tag="order.announce_release", frozen=True, kw_only=True):
    """Command line only: a newer version of a program exists, and where."""

    program: Program
    version: Version
    url: Address
    sha256: str = ""
    notes: str = ""


class WithdrawRelease(Order, tag="order.withdraw_release", frozen=True, kw_only=True):
    """Command line only: say no more of a program's newest version."""

    program: Program


class RotateStampKey(Order, tag="order.rotate_stamp_key", frozen=True, kw_only=True):
    """Command line only: a new stamp key; stamps of the one before are good for so many days more."""

    keep_old_days: Annotated[int, msgspec.Meta(ge=0, le=366)]


class KeepHouse(Order, tag="order.keep_house", frozen=True, kw_only=True):
    """Once a minute: sign the audit log, let go of what is older than it is to be kept."""

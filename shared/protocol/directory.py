"""Customers, contacts, devices, technicians, settings, presence; and the console's snapshot. Source: design 3, 4, 8."""

import enum
from typing import Annotated

import msgspec

from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId, EnrollmentTokenId, TechnicianId
from shared.limits import OVERDUE_AFTER_H
from shared.protocol.base import Count, EMail, Instant, Message, Name, Record, Reply, Request
from shared.protocol.inventory import DeviceFacts


class EnrolmentPolicy(enum.Enum):
    """What a fresh device may do: nothing until a technician approves it, or everything at once."""

    APPROVE = "approve"
    AUTO = "auto"


class DeviceState(enum.Enum):
    """Only approved devices chat; a revoked one cannot sign in."""

    PENDING = "pending"
    APPROVED = "approved"
    REVOKED = "revoked"


class OsSessionState(enum.Enum):
    """What the agent sees of its own OS session."""

    ACTIVE = "active"
    IDLE = "idle"
    LOCKED = "locked"


class CustomerRecord(Record, frozen=True, kw_only=True):
    """A customer; `user_chat_enabled` None inherits the provider's switch, the effective value stands beside it."""

    customer_id: CustomerId
    version: int
    name: Name
    enrolment_policy: EnrolmentPolicy
    user_chat_enabled: bool | None = None
    user_chat_effective: bool = False
    owner_id: TechnicianId | None = None
    """The technician who follows this customer: new tickets are theirs (H-14)."""
    retention_days: int = 0
    """Closed conversations and tickets are erased so many days after their end; 0: never."""


class ContactRecord(Record, frozen=True, kw_only=True):
    """A person with an e-mail address, and the devices they are assigned to (first is primary)."""

    contact_id: ContactId
    customer_id: CustomerId
    version: int
    first_name: Name
    last_name: Name
    e_mail: EMail
    device_ids: list[DeviceId] = []
    other_e_mails: list[EMail] = []


class OsSessionRecord(Record, frozen=True, kw_only=True):
    """One OS session's agent: the key it signs in with, and what it last reported."""

    device_key_id: DeviceKeyId
    os_user: str
    online: bool = False
    state: OsSessionState = OsSessionState.ACTIVE
    idle_s: int = 0
    """Whole seconds without input, as of the last report."""
    is_undisturbed: bool = False
    """The user asked not to be disturbed: requests wait in a list instead of ringing."""
    is_approved: bool = True
    """A further key of a known device waits for its own approval."""
    last_seen_at: Instant | None = None


class DeviceRecord(Record, frozen=True, kw_only=True):
    """A managed computer; names are untrusted text from the device."""

    device_id: DeviceId
    customer_id: CustomerId
    version: int
    name: str
    platform: str
    state: DeviceState
    helpdesk_enabled: bool
    enrolled_at: Instant
    online: bool = False
    last_seen_at: Instant | None = None
    first_address: str = ""
    contact_ids: list[ContactId] = []
    os_sessions: list[OsSessionRecord] = []
    tags: list[str] = []
    facts: DeviceFacts = DeviceFacts()
    inventory_version: int = 0
    program_version: str = ""
    """What its agent said it is when it signed in last; untrusted text."""
    clone_suspected_at: Instant | None = None
    """When two living programs were seen with one key of this device: a copied disk. An approval answers it."""


class TechnicianRecord(Record, frozen=True, kw_only=True):
    """A colleague, for lists and assignment."""

    technician_id: TechnicianId
    version: int
    name: Name
    role: str
    available: bool
    online: bool = False
    active: bool = True
    wants_mail: bool = True
    """Of new tickets that concern them (H-07)."""


class SettingsRecord(Record, frozen=True, kw_only=True):
    """Provider-wide settings shown in the console (A-15)."""

    version: int
    organisation: Name
    edition: str
    user_chat_enabled: bool
    overdue_after_h: int = OVERDUE_AFTER_H
    public_url: str = ""
    """Where devices reach the relay, for a new stamp."""


class TokenRecord(Record, frozen=True, kw_only=True):
    """An enrollment token; the secret is shown once, by `token.created`."""

    token_id: EnrollmentTokenId
    customer_id: CustomerId
    version: int
    label: Name
    uses: int
    max_uses: int
    expires_at: Instant
    revoked: bool = False


class Subscribe(Request, tag="console.subscribe", frozen=True, kw_only=True):
    """Console → relay: send the snapshot as `*.changed` messages, then `snapshot.end`, then every change."""


class SnapshotEnd(Reply, tag="snapshot.end", frozen=True, kw_only=True):
    """Everything in scope has been sent once; a later record replaces one of lower `version`."""


class CustomerChanged(Message, tag="customer.changed", frozen=True, kw_only=True):
    """Relay → console."""

    customer: CustomerRecord


class ContactChanged(Message, tag="contact.changed", frozen=True, kw_only=True):
    """Relay → console."""

    contact: ContactRecord


class DeviceChanged(Message, tag="device.changed", frozen=True, kw_only=True):
    """Relay → console; sent for committed changes and for presence, which keeps the version."""

    device: DeviceRecord


class TechnicianChanged(Message, tag="technician.changed", frozen=True, kw_only=True):
    """Relay → console."""

    technician: TechnicianRecord


class SettingsChanged(Message, tag="settings.changed", frozen=True, kw_only=True):
    """Relay → console."""

    settings: SettingsRecord


class TokenChanged(Message, tag="token.changed", frozen=True, kw_only=True):
    """Relay → console, to roles that may see tokens."""

    token: TokenRecord


class SaveCustomer(Request, tag="customer.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change a customer."""

    customer_id: CustomerId
    name: Name
    enrolment_policy: EnrolmentPolicy = EnrolmentPolicy.APPROVE
    user_chat_enabled: bool | None = None
    owner_id: TechnicianId | None = None
    retention_days: Annotated[int, msgspec.Meta(ge=0, le=36_500)] = 0


class SaveContact(Request, tag="contact.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change a contact."""

    contact_id: ContactId
    customer_id: CustomerId
    first_name: Name
    last_name: Name
    e_mail: EMail
    other_e_mails: Annotated[list[EMail], msgspec.Meta(max_length=10)] = []


class AssignDevices(Request, tag="contact.assign_devices", frozen=True, kw_only=True):
    """Console → relay: *Select agent … Apply* (A-31); the list replaces the old one, the first is primary."""

    contact_id: ContactId
    device_ids: Annotated[list[DeviceId], msgspec.Meta(max_length=50)]


class ApproveDevice(Request, tag="device.approve", frozen=True, kw_only=True):
    """Console → relay; asks for a fresh second factor (`step_up_required`)."""

    device_id: DeviceId


class RevokeDevice(Request, tag="device.revoke", frozen=True, kw_only=True):
    """Console → relay: close its sockets within 2 s; it can never sign in again."""

    device_id: DeviceId


class SetHelpdesk(Request, tag="device.set_helpdesk", frozen=True, kw_only=True):
    """Console → relay: *Helpdesk agent → Activate* for these devices (A-16)."""

    device_ids: Annotated[list[DeviceId], msgspec.Meta(min_length=1, max_length=500)]
    enabled: bool


class SaveSettings(Request, tag="settings.save", frozen=True, kw_only=True):
    """Console → relay: *Chat with the agent → Enable chat → Save* (A-15)."""

    version: Count
    user_chat_enabled: bool
    organisation: Name
    overdue_after_h: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = OVERDUE_AFTER_H


class CreateToken(Request, tag="token.create", frozen=True, kw_only=True):
    """Console → relay: a new enrollment token for a customer."""

    token_id: EnrollmentTokenId
    customer_id: CustomerId
    label: Name = ""
    days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 30
    max_uses: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 50


class TokenCreated(Reply, tag="token.created", frozen=True, kw_only=True):
    """The secret, shown once and never stored."""

    token_id: EnrollmentTokenId
    secret: str


class RevokeToken(Request, tag="token.revoke", frozen=True, kw_only=True):
    """Console → relay."""

    token_id: EnrollmentTokenId


class ReportPresence(Message, tag="presence.report", frozen=True, kw_only=True):
    """Agent → relay: the state of its OS session, at most once in 5 s; carries no promise."""

    state: OsSessionState
    idle_s: Count = 0
    is_undisturbed: bool = False

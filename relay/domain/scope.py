"""Who acts, on which customers, with which rights: the one immutable value every data function needs.

Source: docs/architecture.md, Scope gate. Roles are capability lists; nobody grants more than they have.
"""

import enum
from typing import Final

import msgspec

from shared.errors import NotAllowed
from shared.ids import CustomerId, DeviceId, DeviceKeyId, TechnicianId


class Right(enum.Enum):
    """What a technician may do, inside the customers granted to them."""

    CHAT = "chat"
    SEE_ALL_CONVERSATIONS = "see_all_conversations"
    EDIT_TICKETS = "edit_tickets"
    EDIT_CONTACTS = "edit_contacts"
    MANAGE_DEVICES = "manage_devices"
    MANAGE_CUSTOMERS = "manage_customers"
    MANAGE_TOKENS = "manage_tokens"
    MANAGE_SETTINGS = "manage_settings"
    MANAGE_TECHNICIANS = "manage_technicians"
    SEND_INSTALLERS = "send_installers"
    """An MSI to a device, after a step-up."""
    READ_AUDIT = "read_audit"
    ERASE_PEOPLE = "erase_people"


class Role(enum.Enum):
    """The five roles of version 1."""

    OWNER = "owner"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"
    READ_ONLY = "read_only"


_DAILY: Final = frozenset({Right.CHAT, Right.EDIT_TICKETS, Right.EDIT_CONTACTS})
RIGHTS: Final = {
    Role.OWNER: frozenset(Right),
    Role.ADMIN: frozenset(Right) - {Right.MANAGE_TECHNICIANS},
    Role.SUPERVISOR: _DAILY | {Right.SEE_ALL_CONVERSATIONS, Right.MANAGE_DEVICES, Right.SEND_INSTALLERS},
    Role.TECHNICIAN: _DAILY,
    Role.READ_ONLY: frozenset[Right](),
}
_PROVIDER_WIDE: Final = frozenset({Right.MANAGE_SETTINGS, Right.MANAGE_TECHNICIANS})


def rights_of(role: Role, *, every_customer: bool) -> frozenset[Right]:
    """Return what a role may do; what reaches every customer belongs to those who are granted every customer."""
    return RIGHTS[role] if every_customer else RIGHTS[role] - _PROVIDER_WIDE


class PrincipalKind(enum.Enum):
    """Which kind of actor."""

    DEVICE = "device"
    TECHNICIAN = "technician"
    LOCAL = "local"
    """Somebody with the relay's own files: the command line."""
    RELAY = "relay"
    """The relay itself: deadlines, mail."""


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The actor; `name` is what the other side is shown, never what the client claimed."""

    kind: PrincipalKind
    id: str
    name: str


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The gate's key; `customers` None means every customer of the provider."""

    principal: Principal
    customers: frozenset[CustomerId] | None
    rights: frozenset[Right] = frozenset()
    device_id: DeviceId | None = None
    device_key_id: DeviceKeyId | None = None
    approved: bool = True

    def require(self, right: Right) -> None:
        """Raises: NotAllowed naming the missing right."""
        if right not in self.rights:
            raise NotAllowed(why="role")

    def covers(self, customer_id: CustomerId) -> bool:
        """Return whether rows of this customer may be seen at all."""
        return self.customers is None or customer_id in self.customers

    @property
    def technician_id(self) -> TechnicianId:
        """Raises: NotAllowed where the caller is no technician."""
        if self.principal.kind is not PrincipalKind.TECHNICIAN:
            raise NotAllowed(why="technicians_only")
        return TechnicianId(self.principal.id)

    @property
    def own_customer(self) -> CustomerId:
        """Return the single customer of an agent. Raises: NotAllowed for anybody else, or before approval."""
        if self.principal.kind is not PrincipalKind.DEVICE or self.customers is None:
            raise NotAllowed(why="devices_only")
        if not self.approved:
            raise NotAllowed(why="waiting_for_approval")
        return next(iter(self.customers))


def technician_scope(
    *, technician_id: TechnicianId, name: str, role: Role, customers: frozenset[CustomerId] | None
) -> Scope:
    """Return what a signed-in technician may do."""
    principal = Principal(kind=PrincipalKind.TECHNICIAN, id=technician_id, name=name)
    return Scope(principal=principal, customers=customers, rights=rights_of(role, every_customer=customers is None))


def agent_scope(
    *, customer_id: CustomerId, device_id: DeviceId, device_key_id: DeviceKeyId, name: str, approved: bool
) -> Scope:
    """Return what a signed-in agent may do: its own customer, its own device, no technician's right."""
    return Scope(
        principal=Principal(kind=PrincipalKind.DEVICE, id=device_key_id, name=name),
        customers=frozenset({customer_id}),
        device_id=device_id,
        device_key_id=device_key_id,
        approved=approved,
    )


RELAY_SCOPE: Final = Scope(principal=Principal(kind=PrincipalKind.RELAY, id="relay", name=""), customers=None)
LOCAL_SCOPE: Final = Scope(
    principal=Principal(kind=PrincipalKind.LOCAL, id="local", name="command line"),
    customers=None,
    rights=frozenset(Right),
)

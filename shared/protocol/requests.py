"""The chat request: a handshake with a clock. Source: design, The request; docs/machines/chat_request.md."""

import enum
from typing import Annotated

import msgspec

from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.protocol.base import Instant, Message, Name, Record, Request
from shared.protocol.identity import Shield

Reason = Annotated[str, msgspec.Meta(max_length=2000)]


class Direction(enum.Enum):
    """Who asks."""

    FROM_USER = "from_user"
    FROM_TECHNICIAN = "from_technician"


class RequestState(enum.Enum):
    """`requested` and `ringing` are alive; the rest are terminal and never change."""

    REQUESTED = "requested"
    RINGING = "ringing"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


LIVE_STATES = (RequestState.REQUESTED, RequestState.RINGING)


class ChatRequestRecord(Record, frozen=True, kw_only=True):
    """A chat request as its parties see it.

    `remaining_ms` is what the relay's clock leaves at the moment of sending; clients count it down on their own
    monotonic clock. `technician_name` is the asker, or who took it. An agent sees no other technician's data.
    """

    request_id: ChatRequestId
    customer_id: CustomerId
    version: int
    direction: Direction
    state: RequestState
    device_id: DeviceId
    remaining_ms: int
    created_at: Instant
    customer_name: str = ""
    device_name: str = ""
    device_key_id: DeviceKeyId | None = None
    os_user: str = ""
    contact_id: ContactId | None = None
    contact_name: str = ""
    technician_id: TechnicianId | None = None
    technician_name: str = ""
    organisation: str = ""
    reason: str = ""
    shield: Shield = Shield()
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None
    declined_by: list[TechnicianId] = []
    service_id: ServiceId | None = None
    service_name: str = ""


class AskTechnician(Request, tag="request.ask_technician", frozen=True, kw_only=True):
    """Agent → relay: start a chat; needs both switches, an available technician and identity (A-28..A-30)."""

    request_id: ChatRequestId
    reason: Reason = ""
    service_id: ServiceId | None = None
    """None: the default service."""


class AskDevice(Request, tag="request.ask_device", frozen=True, kw_only=True):
    """Console → relay: ring the user of a device; needs a connected agent only (A-18, A-22).

    `device_key_id` picks one OS session's agent, None rings all of the device. With `ticket_id` the answer is the
    ticket's open conversation if there is one (A-26).
    """

    request_id: ChatRequestId
    device_id: DeviceId
    device_key_id: DeviceKeyId | None = None
    reason: Reason = ""
    ticket_id: TicketId | None = None


class AcceptRequest(Request, tag="request.accept", frozen=True, kw_only=True):
    """The other side accepts; the first wins, later ones get `taken`, too late ones `expired`."""

    request_id: ChatRequestId
    conversation_id: ConversationId
    """Made by the accepting side, so that a repeated accept opens nothing twice."""


class DeclineRequest(Request, tag="request.decline", frozen=True, kw_only=True):
    """The other side declines; from a technician it ends the request only when nobody else is left to ask."""

    request_id: ChatRequestId


class CancelRequest(Request, tag="request.cancel", frozen=True, kw_only=True):
    """The asking side takes the request back."""

    request_id: ChatRequestId


class RequestChanged(Message, tag="request.changed", frozen=True, kw_only=True):
    """Relay → both sides: the request as it stands now."""

    request: ChatRequestRecord


class CounterChanged(Message, tag="counter.changed", frozen=True, kw_only=True):
    """Relay → agent: what the person at this device can do now."""

    approved: bool
    helpdesk_enabled: bool
    user_chat_enabled: bool
    technician_available: bool
    identity_required: bool
    organisation: Name = ""


class SetAvailability(Request, tag="availability.set", frozen=True, kw_only=True):
    """Console → relay: the technician's own flag, from the profile menu (A-29)."""

    available: bool

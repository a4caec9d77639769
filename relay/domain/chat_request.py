"""The handshake with a clock: requested → ringing → accepted | declined | expired | cancelled | superseded.

Pure: the row that is loaded goes in, the row that is to be saved comes out. The caller saves with a compare-and-set
on state and deadline, so two nodes still give one outcome. Source: docs/machines/chat_request.md.
"""

import datetime as dt
from collections.abc import Set as AbstractSet

import msgspec

from shared.errors import Expired, NotAllowed, Taken
from shared.ids import (
    ChatRequestId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol.requests import LIVE_STATES, Direction, RequestState


class ChatRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One request as stored."""

    id: ChatRequestId
    customer_id: CustomerId
    direction: Direction
    state: RequestState
    device_id: DeviceId
    device_key_id: DeviceKeyId | None
    technician_id: TechnicianId | None
    contact_id: str | None
    reason: str
    service_id: ServiceId | None
    ticket_id: TicketId | None
    conversation_id: ConversationId | None
    created_at: dt.datetime
    expires_at: dt.datetime
    decided_at: dt.datetime | None
    version: int

    @property
    def is_live(self) -> bool:
        """Whether it can still be accepted, as far as the state alone tells."""
        return self.state in LIVE_STATES


def open_request(
    *,
    request_id: ChatRequestId,
    customer_id: CustomerId,
    direction: Direction,
    device_id: DeviceId,
    now: dt.datetime,
    device_key_id: DeviceKeyId | None = None,
    technician_id: TechnicianId | None = None,
    contact_id: str | None = None,
    reason: str = "",
    service_id: ServiceId | None = None,
    ticket_id: TicketId | None = None,
) -> ChatRequest:
    """Return a fresh request whose two minutes start now."""
    return ChatRequest(
        id=request_id,
        customer_id=customer_id,
        direction=direction,
        state=RequestState.REQUESTED,
        device_id=device_id,
        device_key_id=device_key_id,
        technician_id=technician_id,
        contact_id=contact_id,
        reason=reason,
        service_id=service_id,
        ticket_id=ticket_id,
        conversation_id=None,
        created_at=now,
        expires_at=now + dt.timedelta(seconds=ACCEPT_WINDOW_S),
        decided_at=None,
        version=1,
    )


def ring(request: ChatRequest) -> ChatRequest:
    """Return the request once it has reached somebody who can answer; later states are left alone."""
    if request.state is not RequestState.REQUESTED:
        return request
    return _changed(request, state=RequestState.RINGING)


def accept(
    request: ChatRequest,
    *,
    conversation_id: ConversationId,
    now: dt.datetime,
    technician_id: TechnicianId | None = None,
    device_key_id: DeviceKeyId | None = None,
    taken_by: str = "",
) -> ChatRequest:
    """Return the accepted request, bound to whoever answered.

    Raises: Taken when somebody else accepted first (`taken_by` is the name to show), Expired when the two minutes
    are over or the request has ended otherwise.
    """
    if request.state in {RequestState.ACCEPTED, RequestState.SUPERSEDED}:
        raise Taken(by=taken_by)
    _check_alive(request, now)
    return _changed(
        request,
        state=RequestState.ACCEPTED,
        decided_at=now,
        conversation_id=conversation_id,
        technician_id=technician_id or request.technician_id,
        device_key_id=device_key_id or request.device_key_id,
    )


def decline(
    request: ChatRequest, *, declined_by: AbstractSet[str], still_asked: AbstractSet[str], now: dt.datetime
) -> ChatRequest:
    """Return the request after a refusal: declined once nobody who is asked is left (*busy* for the asker, A-36).

    `declined_by` includes the one who declines now; `still_asked` is everybody it rings at.
    """
    _check_alive(request, now)
    if still_asked - declined_by:
        return request
    return _changed(request, state=RequestState.DECLINED, decided_at=now)


def still_open(request: ChatRequest, *, now: dt.datetime) -> ChatRequest:
    """Return the request as it is. Raises: Expired when there is nothing to decline any more."""
    _check_alive(request, now)
    return request


def cancel(request: ChatRequest, *, now: dt.datetime) -> ChatRequest:
    """Return the request taken back by the one who asked; a request that has ended stays as it ended."""
    if not request.is_live:
        return request
    if now >= request.expires_at:
        return expire(request, now=now)
    return _changed(request, state=RequestState.CANCELLED, decided_at=now)


def supersede(request: ChatRequest, *, conversation_id: ConversationId, now: dt.datetime) -> ChatRequest:
    """Return a request made needless by another one that was accepted between the same two sides."""
    if not request.is_live:
        return request
    return _changed(request, state=RequestState.SUPERSEDED, decided_at=now, conversation_id=conversation_id)


def expire(request: ChatRequest, *, now: dt.datetime) -> ChatRequest:
    """Return the request after its two minutes; unchanged while they last or when it has ended."""
    if not request.is_live or now < request.expires_at:
        return request
    return _changed(request, state=RequestState.EXPIRED, decided_at=now)


def remaining_ms(request: ChatRequest, now: dt.datetime) -> int:
    """Return what is left of the two minutes in milliseconds, 0 once it has ended."""
    if not request.is_live:
        return 0
    return max(0, round((request.expires_at - now).total_seconds() * 1000))


def check_answerer(request: ChatRequest, direction: Direction) -> None:
    """Raises: NotAllowed when the side that asked tries to answer itself."""
    if request.direction is not direction:
        raise NotAllowed(why="own_request")


def _check_alive(request: ChatRequest, now: dt.datetime) -> None:
    if not request.is_live or now >= request.expires_at:
        raise Expired(state=request.state.value)


def _changed(request: ChatRequest, **fields: object) -> ChatRequest:
    return msgspec.structs.replace(request, version=request.version + 1, **fields)

"""Ask, ring, accept, decline, cancel, expire. Rules: relay/domain/chat_request.py; every decision is a compare-and-set."""

import datetime as dt

import sqlalchemy as sa

from relay.db.repositories import chat, desk, directory, technicians
from relay.db.tables import request_decline
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import chat_request as rules
from relay.domain.availability import eligible
from relay.domain.chat_request import ChatRequest
from relay.domain.routing import concerned
from relay.domain.scope import RELAY_SCOPE, PrincipalKind, Right
from relay.domain.text import check_long
from relay.services import catalogue, loading, talks
from relay.services.identity import known_person
from relay.services.orders import Context, MarkRinging
from shared.errors import Conflict, DeviceOffline, Expired, IdentityRequired, NotAllowed, NoTechnician, NotFound
from shared.ids import ChatRequestId, CustomerId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol.base import Done
from shared.protocol.directory import DeviceState
from shared.protocol.requests import (
    AcceptRequest,
    AskDevice,
    AskTechnician,
    CancelRequest,
    DeclineRequest,
    Direction,
    RequestState,
)

REASON_CHARS = 2000
ASSURED_LEVEL = 2
"""From this level on a contact needs no confirmation by e-mail before the first chat (A-30, A-31)."""


def ask_technician(work: UnitOfWork, message: AskTechnician, context: Context) -> Done:
    """Start a chat from the tray: both switches, identity, and somebody to ask (A-28 to A-30)."""
    customer_id = work.scope.own_customer
    key = loading.key_of(work, DeviceKeyId(work.scope.principal.id))
    if _is_repetition(work, message.request_id):
        return Done(re=message.ref)
    if not key.helpdesk_enabled:
        raise NotAllowed(why="helpdesk_off")
    if not user_chat_enabled(work, customer_id):
        raise NotAllowed(why="chat_off")
    device_id = DeviceId(key.device_id)
    known = known_person(work, device_id, DeviceKeyId(key.id))
    if known.shield.level < ASSURED_LEVEL:
        raise IdentityRequired
    if not eligible_for(work, customer_id, context.present):
        raise NoTechnician
    if any(r.direction is Direction.FROM_USER and r.device_key_id == key.id for r in _live(work, device_id)):
        raise Conflict(what="request_open")
    _open(
        work,
        rules.open_request(
            request_id=message.request_id,
            customer_id=customer_id,
            direction=Direction.FROM_USER,
            device_id=device_id,
            device_key_id=DeviceKeyId(key.id),
            contact_id=known.contact_id,
            reason=check_long(message.reason, "reason", REASON_CHARS),
            service_id=catalogue.wanted(work, message.service_id),
            now=context.now,
        ),
    )
    return Done(re=message.ref)


def ask_device(work: UnitOfWork, message: AskDevice, context: Context) -> Done:
    """Ring the user of a device; needs neither switch, only a connected agent (A-18, A-22, A-27)."""
    work.scope.require(Right.CHAT)
    device = loading.device_of(work, message.device_id)
    customer_id = CustomerId(device.customer_id)
    if _is_repetition(work, message.request_id):
        return Done(re=message.ref)
    if message.ticket_id is not None:
        talks.check_ticket(work, message.ticket_id, message.device_id)
    if device.state is not DeviceState.APPROVED:
        raise NotAllowed(why="waiting_for_approval")
    asked = directory.approved_keys(work.gate, message.device_id)
    if message.device_key_id is not None:
        asked = _only(work, message.device_key_id, asked)
    if not asked & context.present:
        raise DeviceOffline
    mine = work.scope.technician_id
    if any(
        r.direction is Direction.FROM_TECHNICIAN and r.technician_id == mine for r in _live(work, message.device_id)
    ):
        raise Conflict(what="request_open")
    _open(
        work,
        rules.open_request(
            request_id=message.request_id,
            customer_id=customer_id,
            direction=Direction.FROM_TECHNICIAN,
            device_id=message.device_id,
            device_key_id=message.device_key_id,
            technician_id=mine,
            reason=check_long(message.reason, "reason", REASON_CHARS),
            ticket_id=message.ticket_id,
            now=context.now,
        ),
    )
    return Done(re=message.ref)


def mark_ringing(work: UnitOfWork, order: MarkRinging, _context: Context) -> Done:
    """Note that the request reached somebody who can answer."""
    before = chat.request_row(work.gate, order.request_id)
    if before is not None and (after := rules.ring(before)) is not before:
        chat.save_request(work.gate, before, after, None)
        work.hint(Topic.REQUEST, after.id, after.customer_id)
    return Done(re=0)


def accept(work: UnitOfWork, message: AcceptRequest, context: Context) -> Done:
    """Accept; the first wins, the others learn who (Taken), the late learn that it is over (Expired)."""
    before = loading.request_of(work, message.request_id)
    is_repetition = before.state is RequestState.ACCEPTED and before.conversation_id == message.conversation_id
    if is_repetition and work.scope.principal.id == _answerer(before):
        return Done(re=message.ref)
    if work.scope.principal.kind is PrincipalKind.DEVICE:
        after = _accept_on_device(work, before, message, context)
    else:
        after = _accept_as_technician(work, before, message, context)
    _check_asker(work, before)
    if not chat.save_request(work.gate, before, after, context.now):
        raise Expired(state=before.state.value)
    talks.open_accepted(work, after, context)
    _supersede_others(work, after, context)
    work.audit("request.accepted", after.id, context.now, after.customer_id)
    work.hint(Topic.REQUEST, after.id, after.customer_id)
    return Done(re=message.ref)


def decline(work: UnitOfWork, message: DeclineRequest, context: Context) -> Done:
    """Decline; ends the request when nobody else is left to ask (*busy*, A-36)."""
    before = loading.request_of(work, message.request_id)
    if work.scope.principal.kind is PrincipalKind.DEVICE:
        _check_rings_here(work, before)
        asked = frozenset({work.scope.principal.id})
        if before.device_key_id is None:
            asked = frozenset(context.present) | asked
    else:
        work.scope.require(Right.CHAT)
        rules.check_answerer(before, Direction.FROM_USER)
        asked = asked_now(work, before, context.present)
    declined = {row.declined_by for row in work.gate.rows(chat.DECLINES, of_request=before.id)}
    me = work.scope.principal.id
    if me in asked:
        after = rules.decline(before, declined_by=declined | {me}, still_asked=asked, now=context.now)
    else:
        # It rings for others, or for whoever comes within the two minutes: not theirs to end.
        after = rules.still_open(before, now=context.now)
    if me not in declined:
        row = {"customer_id": before.customer_id, "request_id": before.id, "declined_by": me, "at": context.now}
        work.gate.insert(sa.insert(request_decline), row)
    if after is not before and not chat.save_request(work.gate, before, after, context.now):
        raise Expired(state=before.state.value)
    work.audit("request.declined", before.id, context.now, before.customer_id)
    work.hint(Topic.REQUEST, before.id, before.customer_id)
    return Done(re=message.ref)


def cancel(work: UnitOfWork, message: CancelRequest, context: Context) -> Done:
    """Take one's own request back."""
    before = loading.request_of(work, message.request_id)
    if work.scope.principal.id != _asker(before):
        raise NotFound
    after = rules.cancel(before, now=context.now)
    if after is not before:
        chat.save_request(work.gate, before, after, None)
        work.audit("request.cancelled", before.id, context.now, before.customer_id)
        work.hint(Topic.REQUEST, before.id, before.customer_id)
    return Done(re=message.ref)


def end_of_device(work: UnitOfWork, device_id: DeviceId, now: dt.datetime) -> None:
    """End what a device asked or was asked: it was shut out and nobody is there any more."""
    for request in _live(work, device_id):
        _shut(work, request, now)


def end_of_technician(work: UnitOfWork, technician_id: TechnicianId, now: dt.datetime) -> None:
    """End what a technician asked: the account was disabled and nobody would be at the other end."""
    relay = work.under(RELAY_SCOPE)
    for row in relay.gate.rows(chat.LIVE_OF_TECHNICIAN, of_technician=technician_id):
        request = ChatRequest(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        if request.direction is Direction.FROM_TECHNICIAN:
            _shut(relay, request, now)


def _shut(work: UnitOfWork, before: ChatRequest, now: dt.datetime) -> None:
    after = rules.cancel(before, now=now)
    if chat.save_request(work.gate, before, after, None):
        work.audit("request.shut", before.id, now, before.customer_id)
        work.hint(Topic.REQUEST, before.id, before.customer_id)


def due(work: UnitOfWork, now: dt.datetime) -> list[ChatRequest]:
    """Return every live request whose two minutes are over."""
    rows = work.gate.rows(chat.DUE_REQUESTS, now=now)
    return [ChatRequest(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def expire(work: UnitOfWork, before: ChatRequest, now: dt.datetime) -> None:
    """End a request that is due, unless somebody was faster; called by services/deadlines.py."""
    if chat.save_request(work.gate, before, rules.expire(before, now=now), None):
        work.audit("request.expired", before.id, now, before.customer_id)
        work.hint(Topic.REQUEST, before.id, before.customer_id)


def user_chat_enabled(work: UnitOfWork, customer_id: CustomerId) -> bool:
    """Return the customer's switch, or the provider's where the customer inherits it."""
    customer = loading.customer_of(work, customer_id)
    if customer.user_chat_enabled is not None:
        return bool(customer.user_chat_enabled)
    return bool(directory.settings(work.gate).get("user_chat_enabled", False))


def eligible_for(work: UnitOfWork, customer_id: CustomerId, online: frozenset[str]) -> frozenset[TechnicianId]:
    """Return everybody a request of this customer rings at now; `online` are technicians with a live console."""
    return eligible(technicians.candidates(work.gate, online), customer_id)


def asked_now(work: UnitOfWork, request: ChatRequest, online: frozenset[str]) -> frozenset[TechnicianId]:
    """Return at whom a user's request rings: the groups of its service, or everybody eligible where none of them is there."""
    able = eligible_for(work, request.customer_id, online)
    return concerned(able, desk.members_of_service(work.gate, request.service_id))


def _accept_on_device(work: UnitOfWork, before: ChatRequest, message: AcceptRequest, context: Context) -> ChatRequest:
    _check_rings_here(work, before)
    return rules.accept(
        before,
        conversation_id=message.conversation_id,
        device_key_id=DeviceKeyId(work.scope.principal.id),
        now=context.now,
    )


def _accept_as_technician(
    work: UnitOfWork, before: ChatRequest, message: AcceptRequest, context: Context
) -> ChatRequest:
    work.scope.require(Right.CHAT)
    rules.check_answerer(before, Direction.FROM_USER)
    return rules.accept(
        before,
        conversation_id=message.conversation_id,
        technician_id=work.scope.technician_id,
        now=context.now,
        taken_by=_name_of(work, before.technician_id),
    )


def _only(work: UnitOfWork, device_key_id: DeviceKeyId, asked: set[str]) -> set[str]:
    """Return the one OS session that is asked, none where it is another device's. Raises: NotAllowed where it waits for approval."""
    key = directory.key_row(work.gate, device_key_id)
    if key is not None and not key.is_approved:
        raise NotAllowed(why="waiting_for_approval")
    return asked & {device_key_id}


def _check_rings_here(work: UnitOfWork, request: ChatRequest) -> None:
    """Raises: NotFound for another device's request, NotAllowed for the device's own."""
    key = loading.key_of(work, DeviceKeyId(work.scope.principal.id))
    if request.device_id != key.device_id or request.device_key_id not in {None, key.id}:
        raise NotFound
    rules.check_answerer(request, Direction.FROM_TECHNICIAN)


def _check_asker(work: UnitOfWork, request: ChatRequest) -> None:
    """Raises: Expired when whoever asked has been shut out since: nobody would be at the other end."""
    if request.direction is Direction.FROM_USER:
        is_there = loading.device_of(work, request.device_id).state is DeviceState.APPROVED
        is_there &= request.device_key_id in directory.approved_keys(work.gate, request.device_id)
    else:
        row = work.under(RELAY_SCOPE).gate.row(technicians.TECHNICIAN, of_technician=request.technician_id)
        is_there = row is not None and row.is_active
    if not is_there:
        raise Expired(state=request.state.value)


def _is_repetition(work: UnitOfWork, request_id: ChatRequestId) -> bool:
    """Return whether the caller has asked this before. Raises: NotFound where somebody else has."""
    known = chat.request_row(work.gate, request_id)
    if known is not None and _asker(known) != work.scope.principal.id:
        raise NotFound
    return known is not None


def _open(work: UnitOfWork, request: ChatRequest) -> None:
    chat.insert_request(work.gate, request)
    work.audit("request.opened", request.id, request.created_at, request.customer_id)
    work.hint(Topic.REQUEST, request.id, request.customer_id)


def _live(work: UnitOfWork, device_id: DeviceId) -> list[ChatRequest]:
    rows = work.gate.rows(chat.LIVE_OF_DEVICE, of_device=device_id)
    return [ChatRequest(**row._mapping) for row in rows]  # noqa: SLF001


def _supersede_others(work: UnitOfWork, accepted: ChatRequest, context: Context) -> None:
    """End other live requests between the same OS session and the same technician: the talk has begun."""
    for other in _live(work, accepted.device_id):
        same_user = other.device_key_id in {None, accepted.device_key_id}
        same_technician = other.technician_id in {None, accepted.technician_id}
        if not (same_user and same_technician) or accepted.conversation_id is None:
            continue
        after = rules.supersede(other, conversation_id=accepted.conversation_id, now=context.now)
        chat.save_request(work.gate, other, after, None)
        work.hint(Topic.REQUEST, other.id, other.customer_id)


def _asker(request: ChatRequest) -> str | None:
    return request.device_key_id if request.direction is Direction.FROM_USER else request.technician_id


def _answerer(request: ChatRequest) -> str | None:
    return request.technician_id if request.direction is Direction.FROM_USER else request.device_key_id


def _name_of(work: UnitOfWork, technician_id: TechnicianId | None) -> str:
    row = work.under(RELAY_SCOPE).gate.row(technicians.TECHNICIAN, of_technician=technician_id)
    return "" if row is None else row.name

"""Questions about the world that more than one screen asks. Nothing here changes anything."""

from collections.abc import Mapping
from typing import Final

import msgspec

from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, TechnicianId, TicketId
from shared.protocol.chat import ConversationRecord
from shared.protocol.directory import DeviceRecord, OsSessionRecord, OsSessionState, TechnicianRecord
from shared.protocol.requests import LIVE_STATES, ChatRequestRecord, Direction
from shared.protocol.tickets import TicketRecord, TicketState
from tech_console.state.snapshot import Snapshot

LIVE_TICKETS: Final = (TicketState.OPEN, TicketState.PENDING)
_NEAREST: Final = {OsSessionState.ACTIVE: 0, OsSessionState.IDLE: 1, OsSessionState.LOCKED: 2}


class RailCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers on the rail: requests that wait, unread messages, my live tickets, devices to approve.

    Talks that wait for a group of mine count with the messages.
    """

    requests: int = 0
    conversations: int = 0
    tickets: int = 0
    devices: int = 0


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """How a device is found now: `online`, `idle`, `locked` or `offline`, by its most reachable OS session."""

    word: str
    idle_s: int = 0
    os_user: str = ""


def is_live(request: ChatRequestRecord) -> bool:
    """Whether it can still be accepted."""
    return request.state in LIVE_STATES


def waiting_requests(world: Snapshot) -> list[ChatRequestRecord]:
    """Requests of users that nobody has answered, the one that has waited longest first."""
    found = (r for r in world.requests.values() if r.direction is Direction.FROM_USER and is_live(r))
    return sorted(found, key=lambda request: request.created_at)


def ringing_requests(world: Snapshot) -> list[ChatRequestRecord]:
    """Requests that ask me: I am available, may chat, and have not declined."""
    if world.profile is None or not world.profile.available or not world.may("chat"):
        return []
    return [request for request in waiting_requests(world) if world.me not in request.declined_by]


def my_open_conversations(world: Snapshot) -> list[ConversationRecord]:
    """My own talks, the newest first."""
    mine = (talk for talk in world.conversations.values() if talk.open and talk.technician_id == world.me)
    return sorted(mine, key=lambda talk: talk.opened_at, reverse=True)


def open_conversation_of_ticket(world: Snapshot, ticket_id: TicketId) -> ConversationRecord | None:
    """Return the talk that *Start chat* shows instead of a second one (A-26)."""
    ticket = world.tickets.get(ticket_id)
    talk = world.conversations.get(ticket.conversation_id) if ticket and ticket.conversation_id else None
    return talk if talk is not None and talk.open else None


def my_conversation_with(world: Snapshot, device_key_id: DeviceKeyId) -> ConversationRecord | None:
    """Return my open talk with one OS session."""
    return next((talk for talk in my_open_conversations(world) if talk.device_key_id == device_key_id), None)


def my_conversation_since(world: Snapshot, request: ChatRequestRecord) -> ConversationRecord | None:
    """Return my talk with the request's device that began after it: what was accepted while we were away."""
    for talk in my_open_conversations(world):
        if talk.device_id == request.device_id and (talk.accepted_at or talk.opened_at) >= request.created_at:
            return talk
    return None


def reason_of(world: Snapshot, conversation_id: ConversationId) -> str:
    """Return what somebody wrote when they asked for this talk; empty where nothing was written or it is long ago."""
    asked = (r.reason for r in world.requests.values() if r.conversation_id == conversation_id)
    return next(asked, "")


def presence(device: DeviceRecord) -> Presence:
    """Return the most reachable of a device's OS sessions."""
    live = [session for session in device.os_sessions if session.online]
    if not live:
        return Presence(word="offline" if not device.online else "online")
    best = min(live, key=lambda session: (_NEAREST[session.state], session.idle_s))
    words = {OsSessionState.ACTIVE: "online", OsSessionState.IDLE: "idle", OsSessionState.LOCKED: "locked"}
    return Presence(word=words[best.state], idle_s=best.idle_s, os_user=best.os_user)


def live_sessions(device: DeviceRecord) -> list[OsSessionRecord]:
    """Return the OS sessions that can be asked now."""
    return [session for session in device.os_sessions if session.online]


def tickets_of_device(world: Snapshot, device_id: DeviceId) -> list[TicketRecord]:
    """Return a device's tickets, the newest first."""
    found = (ticket for ticket in world.tickets.values() if ticket.device_id == device_id)
    return sorted(found, key=lambda ticket: ticket.number, reverse=True)


def waiting_for_me(world: Snapshot) -> list[ConversationRecord]:
    """Talks handed to a group of mine that nobody has taken, the longest waiting first."""
    mine = {group.group_id for group in world.groups.values() if world.me in group.technician_ids}
    found = (t for t in world.conversations.values() if t.open and t.waiting_group_id in mine)
    return sorted(found, key=lambda talk: talk.opened_at)


def who_follows(world: Snapshot, customer_id: CustomerId | None) -> TechnicianId | None:
    """Return the technician who follows a customer (H-14)."""
    customer = None if customer_id is None else world.customers.get(customer_id)
    return None if customer is None else customer.owner_id


def assignable(world: Snapshot, customer_id: CustomerId | None) -> list[TechnicianRecord]:
    """Everybody who can have a ticket of a customer: who follows the customer first (H-14), then by name."""
    first = who_follows(world, customer_id)
    people = (t for t in world.technicians.values() if t.active)
    return sorted(people, key=lambda who: (who.technician_id != first, who.name.casefold()))


def colleagues(world: Snapshot, customer_id: CustomerId | None) -> list[TechnicianRecord]:
    """Everybody but me whom a talk can be handed to: who follows the customer, those who are there, then by name."""
    first = who_follows(world, customer_id)
    others = (who for who in assignable(world, customer_id) if who.technician_id != world.me)
    return sorted(others, key=lambda who: (who.technician_id != first, not who.online, not who.available))


def session_of(device: DeviceRecord, device_key_id: DeviceKeyId) -> OsSessionRecord | None:
    """Return the OS session of a device that signs in with a key."""
    return next((session for session in device.os_sessions if session.device_key_id == device_key_id), None)


def rail_counts(
    world: Snapshot, unread: Mapping[ConversationId, int], my_tickets: int, pending_devices: int
) -> RailCounts:
    """Put together what asks for attention."""
    return RailCounts(
        requests=len(waiting_requests(world)),
        conversations=sum(unread.values()) + len(waiting_for_me(world)),
        tickets=my_tickets,
        devices=pending_devices,
    )

"""From a message of the relay to the changed world. A record of lower version never replaces a higher one.

Presence is sent with the version of the record it belongs to, so an equal version does replace.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from shared.protocol.base import Message
from shared.protocol.chat import ConversationChanged, ConversationRecord, Cursor, CursorChanged
from shared.protocol.directory import (
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    SettingsChanged,
    TechnicianChanged,
    TechnicianRecord,
    TokenChanged,
)
from shared.protocol.hello import TechnicianProfile
from shared.protocol.inventory import WatchRuleChanged
from shared.protocol.people import RecordsErased
from shared.protocol.requests import ChatRequestRecord, RequestChanged
from shared.protocol.routing import AnswerChanged, GroupChanged, RecordRemoved, RemovedKind, ServiceChanged
from shared.protocol.tickets import TicketChanged
from tech_console.state.snapshot import Change, Kind, Snapshot

TABLES: Final[dict[type[Message], tuple[Kind, str, str]]] = {
    RequestChanged: (Kind.REQUEST, "request", "request_id"),
    ConversationChanged: (Kind.CONVERSATION, "conversation", "conversation_id"),
    TicketChanged: (Kind.TICKET, "ticket", "ticket_id"),
    DeviceChanged: (Kind.DEVICE, "device", "device_id"),
    CustomerChanged: (Kind.CUSTOMER, "customer", "customer_id"),
    ContactChanged: (Kind.CONTACT, "contact", "contact_id"),
    TechnicianChanged: (Kind.TECHNICIAN, "technician", "technician_id"),
    TokenChanged: (Kind.TOKEN, "token", "token_id"),
    GroupChanged: (Kind.GROUP, "group", "group_id"),
    ServiceChanged: (Kind.SERVICE, "service", "service_id"),
    AnswerChanged: (Kind.ANSWER, "answer", "answer_id"),
    WatchRuleChanged: (Kind.WATCH_RULE, "rule", "rule_id"),
}
"""Message → which table, which field holds the record, which field of the record is its id."""
SENT_WHOLE: Final = frozenset(kind for kind, _, _ in TABLES.values()) - {Kind.CONVERSATION}
"""Kinds of which a snapshot holds all there is; of conversations it holds only the open and the recent ones."""
REMOVED: Final = {
    RemovedKind.GROUP: Kind.GROUP,
    RemovedKind.ANSWER: Kind.ANSWER,
    RemovedKind.WATCH_RULE: Kind.WATCH_RULE,
    RemovedKind.CONTACT: Kind.CONTACT,
}


def apply(world: Snapshot, message: Message, now_s: float) -> Change | None:
    """Put what a message says into the world; None when it says nothing new. `now_s` is our monotonic clock."""
    if isinstance(message, SettingsChanged):
        return _settings(world, message)
    if isinstance(message, CursorChanged):
        return _cursor(world, message)
    if isinstance(message, RecordRemoved):
        return _remove(world, message)
    if isinstance(message, RecordsErased):
        return _erase(world, message)
    if (place := place_of(message)) is None:
        return None
    kind, id_, record = place
    change = _put(world, kind, id_, record)
    if change is None:
        return None
    if isinstance(record, ChatRequestRecord):
        world.ends_at[record.request_id] = now_s + record.remaining_ms / 1000
    if isinstance(record, TechnicianRecord) and record.technician_id == world.me:
        _follow(world, record)
    return change


def place_of(message: Message) -> tuple[Kind, str, Any] | None:
    """Return which table a message is about, the id there, and the record it brings."""
    if (place := TABLES.get(type(message))) is None:
        return None
    kind, field, id_field = place
    record = getattr(message, field)
    return kind, getattr(record, id_field), record


def sign_in(world: Snapshot, profile: TechnicianProfile) -> Change:
    """Remember who is signed in."""
    before, world.profile = world.profile, profile
    return Change(kind=Kind.PROFILE, id=profile.technician_id, before=before, after=profile)


def prune(world: Snapshot, seen: Mapping[Kind, set[str]]) -> list[Change]:
    """Forget what a whole snapshot did not bring: it was deleted, ended or left our scope while we were away."""
    gone = []
    for kind in sorted(SENT_WHOLE, key=lambda kind: kind.value):
        table, kept = world.of(kind), seen.get(kind, set())
        for id_ in [id_ for id_ in table if id_ not in kept]:
            gone.append(Change(kind=kind, id=id_, before=table.pop(id_)))
            if kind is Kind.REQUEST:
                world.ends_at.pop(gone[-1].before.request_id, None)
    return gone


def _put(world: Snapshot, kind: Kind, id_: str, record: Any) -> Change | None:
    table = world.of(kind)
    before = table.get(id_)
    if before is not None and before.version > record.version:
        return None
    if before is not None and isinstance(record, ConversationRecord):
        record = _with_furthest_marks(before, record)
    if before == record:
        return None
    table[id_] = record
    return Change(kind=kind, id=id_, before=before, after=record)


def _settings(world: Snapshot, message: SettingsChanged) -> Change | None:
    before = world.settings
    if before.version > message.settings.version or before == message.settings:
        return None
    world.settings = message.settings
    return Change(kind=Kind.SETTINGS, id="provider", before=before, after=message.settings)


def _remove(world: Snapshot, message: RecordRemoved) -> Change | None:
    kind = REMOVED[message.kind]
    before = world.of(kind).pop(message.id, None)
    return None if before is None else Change(kind=kind, id=message.id, before=before)


def _erase(world: Snapshot, message: RecordsErased) -> Change | None:
    """Forget what was erased; the relay tells of one thing at a time, except of talks only our own store still has."""
    erased: list[tuple[Kind, str]] = [(Kind.CONTACT, id_) for id_ in message.contact_ids]
    erased += [(Kind.CONVERSATION, id_) for id_ in message.conversation_ids]
    gone = [
        Change(kind=kind, id=id_, before=before) for kind, id_ in erased if (before := world.of(kind).pop(id_, None))
    ]
    return gone[-1] if gone else None


def _cursor(world: Snapshot, message: CursorChanged) -> Change | None:
    """Move one member's marks inside the conversation's record."""
    talk = world.conversations.get(message.conversation_id)
    if talk is None:
        return None
    others = [cursor for cursor in talk.cursors if cursor.member != message.cursor.member]
    moved = msgspec.structs.replace(talk, cursors=[*others, message.cursor])
    return _put(world, Kind.CONVERSATION, talk.conversation_id, moved)


def _with_furthest_marks(before: ConversationRecord, after: ConversationRecord) -> ConversationRecord:
    """A record read just before a mark moved may arrive just after it: marks never go back."""
    known = {cursor.member: cursor for cursor in before.cursors}
    marks = [_furthest(known.get(cursor.member, cursor), cursor) for cursor in after.cursors]
    return msgspec.structs.replace(after, cursors=sorted(marks, key=lambda cursor: cursor.member))


def _furthest(one: Cursor, other: Cursor) -> Cursor:
    return Cursor(member=other.member, delivered=max(one.delivered, other.delivered), read=max(one.read, other.read))


def _follow(world: Snapshot, record: TechnicianRecord) -> None:
    """My own availability may have been changed by another console of mine."""
    if world.profile is not None:
        world.profile = msgspec.structs.replace(world.profile, available=record.available, name=record.name)

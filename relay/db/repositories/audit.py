"""Queries on the audit log and its signed marks."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.schema import to_ms
from relay.db.tables import audit_checkpoint, audit_event
from relay.domain import audit as rules
from shared.ids import CustomerId

b = sa.bindparam
_AT: Final = audit_event.c.at.type
_SEEN: Final = sa.func.json_each(b("customers")).table_valued("value", name="seen")

HEAD: Final = sa.select(audit_event.c.id, audit_event.c.hash).order_by(audit_event.c.id.desc()).limit(1)
LAST: Final = sa.select(audit_event).order_by(audit_event.c.id.desc()).limit(b("most"))
PAGE: Final = (
    sa.select(audit_event)
    .where(
        audit_event.c.id < b("before"),
        sa.or_(b("everything"), audit_event.c.about_customer_id.in_(sa.select(_SEEN.c.value))),
        sa.or_(b("of_customer") == "", audit_event.c.about_customer_id == b("of_customer")),
        sa.func.substr(audit_event.c.action, 1, sa.func.length(b("of_action"))) == b("of_action"),
        sa.or_(b("of_actor") == "", audit_event.c.actor_id == b("of_actor")),
    )
    .order_by(audit_event.c.id.desc())
    .limit(b("most"))
)
AHEAD: Final = sa.select(audit_event).where(audit_event.c.id > b("after")).order_by(audit_event.c.id).limit(b("most"))
HASHES: Final = sa.select(audit_event.c.id, audit_event.c.hash).where(audit_event.c.id.in_(b("wanted", expanding=True)))
OLDER: Final = (
    sa.select(audit_event.c.id, audit_event.c.hash)
    .where(audit_event.c.at < b("before", type_=_AT))
    .order_by(audit_event.c.at.desc(), audit_event.c.id.desc())
    .limit(1)
)
OLDEST: Final = sa.select(audit_event.c.id).order_by(audit_event.c.id).limit(1)
EVENT: Final = sa.select(audit_event).where(audit_event.c.id == b("of_event"))
FORGET: Final = sa.delete(audit_event).where(audit_event.c.id <= b("upto"))
MARKS: Final = sa.select(audit_checkpoint).order_by(audit_checkpoint.c.id)
LAST_MARK: Final = (
    sa.select(audit_checkpoint)
    .where(audit_checkpoint.c.kind == b("of_kind"))
    .order_by(audit_checkpoint.c.id.desc())
    .limit(1)
)


def head(gate: Gate) -> tuple[int, bytes]:
    """Return the number and hash of the newest event, also where all events were archived."""
    row = gate.row(HEAD)
    if row is not None:
        return row.id, row.hash
    archived = gate.row(LAST_MARK, of_kind=rules.ARCHIVED)
    return (0, rules.START) if archived is None else (archived.event_id, archived.event_hash)


def append(
    gate: Gate,
    *,
    at: dt.datetime,
    about_customer_id: CustomerId | None,
    actor_kind: str,
    actor_id: str,
    action: str,
    object_id: str,
    detail: dict[str, str | int],
) -> None:
    """Add one event to the end of the chain; the writer is alone, so the head stays the head meanwhile."""
    number, previous = head(gate)
    event = rules.Event(
        id=number + 1,
        at_ms=to_ms(at),
        about_customer_id=about_customer_id,
        actor_kind=actor_kind,
        actor_id=actor_id,
        action=action,
        object_id=object_id,
        detail=json.dumps(detail, sort_keys=True),
    )
    row = {
        "id": event.id,
        "at": at,
        "about_customer_id": about_customer_id,
        "actor_kind": actor_kind,
        "actor_id": actor_id,
        "action": action,
        "object_id": object_id,
        "detail": event.detail,
        "hash": rules.hash_of(previous, event),
    }
    gate.insert(_INSERT, row)


_INSERT: Final = sa.insert(audit_event)
_INSERT_MARK: Final = sa.insert(audit_checkpoint)


def add_mark(gate: Gate, mark: rules.Mark, at: dt.datetime) -> None:
    """Store a signed mark."""
    row = {"at": at, "kind": mark.kind, "event_id": mark.event_id}
    gate.insert(_INSERT_MARK, {**row, "event_hash": mark.event_hash, "signature": mark.signature})


def event_from(row: Row) -> rules.Event:
    """Return a row as it was hashed."""
    return rules.Event(
        id=row.id,
        at_ms=to_ms(row.at),
        about_customer_id=row.about_customer_id,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        action=row.action,
        object_id=row.object_id,
        detail=row.detail,
    )


def mark_from(row: Row) -> rules.Mark:
    """Return a mark as it was signed."""
    return rules.Mark(
        at_ms=to_ms(row.at),
        kind=row.kind,
        event_id=row.event_id,
        event_hash=row.event_hash,
        signature=row.signature,
    )


def is_whole(gate: Gate, rows: Sequence[Row]) -> bool:
    """Return whether each of these rows follows from the stored hash of the one before it, and no mark denies it."""
    before = {row.id: row.hash for row in gate.rows(HASHES, wanted=[row.id - 1 for row in rows])}
    archived = gate.row(LAST_MARK, of_kind=rules.ARCHIVED)
    start = (0, rules.START) if archived is None else (archived.event_id, archived.event_hash)
    before[start[0]] = start[1]
    marked = gate.row(LAST_MARK, of_kind=rules.HEAD)
    known = {row.id: row.hash for row in rows}
    if marked is not None and known.get(marked.event_id, marked.event_hash) != marked.event_hash:
        return False
    return all(row.id - 1 in before and rules.hash_of(before[row.id - 1], event_from(row)) == row.hash for row in rows)

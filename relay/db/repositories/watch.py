"""Queries on watch rules and the devices that match them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import device, inventory, ticket, watch_match, watch_rule
from shared.ids import CustomerId, DeviceId, TicketId, WatchRuleId
from shared.protocol.directory import DeviceState
from shared.protocol.tickets import TicketState

b = sa.bindparam

ALIVE: Final = (TicketState.OPEN, TicketState.PENDING)
_SAME_TICKET: Final = (ticket.c.customer_id == watch_rule.c.customer_id) & (ticket.c.id == watch_rule.c.ticket_id)
_SAME_DEVICE: Final = (device.c.customer_id == watch_match.c.customer_id) & (device.c.id == watch_match.c.device_id)
VIEW: Final = sa.select(
    watch_rule,
    ticket.c.state.label("ticket_state"),
    ticket.c.merged_into,
    ticket.c.description.label("ticket_description"),
    sa.func.coalesce(ticket.c.closed_at, ticket.c.updated_at, type_=ticket.c.updated_at.type).label("ticket_ended_at"),
).join_from(watch_rule, ticket, _SAME_TICKET, isouter=True)
ALL: Final = VIEW.order_by(watch_rule.c.created_at)
ONE: Final = VIEW.where(watch_rule.c.id == b("of_rule"))
COUNT: Final = (
    sa.select(sa.func.count().label("matching")).select_from(watch_match).where(watch_match.c.rule_id == b("of_rule"))
)
COUNTS: Final = sa.select(watch_match.c.rule_id, sa.func.count().label("matching")).group_by(watch_match.c.rule_id)
OF_CUSTOMER: Final = sa.select(watch_rule).where(watch_rule.c.customer_id == b("of_customer"))
DUE: Final = sa.select(watch_rule.c.id).where(watch_rule.c.look_at <= b("now"))
NEXT_LOOK: Final = sa.select(sa.func.min(watch_rule.c.look_at, type_=watch_rule.c.look_at.type).label("at"))
SAVE: Final = sa.update(watch_rule).where(watch_rule.c.id == b("of_rule"))
LOOK_SOON: Final = (
    sa.update(watch_rule)
    .where(watch_rule.c.id == b("of_rule"), (watch_rule.c.look_at.is_(None)) | (watch_rule.c.look_at > b("soon")))
    .values(look_at=b("soon"))
)
LOOKED: Final = (
    sa.update(watch_rule)
    .where(watch_rule.c.id == b("of_rule"))
    .values(look_at=b("next_look"), told_at=b("told"), ticket_id=b("in_ticket"))
)
REMOVE: Final = sa.delete(watch_rule).where(watch_rule.c.id == b("of_rule"))
MATCHES: Final = (
    sa.select(watch_match, device.c.name.label("device_name"))
    .join_from(watch_match, device, _SAME_DEVICE)
    .where(watch_match.c.rule_id == b("of_rule"))
    .order_by(device.c.name, device.c.id)
)
MATCHES_OF_DEVICE: Final = sa.select(watch_match.c.rule_id).where(watch_match.c.device_id == b("of_device"))
END_MATCH: Final = sa.delete(watch_match).where(
    watch_match.c.rule_id == b("of_rule"), watch_match.c.device_id == b("of_device")
)
END_MATCHES: Final = sa.delete(watch_match).where(watch_match.c.rule_id == b("of_rule"))
TOLD: Final = sa.update(watch_match).where(watch_match.c.rule_id == b("of_rule")).values(ticket_id=b("in_ticket"))
_SEEN_AT: Final = sa.func.coalesce(device.c.last_seen_at, device.c.enrolled_at, type_=device.c.enrolled_at.type)
_BEFORE: Final = b("before", type_=device.c.enrolled_at.type)
OFF: Final = sa.select(device.c.id, _SEEN_AT.label("seen_at")).where(
    device.c.customer_id == b("of_customer"), device.c.state == DeviceState.APPROVED, _SEEN_AT < _BEFORE
)
BACK: Final = (
    sa.select(watch_match.c.device_id)
    .join_from(watch_match, device, _SAME_DEVICE)
    .where(watch_match.c.rule_id == b("of_rule"), _SEEN_AT >= _BEFORE)
)
SHUT_OUT: Final = (
    sa.select(watch_match.c.device_id)
    .join_from(watch_match, device, _SAME_DEVICE)
    .where(watch_match.c.rule_id == b("of_rule"), device.c.state != DeviceState.APPROVED)
)
FACTS: Final = (
    sa.select(device.c.id, inventory.c.facts)
    .join_from(
        device, inventory, (inventory.c.device_id == device.c.id) & (inventory.c.customer_id == device.c.customer_id)
    )
    .where(device.c.customer_id == b("of_customer"), device.c.state == DeviceState.APPROVED)
)


def rules_of(gate: Gate, customer_id: CustomerId) -> Sequence[Row]:
    """Return the rules of a customer."""
    return gate.rows(OF_CUSTOMER, of_customer=customer_id)


def one(gate: Gate, rule_id: WatchRuleId) -> Row | None:
    """Return a rule with its ticket's state."""
    return gate.row(ONE, of_rule=rule_id)


def count(gate: Gate, rule_id: WatchRuleId) -> int:
    """Return how many devices match a rule."""
    row = gate.row(COUNT, of_rule=rule_id)
    return row.matching if row is not None else 0


def matching_rules(gate: Gate, device_id: DeviceId) -> frozenset[str]:
    """Return the rules a device matches."""
    return frozenset(row.rule_id for row in gate.rows(MATCHES_OF_DEVICE, of_device=device_id))


def begin_match(gate: Gate, rule: Row, device_id: DeviceId, detail: str, now: dt.datetime) -> None:
    """A device matches from now on."""
    row: dict[str, Any] = {"rule_id": rule.id, "device_id": device_id, "customer_id": rule.customer_id}
    gate.insert(sa.insert(watch_match), {**row, "since": now, "detail": detail, "ticket_id": None})


def end_match(gate: Gate, rule_id: str, device_id: str) -> None:
    """A device matches no more."""
    gate.change(END_MATCH, of_rule=rule_id, of_device=device_id)


def looked(
    gate: Gate, rule_id: str, *, next_look: dt.datetime | None, told: dt.datetime | None, in_ticket: TicketId | None
) -> None:
    """Write when the rule is looked at next, and what it has told."""
    gate.change(LOOKED, of_rule=rule_id, next_look=next_look, told=told, in_ticket=in_ticket)

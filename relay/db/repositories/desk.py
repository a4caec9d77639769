"""Queries on groups of technicians, services and canned answers."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import (
    canned_answer,
    conversation,
    group_member,
    service,
    service_group,
    technician_group,
    ticket,
)
from shared.ids import AnswerId, GroupId, ServiceId, TechnicianId
from shared.protocol.tickets import TicketState

b = sa.bindparam
_LIVE_TICKETS: Final = ticket.c.state.in_([state for state in TicketState if state is not TicketState.CLOSED])

GROUP: Final = sa.select(technician_group).where(technician_group.c.id == b("of_group"))
GROUPS: Final = (
    sa.select(technician_group).where(sa.not_(technician_group.c.is_removed)).order_by(technician_group.c.name)
)
SAVE_GROUP: Final = sa.update(technician_group).where(technician_group.c.id == b("of_group"))
MEMBERS: Final = sa.select(group_member).order_by(group_member.c.technician_id)
MEMBERS_OF: Final = MEMBERS.where(group_member.c.group_id == b("of_group"))
GROUPS_OF_TECHNICIAN: Final = sa.select(group_member).where(group_member.c.technician_id == b("of_technician"))
CLEAR_MEMBERS: Final = sa.delete(group_member).where(group_member.c.group_id == b("of_group"))
SERVICES_OF_GROUP: Final = sa.select(service_group).where(service_group.c.group_id == b("of_group")).limit(1)
TICKETS_OF_GROUP: Final = sa.select(ticket.c.id).where(ticket.c.group_id == b("of_group"), _LIVE_TICKETS).limit(1)
TALKS_OF_GROUP: Final = (
    sa.select(conversation.c.id)
    .where(conversation.c.waiting_group_id == b("of_group"), conversation.c.is_open)
    .limit(1)
)

SERVICE: Final = sa.select(service).where(service.c.id == b("of_service"))
SERVICES: Final = sa.select(service).order_by(service.c.is_default.desc(), service.c.name)
DEFAULT_SERVICE: Final = sa.select(service).where(service.c.is_default)
SAVE_SERVICE: Final = sa.update(service).where(service.c.id == b("of_service"))
GROUPS_OF_SERVICES: Final = sa.select(service_group).order_by(service_group.c.group_id)
GROUPS_OF_SERVICE: Final = GROUPS_OF_SERVICES.where(service_group.c.service_id == b("of_service"))
CLEAR_GROUPS_OF_SERVICE: Final = sa.delete(service_group).where(service_group.c.service_id == b("of_service"))
MEMBERS_OF_SERVICE: Final = (
    sa.select(group_member.c.technician_id)
    .join_from(service_group, group_member, group_member.c.group_id == service_group.c.group_id)
    .where(service_group.c.service_id == b("of_service"))
    .distinct()
)

ANSWER: Final = sa.select(canned_answer).where(canned_answer.c.id == b("of_answer"))
ANSWERS: Final = sa.select(canned_answer).order_by(canned_answer.c.shortcut, canned_answer.c.id)
ANSWERS_OF_GROUP: Final = sa.select(canned_answer).where(canned_answer.c.group_id == b("of_group"))
ANSWERS_BY_SHORTCUT: Final = sa.select(canned_answer).where(canned_answer.c.shortcut == b("of_shortcut"))
COUNT_ANSWERS: Final = (
    sa.select(sa.func.count().label("answers"))
    .select_from(canned_answer)
    .where(canned_answer.c.owner_id == b("of_owner"))
)
SAVE_ANSWER: Final = sa.update(canned_answer).where(canned_answer.c.id == b("of_answer"))
REMOVE_ANSWER: Final = sa.delete(canned_answer).where(canned_answer.c.id == b("of_answer"))


def group_row(gate: Gate, group_id: GroupId) -> Row | None:
    """Return a group that has not been removed."""
    row = gate.row(GROUP, of_group=group_id)
    return None if row is None or row.is_removed else row


def members_of(gate: Gate, group_id: GroupId) -> list[TechnicianId]:
    """Return who is in a group."""
    return [TechnicianId(row.technician_id) for row in gate.rows(MEMBERS_OF, of_group=group_id)]


def groups_of(gate: Gate, technician_id: TechnicianId) -> frozenset[GroupId]:
    """Return the groups a technician is in."""
    rows = gate.rows(GROUPS_OF_TECHNICIAN, of_technician=technician_id)
    return frozenset(GroupId(row.group_id) for row in rows)


def put_members(gate: Gate, group_id: GroupId, technician_ids: Sequence[TechnicianId]) -> None:
    """Let exactly these be in the group."""
    gate.change(CLEAR_MEMBERS, of_group=group_id)
    _insert(gate, group_member, [{"group_id": group_id, "technician_id": one} for one in technician_ids])


def service_row(gate: Gate, service_id: ServiceId) -> Row | None:
    """Return a service."""
    return gate.row(SERVICE, of_service=service_id)


def default_service(gate: Gate) -> Row:
    """Return the service of requests that name none; the store makes one at its first start."""
    row = gate.row(DEFAULT_SERVICE)
    if row is None:
        raise RuntimeError("there is no default service")
    return row


def groups_of_service(gate: Gate, service_id: ServiceId) -> list[GroupId]:
    """Return the groups a service is done by."""
    return [GroupId(row.group_id) for row in gate.rows(GROUPS_OF_SERVICE, of_service=service_id)]


def members_of_service(gate: Gate, service_id: ServiceId | None) -> frozenset[TechnicianId]:
    """Return everybody in a group of the service; nobody where it has no groups."""
    rows = gate.rows(MEMBERS_OF_SERVICE, of_service=service_id)
    return frozenset(TechnicianId(row.technician_id) for row in rows)


def put_groups_of_service(gate: Gate, service_id: ServiceId, group_ids: Sequence[GroupId]) -> None:
    """Let the service be done by exactly these groups."""
    gate.change(CLEAR_GROUPS_OF_SERVICE, of_service=service_id)
    _insert(gate, service_group, [{"service_id": service_id, "group_id": one} for one in group_ids])


def answer_row(gate: Gate, answer_id: AnswerId) -> Row | None:
    """Return a canned answer."""
    return gate.row(ANSWER, of_answer=answer_id)


def _insert(gate: Gate, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        gate.insert(sa.insert(table), *rows)

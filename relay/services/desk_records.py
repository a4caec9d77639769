"""From committed rows to groups, services and canned answers, as clients are shown them. Read-only."""

from collections.abc import Iterator

import msgspec

from relay.db.gate import Gate, Row
from relay.db.repositories import desk
from relay.domain.scope import Scope
from relay.services import answers
from shared.ids import AnswerId, GroupId, ServiceId, TechnicianId
from shared.protocol.routing import AnswerRecord, GroupRecord, ServiceRecord


def group_records(gate: Gate) -> Iterator[GroupRecord]:
    """Return every group by name."""
    members: dict[str, list[TechnicianId]] = {}
    for link in gate.rows(desk.MEMBERS):
        members.setdefault(link.group_id, []).append(TechnicianId(link.technician_id))
    for row in gate.rows(desk.GROUPS):
        yield _group(row, members.get(row.id, []))


def group_record(gate: Gate, group_id: GroupId) -> GroupRecord | None:
    """Return one group, None for one that was removed."""
    row = desk.group_row(gate, group_id)
    return None if row is None else _group(row, desk.members_of(gate, group_id))


def service_records(gate: Gate) -> Iterator[ServiceRecord]:
    """Return every service, the default one first."""
    groups: dict[str, list[GroupId]] = {}
    for link in gate.rows(desk.GROUPS_OF_SERVICES):
        groups.setdefault(link.service_id, []).append(GroupId(link.group_id))
    for row in gate.rows(desk.SERVICES):
        yield _service(row, groups.get(row.id, []))


def services_for_requester(gate: Gate) -> Iterator[ServiceRecord]:
    """Return the services that a requester may choose, the default one first; not who does them."""
    for row in gate.rows(desk.SERVICES):
        if row.is_active:
            yield _service(row, [])


def service_record(gate: Gate, service_id: ServiceId) -> ServiceRecord | None:
    """Return one service."""
    row = desk.service_row(gate, service_id)
    return None if row is None else _service(row, desk.groups_of_service(gate, service_id))


def for_requester(service: ServiceRecord) -> ServiceRecord:
    """Return what a requester is shown of a service: not who does it."""
    return msgspec.structs.replace(service, group_ids=[])


def answer_records(gate: Gate, scope: Scope) -> Iterator[AnswerRecord]:
    """Return the canned answers that a technician is shown, by shortcut."""
    groups = desk.groups_of(gate, scope.technician_id)
    for row in gate.rows(desk.ANSWERS):
        if answers.may_see(scope, groups, row):
            yield _answer(row)


def answer_record(gate: Gate, scope: Scope, answer_id: AnswerId) -> AnswerRecord | None:
    """Return one canned answer, None where there is none or it is not for this technician."""
    row = desk.answer_row(gate, answer_id)
    groups = desk.groups_of(gate, scope.technician_id)
    return None if row is None or not answers.may_see(scope, groups, row) else _answer(row)


def _group(row: Row, members: list[TechnicianId]) -> GroupRecord:
    return GroupRecord(group_id=GroupId(row.id), version=row.version, name=row.name, technician_ids=members)


def _service(row: Row, group_ids: list[GroupId]) -> ServiceRecord:
    return ServiceRecord(
        service_id=ServiceId(row.id),
        version=row.version,
        name=row.name,
        description=row.description,
        group_ids=group_ids,
        active=row.is_active,
        is_default=row.is_default,
    )


def _answer(row: Row) -> AnswerRecord:
    return AnswerRecord(
        answer_id=AnswerId(row.id),
        version=row.version,
        shortcut=row.shortcut,
        title=row.title,
        text=row.text,
        scope=row.scope,
        owner_id=TechnicianId(row.owner_id),
        group_id=GroupId(row.group_id) if row.group_id else None,
        category=row.category,
    )

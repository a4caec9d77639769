"""The audit log as a console reads it: page by page, the newest first, only of customers in scope."""

import json

from relay.db.gate import Gate, Row
from relay.db.repositories import audit as audit_rows
from relay.db.repositories import directory, technicians
from relay.domain.scope import PrincipalKind, Right
from relay.net.answering import answer_soon
from relay.net.rate import check_rate
from relay.net.session import ConsoleSession
from relay.net.talk import Talk
from shared.ids import CustomerId
from shared.protocol.audit import AuditPage, AuditRecord, ReadAudit
from shared.protocol.base import MAX_COUNT


def read_audit(talk: Talk, session: ConsoleSession, message: ReadAudit, _frame: bytes) -> None:
    """Answer with a page. Raises: NotAllowed without the right, RateLimited."""
    check_rate(session.bucket)
    scope = session.scope
    scope.require(Right.READ_AUDIT)

    def read() -> AuditPage:
        with talk.reader.gate(scope) as gate:
            return page(gate, message)

    answer_soon(talk, session, message.ref, read, name="audit page")


def page(gate: Gate, message: ReadAudit) -> AuditPage:
    """Return one page of what this Scope may read: who is granted some customers sees theirs, the provider's own nobody else."""
    scope = gate.scope
    found = gate.rows(
        audit_rows.PAGE,
        before=message.before or MAX_COUNT,
        everything=scope.customers is None,
        customers=json.dumps(sorted(scope.customers or ())),
        of_customer=message.customer_id or "",
        of_action=message.action,
        of_actor=message.actor_id,
        most=message.limit + 1,
    )
    shown = found[: message.limit]
    names = {row.id: row.name for row in gate.rows(technicians.TECHNICIANS)}
    return AuditPage(
        re=message.ref,
        events=[_record(gate, row, names) for row in shown],
        more=len(found) > len(shown),
        verified=audit_rows.is_whole(gate, shown),
    )


def _record(gate: Gate, row: Row, names: dict[str, str]) -> AuditRecord:
    return AuditRecord(
        number=row.id,
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=_actor_name(gate, row, names),
        action=row.action,
        object_id=row.object_id,
        customer_id=CustomerId(row.about_customer_id) if row.about_customer_id else None,
        detail=json.loads(row.detail),
    )


def _actor_name(gate: Gate, row: Row, names: dict[str, str]) -> str:
    """Return who that was, in the words of now: the log itself holds ids only."""
    if row.actor_kind != PrincipalKind.DEVICE.value:
        return names.get(row.actor_id, "")
    key = directory.key_row(gate, row.actor_id)
    return "" if key is None else f"{key.os_user} · {key.device_name}"

"""Queries on technicians, their grants, sessions, recovery codes and failed sign-ins."""

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import recovery_code, sign_in_failure, technician, technician_grant, technician_session
from relay.domain.availability import Candidate
from shared.ids import CustomerId, TechnicianId

b = sa.bindparam

TECHNICIAN: Final = sa.select(technician).where(technician.c.id == b("of_technician"))
BY_E_MAIL: Final = sa.select(technician).where(technician.c.e_mail_key == b("of_e_mail"))
TECHNICIANS: Final = sa.select(technician).order_by(technician.c.name)
SAVE: Final = sa.update(technician).where(technician.c.id == b("of_technician"))
USE_TOTP_STEP: Final = (
    sa.update(technician)
    .where(technician.c.id == b("of_technician"), technician.c.totp_last_step < b("step"))
    .values(totp_last_step=b("step"))
)
GRANTS: Final = sa.select(technician_grant)
GRANTS_OF: Final = GRANTS.where(technician_grant.c.technician_id == b("of_technician"))
SESSION: Final = sa.select(technician_session).where(technician_session.c.token_hash == b("of_hash"))
CALLING_SESSIONS: Final = (
    sa.select(
        *technician_session.c["token_hash", "expires_at", "revoked_at"],
        *technician.c["id", "name", "role", "all_customers", "is_active"],
    )
    .join_from(technician_session, technician, technician.c.id == technician_session.c.technician_id)
    .where(technician_session.c.token_hash.in_(b("of_hashes", expanding=True)))
)
SAVE_SESSION: Final = sa.update(technician_session).where(technician_session.c.token_hash == b("of_hash"))
REVOKE_SESSIONS: Final = (
    sa.update(technician_session)
    .where(technician_session.c.technician_id == b("of_technician"), technician_session.c.revoked_at.is_(None))
    .values(revoked_at=b("now", type_=technician_session.c.revoked_at.type))
)
REVOKE_EVERY_SESSION: Final = (
    sa.update(technician_session)
    .where(technician_session.c.revoked_at.is_(None))
    .values(revoked_at=b("now", type_=technician_session.c.revoked_at.type))
)
CODES_LEFT: Final = sa.select(sa.func.count().label("left")).where(
    recovery_code.c.technician_id == b("of_technician"), recovery_code.c.used_at.is_(None)
)
USE_CODE: Final = (
    sa.update(recovery_code)
    .where(
        recovery_code.c.technician_id == b("of_technician"),
        recovery_code.c.code_hash == b("of_hash"),
        recovery_code.c.used_at.is_(None),
    )
    .values(used_at=b("now", type_=recovery_code.c.used_at.type))
)
CLEAR_CODES: Final = sa.delete(recovery_code).where(recovery_code.c.technician_id == b("of_technician"))
FAILURE: Final = sa.select(sign_in_failure).where(sign_in_failure.c.subject == b("of_subject"))
SAVE_FAILURE: Final = sa.update(sign_in_failure).where(sign_in_failure.c.subject == b("of_subject"))
CLEAR_FAILURE: Final = sa.delete(sign_in_failure).where(sign_in_failure.c.subject == b("of_subject"))


def customers_of(gate: Gate, row: Row) -> frozenset[CustomerId] | None:
    """Return the customers granted to a technician, None for all."""
    if row.all_customers:
        return None
    return frozenset(CustomerId(g.granted_customer_id) for g in gate.rows(GRANTS_OF, of_technician=row.id))


def calling_sessions(gate: Gate, token_hashes: Collection[bytes]) -> dict[bytes, Row]:
    """Return by hash what says whether these technicians' sessions may call, in one look."""
    return {row.token_hash: row for row in gate.rows(CALLING_SESSIONS, of_hashes=list(token_hashes))}


def candidates(gate: Gate, online: frozenset[str]) -> list[Candidate]:
    """Return everybody who might answer a request; `online` are the technicians with a live console."""
    grants: dict[str, set[CustomerId]] = {}
    for grant in gate.rows(GRANTS):
        grants.setdefault(grant.technician_id, set()).add(CustomerId(grant.granted_customer_id))
    return [
        Candidate(
            technician_id=TechnicianId(row.id),
            role=row.role,
            is_active=row.is_active,
            is_available=row.is_available,
            is_online=row.id in online,
            customers=None if row.all_customers else frozenset(grants.get(row.id, ())),
        )
        for row in gate.rows(TECHNICIANS)
    ]

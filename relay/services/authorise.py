"""From a caller to its Scope, looked up in the database for every order: a revoked caller has no next order."""

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.repositories import directory, technicians
from relay.domain.scope import LOCAL_SCOPE, RELAY_SCOPE, Scope, agent_scope, technician_scope
from relay.services.orders import AgentCaller, Caller, LocalCaller, TechnicianCaller
from shared.errors import AuthFailed
from shared.ids import CustomerId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol.directory import DeviceState


class Replaced(AuthFailed):
    """A newer connection of the same device key has signed in."""

    code = "replaced"


class Revoked(AuthFailed):
    """The device, the technician or the session was revoked or has ended."""

    code = "revoked"


def scope_of(connection: sa.Connection, caller: Caller, now: dt.datetime) -> Scope:
    """Return what the caller may do now. Raises: Replaced, Revoked."""
    found = scopes_of(connection, [caller], now)[caller]
    if isinstance(found, AuthFailed):
        raise found
    return found


def scopes_of(
    connection: sa.Connection, callers: Collection[Caller], now: dt.datetime
) -> dict[Caller, Scope | AuthFailed]:
    """Return what each caller may do now, or why nothing any more, in one look for each kind of caller."""
    gate = Gate(connection, RELAY_SCOPE)
    keys = [caller.device_key_id for caller in callers if isinstance(caller, AgentCaller)]
    hashes = [caller.session_hash for caller in callers if isinstance(caller, TechnicianCaller)]
    key_rows = directory.calling_keys(gate, keys) if keys else {}
    sessions = technicians.calling_sessions(gate, hashes) if hashes else {}
    found: dict[Caller, Scope | AuthFailed] = {}
    for caller in callers:
        if isinstance(caller, AgentCaller):
            found[caller] = _agent(key_rows.get(caller.device_key_id), caller)
        elif isinstance(caller, TechnicianCaller):
            found[caller] = _technician(gate, sessions.get(caller.session_hash), caller, now)
        else:
            found[caller] = LOCAL_SCOPE if isinstance(caller, LocalCaller) else RELAY_SCOPE
    return found


def _agent(key: Row | None, caller: AgentCaller) -> Scope | AuthFailed:
    if key is None or key.state is DeviceState.REVOKED:
        return Revoked()
    if key.epoch != caller.epoch:
        return Replaced()
    return agent_scope(
        customer_id=CustomerId(key.customer_id),
        device_id=DeviceId(key.device_id),
        device_key_id=DeviceKeyId(key.id),
        name=key.os_user,
        approved=key.state is DeviceState.APPROVED and key.is_approved,
    )


def _technician(gate: Gate, row: Row | None, caller: TechnicianCaller, now: dt.datetime) -> Scope | AuthFailed:
    if row is None or row.revoked_at is not None or now >= row.expires_at:
        return Revoked()
    if not row.is_active or row.id != caller.technician_id:
        return Revoked()
    return technician_scope(
        technician_id=TechnicianId(row.id),
        name=row.name,
        role=row.role,
        customers=technicians.customers_of(gate, row),
    )

"""From a caller to its Scope, looked up in the database for every order: a revoked caller has no next order."""

import datetime as dt

import sqlalchemy as sa

from relay.db.gate import Gate
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
    if isinstance(caller, LocalCaller):
        return LOCAL_SCOPE
    gate = Gate(connection, RELAY_SCOPE)
    if isinstance(caller, AgentCaller):
        return _agent(gate, caller)
    if isinstance(caller, TechnicianCaller):
        return _technician(gate, caller, now)
    return RELAY_SCOPE


def _agent(gate: Gate, caller: AgentCaller) -> Scope:
    key = directory.key_row(gate, caller.device_key_id)
    if key is None or key.state is DeviceState.REVOKED:
        raise Revoked
    if key.epoch != caller.epoch:
        raise Replaced
    return agent_scope(
        customer_id=CustomerId(key.customer_id),
        device_id=DeviceId(key.device_id),
        device_key_id=DeviceKeyId(key.id),
        name=key.os_user,
        approved=key.state is DeviceState.APPROVED,
    )


def _technician(gate: Gate, caller: TechnicianCaller, now: dt.datetime) -> Scope:
    session = gate.row(technicians.SESSION, of_hash=caller.session_hash)
    if session is None or session.revoked_at is not None or now >= session.expires_at:
        raise Revoked
    row = gate.row(technicians.TECHNICIAN, of_technician=session.technician_id)
    if row is None or not row.is_active or row.id != caller.technician_id:
        raise Revoked
    return technician_scope(
        technician_id=TechnicianId(row.id),
        name=row.name,
        role=row.role,
        customers=technicians.customers_of(gate, row),
    )

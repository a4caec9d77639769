"""Technicians: accounts, sessions, failed sign-ins, availability. Password and code checks happen in net/."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import directory, technicians
from relay.db.tables import recovery_code, sign_in_failure, technician, technician_grant, technician_session
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import sign_in as rules
from relay.domain.scope import Right, Role, rights_of
from relay.domain.text import clean_e_mail, clean_name
from relay.services import chat_requests
from relay.services.file_orders import StepUpTechnician
from relay.services.orders import (
    AddTechnician,
    Context,
    EndTechnicianSession,
    KeepTechnicianSessions,
    RecordFailedSignIn,
    ResetTechnician,
    ResumeTechnicianSession,
    SetTechnicianActive,
    SetTechnicianMail,
    StartTechnicianSession,
)
from shared.errors import AuthFailed, Conflict, NotAllowed, NotFound
from shared.ids import TechnicianId
from shared.limits import TECHNICIAN_SESSION_IDLE_S, TECHNICIAN_SESSION_MAX_S
from shared.protocol.base import Done
from shared.protocol.hello import TechnicianProfile, TechnicianWelcome
from shared.protocol.requests import SetAvailability
from shared.protocol.routing import SetMailNotices


def start_session(work: UnitOfWork, order: StartTechnicianSession, context: Context) -> TechnicianWelcome | AuthFailed:
    """Consume the second factor and start a session; a factor used before fails like a wrong one."""
    row = _active(work, order.technician_id)
    if row is None or not consume_factor(work, order, context.now):
        record_failure(work, RecordFailedSignIn(account=order.account, address=order.address), context)
        return AuthFailed()
    work.gate.change(technicians.CLEAR_FAILURE, of_subject=account_subject(order.account, order.address))
    work.gate.insert(
        sa.insert(technician_session),
        {
            "token_hash": order.session_hash,
            "technician_id": order.technician_id,
            "created_at": context.now,
            "expires_at": context.now + dt.timedelta(seconds=TECHNICIAN_SESSION_MAX_S),
            "idle_until": context.now + dt.timedelta(seconds=TECHNICIAN_SESSION_IDLE_S),
            "revoked_at": None,
            "address": order.address,
        },
    )
    work.audit("technician.signed_in", order.technician_id, context.now, address=order.address)
    return _welcome(work, row, order.re, context.now)


def resume_session(work: UnitOfWork, order: ResumeTechnicianSession, context: Context) -> TechnicianWelcome:
    """Go on with a session that is neither revoked, nor too old, nor idle for too long. Raises: AuthFailed."""
    session = work.gate.row(technicians.SESSION, of_hash=order.session_hash)
    now = context.now
    if session is None or session.revoked_at is not None or now >= min(session.expires_at, session.idle_until):
        raise AuthFailed
    row = _active(work, TechnicianId(session.technician_id))
    if row is None:
        raise AuthFailed
    idle_until = now + dt.timedelta(seconds=TECHNICIAN_SESSION_IDLE_S)
    directory.change(work.gate, technicians.SAVE_SESSION, {"of_hash": order.session_hash}, idle_until=idle_until)
    return _welcome(work, row, order.re, now)


def keep_sessions(work: UnitOfWork, order: KeepTechnicianSessions, context: Context) -> Done:
    """Count idleness from now for sessions that are connected."""
    idle_until = context.now + dt.timedelta(seconds=TECHNICIAN_SESSION_IDLE_S)
    for value in order.session_hashes:
        directory.change(work.gate, technicians.SAVE_SESSION, {"of_hash": value}, idle_until=idle_until)
    return Done(re=0)


def end_session(work: UnitOfWork, order: EndTechnicianSession, context: Context) -> Done:
    """Sign out; the hint lets the talk process look again at every connection of the technician."""
    directory.change(work.gate, technicians.SAVE_SESSION, {"of_hash": order.session_hash}, revoked_at=context.now)
    session = work.gate.row(technicians.SESSION, of_hash=order.session_hash)
    if session is not None:
        work.hint(Topic.TECHNICIAN, session.technician_id)
    return Done(re=0)


def record_failure(work: UnitOfWork, order: RecordFailedSignIn, context: Context) -> Done:
    """Count a wrong try for the account from this address, and for the address alone."""
    for subject in (account_subject(order.account, order.address), address_subject(order.address)):
        row = work.gate.row(technicians.FAILURE, of_subject=subject)
        fresh = row is None or context.now - row.last_at > rules.FORGET_AFTER
        failures = 1 if row is None or fresh else row.failures + 1
        counted = failures if subject.startswith("account:") else failures // 5
        facts: dict[str, Any] = {
            "failures": failures,
            "next_allowed_at": rules.next_allowed(counted, context.now),
            "last_at": context.now,
        }
        if not directory.change(work.gate, technicians.SAVE_FAILURE, {"of_subject": subject}, **facts):
            work.gate.insert(sa.insert(sign_in_failure), {"subject": subject, **facts})
    work.audit("technician.sign_in_failed", "account", context.now, address=order.address)
    return Done(re=0)


def set_availability(work: UnitOfWork, message: SetAvailability, _context: Context) -> Done:
    """The technician's own flag from the profile menu (A-29)."""
    work.scope.require(Right.CHAT)
    me = work.scope.technician_id
    directory.change(work.gate, technicians.SAVE, {"of_technician": me}, is_available=message.available)
    work.hint(Topic.TECHNICIAN, me)
    return Done(re=message.ref)


def add(work: UnitOfWork, order: AddTechnician, context: Context) -> Done:
    """Create an account. Raises: Conflict for a known address, NotAllowed for a second `init`."""
    work.scope.require(Right.MANAGE_TECHNICIANS)
    everybody = work.gate.rows(technicians.TECHNICIANS)
    if order.first and any(row.role is Role.OWNER for row in everybody):
        raise NotAllowed(why="owner_exists")
    e_mail = clean_e_mail(order.e_mail)
    if any(row.e_mail_key == e_mail.lower() for row in everybody):
        raise Conflict(what="e_mail_known")
    work.gate.insert(
        sa.insert(technician),
        {
            "id": order.technician_id,
            "name": clean_name(order.name, "name"),
            "e_mail": e_mail,
            "e_mail_key": e_mail.lower(),
            "role": Role(order.role),
            "all_customers": order.customer_ids is None,
            "password_hash": order.password_hash,
            "totp_secret": order.totp_secret,
            "totp_last_step": 0,
            "is_active": True,
            "is_available": False,
            "wants_mail": True,
            "created_at": context.now,
            "version": 1,
        },
    )
    for customer_id in order.customer_ids or ():
        if directory.customer_row(work.gate, customer_id) is None:
            raise NotFound
        work.gate.insert(
            sa.insert(technician_grant),
            {"technician_id": order.technician_id, "granted_customer_id": customer_id},
        )
    _put_codes(work, order.technician_id, order.recovery_hashes)
    work.audit("technician.added", order.technician_id, context.now, role=order.role)
    work.hint(Topic.TECHNICIAN, order.technician_id)
    return Done(re=0)


def reset(work: UnitOfWork, order: ResetTechnician, context: Context) -> Done:
    """New password, new second factor, new recovery codes; every session ends."""
    work.scope.require(Right.MANAGE_TECHNICIANS)
    facts = {"password_hash": order.password_hash, "totp_secret": order.totp_secret, "totp_last_step": 0}
    if not directory.change(work.gate, technicians.SAVE, {"of_technician": order.technician_id}, **facts):
        raise NotFound
    work.gate.change(technicians.CLEAR_CODES, of_technician=order.technician_id)
    _put_codes(work, order.technician_id, order.recovery_hashes)
    _end_all(work, order.technician_id, context.now)
    work.audit("technician.reset", order.technician_id, context.now)
    return Done(re=0)


def set_active(work: UnitOfWork, order: SetTechnicianActive, context: Context) -> Done:
    """Disable or enable an account; disabling closes its live sockets after the commit."""
    work.scope.require(Right.MANAGE_TECHNICIANS)
    facts = {"is_active": order.active, "is_available": False}
    if not directory.change(work.gate, technicians.SAVE, {"of_technician": order.technician_id}, **facts):
        raise NotFound
    if not order.active:
        _end_all(work, order.technician_id, context.now)
        chat_requests.end_of_technician(work, order.technician_id, context.now)
    work.audit("technician.enabled" if order.active else "technician.disabled", order.technician_id, context.now)
    work.hint(Topic.TECHNICIAN, order.technician_id)
    return Done(re=0)


def set_mail_notices(work: UnitOfWork, message: SetMailNotices, context: Context) -> Done:
    """Choose whether one is mailed about new tickets (H-07)."""
    _set_mail(work, work.scope.technician_id, context.now, wanted=message.wanted)
    return Done(re=message.ref)


def set_mail(work: UnitOfWork, order: SetTechnicianMail, context: Context) -> Done:
    """The same from the command line, for anybody. Raises: NotFound."""
    work.scope.require(Right.MANAGE_TECHNICIANS)
    _set_mail(work, order.technician_id, context.now, wanted=order.wanted)
    return Done(re=0)


def _set_mail(work: UnitOfWork, technician_id: TechnicianId, now: dt.datetime, *, wanted: bool) -> None:
    if not directory.change(work.gate, technicians.SAVE, {"of_technician": technician_id}, wants_mail=wanted):
        raise NotFound
    work.audit("technician.mail_on" if wanted else "technician.mail_off", technician_id, now)
    work.hint(Topic.TECHNICIAN, technician_id)


def account_subject(account: str, address: str) -> str:
    """Return the key under which wrong tries for an account from one address are counted."""
    return f"account:{account.lower()}|{address}"[:320]


def address_subject(address: str) -> str:
    """Return the key under which all wrong tries from one address are counted."""
    return f"address:{address}"[:320]


def _active(work: UnitOfWork, technician_id: TechnicianId) -> Row | None:
    row = work.gate.row(technicians.TECHNICIAN, of_technician=technician_id)
    return row if row is not None and row.is_active else None


def consume_factor(work: UnitOfWork, order: StartTechnicianSession | StepUpTechnician, now: dt.datetime) -> bool:
    """Use a time step or a recovery code up; False when it was used before."""
    if order.totp_step is not None:
        return work.gate.change(technicians.USE_TOTP_STEP, of_technician=order.technician_id, step=order.totp_step) == 1
    return (
        work.gate.change(technicians.USE_CODE, of_technician=order.technician_id, of_hash=order.recovery_hash, now=now)
        == 1
    )


def _welcome(work: UnitOfWork, row: Row, re: int, now: dt.datetime) -> TechnicianWelcome:
    left = work.gate.row(technicians.CODES_LEFT, of_technician=row.id)
    profile = TechnicianProfile(
        technician_id=TechnicianId(row.id),
        name=row.name,
        e_mail=row.e_mail,
        role=row.role.value,
        available=row.is_available,
        rights=sorted(right.value for right in rights_of(row.role, every_customer=row.all_customers)),
    )
    return TechnicianWelcome(re=re, profile=profile, now=now, recovery_codes_left=left.left if left else 0)


def _put_codes(work: UnitOfWork, technician_id: TechnicianId, hashes: list[bytes]) -> None:
    rows = [{"technician_id": technician_id, "code_hash": value, "used_at": None} for value in hashes]
    if rows:
        work.gate.insert(sa.insert(recovery_code), *rows)


def _end_all(work: UnitOfWork, technician_id: TechnicianId, now: dt.datetime) -> None:
    work.gate.change(technicians.REVOKE_SESSIONS, of_technician=technician_id, now=now)
    work.hint(Topic.TECHNICIAN_CLOSED, technician_id, note="revoked")

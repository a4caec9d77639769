"""A fresh second factor for what asks for one: consumed as at sign-in, good for five minutes of that one session.

An order asks last, after all that a code would not cure: nobody looks for six digits only to hear no.
"""

import datetime as dt

from relay.db.gate import Row
from relay.db.repositories import directory, technicians
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import PrincipalKind
from relay.services.file_orders import StepUpTechnician
from relay.services.orders import Context, RecordFailedSignIn
from relay.services.technicians import consume_factor, record_failure
from shared.errors import AuthFailed, StepUpRequired
from shared.limits import STEP_UP_S
from shared.protocol.base import Done


def step_up(work: UnitOfWork, order: StepUpTechnician, context: Context) -> Done | AuthFailed:
    """Open the session for five minutes; a wrong or used factor counts like a wrong sign-in."""
    if not consume_factor(work, order, context.now):
        record_failure(work, RecordFailedSignIn(account=order.account, address=order.address), context)
        work.audit("technician.step_up_refused", order.technician_id, context.now, address=order.address)
        return AuthFailed()
    keys = {"of_hash": order.session_hash}
    directory.change(work.gate, technicians.SAVE_SESSION, keys, stepped_up_at=context.now)
    work.audit("technician.stepped_up", order.technician_id, context.now, address=order.address)
    return Done(re=order.re)


def check(work: UnitOfWork, context: Context) -> None:
    """Raises: StepUpRequired unless the caller's session was stepped up within the last five minutes."""
    session = _session(work, context)
    if session is None or not _is_fresh(session.stepped_up_at, context.now):
        raise StepUpRequired


def check_or_signed_in(work: UnitOfWork, context: Context) -> None:
    """Like `check`, but a sign-in as fresh counts too: it took a second factor. The command line has none to show.

    Raises: StepUpRequired.
    """
    if work.scope.principal.kind is PrincipalKind.LOCAL:
        return
    session = _session(work, context)
    if session is None or not any(_is_fresh(at, context.now) for at in (session.stepped_up_at, session.created_at)):
        raise StepUpRequired


def _session(work: UnitOfWork, context: Context) -> Row | None:
    return work.gate.row(technicians.SESSION, of_hash=context.session_hash)


def _is_fresh(at: dt.datetime | None, now: dt.datetime) -> bool:
    return at is not None and at <= now < at + dt.timedelta(seconds=STEP_UP_S)

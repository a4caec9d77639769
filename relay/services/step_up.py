"""A fresh second factor for what asks for one: consumed as at sign-in, good for five minutes of that one session."""

import datetime as dt

from relay.db.repositories import directory, files, technicians
from relay.db.unit_of_work import UnitOfWork
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
    row = work.gate.row(files.STEPPED_UP, of_hash=context.session_hash)
    at = None if row is None else row.stepped_up_at
    if at is None or not at <= context.now < at + dt.timedelta(seconds=STEP_UP_S):
        raise StepUpRequired

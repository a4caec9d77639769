"""What was refused is on record: who tried which method, and why it was forbidden. Never what the frame held."""

import datetime as dt
from typing import Final

from relay.db.unit_of_work import UnitOfWork
from relay.services.orders import Context, RecordRefusal
from shared.errors import SportelloError
from shared.protocol.base import Done, Message

AUDITED: Final = frozenset({"auth_failed", "forbidden"})


def record_method(work: UnitOfWork, order: RecordRefusal, context: Context) -> Done:
    """Record that a client asked for a method it does not have."""
    work.audit("refused.method", order.principal_id, context.now, method=order.method, kind=order.kind)
    return Done(re=0)


def record(work: UnitOfWork, message: Message, error: SportelloError, now: dt.datetime) -> None:
    """Record a refused order; called after its savepoint was rolled back, so that the row stays."""
    if error.code in AUDITED:
        why = str(error.params.get("why", error.code))
        work.audit("refused", str(message.__struct_config__.tag), now, why=why)

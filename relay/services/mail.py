"""The mail outbox: what became of a mail, and when it is tried again. Sending itself: adapters/smtp_mailer.py."""

import datetime as dt

from relay.db.repositories import directory, identity
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.services.orders import Context, MailNotSent, MailSent
from shared.protocol.base import Done

FIRST_RETRY_S = 5
MAX_RETRY_S = 120


def sent(work: UnitOfWork, order: MailSent, context: Context) -> Done:
    """Wipe what a sent mail contained."""
    facts = {"state": "sent", "params": "{}", "next_attempt_at": context.now}
    directory.change(work.gate, identity.SAVE_MAIL, {"of_mail": order.mail_id}, **facts)
    return Done(re=0)


def not_sent(work: UnitOfWork, order: MailNotSent, context: Context) -> Done:
    """Plan the next attempt, doubling from 5 to 120 s until the mail's life is over; the requester is told."""
    row = work.gate.row(identity.MAIL, of_mail=order.mail_id)
    if row is None or row.state != "waiting":
        return Done(re=0)
    attempts = row.attempts + 1
    next_at = context.now + dt.timedelta(seconds=min(MAX_RETRY_S, FIRST_RETRY_S * 2 ** (attempts - 1)))
    final = order.final or next_at >= row.give_up_at
    facts = {
        "attempts": attempts,
        "last_error": order.error[:200],
        "next_attempt_at": next_at,
        "state": "failed" if final else "waiting",
        "params": "{}" if final else row.params,
    }
    directory.change(work.gate, identity.SAVE_MAIL, {"of_mail": order.mail_id}, **facts)
    work.hint(Topic.MAIL_FAILED, row.id, row.customer_id, "final" if final else "retry")
    return Done(re=0)

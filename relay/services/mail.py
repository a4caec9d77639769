"""The mail outbox: what became of a mail, and when it is tried again. Sending itself: adapters/smtp_mailer.py."""

import datetime as dt

from relay.db.engine import overwriting
from relay.db.gate import Row
from relay.db.repositories import directory, identity, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.services import history
from relay.services.orders import Context, MailNotSent, MailSent
from shared.ids import CustomerId, TicketId
from shared.protocol.base import Done

FIRST_RETRY_S = 5
NOTHING_TO_SAY = "nothing to say any more"
MAX_RETRY_S = 120
MAX_TICKET_RETRY_S = 15 * 60
"""Nobody waits in front of a screen for these, and they are tried for a day."""


def sent(work: UnitOfWork, order: MailSent, context: Context) -> Done:
    """Wipe what a sent mail contained."""
    facts = {"state": "sent", "params": "{}", "next_attempt_at": context.now}
    with overwriting(work.connection):  # it may have been a token
        directory.change(work.gate, identity.SAVE_MAIL, {"of_mail": order.mail_id}, **facts)
    return Done(re=0)


def not_sent(work: UnitOfWork, order: MailNotSent, context: Context) -> Done:
    """Plan the next attempt, doubling from 5 to 120 s (to 15 min for tickets) until the mail's life is over; who waits is told."""
    row = work.gate.row(identity.MAIL, of_mail=order.mail_id)
    if row is None or row.state != "waiting":
        return Done(re=0)
    attempts = row.attempts + 1
    longest = MAX_RETRY_S if row.template == "identity_token" else MAX_TICKET_RETRY_S
    next_at = context.now + dt.timedelta(seconds=min(longest, FIRST_RETRY_S * 2 ** min(attempts - 1, 20)))
    final = order.final or next_at >= row.give_up_at
    facts = {
        "attempts": attempts,
        "last_error": order.error[:200],
        "next_attempt_at": next_at,
        "state": "failed" if final else "waiting",
        "params": "{}" if final else row.params,
    }
    with overwriting(work.connection):
        directory.change(work.gate, identity.SAVE_MAIL, {"of_mail": order.mail_id}, **facts)
    work.hint(Topic.MAIL_FAILED, row.id, row.customer_id, "final" if final else "retry")
    if final and row.thread and order.error != NOTHING_TO_SAY:
        _note_on_ticket(work, row, context.now)
    return Done(re=0)


def _note_on_ticket(work: UnitOfWork, row: Row, now: dt.datetime) -> None:
    """A reply that could not be mailed is in the ticket's history: somebody may pick up the phone."""
    ticket = tickets.ticket_row(work.gate, TicketId(row.thread))
    if ticket is not None:
        change = [history.Change("mail_failed", after=row.recipient)]
        history.note(work, TicketId(ticket.id), CustomerId(ticket.customer_id), now, change)
        work.hint(Topic.TICKET, ticket.id, ticket.customer_id)

"""Queries on the mails about tickets that wait in the outbox or have left. An address belongs to no customer: relay's Scope."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import mail_outbox
from shared.ids import MailId

b = sa.bindparam
TEMPLATES: Final = ("ticket_new", "ticket_reply")
_AT: Final = mail_outbox.c.created_at.type

TO_ADDRESS: Final = (
    sa.select(mail_outbox)
    .where(
        mail_outbox.c.recipient == b("of_recipient"),
        mail_outbox.c.created_at > b("since", type_=_AT),
        mail_outbox.c.template.in_(TEMPLATES),
    )
    .order_by(mail_outbox.c.created_at)
)
PUT_PARAMS: Final = sa.update(mail_outbox).where(mail_outbox.c.id == b("of_mail")).values(params=b("new_params"))


def to_address(gate: Gate, recipient: str, since: dt.datetime) -> Sequence[Row]:
    """Return the mails about tickets queued for an address after `since`; `next_attempt_at` of a sent one is when it left."""
    return gate.rows(TO_ADDRESS, of_recipient=recipient, since=since)


def put_params(gate: Gate, mail_id: MailId, params: str) -> None:
    """Save what a waiting mail is about."""
    gate.change(PUT_PARAMS, of_mail=mail_id, new_params=params)


def insert(gate: Gate, row: dict[str, object]) -> None:
    """Queue a mail."""
    gate.insert(sa.insert(mail_outbox), row)

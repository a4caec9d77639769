"""Queries on identity tokens, the mail outbox and enrollment tokens."""

import datetime as dt
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate
from relay.db.tables import enrollment_token, identity_token, mail_outbox
from relay.domain.identity import MailCounts
from shared.ids import CustomerId, DeviceKeyId

b = sa.bindparam
_AT: Final = identity_token.c.created_at.type

NEWEST_OF_KEY: Final = (
    sa.select(identity_token)
    .where(identity_token.c.device_key_id == b("of_key"))
    .order_by(identity_token.c.created_at.desc(), identity_token.c.id.desc())
    .limit(1)
)
SUPERSEDE: Final = (
    sa.update(identity_token).where(identity_token.c.device_key_id == b("of_key")).values(superseded=True)
)
COUNT_ATTEMPT: Final = (
    sa.update(identity_token).where(identity_token.c.id == b("of_token")).values(attempts=identity_token.c.attempts + 1)
)
USE: Final = (
    sa.update(identity_token)
    .where(identity_token.c.id == b("of_token"), identity_token.c.used_at.is_(None))
    .values(used_at=b("now", type_=_AT))
)
_COUNT: Final = sa.select(sa.func.count().label("mails")).select_from(identity_token)
COUNT_ADDRESS: Final = _COUNT.where(
    sa.func.lower(identity_token.c.e_mail) == b("of_e_mail"), identity_token.c.created_at > b("since", type_=_AT)
)
COUNT_KEY: Final = _COUNT.where(
    identity_token.c.device_key_id == b("of_key"), identity_token.c.created_at > b("since", type_=_AT)
)
COUNT_CUSTOMER: Final = _COUNT.where(
    identity_token.c.customer_id == b("of_customer"), identity_token.c.created_at > b("since", type_=_AT)
)

DUE_MAILS: Final = (
    sa.select(mail_outbox)
    .where(mail_outbox.c.state == "waiting", mail_outbox.c.next_attempt_at <= b("now", type_=_AT))
    .order_by(mail_outbox.c.next_attempt_at)
    .limit(20)
)
NEXT_MAIL: Final = sa.select(sa.func.min(mail_outbox.c.next_attempt_at).label("at")).where(
    mail_outbox.c.state == "waiting", mail_outbox.c.next_attempt_at > b("now", type_=_AT)
)
MAIL: Final = sa.select(mail_outbox).where(mail_outbox.c.id == b("of_mail"))
SAVE_MAIL: Final = sa.update(mail_outbox).where(mail_outbox.c.id == b("of_mail"), mail_outbox.c.state == "waiting")

TOKEN_BY_HASH: Final = sa.select(enrollment_token).where(enrollment_token.c.token_hash == b("of_hash"))
TOKEN: Final = sa.select(enrollment_token).where(enrollment_token.c.id == b("of_token"))
TOKENS: Final = sa.select(enrollment_token).order_by(enrollment_token.c.created_at.desc())
SPEND: Final = (
    sa.update(enrollment_token)
    .where(enrollment_token.c.id == b("of_token"), enrollment_token.c.uses < enrollment_token.c.max_uses)
    .values(uses=enrollment_token.c.uses + 1, version=enrollment_token.c.version + 1)
)
REVOKE: Final = (
    sa.update(enrollment_token)
    .where(enrollment_token.c.id == b("of_token"), enrollment_token.c.revoked_at.is_(None))
    .values(revoked_at=b("now", type_=_AT), version=enrollment_token.c.version + 1)
)


def mail_counts(
    gate: Gate, *, customer_id: CustomerId, device_key_id: DeviceKeyId, e_mail: str, now: dt.datetime
) -> MailCounts:
    """Return what the caps are compared with; run under the relay's own Scope, an address has no customer."""
    hour, day = now - dt.timedelta(hours=1), now - dt.timedelta(days=1)
    address = gate.row(COUNT_ADDRESS, of_e_mail=e_mail.lower(), since=hour)
    device = gate.row(COUNT_KEY, of_key=device_key_id, since=hour)
    customer = gate.row(COUNT_CUSTOMER, of_customer=customer_id, since=day)
    return MailCounts(
        address_hour=address.mails if address else 0,
        device_hour=device.mails if device else 0,
        customer_day=customer.mails if customer else 0,
    )

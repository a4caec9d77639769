"""Mailed identity tokens, and the mails that leave with their cause in one transaction."""

import sqlalchemy as sa

from relay.db.schema import Instant, customer_key, id_column, metadata, same_customer

identity_token = sa.Table(
    "identity_token",
    metadata,
    id_column("id", primary_key=True),
    customer_key(),
    id_column("device_key_id"),
    sa.Column("e_mail", sa.String(254), nullable=False),
    sa.Column("first_name", sa.String(120), nullable=False),
    sa.Column("last_name", sa.String(120), nullable=False),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("used_at", Instant),
    sa.Column("superseded", sa.Boolean, nullable=False),
    same_customer("device_key_id", "device_key"),
)
sa.Index("ix_identity_token_key", identity_token.c.device_key_id, identity_token.c.customer_id)
sa.Index("ix_identity_token_e_mail", identity_token.c.e_mail, identity_token.c.created_at)

mail_outbox = sa.Table(
    "mail_outbox",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    id_column("device_key_id", nullable=True),
    sa.Column("recipient", sa.String(254), nullable=False),
    sa.Column("template", sa.String(40), nullable=False),
    sa.Column("thread", sa.String(36), nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("message_id", sa.String(120), nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", Instant, nullable=False),
    sa.Column("give_up_at", Instant, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("last_error", sa.String(200), nullable=False),
    same_customer("device_key_id", "device_key"),
    sa.UniqueConstraint("id"),
)
"""`state`: `waiting`, `sent`, `failed`. `params` of a sent or failed mail are wiped: a token is not kept.

`thread` is the ticket that a mail to its contact is about, empty for all others: no reference, a mail may outlive it.
"""
sa.Index("ix_mail_outbox_due", mail_outbox.c.state, mail_outbox.c.next_attempt_at)
sa.Index("ix_mail_outbox_recipient", mail_outbox.c.recipient, mail_outbox.c.created_at)

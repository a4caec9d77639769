"""Technicians, what they are granted, their sessions and second factors. Not customer rows: they belong to the provider."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, id_column, metadata
from relay.domain.scope import Role

technician = sa.Table(
    "technician",
    metadata,
    id_column("id", primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("e_mail", sa.String(254), nullable=False),
    sa.Column("e_mail_key", sa.String(254), nullable=False, unique=True),
    sa.Column("role", Word(Role), nullable=False),
    sa.Column("all_customers", sa.Boolean, nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("totp_secret", sa.String(64), nullable=False),
    sa.Column("totp_last_step", sa.BigInteger, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("is_available", sa.Boolean, nullable=False),
    sa.Column("wants_mail", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

technician_grant = sa.Table(
    "technician_grant",
    metadata,
    id_column("technician_id", primary_key=True),
    id_column("granted_customer_id", primary_key=True),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
    sa.ForeignKeyConstraint(["granted_customer_id"], ["customer.id"]),
)

technician_session = sa.Table(
    "technician_session",
    metadata,
    sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
    id_column("technician_id"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("idle_until", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("stepped_up_at", Instant),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
)
sa.Index("ix_technician_session_technician", technician_session.c.technician_id)

recovery_code = sa.Table(
    "recovery_code",
    metadata,
    id_column("technician_id", primary_key=True),
    sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),
    sa.Column("used_at", Instant),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
)

sign_in_failure = sa.Table(
    "sign_in_failure",
    metadata,
    sa.Column("subject", sa.String(320), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("next_allowed_at", Instant, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
)
"""`subject` is `account:<e-mail key>|<address>` or `address:<address>`."""

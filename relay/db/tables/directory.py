"""Provider settings, customers, devices with their keys, contacts, enrollment tokens."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.directory import DeviceState, EnrolmentPolicy

provider_setting = sa.Table(
    "provider_setting",
    metadata,
    sa.Column("key", sa.String(60), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

customer = sa.Table(
    "customer",
    metadata,
    id_column("id", primary_key=True),
    sa.Column("name", sa.String(120), nullable=False, unique=True),
    sa.Column("enrolment_policy", Word(EnrolmentPolicy), nullable=False),
    sa.Column("user_chat_enabled", sa.Boolean),
    id_column("owner_id", nullable=True),
    sa.Column("retention_days", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["owner_id"], ["technician.id"]),
    info={"gate_column": "id"},
)

enrollment_token = sa.Table(
    "enrollment_token",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("label", sa.String(120), nullable=False),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("max_uses", sa.Integer, nullable=False),
    sa.Column("uses", sa.Integer, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("uses <= max_uses", name="uses_within_limit"),
    sa.UniqueConstraint("id"),
)

device = sa.Table(
    "device",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("machine_id", sa.String(128), nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("platform", sa.String(120), nullable=False),
    sa.Column("state", Word(DeviceState), nullable=False),
    sa.Column("helpdesk_enabled", sa.Boolean, nullable=False),
    sa.Column("enrolled_at", Instant, nullable=False),
    sa.Column("first_address", sa.String(64), nullable=False),
    sa.Column("last_seen_at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("program_version", sa.String(40)),
    sa.Column("clone_suspected_at", Instant),
    sa.UniqueConstraint("customer_id", "machine_id"),
    sa.UniqueConstraint("id"),
)

device_key = sa.Table(
    "device_key",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    id_column("device_id"),
    sa.Column("os_user", sa.String(120), nullable=False),
    sa.Column("public_key", sa.LargeBinary(32), nullable=False, unique=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("is_approved", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("last_seen_at", Instant),
    same_customer("device_id", "device"),
    sa.UniqueConstraint("id"),
)
sa.Index("ix_device_key_device", device_key.c.device_id, device_key.c.customer_id)

contact = sa.Table(
    "contact",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("first_name", sa.String(120), nullable=False),
    sa.Column("last_name", sa.String(120), nullable=False),
    sa.Column("e_mail", sa.String(254), nullable=False),
    sa.Column("e_mail_key", sa.String(254), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("customer_id", "e_mail_key"),
    sa.UniqueConstraint("id"),
)

contact_device = sa.Table(
    "contact_device",
    metadata,
    id_column("contact_id", primary_key=True),
    id_column("device_id", primary_key=True),
    sa.Column("os_session", sa.String(36), primary_key=True),
    customer_key(),
    sa.Column("is_primary", sa.Boolean, nullable=False),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("method", sa.String(24), nullable=False),
    sa.Column("set_by", sa.String(254), nullable=False),
    sa.Column("set_at", Instant, nullable=False),
    id_column("device_key_id", nullable=True),
    same_customer("contact_id", "contact"),
    same_customer("device_id", "device"),
    same_customer("device_key_id", "device_key"),
)
"""`device_key_id` is set where the person confirmed an e-mail on that very OS session, null for an assignment.

`os_session` is the same for the key, which holds no null: one person's confirmation on a second OS session of a device is a
row of its own and takes nothing from the first.
"""
sa.Index("ix_contact_device_device", contact_device.c.device_id, contact_device.c.customer_id)

"""Files, the grants with which their bytes travel, and how much each customer keeps. The bytes are in the state folder."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.transfers import FileState

file = sa.Table(
    "file",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    id_column("stored_as"),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("state", Word(FileState), nullable=False),
    sa.Column("has_bytes", sa.Boolean, nullable=False),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("media_type", sa.String(80), nullable=False),
    sa.Column("signer", sa.String(120), nullable=False),
    sa.Column("refused", sa.String(24), nullable=False),
    sa.Column("why", sa.String(24), nullable=False, server_default=""),
    sa.Column("from_device", sa.Boolean, nullable=False),
    id_column("sender_id"),
    sa.Column("sender_name", sa.String(120), nullable=False),
    id_column("conversation_id", nullable=True),
    id_column("ticket_id", nullable=True),
    sa.Column("offered_at", Instant, nullable=False),
    sa.Column("touched_at", Instant, nullable=False),
    sa.Column("ended_at", Instant),
    same_customer("conversation_id", "conversation"),
    same_customer("ticket_id", "ticket"),
    sa.UniqueConstraint("id"),
    sa.UniqueConstraint("stored_as"),
)
"""`stored_as` names the bytes on disk and is made here; `has_bytes` until the file process says that they are gone."""
sa.Index("ix_file_state", file.c.state, file.c.has_bytes, file.c.touched_at)
sa.Index("ix_file_sender", file.c.sender_id, file.c.state)
sa.Index("ix_file_conversation", file.c.conversation_id, file.c.customer_id)
sa.Index("ix_file_ticket", file.c.ticket_id, file.c.customer_id)

file_grant = sa.Table(
    "file_grant",
    metadata,
    sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
    customer_key(),
    id_column("file_id"),
    sa.Column("is_sending", sa.Boolean, nullable=False),
    id_column("device_key_id", nullable=True),
    id_column("technician_id", nullable=True),
    sa.Column("session_hash", sa.LargeBinary(32)),
    sa.Column("expires_at", Instant, nullable=False),
    same_customer("file_id", "file"),
    same_customer("device_key_id", "device_key"),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
)
"""Either a device key or a technician with the session; whoever of them is revoked holds nothing any more."""
sa.Index("ix_file_grant_expiry", file_grant.c.expires_at)
sa.Index("ix_file_grant_file", file_grant.c.file_id, file_grant.c.customer_id)
sa.Index("ix_file_grant_device_key", file_grant.c.device_key_id, file_grant.c.customer_id)

file_usage = sa.Table(
    "file_usage",
    metadata,
    customer_key(),
    sa.Column("bytes", sa.BigInteger, nullable=False),
)
"""What a customer's files are offered with, until their bytes are gone."""

"""What was done by whom: ids and codes, never bodies. Each row holds the hash of the one before; signed marks stand beside.

Triggers of migration 0005 refuse every change of a row, and its removal before a signed mark says that it was archived.
"""

import sqlalchemy as sa

from relay.db.schema import Instant, id_column, metadata

audit_event = sa.Table(
    "audit_event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    id_column("about_customer_id", nullable=True),
    sa.Column("actor_kind", sa.String(16), nullable=False),
    sa.Column("actor_id", sa.String(36), nullable=False),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("object_id", sa.String(64), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary(32), nullable=False),
)
sa.Index("ix_audit_event_at", audit_event.c.at)

audit_checkpoint = sa.Table(
    "audit_checkpoint",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("event_id", sa.Integer, nullable=False),
    sa.Column("event_hash", sa.LargeBinary(32), nullable=False),
    sa.Column("signature", sa.LargeBinary(64), nullable=False),
)
"""`kind`: `head`, the newest event at that time; `archived`, the newest event that was removed for its age."""

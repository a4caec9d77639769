"""What was done by whom: ids and codes, never bodies."""

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
)
sa.Index("ix_audit_event_at", audit_event.c.at)

"""Tickets; at most one per conversation, by unique index (A-08)."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.tickets import TicketState

ticket = sa.Table(
    "ticket",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, unique=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("state", Word(TicketState), nullable=False),
    sa.Column("origin", sa.String(24), nullable=False),
    id_column("device_id", nullable=True),
    id_column("device_key_id", nullable=True),
    id_column("contact_id", nullable=True),
    id_column("assignee_id", nullable=True),
    id_column("conversation_id", nullable=True),
    sa.Column("shield_level", sa.Integer, nullable=False),
    sa.Column("shield_method", sa.String(24), nullable=False),
    sa.Column("shield_by", sa.String(254), nullable=False),
    sa.Column("shield_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    same_customer("device_id", "device"),
    same_customer("device_key_id", "device_key"),
    same_customer("contact_id", "contact"),
    same_customer("conversation_id", "conversation"),
    sa.ForeignKeyConstraint(["assignee_id"], ["technician.id"]),
    sa.UniqueConstraint("conversation_id", "customer_id"),
    sa.UniqueConstraint("id"),
)
sa.Index("ix_ticket_device_key", ticket.c.device_key_id, ticket.c.number)
sa.Index("ix_ticket_state", ticket.c.state, ticket.c.updated_at)

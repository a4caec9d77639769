"""Tickets, the talks that belong to them, what is written on them, and their history."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.tickets import EntryKind, Priority, TicketState

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
    sa.Column("priority", Word(Priority), nullable=False),
    sa.Column("category", sa.String(120), nullable=False),
    id_column("service_id"),
    id_column("group_id", nullable=True),
    id_column("device_id", nullable=True),
    id_column("device_key_id", nullable=True),
    id_column("contact_id", nullable=True),
    id_column("assignee_id", nullable=True),
    id_column("conversation_id", nullable=True),
    id_column("merged_into", nullable=True),
    sa.Column("merged_number", sa.Integer),
    sa.Column("worked_min", sa.Integer, nullable=False),
    sa.Column("snapshot", sa.Text, nullable=False),
    sa.Column("shield_level", sa.Integer, nullable=False),
    sa.Column("shield_method", sa.String(24), nullable=False),
    sa.Column("shield_by", sa.String(254), nullable=False),
    sa.Column("shield_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    same_customer("device_id", "device"),
    same_customer("device_key_id", "device_key"),
    same_customer("contact_id", "contact"),
    same_customer("conversation_id", "conversation"),
    same_customer("merged_into", "ticket"),
    sa.ForeignKeyConstraint(["assignee_id"], ["technician.id"]),
    sa.ForeignKeyConstraint(["service_id"], ["service.id"]),
    sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"]),
    sa.UniqueConstraint("id"),
)
"""`conversation_id` is the open talk or the latest; all of them: ticket_talk. `snapshot` is JSON or empty (L8)."""
sa.Index("ix_ticket_device_key", ticket.c.device_key_id, ticket.c.number)
sa.Index("ix_ticket_state", ticket.c.state, ticket.c.updated_at)
sa.Index("ix_ticket_merged", ticket.c.merged_into, ticket.c.customer_id)
sa.Index("ix_ticket_conversation", ticket.c.conversation_id, ticket.c.customer_id)
sa.Index("ix_ticket_group", ticket.c.group_id, ticket.c.state)

ticket_talk = sa.Table(
    "ticket_talk",
    metadata,
    id_column("conversation_id", primary_key=True),
    customer_key(),
    id_column("ticket_id"),
    same_customer("conversation_id", "conversation"),
    same_customer("ticket_id", "ticket"),
)
"""A talk belongs to one ticket at most (A-08), by its key."""
sa.Index("ix_ticket_talk_ticket", ticket_talk.c.ticket_id, ticket_talk.c.customer_id)

ticket_entry = sa.Table(
    "ticket_entry",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    id_column("ticket_id", nullable=True),
    id_column("conversation_id", nullable=True),
    sa.Column("kind", Word(EntryKind), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("author_id", sa.String(36), nullable=False),
    sa.Column("author_name", sa.String(120), nullable=False),
    sa.Column("is_from_device", sa.Boolean, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    same_customer("ticket_id", "ticket"),
    same_customer("conversation_id", "conversation"),
    sa.UniqueConstraint("id"),
)
sa.Index("ix_ticket_entry_ticket", ticket_entry.c.ticket_id, ticket_entry.c.at, ticket_entry.c.customer_id)
sa.Index("ix_ticket_entry_conversation", ticket_entry.c.conversation_id, ticket_entry.c.at, ticket_entry.c.customer_id)
sa.Index("ix_ticket_entry_at", ticket_entry.c.at)

ticket_history = sa.Table(
    "ticket_history",
    metadata,
    id_column("ticket_id", primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    customer_key(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.String(120), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("before", sa.String(200), nullable=False),
    sa.Column("after", sa.String(200), nullable=False),
    same_customer("ticket_id", "ticket"),
)

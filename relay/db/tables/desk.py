"""Groups, services and canned answers. Not customer rows: they belong to the provider, as technicians do."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, id_column, metadata
from shared.protocol.routing import AnswerScope

technician_group = sa.Table(
    "technician_group",
    metadata,
    id_column("id", primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("is_removed", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
"""A removed group stays for the sake of archived tickets that name it."""

group_member = sa.Table(
    "group_member",
    metadata,
    id_column("group_id", primary_key=True),
    id_column("technician_id", primary_key=True),
    sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"]),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
)
sa.Index("ix_group_member_technician", group_member.c.technician_id)

service = sa.Table(
    "service",
    metadata,
    id_column("id", primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("description", sa.String(500), nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("is_default", sa.Boolean, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

service_group = sa.Table(
    "service_group",
    metadata,
    id_column("service_id", primary_key=True),
    id_column("group_id", primary_key=True),
    sa.ForeignKeyConstraint(["service_id"], ["service.id"]),
    sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"]),
)
sa.Index("ix_service_group_group", service_group.c.group_id)

canned_answer = sa.Table(
    "canned_answer",
    metadata,
    id_column("id", primary_key=True),
    sa.Column("shortcut", sa.String(40), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("scope", Word(AnswerScope), nullable=False),
    id_column("owner_id"),
    id_column("group_id", nullable=True),
    sa.Column("category", sa.String(120), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["owner_id"], ["technician.id"]),
    sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"]),
)
sa.Index("ix_canned_answer_owner", canned_answer.c.owner_id)
sa.Index("ix_canned_answer_group", canned_answer.c.group_id)

"""Tables of the desk: who is in which group, which groups have a service, canned answers; what is written on tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _provider_tables()
    _ticket_tables()


def _provider_tables() -> None:
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.Column("technician_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"], name=op.f("fk_group_member_technician_group")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_group_member_technician")),
        sa.PrimaryKeyConstraint("group_id", "technician_id", name=op.f("pk_group_member")),
    )
    op.create_index("ix_group_member_technician", "group_member", ["technician_id"])
    op.create_table(
        "service_group",
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_group_service")),
        sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"], name=op.f("fk_service_group_technician_group")),
        sa.PrimaryKeyConstraint("service_id", "group_id", name=op.f("pk_service_group")),
    )
    op.create_index("ix_service_group_group", "service_group", ["group_id"])
    op.create_table(
        "canned_answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shortcut", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=24), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=True),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["technician.id"], name=op.f("fk_canned_answer_technician")),
        sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"], name=op.f("fk_canned_answer_technician_group")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answer")),
    )
    op.create_index("ix_canned_answer_group", "canned_answer", ["group_id"])
    op.create_index("ix_canned_answer_owner", "canned_answer", ["owner_id"])


def _ticket_tables() -> None:
    op.create_table(
        "ticket_talk",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        *_same_customer("ticket_talk", "conversation_id", "conversation"),
        *_same_customer("ticket_talk", "ticket_id", "ticket"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_talk_customer")),
        sa.PrimaryKeyConstraint("conversation_id", "customer_id", name=op.f("pk_ticket_talk")),
    )
    op.create_index("ix_ticket_talk_ticket", "ticket_talk", ["ticket_id", "customer_id"])
    op.create_table(
        "ticket_entry",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=36), nullable=False),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        sa.Column("is_from_device", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *_same_customer("ticket_entry", "conversation_id", "conversation"),
        *_same_customer("ticket_entry", "ticket_id", "ticket"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_entry_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_ticket_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_ticket_entry_id")),
    )
    op.create_index("ix_ticket_entry_at", "ticket_entry", ["at"])
    op.create_index("ix_ticket_entry_conversation", "ticket_entry", ["conversation_id", "at", "customer_id"])
    op.create_index("ix_ticket_entry_ticket", "ticket_entry", ["ticket_id", "at", "customer_id"])
    op.create_table(
        "ticket_history",
        sa.Column("ticket_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("after", sa.String(length=200), nullable=False),
        *_same_customer("ticket_history", "ticket_id", "ticket"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_history_customer")),
        sa.PrimaryKeyConstraint("ticket_id", "number", "customer_id", name=op.f("pk_ticket_history")),
    )


def _same_customer(table: str, column: str, target: str) -> list[sa.ForeignKeyConstraint]:
    columns, referred = ["customer_id", column], [f"{target}.customer_id", f"{target}.id"]
    return [sa.ForeignKeyConstraint(columns, referred, name=op.f(f"fk_{table}_{target}"))]

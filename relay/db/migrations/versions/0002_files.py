"""Files, their grants and what each customer keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stored_as", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("has_bytes", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("refused", sa.String(length=24), nullable=False),
        sa.Column("from_device", sa.Boolean(), nullable=False),
        sa.Column("sender_id", sa.String(length=36), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("offered_at", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id", "conversation_id"],
            ["conversation.customer_id", "conversation.id"],
            name=op.f("fk_file_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "ticket_id"], ["ticket.customer_id", "ticket.id"], name=op.f("fk_file_ticket")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_file_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_file")),
        sa.UniqueConstraint("id", name=op.f("uq_file_id")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_file_stored_as")),
    )
    op.create_index("ix_file_conversation", "file", ["conversation_id", "customer_id"], unique=False)
    op.create_index("ix_file_sender", "file", ["sender_id", "state"], unique=False)
    op.create_index("ix_file_state", "file", ["state", "has_bytes", "touched_at"], unique=False)
    op.create_index("ix_file_ticket", "file", ["ticket_id", "customer_id"], unique=False)
    op.create_table(
        "file_grant",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("file_id", sa.String(length=36), nullable=False),
        sa.Column("is_sending", sa.Boolean(), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=True),
        sa.Column("technician_id", sa.String(length=36), nullable=True),
        sa.Column("session_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_file_grant_device_key"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "file_id"], ["file.customer_id", "file.id"], name=op.f("fk_file_grant_file")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_file_grant_customer")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_file_grant_technician")),
        sa.PrimaryKeyConstraint("token_hash", "customer_id", name=op.f("pk_file_grant")),
    )
    op.create_index("ix_file_grant_device_key", "file_grant", ["device_key_id", "customer_id"], unique=False)
    op.create_index("ix_file_grant_expiry", "file_grant", ["expires_at"], unique=False)
    op.create_index("ix_file_grant_file", "file_grant", ["file_id", "customer_id"], unique=False)
    op.create_table(
        "file_usage",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_file_usage_customer")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_file_usage")),
    )

"""Tables of the people feature: a contact's addresses, what was erased; the audit log's marks and its guards."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ADDRESSES = """
    INSERT INTO contact_address (customer_id, e_mail_key, contact_id, e_mail, place)
    SELECT customer_id, e_mail_key, id, e_mail, 0 FROM contact
"""
_ARCHIVED = "WHEN NOT EXISTS (SELECT 1 FROM audit_checkpoint WHERE kind = 'archived' AND event_id >= OLD.id)"
_GUARDS = (
    ("audit_event_stays", "UPDATE ON audit_event"),
    ("audit_event_kept", f"DELETE ON audit_event {_ARCHIVED}"),
    ("audit_checkpoint_stays", "UPDATE ON audit_checkpoint"),
    ("audit_checkpoint_kept", "DELETE ON audit_checkpoint"),
)


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    op.create_table(
        "contact_address",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("e_mail_key", sa.String(length=254), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("e_mail", sa.String(length=254), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "contact_id"],
            ["contact.customer_id", "contact.id"],
            name=op.f("fk_contact_address_contact"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contact_address_customer")),
        sa.PrimaryKeyConstraint("customer_id", "e_mail_key", name=op.f("pk_contact_address")),
    )
    with op.batch_alter_table("contact_address", schema=None) as batch_op:
        batch_op.create_index("ix_contact_address_contact", ["contact_id", "customer_id"], unique=False)
    op.create_table(
        "erased",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_erased_customer")),
        sa.PrimaryKeyConstraint("id", "customer_id", name=op.f("pk_erased")),
    )
    for table in ("chat_request", "conversation", "ticket"):
        op.create_index(f"ix_{table}_contact", table, ["contact_id", "customer_id"], unique=False)
    op.execute(_ADDRESSES)
    for name, event in _GUARDS:
        refusal = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} {refusal}")

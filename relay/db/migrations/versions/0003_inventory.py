"""Inventory: what devices report and its history; tags; watch rules and what they match."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch_rule",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.String(length=120), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("look_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_watch_rule_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_watch_rule")),
        sa.UniqueConstraint("id", name=op.f("uq_watch_rule_id")),
    )
    with op.batch_alter_table("watch_rule", schema=None) as batch_op:
        batch_op.create_index("ix_watch_rule_look", ["look_at"], unique=False)

    op.create_table(
        "device_tag",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("folded", sa.String(length=240), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("tag", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_device_tag_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_device_tag_customer")),
        sa.PrimaryKeyConstraint("device_id", "folded", "customer_id", name=op.f("pk_device_tag")),
    )
    op.create_table(
        "inventory",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_inventory_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_inventory_customer")),
        sa.PrimaryKeyConstraint("device_id", "customer_id", name=op.f("pk_inventory")),
    )
    op.create_table(
        "inventory_change",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=300), nullable=False),
        sa.Column("fact", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_inventory_change_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_inventory_change_customer")),
        sa.PrimaryKeyConstraint("device_id", "number", "customer_id", name=op.f("pk_inventory_change")),
    )
    op.create_table(
        "inventory_section",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("section", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_inventory_section_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_inventory_section_customer")),
        sa.PrimaryKeyConstraint("device_id", "section", "customer_id", name=op.f("pk_inventory_section")),
    )
    op.create_table(
        "inventory_software",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_inventory_software_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_inventory_software_customer")),
        sa.PrimaryKeyConstraint("device_id", "customer_id", name=op.f("pk_inventory_software")),
    )
    with op.batch_alter_table("inventory_software", schema=None) as batch_op:
        batch_op.create_index("ix_inventory_software_customer", ["customer_id"], unique=False)

    op.create_table(
        "watch_match",
        sa.Column("rule_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.String(length=240), nullable=False),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_watch_match_device")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "rule_id"],
            ["watch_rule.customer_id", "watch_rule.id"],
            name=op.f("fk_watch_match_watch_rule"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_watch_match_customer")),
        sa.PrimaryKeyConstraint("rule_id", "device_id", "customer_id", name=op.f("pk_watch_match")),
    )
    with op.batch_alter_table("watch_match", schema=None) as batch_op:
        batch_op.create_index("ix_watch_match_device", ["device_id", "customer_id"], unique=False)

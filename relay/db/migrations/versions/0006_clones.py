"""A device's program version as it signed in, and when two computers were seen to use its key."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("program_version", sa.String(length=40)))
    op.add_column("device", sa.Column("clone_suspected_at", sa.BigInteger()))

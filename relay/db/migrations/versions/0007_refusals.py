"""What was wrong with the content of a refused file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("file", sa.Column("why", sa.String(length=24), server_default="", nullable=False))

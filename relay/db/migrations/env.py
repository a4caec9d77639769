"""Alembic's entry: runs on the connection that relay/db/migrate.py hands over."""

from alembic import context

from relay.db import tables
from relay.db.schema import metadata

assert tables.ticket.metadata is metadata  # noqa: S101 - the import is what fills the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

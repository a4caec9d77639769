"""All addresses of a contact, and what is left of things that were erased: their ids, so that copies elsewhere can follow."""

import sqlalchemy as sa

from relay.db.schema import Instant, customer_key, id_column, metadata, same_customer
from relay.db.tables.chat import chat_request, conversation
from relay.db.tables.tickets import ticket

contact_address = sa.Table(
    "contact_address",
    metadata,
    customer_key(),
    sa.Column("e_mail_key", sa.String(254), primary_key=True),
    id_column("contact_id"),
    sa.Column("e_mail", sa.String(254), nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    same_customer("contact_id", "contact"),
)
"""The main address (`place` 0) and the others: whoever writes from one of them is this person, so each is one person's."""
sa.Index("ix_contact_address_contact", contact_address.c.contact_id, contact_address.c.customer_id)

erased = sa.Table(
    "erased",
    metadata,
    id_column("id", primary_key=True),
    customer_key(),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("at", Instant, nullable=False),
)
"""`kind`: `conversation`, `ticket` or `contact`. A client that names such an id is told to forget its copy."""

# To find all that belongs to a person, for a merge, an export or an erasure.
for _table in (chat_request, conversation, ticket):
    sa.Index(f"ix_{_table.name}_contact", _table.c.contact_id, _table.c.customer_id)

"""What devices report, its history, tags, and the rules that watch it.

A section is one packed value and the names of the programs one text: rows for each item would cost the writer twenty times as much and
the disk four times as much (docs/adr/0008-inventory.md).
"""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.inventory import WatchKind

inventory = sa.Table(
    "inventory",
    metadata,
    id_column("device_id", primary_key=True),
    customer_key(),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("reported_at", Instant),
    sa.Column("facts", sa.LargeBinary, nullable=False),
    same_customer("device_id", "device"),
)
"""`facts` is the JSON of a DeviceFacts: what the device list shows, read for every device at once."""

inventory_section = sa.Table(
    "inventory_section",
    metadata,
    id_column("device_id", primary_key=True),
    sa.Column("section", sa.String(24), primary_key=True),
    customer_key(),
    sa.Column("data", sa.LargeBinary, nullable=False),
    same_customer("device_id", "device"),
)

inventory_software = sa.Table(
    "inventory_software",
    metadata,
    id_column("device_id", primary_key=True),
    customer_key(),
    sa.Column("names", sa.Text, nullable=False),
    same_customer("device_id", "device"),
)
"""`names`: of all programs of a device, in small letters, a line each."""
sa.Index("ix_inventory_software_customer", inventory_software.c.customer_id)

inventory_change = sa.Table(
    "inventory_change",
    metadata,
    id_column("device_id", primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    customer_key(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("section", sa.String(24), nullable=False),
    sa.Column("item", sa.String(300), nullable=False),
    sa.Column("fact", sa.String(40), nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    same_customer("device_id", "device"),
)

device_tag = sa.Table(
    "device_tag",
    metadata,
    id_column("device_id", primary_key=True),
    sa.Column("folded", sa.String(240), primary_key=True),
    customer_key(),
    sa.Column("tag", sa.String(120), nullable=False),
    same_customer("device_id", "device"),
)
"""`folded`: the tag in small letters; two tags that differ only there are one."""

watch_rule = sa.Table(
    "watch_rule",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("kind", Word(WatchKind), nullable=False),
    sa.Column("threshold", sa.Integer, nullable=False),
    sa.Column("pattern", sa.String(120), nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    id_column("ticket_id", nullable=True),
    sa.Column("told_at", Instant),
    sa.Column("look_at", Instant),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("id"),
)
"""`look_at` is when the clock looks at the rule next. `ticket_id` is no reference: a ticket may be erased, the rule stays."""
sa.Index("ix_watch_rule_look", watch_rule.c.look_at)

watch_match = sa.Table(
    "watch_match",
    metadata,
    id_column("rule_id", primary_key=True),
    id_column("device_id", primary_key=True),
    customer_key(),
    sa.Column("since", Instant, nullable=False),
    sa.Column("detail", sa.String(240), nullable=False),
    id_column("ticket_id", nullable=True),
    same_customer("rule_id", "watch_rule"),
    same_customer("device_id", "device"),
)
"""A device that matches now; `ticket_id` is the ticket it was told in."""
sa.Index("ix_watch_match_device", watch_match.c.device_id, watch_match.c.customer_id)

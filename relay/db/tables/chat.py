"""Chat requests, conversations and their messages. Source: docs/protocol.md, Delivery."""

import sqlalchemy as sa

from relay.db.schema import Instant, Word, customer_key, id_column, metadata, same_customer
from shared.protocol.chat import SenderKind
from shared.protocol.requests import Direction, RequestState

chat_request = sa.Table(
    "chat_request",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    sa.Column("direction", Word(Direction), nullable=False),
    sa.Column("state", Word(RequestState), nullable=False),
    id_column("device_id"),
    id_column("device_key_id", nullable=True),
    id_column("technician_id", nullable=True),
    id_column("contact_id", nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    id_column("service_id", nullable=True),
    id_column("ticket_id", nullable=True),
    id_column("conversation_id", nullable=True),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("decided_at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    same_customer("device_id", "device"),
    same_customer("device_key_id", "device_key"),
    same_customer("contact_id", "contact"),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
    sa.ForeignKeyConstraint(["service_id"], ["service.id"]),
    sa.UniqueConstraint("id"),
)
sa.Index("ix_chat_request_due", chat_request.c.state, chat_request.c.expires_at)
sa.Index("ix_chat_request_device", chat_request.c.device_id, chat_request.c.state, chat_request.c.customer_id)

request_decline = sa.Table(
    "request_decline",
    metadata,
    id_column("request_id", primary_key=True),
    sa.Column("declined_by", sa.String(36), primary_key=True),
    customer_key(),
    sa.Column("at", Instant, nullable=False),
    same_customer("request_id", "chat_request"),
)

conversation = sa.Table(
    "conversation",
    metadata,
    customer_key(),
    id_column("id", primary_key=True),
    id_column("device_id"),
    id_column("device_key_id"),
    id_column("technician_id"),
    id_column("contact_id", nullable=True),
    id_column("service_id", nullable=True),
    id_column("waiting_group_id", nullable=True),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("head", sa.Integer, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("accepted_at", Instant),
    sa.Column("ticket_due_at", Instant),
    sa.Column("closed_at", Instant),
    sa.Column("closed_by", sa.String(24), nullable=False),
    sa.Column("shield_level", sa.Integer, nullable=False),
    sa.Column("shield_method", sa.String(24), nullable=False),
    sa.Column("shield_by", sa.String(254), nullable=False),
    sa.Column("shield_at", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    same_customer("device_id", "device"),
    same_customer("device_key_id", "device_key"),
    same_customer("contact_id", "contact"),
    sa.ForeignKeyConstraint(["technician_id"], ["technician.id"]),
    sa.ForeignKeyConstraint(["service_id"], ["service.id"]),
    sa.ForeignKeyConstraint(["waiting_group_id"], ["technician_group.id"]),
    sa.UniqueConstraint("id"),
)
sa.Index("ix_conversation_due", conversation.c.ticket_due_at)
sa.Index("ix_conversation_device_key", conversation.c.device_key_id, conversation.c.is_open, conversation.c.customer_id)
sa.Index("ix_conversation_device", conversation.c.device_id, conversation.c.is_open, conversation.c.customer_id)
sa.Index("ix_conversation_technician", conversation.c.technician_id, conversation.c.is_open)
sa.Index("ix_conversation_waiting", conversation.c.waiting_group_id)

message = sa.Table(
    "message",
    metadata,
    id_column("conversation_id", primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    customer_key(),
    sa.Column("sender", Word(SenderKind), nullable=False),
    id_column("sender_id"),
    sa.Column("sender_name", sa.String(120), nullable=False),
    id_column("stream", nullable=True),
    sa.Column("number", sa.Integer),
    id_column("message_id"),
    sa.Column("body_hash", sa.LargeBinary(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("event", sa.String(40), nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    same_customer("conversation_id", "conversation"),
    sa.UniqueConstraint("conversation_id", "stream", "number", "customer_id"),
    sa.UniqueConstraint("conversation_id", "message_id", "customer_id"),
    sqlite_with_rowid=False,
)

sender_position = sa.Table(
    "sender_position",
    metadata,
    id_column("conversation_id", primary_key=True),
    id_column("stream", primary_key=True),
    customer_key(),
    sa.Column("number", sa.Integer, nullable=False),
    same_customer("conversation_id", "conversation"),
    sqlite_with_rowid=False,
)

cursor = sa.Table(
    "cursor",
    metadata,
    id_column("conversation_id", primary_key=True),
    sa.Column("member", sa.String(36), primary_key=True),
    customer_key(),
    sa.Column("delivered", sa.Integer, nullable=False),
    sa.Column("read", sa.Integer, nullable=False),
    same_customer("conversation_id", "conversation"),
    sqlite_with_rowid=False,
)

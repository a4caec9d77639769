"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("about_customer_id", sa.String(length=36), nullable=True),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_at", ["at"], unique=False)

    op.create_table(
        "technician_group",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician_group")),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_table(
        "technician",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("e_mail", sa.String(length=254), nullable=False),
        sa.Column("e_mail_key", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("all_customers", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_secret", sa.String(length=64), nullable=False),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technician")),
        sa.UniqueConstraint("e_mail_key", name=op.f("uq_technician_e_mail_key")),
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("enrolment_policy", sa.String(length=24), nullable=False),
        sa.Column("user_chat_enabled", sa.Boolean(), nullable=True),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["technician.id"], name=op.f("fk_customer_technician")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("name", name=op.f("uq_customer_name")),
    )
    op.create_table(
        "provider_setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_provider_setting")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("subject", sa.String(length=320), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_allowed_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_failure")),
    )
    op.create_table(
        "contact",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("e_mail", sa.String(length=254), nullable=False),
        sa.Column("e_mail_key", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contact_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_contact")),
        sa.UniqueConstraint("customer_id", "e_mail_key", name=op.f("uq_contact_customer_id_e_mail_key")),
        sa.UniqueConstraint("id", name=op.f("uq_contact_id")),
    )
    op.create_table(
        "device",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("machine_id", sa.String(length=128), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("platform", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("helpdesk_enabled", sa.Boolean(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("first_address", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_device_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_device")),
        sa.UniqueConstraint("customer_id", "machine_id", name=op.f("uq_device_customer_id_machine_id")),
        sa.UniqueConstraint("id", name=op.f("uq_device_id")),
    )
    op.create_table(
        "enrollment_token",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses <= max_uses", name=op.f("ck_enrollment_token_uses_within_limit")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_enrollment_token_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_enrollment_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_enrollment_token_token_hash")),
        sa.UniqueConstraint("id", name=op.f("uq_enrollment_token_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("technician_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_recovery_code_technician")),
        sa.PrimaryKeyConstraint("technician_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "technician_grant",
        sa.Column("technician_id", sa.String(length=36), nullable=False),
        sa.Column("granted_customer_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["granted_customer_id"], ["customer.id"], name=op.f("fk_technician_grant_customer")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_technician_grant_technician")),
        sa.PrimaryKeyConstraint("technician_id", "granted_customer_id", name=op.f("pk_technician_grant")),
    )
    op.create_table(
        "technician_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("technician_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("idle_until", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("stepped_up_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_technician_session_technician")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_technician_session")),
    )
    with op.batch_alter_table("technician_session", schema=None) as batch_op:
        batch_op.create_index("ix_technician_session_technician", ["technician_id"], unique=False)

    op.create_table(
        "device_key",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("os_user", sa.String(length=120), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_device_key_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_device_key_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_device_key")),
        sa.UniqueConstraint("id", name=op.f("uq_device_key_id")),
        sa.UniqueConstraint("public_key", name=op.f("uq_device_key_public_key")),
    )
    with op.batch_alter_table("device_key", schema=None) as batch_op:
        batch_op.create_index("ix_device_key_device", ["device_id", "customer_id"], unique=False)

    op.create_table(
        "chat_request",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("direction", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=True),
        sa.Column("technician_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=True),
        sa.Column("ticket_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "contact_id"], ["contact.customer_id", "contact.id"], name=op.f("fk_chat_request_contact")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_chat_request_device")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_chat_request_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_chat_request_customer")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_chat_request_service")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_chat_request_technician")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_chat_request")),
        sa.UniqueConstraint("id", name=op.f("uq_chat_request_id")),
    )
    with op.batch_alter_table("chat_request", schema=None) as batch_op:
        batch_op.create_index("ix_chat_request_device", ["device_id", "state", "customer_id"], unique=False)
        batch_op.create_index("ix_chat_request_due", ["state", "expires_at"], unique=False)

    op.create_table(
        "contact_device",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("os_session", sa.String(length=36), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("set_by", sa.String(length=254), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id", "contact_id"], ["contact.customer_id", "contact.id"], name=op.f("fk_contact_device_contact")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_contact_device_device")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_contact_device_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_contact_device_customer")),
        sa.PrimaryKeyConstraint("contact_id", "device_id", "os_session", "customer_id", name=op.f("pk_contact_device")),
    )
    with op.batch_alter_table("contact_device", schema=None) as batch_op:
        batch_op.create_index("ix_contact_device_device", ["device_id", "customer_id"], unique=False)

    op.create_table(
        "conversation",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=False),
        sa.Column("technician_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("service_id", sa.String(length=36), nullable=True),
        sa.Column("waiting_group_id", sa.String(length=36), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("ticket_due_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.String(length=24), nullable=False),
        sa.Column("shield_level", sa.Integer(), nullable=False),
        sa.Column("shield_method", sa.String(length=24), nullable=False),
        sa.Column("shield_by", sa.String(length=254), nullable=False),
        sa.Column("shield_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "contact_id"], ["contact.customer_id", "contact.id"], name=op.f("fk_conversation_contact")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_conversation_device")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_conversation_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_conversation_customer")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_conversation_service")),
        sa.ForeignKeyConstraint(["technician_id"], ["technician.id"], name=op.f("fk_conversation_technician")),
        sa.ForeignKeyConstraint(
            ["waiting_group_id"], ["technician_group.id"], name=op.f("fk_conversation_technician_group")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("id", name=op.f("uq_conversation_id")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_device", ["device_id", "is_open", "customer_id"], unique=False)
        batch_op.create_index("ix_conversation_device_key", ["device_key_id", "is_open", "customer_id"], unique=False)
        batch_op.create_index("ix_conversation_due", ["ticket_due_at"], unique=False)
        batch_op.create_index("ix_conversation_technician", ["technician_id", "is_open"], unique=False)
        batch_op.create_index("ix_conversation_waiting", ["waiting_group_id"], unique=False)

    op.create_table(
        "identity_token",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=False),
        sa.Column("e_mail", sa.String(length=254), nullable=False),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_identity_token_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_identity_token_customer")),
        sa.PrimaryKeyConstraint("id", "customer_id", name=op.f("pk_identity_token")),
    )
    with op.batch_alter_table("identity_token", schema=None) as batch_op:
        batch_op.create_index("ix_identity_token_e_mail", ["e_mail", "created_at"], unique=False)
        batch_op.create_index("ix_identity_token_key", ["device_key_id", "customer_id"], unique=False)

    op.create_table(
        "mail_outbox",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_key_id", sa.String(length=36), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=36), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column("give_up_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_mail_outbox_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_mail_outbox_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_mail_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_mail_outbox_id")),
    )
    with op.batch_alter_table("mail_outbox", schema=None) as batch_op:
        batch_op.create_index("ix_mail_outbox_due", ["state", "next_attempt_at"], unique=False)
        batch_op.create_index("ix_mail_outbox_recipient", ["recipient", "created_at"], unique=False)

    op.create_table(
        "cursor",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("member", sa.String(length=36), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "conversation_id"],
            ["conversation.customer_id", "conversation.id"],
            name=op.f("fk_cursor_conversation"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_cursor_customer")),
        sa.PrimaryKeyConstraint("conversation_id", "member", "customer_id", name=op.f("pk_cursor")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "message",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=24), nullable=False),
        sa.Column("sender_id", sa.String(length=36), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("stream", sa.String(length=36), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "conversation_id"],
            ["conversation.customer_id", "conversation.id"],
            name=op.f("fk_message_conversation"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_message_customer")),
        sa.PrimaryKeyConstraint("conversation_id", "seq", "customer_id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "conversation_id",
            "message_id",
            "customer_id",
            name=op.f("uq_message_conversation_id_message_id_customer_id"),
        ),
        sa.UniqueConstraint(
            "conversation_id",
            "stream",
            "number",
            "customer_id",
            name=op.f("uq_message_conversation_id_stream_number_customer_id"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "request_decline",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("declined_by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "request_id"],
            ["chat_request.customer_id", "chat_request.id"],
            name=op.f("fk_request_decline_chat_request"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_request_decline_customer")),
        sa.PrimaryKeyConstraint("request_id", "declined_by", "customer_id", name=op.f("pk_request_decline")),
    )
    op.create_table(
        "sender_position",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "conversation_id"],
            ["conversation.customer_id", "conversation.id"],
            name=op.f("fk_sender_position_conversation"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_sender_position_customer")),
        sa.PrimaryKeyConstraint("conversation_id", "stream", "customer_id", name=op.f("pk_sender_position")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ticket",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("origin", sa.String(length=24), nullable=False),
        sa.Column("priority", sa.String(length=24), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("group_id", sa.String(length=36), nullable=True),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("device_key_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("merged_into", sa.String(length=36), nullable=True),
        sa.Column("merged_number", sa.Integer(), nullable=True),
        sa.Column("worked_min", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("shield_level", sa.Integer(), nullable=False),
        sa.Column("shield_method", sa.String(length=24), nullable=False),
        sa.Column("shield_by", sa.String(length=254), nullable=False),
        sa.Column("shield_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignee_id"], ["technician.id"], name=op.f("fk_ticket_technician")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_ticket_service")),
        sa.ForeignKeyConstraint(["group_id"], ["technician_group.id"], name=op.f("fk_ticket_technician_group")),
        sa.ForeignKeyConstraint(
            ["customer_id", "merged_into"], ["ticket.customer_id", "ticket.id"], name=op.f("fk_ticket_ticket")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "contact_id"], ["contact.customer_id", "contact.id"], name=op.f("fk_ticket_contact")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "conversation_id"],
            ["conversation.customer_id", "conversation.id"],
            name=op.f("fk_ticket_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"], ["device.customer_id", "device.id"], name=op.f("fk_ticket_device")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_key_id"],
            ["device_key.customer_id", "device_key.id"],
            name=op.f("fk_ticket_device_key"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_ticket_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("number", name=op.f("uq_ticket_number")),
        sa.UniqueConstraint("id", name=op.f("uq_ticket_id")),
    )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_conversation", ["conversation_id", "customer_id"], unique=False)
        batch_op.create_index("ix_ticket_device_key", ["device_key_id", "number"], unique=False)
        batch_op.create_index("ix_ticket_group", ["group_id", "state"], unique=False)
        batch_op.create_index("ix_ticket_merged", ["merged_into", "customer_id"], unique=False)
        batch_op.create_index("ix_ticket_state", ["state", "updated_at"], unique=False)

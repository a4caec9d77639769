"""All tables, one module per feature. Every row of a customer carries its customer_id in the primary key."""

from relay.db.tables.audit import audit_checkpoint, audit_event
from relay.db.tables.chat import (
    chat_request,
    conversation,
    cursor,
    message,
    request_decline,
    sender_position,
)
from relay.db.tables.desk import canned_answer, group_member, service, service_group, technician_group
from relay.db.tables.directory import (
    contact,
    contact_device,
    customer,
    device,
    device_key,
    enrollment_token,
    provider_setting,
)
from relay.db.tables.files import file, file_grant, file_usage
from relay.db.tables.identity import identity_token, mail_outbox
from relay.db.tables.inventory import (
    device_tag,
    inventory,
    inventory_change,
    inventory_section,
    inventory_software,
    watch_match,
    watch_rule,
)
from relay.db.tables.people import contact_address, erased
from relay.db.tables.technicians import (
    recovery_code,
    sign_in_failure,
    technician,
    technician_grant,
    technician_session,
)
from relay.db.tables.tickets import ticket, ticket_entry, ticket_history, ticket_talk

__all__ = [
    "audit_checkpoint",
    "audit_event",
    "canned_answer",
    "chat_request",
    "contact",
    "contact_address",
    "contact_device",
    "conversation",
    "cursor",
    "customer",
    "device",
    "device_key",
    "device_tag",
    "enrollment_token",
    "erased",
    "file",
    "file_grant",
    "file_usage",
    "group_member",
    "identity_token",
    "inventory",
    "inventory_change",
    "inventory_section",
    "inventory_software",
    "mail_outbox",
    "message",
    "provider_setting",
    "recovery_code",
    "request_decline",
    "sender_position",
    "service",
    "service_group",
    "sign_in_failure",
    "technician",
    "technician_grant",
    "technician_group",
    "technician_session",
    "ticket",
    "ticket_entry",
    "ticket_history",
    "ticket_talk",
    "watch_match",
    "watch_rule",
]

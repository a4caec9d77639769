"""Customers, devices, settings and enrollment tokens as the console and the command line change them."""

import datetime as dt
import hashlib
import json
import secrets

import sqlalchemy as sa

from relay.db.repositories import directory, identity
from relay.db.tables import customer, enrollment_token
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import clean_name
from relay.services import catalogue, chat_requests, loading, step_up
from relay.services.orders import Context, DeviceSeen, PutSetting
from relay.services.relay_address import usable_address
from shared.errors import Conflict, NotAllowed, NotFound
from shared.ids import CustomerId, DeviceId
from shared.protocol.base import Done
from shared.protocol.directory import (
    ApproveDevice,
    CreateToken,
    DeviceState,
    RevokeDevice,
    RevokeToken,
    SaveCustomer,
    SaveSettings,
    SetHelpdesk,
    TokenCreated,
)

SETTINGS = {
    "organisation": str,
    "edition": str,
    "language": str,
    "user_chat_enabled": bool,
    "audit_days": int,
    "file_quota_mb": int,
    "public_url": str,
    "smtp_host": str,
    "smtp_port": int,
    "smtp_security": str,
    "smtp_user": str,
    "smtp_password": str,
    "smtp_from": str,
    "smtp_ca_file": str,
}
"""Provider settings that the command line may set, with the type of their value."""
WORDS = {"edition": ("msp", "it"), "language": ("it", "en"), "smtp_security": ("starttls", "tls", "plain")}


def save_customer(work: UnitOfWork, message: SaveCustomer, context: Context) -> Done:
    """Create or change a customer."""
    work.scope.require(Right.MANAGE_CUSTOMERS)
    facts = {
        "name": clean_name(message.name, "name"),
        "enrolment_policy": message.enrolment_policy,
        "user_chat_enabled": message.user_chat_enabled,
        "owner_id": message.owner_id,
        "retention_days": message.retention_days,
    }
    if message.owner_id is not None:
        loading.technician_of(work, message.owner_id)
    known = directory.customer_row(work.gate, message.customer_id)
    if known is not None and known.name != facts["name"] and work.scope.customers is not None:
        # Names are the provider's: a refusal would tell who else is a customer.
        raise NotAllowed(why="role")
    if known is None:
        row = {"id": message.customer_id, "created_at": context.now, "version": 1, **facts}
        work.gate.insert(sa.insert(customer), row)
    else:
        directory.change(work.gate, directory.SAVE_CUSTOMER, {"of_customer": message.customer_id}, **facts)
    work.audit("customer.saved", message.customer_id, context.now, message.customer_id)
    work.hint(Topic.CUSTOMER, message.customer_id, message.customer_id)
    return Done(re=message.ref)


def approve_device(work: UnitOfWork, message: ApproveDevice, context: Context) -> Done:
    """Let a pending device chat, and every key of it that waits; what was suspected of it is answered by this.

    Raises: NotAllowed for a revoked one: a lost key is a new device. StepUpRequired.
    """
    work.scope.require(Right.MANAGE_DEVICES)
    device = loading.device_of(work, message.device_id)
    if device.state is DeviceState.REVOKED:
        raise NotAllowed(why="revoked")
    step_up.check_or_signed_in(work, context)
    work.gate.change(directory.APPROVE_KEYS, of_device=message.device_id)
    work.gate.change(directory.TRUST_AGAIN, of_device=message.device_id)
    if not directory.set_device_state(work.gate, message.device_id, DeviceState.APPROVED):
        work.gate.change(directory.TOUCH_DEVICE, of_device=message.device_id)
    _device_said(work, message.device_id, CustomerId(device.customer_id), "device.approved", context.now)
    return Done(re=message.ref)


def revoke_device(work: UnitOfWork, message: RevokeDevice, context: Context) -> Done:
    """Shut a device out for ever; its live sockets close after the commit."""
    work.scope.require(Right.MANAGE_DEVICES)
    device = loading.device_of(work, message.device_id)
    directory.set_device_state(work.gate, message.device_id, DeviceState.REVOKED)
    chat_requests.end_of_device(work, message.device_id, context.now)
    for key in directory.keys_of_device(work.gate, message.device_id):
        work.hint(Topic.DEVICE_CLOSED, key.id, device.customer_id, "revoked")
    _device_said(work, message.device_id, CustomerId(device.customer_id), "device.revoked", context.now)
    return Done(re=message.ref)


def set_helpdesk(work: UnitOfWork, message: SetHelpdesk, context: Context) -> Done:
    """*Helpdesk agent → Activate* for one or many devices (A-16)."""
    work.scope.require(Right.CHAT)
    for device_id in dict.fromkeys(message.device_ids):
        device = loading.device_of(work, device_id)
        if device.helpdesk_enabled is not message.enabled:
            work.gate.change(directory.SET_HELPDESK, of_device=device_id, enabled=message.enabled)
            action = "device.helpdesk_on" if message.enabled else "device.helpdesk_off"
            _device_said(work, device_id, CustomerId(device.customer_id), action, context.now)
    return Done(re=message.ref)


def device_seen(work: UnitOfWork, order: DeviceSeen, context: Context) -> Done:
    """Remember when an agent was last connected."""
    key = directory.key_row(work.gate, order.device_key_id)
    if key is not None:
        work.gate.change(directory.SEEN_KEY, of_key=order.device_key_id, seen=context.now)
        work.gate.change(directory.SEEN_DEVICE, of_device=key.device_id, seen=context.now)
        work.hint(Topic.DEVICE, key.device_id, key.customer_id)
    return Done(re=0)


def save_settings(work: UnitOfWork, message: SaveSettings, context: Context) -> Done:
    """*Chat with the agent → Enable chat → Save* (A-15), for the provider."""
    work.scope.require(Right.MANAGE_SETTINGS)
    current = directory.settings(work.gate)
    if message.version != current.get("version", 0):
        raise Conflict(what="settings_changed")
    directory.put_setting(work.gate, "user_chat_enabled", message.user_chat_enabled)
    directory.put_setting(work.gate, "organisation", clean_name(message.organisation, "organisation"))
    _settings_said(work, context.now, int(current.get("version", 0)))
    return Done(re=message.ref)


def put_setting(work: UnitOfWork, order: PutSetting, context: Context) -> Done:
    """Set one provider setting from the command line. Raises: NotFound for an unknown key, NotAllowed for a bad value."""
    work.scope.require(Right.MANAGE_SETTINGS)
    wanted = SETTINGS.get(order.key)
    if wanted is None:
        raise NotFound
    value = json.loads(order.value)
    if type(value) is not wanted or (order.key in WORDS and value not in WORDS[order.key]):
        raise NotAllowed(why="bad_value")
    version = int(directory.settings(work.gate).get("version", 0))
    directory.put_setting(work.gate, order.key, value)
    if order.key == "public_url" and value:
        usable_address(str(value))
    if order.key == "language":
        catalogue.follow_language(work, str(value))
    _settings_said(work, context.now, version)
    return Done(re=0)


def create_token(work: UnitOfWork, message: CreateToken, context: Context) -> TokenCreated:
    """Make an enrollment token; only its hash is kept, the secret is shown by this answer alone."""
    work.scope.require(Right.MANAGE_TOKENS)
    loading.customer_of(work, message.customer_id)
    label = clean_name(message.label, "label") if message.label.strip() else ""
    secret = f"sprt_{secrets.token_urlsafe(24)}"
    work.gate.insert(
        sa.insert(enrollment_token),
        {
            "customer_id": message.customer_id,
            "id": message.token_id,
            "label": label,
            "token_hash": token_hash(secret),
            "expires_at": context.now + dt.timedelta(days=message.days),
            "max_uses": message.max_uses,
            "uses": 0,
            "revoked_at": None,
            "created_at": context.now,
            "version": 1,
        },
    )
    work.audit("token.created", message.token_id, context.now, message.customer_id)
    work.hint(Topic.TOKEN, message.token_id, message.customer_id)
    return TokenCreated(re=message.ref, token_id=message.token_id, secret=secret)


def revoke_token(work: UnitOfWork, message: RevokeToken, context: Context) -> Done:
    """No further device joins with this token; those that did are untouched."""
    work.scope.require(Right.MANAGE_TOKENS)
    row = work.gate.row(identity.TOKEN, of_token=message.token_id)
    if row is None:
        raise NotFound
    work.gate.change(identity.REVOKE, of_token=message.token_id, now=context.now)
    work.audit("token.revoked", message.token_id, context.now, CustomerId(row.customer_id))
    work.hint(Topic.TOKEN, message.token_id, row.customer_id)
    return Done(re=message.ref)


def token_hash(secret: str) -> bytes:
    """Return what is stored of an enrollment token: it carries 192 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def _device_said(work: UnitOfWork, device_id: DeviceId, customer_id: CustomerId, action: str, now: dt.datetime) -> None:
    work.audit(action, device_id, now, customer_id)
    work.hint(Topic.DEVICE, device_id, customer_id)


def _settings_said(work: UnitOfWork, now: dt.datetime, version: int) -> None:
    directory.put_setting(work.under(RELAY_SCOPE).gate, "version", version + 1)
    work.audit("settings.saved", "provider", now)
    work.hint(Topic.SETTINGS, "provider")

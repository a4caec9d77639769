"""Join a device with an enrollment token, and open its sessions. Source: design 8; docs/protocol.md, Enrolment."""

import base64
import binascii

import sqlalchemy as sa

from relay.db.repositories import directory, identity
from relay.db.tables import device, device_key
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import enrolment as rules
from relay.domain.text import harmless_name
from relay.services import inventory, loading
from relay.services.directory import token_hash
from relay.services.orders import Context, EnrolDevice, OpenDeviceSession
from shared.errors import AuthFailed
from shared.ids import CustomerId, DeviceId, DeviceKeyId, new_id
from shared.protocol.directory import DeviceState
from shared.protocol.enrolment import Enrolled
from shared.protocol.hello import AgentWelcome


def enrol(work: UnitOfWork, order: EnrolDevice, context: Context) -> Enrolled | AuthFailed:
    """Register the key under the token's customer; expired, spent, revoked and wrong tokens are answered alike.

    The same machine with another OS user adds a key to the same device. The same key again changes nothing.
    A refusal is returned and not raised: its audit row must commit.
    """
    try:
        with work.connection.begin_nested():
            return _join(work, order, context)
    except AuthFailed as refused:
        work.audit("device.enrolment_refused", "enrolment", context.now, address=order.address)
        return refused


def _join(work: UnitOfWork, order: EnrolDevice, context: Context) -> Enrolled:
    message = order.enrol
    public_key = decode_key(message.public_key)
    known = work.gate.row(directory.KEY_BY_PUBLIC, of_public=public_key)
    token = work.gate.row(identity.TOKEN_BY_HASH, of_hash=token_hash(message.token))
    if token is None:
        raise AuthFailed
    customer = loading.customer_of(work, CustomerId(token.customer_id))
    if known is not None:
        if known.customer_id != customer.id:
            raise AuthFailed
        state = loading.device_of(work, DeviceId(known.device_id)).state
        is_approved = state is DeviceState.APPROVED and known.is_approved
        return _enrolled(order, known.device_id, known.id, customer.id, customer.name, is_approved=is_approved)
    usable = rules.EnrollmentToken(
        id=token.id,
        customer_id=token.customer_id,
        expires_at=token.expires_at,
        uses=token.uses,
        max_uses=token.max_uses,
        revoked_at=token.revoked_at,
    )
    if not rules.is_usable(usable, context.now) or not work.gate.change(identity.SPEND, of_token=token.id):
        raise AuthFailed
    device_id = _device_for(work, order, customer, context)
    is_approved = rules.first_state(customer.enrolment_policy) is DeviceState.APPROVED
    key_id = DeviceKeyId(new_id())
    work.gate.insert(
        sa.insert(device_key),
        {
            "customer_id": customer.id,
            "id": key_id,
            "device_id": device_id,
            "os_user": harmless_name(message.os_user),
            "public_key": public_key,
            "epoch": 0,
            "is_approved": is_approved,
            "created_at": context.now,
            "last_seen_at": None,
        },
    )
    work.gate.change(directory.TOUCH_DEVICE, of_device=device_id)
    work.audit("device.enrolled", device_id, context.now, CustomerId(customer.id), key=key_id, address=order.address)
    work.hint(Topic.DEVICE, device_id, customer.id)
    work.hint(Topic.TOKEN, token.id, customer.id)
    return _enrolled(order, device_id, key_id, customer.id, customer.name, is_approved=is_approved)


def open_device_session(work: UnitOfWork, order: OpenDeviceSession, context: Context) -> AgentWelcome:
    """Count the key's epoch up: this connection is the newest, older ones are fenced and closed."""
    key = directory.key_row(work.gate, order.device_key_id)
    if key is None or key.state is DeviceState.REVOKED:
        raise AuthFailed
    work.gate.change(directory.NEXT_EPOCH, of_key=key.id)
    work.gate.change(directory.SEEN_KEY, of_key=key.id, seen=context.now)
    device_id, customer_id = DeviceId(key.device_id), CustomerId(key.customer_id)
    if order.program_version:
        work.gate.change(directory.SIGNED_IN_DEVICE, of_device=device_id, said=order.program_version)
    if order.is_clone and work.gate.change(directory.SUSPECT_CLONE, of_device=device_id, at=context.now):
        work.audit("device.clone_suspected", device_id, context.now, customer_id, key=key.id, address=context.address)
        work.hint(Topic.DEVICE, device_id, customer_id)
    inventory.note_address(work, device_id, customer_id, context.address)
    epoch = key.epoch + 1
    work.hint(Topic.DEVICE_CLOSED, key.id, key.customer_id, f"replaced:{epoch}")
    return AgentWelcome(
        re=order.re,
        device_id=device_id,
        device_key_id=DeviceKeyId(key.id),
        customer_id=customer_id,
        customer_name=key.customer_name,
        epoch=epoch,
        approved=key.state is DeviceState.APPROVED and key.is_approved,
        now=context.now,
    )


def decode_key(text: str) -> bytes:
    """Return the 32 raw bytes of an Ed25519 public key. Raises: AuthFailed."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise AuthFailed from error
    if len(raw) != 32:
        raise AuthFailed
    return raw


def _device_for(
    work: UnitOfWork, order: EnrolDevice, customer: sa.Row[tuple[object, ...]], context: Context
) -> DeviceId:
    """Return the machine's device, or a new one. A further key waits for an approval of its own where devices do."""
    message = order.enrol
    known = work.gate.row(
        directory.DEVICE_BY_MACHINE, of_customer=customer.id, of_machine=harmless_name(message.machine_id, 128)
    )
    if known is not None and known.state is not DeviceState.REVOKED:
        return DeviceId(known.id)
    if known is not None:
        raise AuthFailed
    device_id = DeviceId(new_id())
    work.gate.insert(
        sa.insert(device),
        {
            "customer_id": customer.id,
            "id": device_id,
            "machine_id": harmless_name(message.machine_id, 128),
            "name": harmless_name(message.host_name),
            "platform": harmless_name(message.platform),
            "state": rules.first_state(customer.enrolment_policy),
            "helpdesk_enabled": False,
            "enrolled_at": context.now,
            "first_address": order.address[:64],
            "last_seen_at": None,
            "version": 1,
        },
    )
    return device_id


def _enrolled(
    order: EnrolDevice, device_id: str, key_id: str, customer_id: str, customer_name: str, *, is_approved: bool
) -> Enrolled:
    return Enrolled(
        re=order.enrol.ref,
        device_id=DeviceId(device_id),
        device_key_id=DeviceKeyId(key_id),
        customer_id=CustomerId(customer_id),
        customer_name=customer_name,
        approved=is_approved,
    )

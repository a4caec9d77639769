"""Queries on customers, provider settings, devices, device keys and contacts."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import Any, Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import contact, contact_device, customer, device, device_key, provider_setting
from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId
from shared.protocol.directory import DeviceState

b = sa.bindparam

SETTINGS: Final = sa.select(provider_setting)
SAVE_SETTING: Final = sa.update(provider_setting).where(provider_setting.c.key == b("of_key"))
CUSTOMER: Final = sa.select(customer).where(customer.c.id == b("of_customer"))
CUSTOMERS: Final = sa.select(customer).order_by(customer.c.name)
SAVE_CUSTOMER: Final = sa.update(customer).where(customer.c.id == b("of_customer"))
DEVICE: Final = sa.select(device).where(device.c.id == b("of_device"))
DEVICES: Final = sa.select(device).order_by(device.c.name, device.c.id)
DEVICE_BY_MACHINE: Final = sa.select(device).where(
    device.c.customer_id == b("of_customer"), device.c.machine_id == b("of_machine")
)
TOUCH_DEVICE: Final = sa.update(device).where(device.c.id == b("of_device")).values(version=device.c.version + 1)
SET_DEVICE_STATE: Final = (
    sa.update(device)
    .where(device.c.id == b("of_device"), device.c.state != b("new_state", type_=device.c.state.type))
    .values(state=b("new_state", type_=device.c.state.type), version=device.c.version + 1)
)
SET_HELPDESK: Final = (
    sa.update(device)
    .where(device.c.id == b("of_device"))
    .values(helpdesk_enabled=b("enabled"), version=device.c.version + 1)
)
SEEN_DEVICE: Final = (
    sa.update(device).where(device.c.id == b("of_device")).values(last_seen_at=b("seen"), version=device.c.version + 1)
)
SIGNED_IN_DEVICE: Final = (
    sa.update(device)
    .where(device.c.id == b("of_device"), device.c.program_version.is_distinct_from(b("said")))
    .values(program_version=b("said"), version=device.c.version + 1)
)
SUSPECT_CLONE: Final = (
    sa.update(device)
    .where(device.c.id == b("of_device"), device.c.clone_suspected_at.is_(None))
    .values(clone_suspected_at=b("at", type_=device.c.clone_suspected_at.type), version=device.c.version + 1)
)
TRUST_AGAIN: Final = sa.update(device).where(device.c.id == b("of_device")).values(clone_suspected_at=None)
SEEN_KEY: Final = sa.update(device_key).where(device_key.c.id == b("of_key")).values(last_seen_at=b("seen"))
KEY: Final = (
    sa.select(
        device_key,
        device.c.state,
        device.c.name.label("device_name"),
        device.c.helpdesk_enabled,
        customer.c.name.label("customer_name"),
    )
    .join_from(
        device_key,
        device,
        (device.c.customer_id == device_key.c.customer_id) & (device.c.id == device_key.c.device_id),
    )
    .join(customer, customer.c.id == device_key.c.customer_id)
    .where(device_key.c.id == b("of_key"))
)
_WANTED: Final = sa.func.json_each(b("wanted")).table_valued("value", name="wanted")
CALLING_KEYS: Final = (
    sa.select(*device_key.c["id", "customer_id", "device_id", "os_user", "epoch", "is_approved"], device.c.state)
    .join_from(
        device_key,
        device,
        (device.c.customer_id == device_key.c.customer_id) & (device.c.id == device_key.c.device_id),
    )
    .where(device_key.c.id == _WANTED.c.value)
)
KEY_BY_PUBLIC: Final = sa.select(device_key).where(device_key.c.public_key == b("of_public"))
KEYS_OF_DEVICE: Final = sa.select(device_key).where(device_key.c.device_id == b("of_device")).order_by(device_key.c.id)
ALL_KEYS: Final = sa.select(device_key).order_by(device_key.c.device_id, device_key.c.id)
APPROVE_KEYS: Final = (
    sa.update(device_key)
    .where(device_key.c.device_id == b("of_device"), device_key.c.is_approved.is_(False))
    .values(is_approved=True)
)
NEXT_EPOCH: Final = sa.update(device_key).where(device_key.c.id == b("of_key")).values(epoch=device_key.c.epoch + 1)
CONTACT: Final = sa.select(contact).where(contact.c.id == b("of_contact"))
CONTACTS: Final = sa.select(contact).order_by(contact.c.last_name, contact.c.first_name, contact.c.id)
SAVE_CONTACT: Final = sa.update(contact).where(contact.c.id == b("of_contact"))
TOUCH_CONTACT: Final = sa.update(contact).where(contact.c.id == b("of_contact")).values(version=contact.c.version + 1)
LINKS: Final = sa.select(contact_device).order_by(contact_device.c.is_primary.desc(), contact_device.c.set_at)
LINKS_OF_CONTACT: Final = LINKS.where(contact_device.c.contact_id == b("of_contact"))
LINKS_OF_DEVICE: Final = LINKS.where(contact_device.c.device_id == b("of_device"))
_LINK: Final = (
    contact_device.c.contact_id == b("of_contact"),
    contact_device.c.device_id == b("of_device"),
    contact_device.c.os_session == b("of_session"),
)
UNLINK: Final = sa.delete(contact_device).where(
    contact_device.c.contact_id == b("of_contact"), contact_device.c.device_id == b("of_device")
)
UNLINK_ONE: Final = sa.delete(contact_device).where(*_LINK)
SAVE_LINK: Final = sa.update(contact_device).where(*_LINK)

_cached: dict[tuple[int, tuple[str, ...]], sa.Update] = {}


def changing(statement: sa.Update, columns: tuple[str, ...]) -> sa.Update:
    """Return the statement setting these columns from parameters `set_<column>`; kept, so that the gate keeps it too."""
    key = (id(statement), columns)
    if key not in _cached:
        table = statement.table
        values: dict[str, Any] = {name: b(f"set_{name}", type_=table.c[name].type) for name in columns}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        _cached[key] = statement.values(**values)
    return _cached[key]


def change(gate: Gate, statement: sa.Update, keys: dict[str, Any], **columns: Any) -> int:
    """Set the given columns of the rows that `keys` name, and count the version up where there is one."""
    values = {f"set_{name}": value for name, value in columns.items()}
    return gate.change(changing(statement, tuple(columns)), **keys, **values)


def settings(gate: Gate) -> dict[str, Any]:
    """Return all provider settings, decoded."""
    return {row.key: json.loads(row.value) for row in gate.rows(SETTINGS)}


def put_setting(gate: Gate, key: str, value: Any) -> None:
    """Write one provider setting."""
    if not change(gate, SAVE_SETTING, {"of_key": key}, value=json.dumps(value)):
        gate.insert(sa.insert(provider_setting), {"key": key, "value": json.dumps(value)})


def customer_row(gate: Gate, customer_id: CustomerId) -> Row | None:
    """Return a customer."""
    return gate.row(CUSTOMER, of_customer=customer_id)


def device_row(gate: Gate, device_id: DeviceId) -> Row | None:
    """Return a device."""
    return gate.row(DEVICE, of_device=device_id)


def key_row(gate: Gate, device_key_id: DeviceKeyId) -> Row | None:
    """Return a device key with its device's state and names."""
    return gate.row(KEY, of_key=device_key_id)


def calling_keys(gate: Gate, device_key_ids: Collection[DeviceKeyId]) -> dict[str, Row]:
    """Return by id what says whether these device keys may call, in one look."""
    return {row.id: row for row in gate.rows(CALLING_KEYS, wanted=json.dumps(list(device_key_ids)))}


def keys_of_device(gate: Gate, device_id: DeviceId) -> Sequence[Row]:
    """Return the keys of a device, oldest first."""
    return gate.rows(KEYS_OF_DEVICE, of_device=device_id)


def approved_keys(gate: Gate, device_id: DeviceId) -> set[str]:
    """Return the keys of a device that need not wait for an approval of their own."""
    return {key.id for key in keys_of_device(gate, device_id) if key.is_approved}


def links_of_device(gate: Gate, device_id: DeviceId) -> Sequence[Row]:
    """Return which contacts are assigned to a device or confirmed on it, the primary first."""
    return gate.rows(LINKS_OF_DEVICE, of_device=device_id)


def links_of_contact(gate: Gate, contact_id: ContactId) -> Sequence[Row]:
    """Return the devices of a contact, the primary first."""
    return gate.rows(LINKS_OF_CONTACT, of_contact=contact_id)


def set_device_state(gate: Gate, device_id: DeviceId, state: DeviceState) -> int:
    """Change the state; 0 when it was so already."""
    return gate.change(SET_DEVICE_STATE, of_device=device_id, new_state=state)


def put_link(
    gate: Gate,
    *,
    customer_id: CustomerId,
    contact_id: ContactId,
    device_id: DeviceId,
    is_primary: bool,
    level: int,
    method: str,
    set_by: str,
    now: dt.datetime,
    device_key_id: DeviceKeyId | None = None,
) -> None:
    """Assign a contact to a device or note who confirmed an e-mail on its OS session; what is noted already is replaced."""
    os_session = device_key_id or ""
    keys = {"of_contact": contact_id, "of_device": device_id, "of_session": os_session}
    facts = {
        "is_primary": is_primary,
        "level": level,
        "method": method,
        "set_by": set_by,
        "set_at": now,
        "device_key_id": device_key_id,
    }
    if not change(gate, SAVE_LINK, keys, **facts):
        row = {"customer_id": customer_id, "contact_id": contact_id, "device_id": device_id}
        row["os_session"] = os_session
        gate.insert(sa.insert(contact_device), {**row, **facts})

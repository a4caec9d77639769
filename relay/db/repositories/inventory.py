"""Queries on inventories, their history and tags. A section is kept packed; only this module packs and unpacks."""

import datetime as dt
import json
import zlib
from collections.abc import Collection, Iterable
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.tables import (
    device,
    device_key,
    device_tag,
    inventory,
    inventory_change,
    inventory_section,
    inventory_software,
)
from relay.domain.inventory import Line
from shared.errors import TooLarge
from shared.ids import CustomerId, DeviceId, DeviceKeyId
from shared.inventory import Items, Sections, most_bytes
from shared.protocol.inventory import ChangeRecord, DeviceFacts

b = sa.bindparam

HEAD: Final = sa.select(inventory).where(inventory.c.device_id == b("of_device"))
HEADS: Final = sa.select(*inventory.c["device_id", "version", "facts"])
SAVE_HEAD: Final = (
    sa.update(inventory)
    .where(inventory.c.device_id == b("of_device"))
    .values(version=b("new_version"), reported_at=b("now"), facts=b("new_facts"))
)
SAVE_FACTS: Final = sa.update(inventory).where(inventory.c.device_id == b("of_device")).values(facts=b("new_facts"))
SECTIONS: Final = sa.select(*inventory_section.c["section", "data"]).where(
    inventory_section.c.device_id == b("of_device")
)
SOME_SECTIONS: Final = SECTIONS.where(inventory_section.c.section.in_(b("sections", expanding=True)))
SAVE_SECTION: Final = (
    sa.update(inventory_section)
    .where(inventory_section.c.device_id == b("of_device"), inventory_section.c.section == b("of_section"))
    .values(data=b("new_data"))
)
DROP_SECTION: Final = sa.delete(inventory_section).where(
    inventory_section.c.device_id == b("of_device"), inventory_section.c.section == b("of_section")
)
SAVE_NAMES: Final = (
    sa.update(inventory_software).where(inventory_software.c.device_id == b("of_device")).values(names=b("new_names"))
)
WITH_SOFTWARE: Final = (
    sa.select(inventory_software.c.device_id)
    .where(sa.func.instr(inventory_software.c.names, b("text")) > 0)
    .limit(b("most"))
)
LAST_CHANGE: Final = sa.select(sa.func.max(inventory_change.c.number).label("number")).where(
    inventory_change.c.device_id == b("of_device")
)
CHANGES: Final = (
    sa.select(inventory_change)
    .where(inventory_change.c.device_id == b("of_device"), inventory_change.c.at < b("before_at"))
    .order_by(inventory_change.c.number.desc())
    .limit(b("most"))
)
CHANGES_AT: Final = (
    sa.select(inventory_change)
    .where(
        inventory_change.c.device_id == b("of_device"),
        inventory_change.c.number < b("before_number"),
        inventory_change.c.at == b("of_at"),
    )
    .order_by(inventory_change.c.number.desc())
)
OLDEST_KEPT: Final = (
    sa.select(inventory_change.c.number)
    .where(inventory_change.c.device_id == b("of_device"), inventory_change.c.section == b("of_section"))
    .order_by(inventory_change.c.number.desc())
    .offset(b("kept"))
    .limit(1)
)
DROP_CHANGES: Final = sa.delete(inventory_change).where(
    inventory_change.c.device_id == b("of_device"),
    inventory_change.c.section == b("of_section"),
    inventory_change.c.number <= b("upto"),
)
DROP_OLD_CHANGES: Final = sa.delete(inventory_change).where(
    inventory_change.c.device_id == b("of_device"), inventory_change.c.at < b("before_at")
)
ALL_TAGS: Final = sa.select(*device_tag.c["device_id", "tag"]).order_by(device_tag.c.device_id, device_tag.c.folded)
TAGS: Final = (
    sa.select(*device_tag.c["folded", "tag"])
    .where(device_tag.c.device_id == b("of_device"))
    .order_by(device_tag.c.folded)
)
UNTAG: Final = sa.delete(device_tag).where(
    device_tag.c.device_id == b("of_device"), device_tag.c.folded == b("of_folded")
)

_SEEN: Final = sa.select(sa.func.json_each(b("seen_keys")).table_valued("value", name="seen").c.value)
SEEN_KEYS: Final = sa.update(device_key).where(device_key.c.id.in_(_SEEN)).values(last_seen_at=b("now"))
SEEN_DEVICES: Final = (
    sa.update(device)
    .where(device.c.id.in_(sa.select(device_key.c.device_id).where(device_key.c.id.in_(_SEEN))))
    .values(last_seen_at=b("now"))
)

A_MOMENT: Final = dt.timedelta(milliseconds=1)
_SPEED: Final = 1
"""Of zlib: a fifth of the size in a third of a millisecond; higher levels gain little."""
_items: Final = msgspec.json.Decoder(Items)
_facts: Final = msgspec.json.Decoder(DeviceFacts)


def head(gate: Gate, device_id: DeviceId) -> Row | None:
    """Return version, time and facts of a device's inventory, None before its first report."""
    return gate.row(HEAD, of_device=device_id)


def heads(gate: Gate) -> dict[str, Row]:
    """Return version and facts of every device in scope that has reported."""
    return {row.device_id: row for row in gate.rows(HEADS)}


def all_tags(gate: Gate) -> dict[str, list[str]]:
    """Return the tags of every device in scope that has any."""
    found: dict[str, list[str]] = {}
    for row in gate.rows(ALL_TAGS):
        found.setdefault(row.device_id, []).append(row.tag)
    return found


def facts_from(data: bytes) -> DeviceFacts:
    """Return the facts of a row."""
    return _facts.decode(data)


def put_head(
    gate: Gate, customer_id: CustomerId, device_id: DeviceId, version: int, facts: DeviceFacts, now: dt.datetime
) -> None:
    """Write version, time and facts."""
    data = msgspec.json.encode(facts)
    if not gate.change(SAVE_HEAD, of_device=device_id, new_version=version, now=now, new_facts=data):
        row = {"device_id": device_id, "customer_id": customer_id}
        gate.insert(sa.insert(inventory), {**row, "version": version, "reported_at": now, "facts": data})


def put_facts(gate: Gate, device_id: DeviceId, facts: DeviceFacts) -> None:
    """Write the facts of an inventory that is there."""
    gate.change(SAVE_FACTS, of_device=device_id, new_facts=msgspec.json.encode(facts))


def sections(gate: Gate, device_id: DeviceId, only: Collection[str] | None = None) -> Sections:
    """Return the sections of a device, or those of them that are wanted."""
    if only is None:
        rows = gate.rows(SECTIONS, of_device=device_id)
    else:
        rows = gate.rows(SOME_SECTIONS, of_device=device_id, sections=tuple(only))
    return {row.section: _items.decode(zlib.decompress(row.data)) for row in rows}


def put_section(gate: Gate, customer_id: CustomerId, device_id: DeviceId, section: str, items: Items) -> None:
    """Write one section; one without items goes away. Raises: TooLarge."""
    keys = {"of_device": device_id, "of_section": section}
    if not items:
        gate.change(DROP_SECTION, **keys)
        return
    text = msgspec.json.encode(items)
    if len(text) > most_bytes(section):
        raise TooLarge(field=section, limit=most_bytes(section))
    data = zlib.compress(text, _SPEED)
    if not gate.change(SAVE_SECTION, new_data=data, **keys):
        row = {"device_id": device_id, "customer_id": customer_id, "section": section, "data": data}
        gate.insert(sa.insert(inventory_section), row)


def put_names(gate: Gate, customer_id: CustomerId, device_id: DeviceId, names: str) -> None:
    """Write the names of a device's programs."""
    if not gate.change(SAVE_NAMES, of_device=device_id, new_names=names):
        row = {"device_id": device_id, "customer_id": customer_id, "names": names}
        gate.insert(sa.insert(inventory_software), row)


def add_changes(
    gate: Gate, customer_id: CustomerId, device_id: DeviceId, lines: Iterable[Line], now: dt.datetime
) -> None:
    """Write lines of the history."""
    last = gate.row(LAST_CHANGE, of_device=device_id)
    number = ((last.number if last is not None else None) or 0) + 1
    known = {"device_id": device_id, "customer_id": customer_id, "at": now}
    rows = [{**known, "number": number + place, **msgspec.structs.asdict(line)} for place, line in enumerate(lines)]
    if rows:
        gate.insert(sa.insert(inventory_change), *rows)


def trim_changes(gate: Gate, device_id: DeviceId, section: str, *, kept: int, before: dt.datetime) -> None:
    """Keep the newest lines of a section, and of all sections none that is older than `before`."""
    row = gate.row(OLDEST_KEPT, of_device=device_id, of_section=section, kept=kept)
    if row is not None:
        gate.change(DROP_CHANGES, of_device=device_id, of_section=section, upto=row.number)
    gate.change(DROP_OLD_CHANGES, of_device=device_id, before_at=before)


def changes(gate: Gate, device_id: DeviceId, before: dt.datetime, most: int) -> list[ChangeRecord]:
    """Return the newest lines before a moment; those of the last moment are never torn apart."""
    rows = list(gate.rows(CHANGES, of_device=device_id, before_at=before, most=most))
    if len(rows) == most:
        rows += gate.rows(CHANGES_AT, of_device=device_id, before_number=rows[-1].number, of_at=rows[-1].at)
    return [
        ChangeRecord(at=row.at, section=row.section, item=row.item, fact=row.fact, before=row.before, after=row.after)
        for row in rows
    ]


def devices_with(gate: Gate, text: str, most: int) -> list[DeviceId]:
    """Return the devices that have a program whose name holds the text."""
    return [DeviceId(row.device_id) for row in gate.rows(WITH_SOFTWARE, text=text.lower(), most=most)]


def tags(gate: Gate, device_id: DeviceId) -> dict[str, str]:
    """Return the tags of a device by their small letters."""
    return {row.folded: row.tag for row in gate.rows(TAGS, of_device=device_id)}


def add_tag(gate: Gate, customer_id: CustomerId, device_id: DeviceId, folded: str, tag: str) -> None:
    """Put one tag on a device."""
    row: dict[str, Any] = {"device_id": device_id, "customer_id": customer_id, "folded": folded, "tag": tag}
    gate.insert(sa.insert(device_tag), row)


def seen(gate: Gate, device_key_ids: Collection[DeviceKeyId], now: dt.datetime) -> None:
    """Write when these keys and their devices were last connected."""
    known = json.dumps(list(device_key_ids))
    gate.change(SEEN_KEYS, seen_keys=known, now=now)
    gate.change(SEEN_DEVICES, seen_keys=known, now=now)

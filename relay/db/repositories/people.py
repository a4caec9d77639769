"""Queries on contacts' addresses, and on everything that refers to a contact."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.repositories import directory
from relay.db.schema import metadata
from relay.db.tables import contact, contact_address, contact_device, device
from shared.ids import ContactId, CustomerId

b = sa.bindparam

ADDRESS: Final = sa.select(contact_address).where(
    contact_address.c.customer_id == b("of_customer"), contact_address.c.e_mail_key == b("of_e_mail")
)
ADDRESSES: Final = sa.select(contact_address).order_by(contact_address.c.place)
ADDRESSES_OF: Final = ADDRESSES.where(contact_address.c.contact_id == b("of_contact"))
FORGET_ADDRESSES: Final = sa.delete(contact_address).where(contact_address.c.contact_id == b("of_contact"))
FORGET_LINKS: Final = sa.delete(contact_device).where(contact_device.c.contact_id == b("of_contact"))
FORGET_CONTACT: Final = sa.delete(contact).where(contact.c.id == b("of_contact"))
DEVICES_NAMED: Final = (
    sa.select(device.c.id).where(device.c.customer_id == b("of_customer"), device.c.name == b("of_name")).limit(2)
)
_INSERT: Final = sa.insert(contact)
_INSERT_ADDRESS: Final = sa.insert(contact_address)
_INSERT_LINK: Final = sa.insert(contact_device)


def _referring() -> dict[str, sa.Update]:
    """Return for every other table that names a contact the statement that names another one instead."""
    moves: dict[str, sa.Update] = {}
    for table in metadata.sorted_tables:
        if "contact_id" in table.c and "customer_id" in table.c and table not in {contact_address, contact_device}:
            column = table.c.contact_id
            values: dict[str, sa.ColumnElement[object]] = {"contact_id": b("new_contact")}
            if "version" in table.c:
                values["version"] = table.c.version + 1
            moves[table.name] = sa.update(table).where(column == b("of_contact")).values(values)
    return moves


REFERRING: Final = _referring()
"""By table: conversations, tickets, requests and whatever else names the contact it belongs to."""


def contact_with(gate: Gate, customer_id: CustomerId, e_mail: str) -> ContactId | None:
    """Return whose address this is, main or other."""
    row = gate.row(ADDRESS, of_customer=customer_id, of_e_mail=e_mail.lower())
    return None if row is None else ContactId(row.contact_id)


def addresses_of(gate: Gate, contact_id: ContactId) -> list[str]:
    """Return all addresses of a contact, the main one first."""
    return [row.e_mail for row in gate.rows(ADDRESSES_OF, of_contact=contact_id)]


def insert(
    gate: Gate,
    *,
    customer_id: CustomerId,
    contact_id: ContactId,
    first_name: str,
    last_name: str,
    e_mails: Sequence[str],
    now: dt.datetime,
) -> None:
    """Store a fresh contact with its addresses, the main one first."""
    row = {"customer_id": customer_id, "id": contact_id, "first_name": first_name, "last_name": last_name}
    main = {"e_mail": e_mails[0], "e_mail_key": e_mails[0].lower()}
    gate.insert(_INSERT, {**row, **main, "created_at": now, "version": 1})
    _insert_addresses(gate, customer_id, contact_id, e_mails)


def set_addresses(gate: Gate, customer_id: CustomerId, contact_id: ContactId, e_mails: Sequence[str]) -> None:
    """Replace the addresses of a contact, the main one first."""
    gate.change(FORGET_ADDRESSES, of_contact=contact_id)
    _insert_addresses(gate, customer_id, contact_id, e_mails)
    facts = {"e_mail": e_mails[0], "e_mail_key": e_mails[0].lower()}
    directory.change(gate, directory.SAVE_CONTACT, {"of_contact": contact_id}, **facts)


def link_again(gate: Gate, link: Row, contact_id: ContactId) -> None:
    """Say of another contact what a link said of the old one."""
    facts = {**link._mapping, "contact_id": contact_id}  # noqa: SLF001 - SQLAlchemy's public name
    gate.insert(_INSERT_LINK, facts)


def _insert_addresses(gate: Gate, customer_id: CustomerId, contact_id: ContactId, e_mails: Sequence[str]) -> None:
    row = {"customer_id": customer_id, "contact_id": contact_id}
    rows = [
        {**row, "e_mail_key": e_mail.lower(), "e_mail": e_mail, "place": place} for place, e_mail in enumerate(e_mails)
    ]
    gate.insert(_INSERT_ADDRESS, *rows)

"""Contacts: save, assign to devices one by one and in bulk, merge. Import: importing.py; erasure: erasing.py. Source: A-31."""

from collections.abc import Sequence

from relay.db.gate import Row
from relay.db.repositories import directory, people
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import identity as rules
from relay.domain.scope import Right
from relay.domain.text import clean_e_mail, clean_name
from relay.services import loading
from relay.services.identity import person_changed, raise_open_conversations
from relay.services.orders import Context
from shared.errors import Conflict, NotAllowed, NotFound
from shared.ids import ContactId, CustomerId, DeviceId
from shared.protocol.base import Done
from shared.protocol.directory import AssignDevices, SaveContact
from shared.protocol.people import AssignContacts, MergeContacts

MAX_ADDRESSES = 11
"""The main one and ten others, as the wire has it."""
MAX_PAIRS = 2_000
"""Contacts times devices of one order: the writer does nothing else meanwhile."""


def save_contact(work: UnitOfWork, message: SaveContact, context: Context) -> Done:
    """Create or change a contact of a customer in scope. Raises: Conflict for an address that is somebody else's."""
    work.scope.require(Right.EDIT_CONTACTS)
    loading.customer_of(work, message.customer_id)
    existing = work.gate.row(directory.CONTACT, of_contact=message.contact_id)
    customer_id = message.customer_id if existing is None else CustomerId(existing.customer_id)
    names = {
        "first_name": clean_name(message.first_name, "first_name"),
        "last_name": clean_name(message.last_name, "last_name"),
    }
    e_mails = _addresses([message.e_mail, *message.other_e_mails])
    check_free(work, customer_id, message.contact_id, e_mails)
    if existing is None:
        people.insert(
            work.gate, customer_id=customer_id, contact_id=message.contact_id, e_mails=e_mails, now=context.now, **names
        )
    else:
        directory.change(work.gate, directory.SAVE_CONTACT, {"of_contact": message.contact_id}, **names)
        people.set_addresses(work.gate, customer_id, message.contact_id, e_mails)
        forget_confirmations(work, customer_id, message.contact_id, e_mails, context)
    work.audit("contact.saved", message.contact_id, context.now, customer_id)
    work.hint(Topic.CONTACT, message.contact_id, customer_id)
    return Done(re=message.ref)


def assign_devices(work: UnitOfWork, message: AssignDevices, context: Context) -> Done:
    """*Select agent … Apply*: replace the contact's devices; the technician vouches for it (level 2, audited)."""
    work.scope.require(Right.EDIT_CONTACTS)
    person = loading.contact_of(work, message.contact_id)
    devices = _devices(work, message.device_ids, CustomerId(person.customer_id))
    wanted = [DeviceId(device.id) for device in devices]
    before = {link.device_id for link in directory.links_of_contact(work.gate, message.contact_id)}
    for gone in before - set(wanted):
        _unlink(work, person, DeviceId(gone))
    for place, device_id in enumerate(wanted):
        _link(work, person, device_id, context, is_primary=place == 0)
    customer_id = CustomerId(person.customer_id)
    work.audit("contact.devices_assigned", message.contact_id, context.now, customer_id, devices=len(wanted))
    return Done(re=message.ref)


def assign_contacts(work: UnitOfWork, message: AssignContacts, context: Context) -> Done:
    """Put contacts on devices of their customer, or take them off, beside what is assigned already.

    Raises: NotFound where one of them is another customer's, NotAllowed for too many pairs. Nothing is done then.
    """
    work.scope.require(Right.EDIT_CONTACTS)
    persons = [loading.contact_of(work, contact_id) for contact_id in dict.fromkeys(message.contact_ids)]
    customer_id = CustomerId(persons[0].customer_id)
    devices = _devices(work, message.device_ids, customer_id)
    if any(person.customer_id != customer_id for person in persons):
        raise NotFound
    if len(persons) * len(devices) > MAX_PAIRS:
        raise NotAllowed(why="too_many", limit=MAX_PAIRS)
    for person in persons:
        linked = {link.device_id for link in directory.links_of_contact(work.gate, ContactId(person.id))}
        for device in devices:
            if message.remove and device.id in linked:
                _unlink(work, person, DeviceId(device.id))
            elif not message.remove:
                _link(work, person, DeviceId(device.id), context, is_primary=not linked)
                linked.add(device.id)
        action = "contact.devices_removed" if message.remove else "contact.devices_assigned"
        work.audit(action, person.id, context.now, customer_id, devices=len(devices))
    return Done(re=message.ref)


def merge_contacts(work: UnitOfWork, message: MergeContacts, context: Context) -> Done:
    """Make one contact part of another: addresses, devices, talks, tickets and requests move; audited.

    Raises: NotFound for contacts of two customers; Conflict where both together have too many addresses, or are the same.
    """
    work.scope.require(Right.EDIT_CONTACTS)
    gone, kept = loading.contact_of(work, message.contact_id), loading.contact_of(work, message.into)
    if gone.customer_id != kept.customer_id:
        raise NotFound
    if gone.id == kept.id:
        raise Conflict(what="same_contact")
    customer_id, kept_id = CustomerId(kept.customer_id), ContactId(kept.id)
    together = [
        *people.addresses_of(work.gate, kept_id),
        *people.addresses_of(work.gate, message.contact_id),
    ]
    if len(together) > MAX_ADDRESSES:
        raise Conflict(what="too_many_addresses", limit=MAX_ADDRESSES)
    work.gate.change(people.FORGET_ADDRESSES, of_contact=gone.id)
    people.set_addresses(work.gate, customer_id, kept_id, together)
    for statement in people.REFERRING.values():
        work.gate.change(statement, of_contact=gone.id, new_contact=kept_id)
    devices = _move_links(work, ContactId(gone.id), kept_id)
    work.gate.change(people.FORGET_CONTACT, of_contact=gone.id)
    work.audit("contact.merged", gone.id, context.now, customer_id, into=kept_id)
    work.hint(Topic.CONTACT, kept_id, customer_id)
    work.hint(Topic.ERASED, gone.id, customer_id, f"contact:{kept_id}")
    for device_id in devices:
        person_changed(work, customer_id, kept_id, device_id)
        raise_open_conversations(work, device_id)
    return Done(re=message.ref)


def assign_one(work: UnitOfWork, contact_id: ContactId, device_id: DeviceId, context: Context) -> None:
    """Put one contact on one device of their customer, beside what is assigned already."""
    linked = directory.links_of_contact(work.gate, contact_id)
    if all(link.device_id != device_id or link.device_key_id for link in linked):
        _link(work, loading.contact_of(work, contact_id), device_id, context, is_primary=not linked)


def check_free(work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, e_mails: Sequence[str]) -> None:
    """Raises: Conflict naming the contact who has one of the addresses: it can be opened, or merged with."""
    for e_mail in e_mails:
        known = people.contact_with(work.gate, customer_id, e_mail)
        if known is not None and known != contact_id:
            raise Conflict(what="e_mail_known", contact_id=known)


def forget_confirmations(
    work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, e_mails: Sequence[str], context: Context
) -> None:
    """Another address was never confirmed: from now on the technician who wrote it vouches for the person."""
    kept = {e_mail.lower() for e_mail in e_mails}
    for link in directory.links_of_contact(work.gate, contact_id):
        if link.level == rules.E_MAIL and link.set_by.lower() not in kept:
            directory.put_link(
                work.gate,
                customer_id=customer_id,
                contact_id=contact_id,
                device_id=DeviceId(link.device_id),
                is_primary=link.is_primary,
                level=rules.ASSIGNED,
                method="assigned",
                set_by=work.scope.principal.name,
                now=context.now,
                device_key_id=link.device_key_id,
            )
            person_changed(work, customer_id, contact_id, DeviceId(link.device_id))


def _addresses(given: Sequence[str]) -> list[str]:
    """Return each address once, cleaned, the main one first."""
    by_key = {clean.lower(): clean for clean in map(clean_e_mail, reversed(given))}
    return list(by_key.values())[::-1]


def _devices(work: UnitOfWork, device_ids: Sequence[DeviceId], customer_id: CustomerId) -> list[Row]:
    """Return the devices once each. Raises: NotFound where one is another customer's."""
    devices = [loading.device_of(work, device_id) for device_id in dict.fromkeys(device_ids)]
    if any(device.customer_id != customer_id for device in devices):
        raise NotFound
    return devices


def _link(work: UnitOfWork, person: Row, device_id: DeviceId, context: Context, *, is_primary: bool) -> None:
    """Assign a whole device; what somebody confirmed on one of its OS sessions stands beside it."""
    customer_id, contact_id = CustomerId(person.customer_id), ContactId(person.id)
    directory.put_link(
        work.gate,
        customer_id=customer_id,
        contact_id=contact_id,
        device_id=device_id,
        is_primary=is_primary,
        level=rules.ASSIGNED,
        method="assigned",
        set_by=work.scope.principal.name,
        now=context.now,
    )
    person_changed(work, customer_id, contact_id, device_id)
    raise_open_conversations(work, device_id)


def _unlink(work: UnitOfWork, person: Row, device_id: DeviceId) -> None:
    work.gate.change(directory.UNLINK, of_contact=person.id, of_device=device_id)
    person_changed(work, CustomerId(person.customer_id), ContactId(person.id), device_id)


def _move_links(work: UnitOfWork, gone: ContactId, kept: ContactId) -> list[DeviceId]:
    """Give the kept contact the other's links; where both have the same one the higher level stays."""
    mine = {(link.device_id, link.os_session): link for link in directory.links_of_contact(work.gate, kept)}
    devices: dict[DeviceId, None] = {}
    for link in directory.links_of_contact(work.gate, gone):
        place = {"of_device": link.device_id, "of_session": link.os_session}
        known = mine.get((link.device_id, link.os_session))
        if known is not None and known.level < link.level:
            work.gate.change(directory.UNLINK_ONE, of_contact=kept, **place)
        work.gate.change(directory.UNLINK_ONE, of_contact=gone, **place)
        if known is None or known.level < link.level:
            people.link_again(work.gate, link, kept)
        devices[DeviceId(link.device_id)] = None
    return list(devices)

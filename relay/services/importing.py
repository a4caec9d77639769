"""Contacts from a CSV file, row by row: by e-mail address created, changed or left; a bad row harms no other."""

import msgspec

from relay.db.gate import Row
from relay.db.repositories import directory, people
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import Right
from relay.domain.text import clean_e_mail, clean_name, harmless_name
from relay.services import loading
from relay.services.orders import Context
from relay.services.people import assign_one
from shared.errors import BadText, SportelloError, TooLarge
from shared.ids import ContactId, CustomerId, DeviceId
from shared.protocol.people import ContactsImported, ImportContacts, ImportRow, RowOutcome


class _Wanted(msgspec.Struct, frozen=True):
    """A row whose words can be kept."""

    row: ImportRow
    e_mail: str
    first_name: str
    last_name: str
    device_id: DeviceId | None


class _BadRow(SportelloError):
    """The row cannot be taken; `field` says which of its columns is to be looked at."""

    code = "bad_row"

    def __init__(self, outcome: str, field: str) -> None:
        super().__init__(outcome)
        self.outcome = RowOutcome(outcome=outcome, field=field)


def import_contacts(work: UnitOfWork, message: ImportContacts, context: Context) -> ContactsImported:
    """Take the rows that can be taken and say of each what became of it; `dry_run` only says it."""
    work.scope.require(Right.EDIT_CONTACTS)
    loading.customer_of(work, message.customer_id)
    seen: set[str] = set()
    outcomes: list[RowOutcome] = []
    for row in message.rows:
        try:
            wanted = _checked(work, message.customer_id, row, seen)
        except _BadRow as bad:
            outcomes.append(bad.outcome)
            continue
        seen.add(wanted.e_mail.lower())
        outcomes.append(_take(work, message, wanted, context))
    done = [outcome for outcome in outcomes if outcome.outcome in {"created", "changed"}]
    if done and not message.dry_run:
        work.audit("contact.imported", message.customer_id, context.now, message.customer_id, rows=len(done))
    return ContactsImported(re=message.ref, outcomes=outcomes)


def _checked(work: UnitOfWork, customer_id: CustomerId, row: ImportRow, seen: set[str]) -> _Wanted:
    """Raises: _BadRow `bad_text`, `too_big`, `twice` (in this file), `no_such_device` or `several_devices`."""
    field = "e_mail"
    try:
        e_mail = clean_e_mail(row.e_mail)
        known = people.contact_with(work.gate, customer_id, e_mail)
        field = "first_name"
        first_name = clean_name(row.first_name, field) if row.first_name.strip() or known is None else ""
        field = "last_name"
        last_name = clean_name(row.last_name, field) if row.last_name.strip() or known is None else ""
    except (BadText, TooLarge) as error:
        raise _BadRow(error.code, field) from error
    if e_mail.lower() in seen:
        raise _BadRow("twice", "e_mail")
    return _Wanted(row, e_mail, first_name, last_name, _device(work, customer_id, row.device_name.strip()))


def _device(work: UnitOfWork, customer_id: CustomerId, name: str) -> DeviceId | None:
    if not name:
        return None
    found = work.gate.rows(people.DEVICES_NAMED, of_customer=customer_id, of_name=harmless_name(name))
    if len(found) != 1:
        raise _BadRow("several_devices" if found else "no_such_device", "device_name")
    return DeviceId(found[0].id)


def _take(work: UnitOfWork, message: ImportContacts, wanted: _Wanted, context: Context) -> RowOutcome:
    known = people.contact_with(work.gate, message.customer_id, wanted.e_mail)
    contact_id = known or wanted.row.contact_id
    person = work.gate.row(directory.CONTACT, of_contact=contact_id)
    if known is None and person is not None:
        return RowOutcome(outcome="conflict", field="contact_id")
    outcome = "created" if person is None else "changed" if _differs(work, person, wanted) else "same"
    if outcome != "same" and not message.dry_run:
        _store(work, message.customer_id, contact_id, person, wanted, context)
    return RowOutcome(outcome=outcome, contact_id=contact_id)


def _differs(work: UnitOfWork, person: Row, wanted: _Wanted) -> bool:
    names = {"first_name": wanted.first_name, "last_name": wanted.last_name}
    linked = {link.device_id for link in directory.links_of_contact(work.gate, ContactId(person.id))}
    is_new_device = wanted.device_id is not None and wanted.device_id not in linked
    return is_new_device or any(value and value != getattr(person, name) for name, value in names.items())


def _store(
    work: UnitOfWork,
    customer_id: CustomerId,
    contact_id: ContactId,
    person: Row | None,
    wanted: _Wanted,
    context: Context,
) -> None:
    """Keep the row; an empty cell leaves what is known."""
    names = {"first_name": wanted.first_name, "last_name": wanted.last_name}
    if person is None:
        people.insert(
            work.gate,
            customer_id=customer_id,
            contact_id=contact_id,
            e_mails=[wanted.e_mail],
            now=context.now,
            **names,
        )
    else:
        given = {name: value or getattr(person, name) for name, value in names.items()}
        directory.change(work.gate, directory.SAVE_CONTACT, {"of_contact": contact_id}, **given)
    if wanted.device_id is not None:
        assign_one(work, contact_id, wanted.device_id, context)
    work.hint(Topic.CONTACT, contact_id, customer_id)

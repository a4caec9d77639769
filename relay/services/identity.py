"""Who is at the device: send a token, confirm it, assign a contact, compute the shield. Source: design 7."""

import datetime as dt
import hmac
import json
import secrets

import msgspec
import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import chat, directory, identity
from relay.db.tables import contact, identity_token, mail_outbox
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import identity as rules
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import clean_e_mail, clean_name
from relay.services import loading
from relay.services.orders import Context
from shared.errors import Expired, WrongCode
from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId, new_id
from shared.limits import IDENTITY_CODE_ATTEMPTS, IDENTITY_CODE_LIFETIME_S
from shared.protocol.base import Done
from shared.protocol.directory import AssignDevices, SaveContact
from shared.protocol.identity import ConfirmIdentity, IdentityTokenQueued, SendIdentityToken, Shield

NO_SHIELD = Shield()


class Known(msgspec.Struct, frozen=True):
    """The contact an OS session's person is held to be, and how far that is assured."""

    contact_id: ContactId | None
    shield: Shield


def known_person(work: UnitOfWork, device_id: DeviceId, device_key_id: DeviceKeyId) -> Known:
    """Return the best assured contact: an e-mail confirmed on this OS session, else the device's primary contact."""
    best: Row | None = None
    for link in directory.links_of_device(work.gate, device_id):
        if link.device_key_id not in {None, device_key_id}:
            continue
        if best is None or link.level > best.level:
            best = link
    if best is None:
        return Known(None, NO_SHIELD)
    shield = Shield(level=best.level, method=best.method, by=best.set_by, at=best.set_at)
    return Known(ContactId(best.contact_id), shield)


def send_token(work: UnitOfWork, message: SendIdentityToken, context: Context) -> IdentityTokenQueued:
    """Queue the mail with the token, in one transaction with its hash; the answer never tells whether caps struck."""
    customer_id = work.scope.own_customer
    key_id = _own_key(work)
    first = clean_name(message.first_name, "first_name")
    last = clean_name(message.last_name, "last_name")
    e_mail = clean_e_mail(message.e_mail)
    relay = work.under(RELAY_SCOPE)
    counts = identity.mail_counts(
        relay.gate, customer_id=customer_id, device_key_id=key_id, e_mail=e_mail, now=context.now
    )
    answer = IdentityTokenQueued(re=message.ref, lifetime_ms=IDENTITY_CODE_LIFETIME_S * 1000)
    if not rules.may_mail(counts):
        work.audit("identity.mail_capped", key_id, context.now, customer_id)
        return answer
    token = rules.spell(secrets.token_bytes(8))
    token_id = new_id()
    work.gate.change(identity.SUPERSEDE, of_key=key_id)
    work.gate.insert(
        sa.insert(identity_token),
        {
            "customer_id": customer_id,
            "id": token_id,
            "device_key_id": key_id,
            "e_mail": e_mail,
            "first_name": first,
            "last_name": last,
            "token_hash": _token_hash(context.secret, key_id, token),
            "created_at": context.now,
            "expires_at": rules.expiry(context.now),
            "attempts": 0,
            "used_at": None,
            "superseded": False,
        },
    )
    work.gate.insert(
        sa.insert(mail_outbox),
        {
            "customer_id": customer_id,
            "id": token_id,
            "device_key_id": key_id,
            "recipient": e_mail,
            "template": "identity_token",
            "language": message.language,
            "params": json.dumps({"token": token}),
            "message_id": f"<{token_id}@sportello>",
            "state": "waiting",
            "attempts": 0,
            "next_attempt_at": context.now,
            "give_up_at": rules.expiry(context.now),
            "created_at": context.now,
            "last_error": "",
        },
    )
    work.hint(Topic.MAIL, token_id, customer_id)
    work.audit("identity.token_sent", key_id, context.now, customer_id)
    return answer


def confirm(work: UnitOfWork, message: ConfirmIdentity, context: Context) -> Done | WrongCode | Expired:
    """Check the pasted token; a wrong try is counted, so the error is returned and not raised: it must commit."""
    customer_id = work.scope.own_customer
    key_id = _own_key(work)
    row = work.gate.row(identity.NEWEST_OF_KEY, of_key=key_id)
    given = _token_hash(context.secret, key_id, message.token)
    right = hmac.compare_digest(row.token_hash if row is not None else bytes(32), given)
    if row is None or not rules.is_usable(_token_from(row), context.now):
        return Expired(what="identity_token")
    if not right:
        work.gate.change(identity.COUNT_ATTEMPT, of_token=row.id)
        work.audit("identity.wrong_token", key_id, context.now, customer_id)
        left = IDENTITY_CODE_ATTEMPTS - row.attempts - 1
        return WrongCode(left=left) if left else Expired(what="identity_token")
    work.gate.change(identity.USE, of_token=row.id, now=context.now)
    contact_id = _contact_for(work, customer_id, row, context.now)
    device_id = loading.key_of(work, key_id).device_id
    directory.put_link(
        work.gate,
        customer_id=customer_id,
        contact_id=contact_id,
        device_id=device_id,
        is_primary=not directory.links_of_device(work.gate, device_id),
        level=rules.E_MAIL,
        method="e_mail",
        set_by=row.e_mail,
        now=context.now,
        device_key_id=key_id,
    )
    work.audit("identity.confirmed", contact_id, context.now, customer_id, device_key=key_id)
    _changed(work, customer_id, contact_id, device_id)
    _raise_open_conversations(work, device_id)
    return Done(re=message.ref)


def save_contact(work: UnitOfWork, message: SaveContact, context: Context) -> Done:
    """Create or change a contact of a customer in scope."""
    work.scope.require(Right.EDIT_CONTACTS)
    loading.customer_of(work, message.customer_id)
    e_mail = clean_e_mail(message.e_mail)
    facts = {
        "first_name": clean_name(message.first_name, "first_name"),
        "last_name": clean_name(message.last_name, "last_name"),
        "e_mail": e_mail,
        "e_mail_key": e_mail.lower(),
    }
    existing = work.gate.row(directory.CONTACT, of_contact=message.contact_id)
    if existing is not None:
        loading.customer_of(work, CustomerId(existing.customer_id))
        directory.change(work.gate, directory.SAVE_CONTACT, {"of_contact": message.contact_id}, **facts)
        customer_id = CustomerId(existing.customer_id)
        if existing.e_mail_key != e_mail.lower():
            _forget_confirmations(work, customer_id, message.contact_id, context)
    else:
        customer_id = message.customer_id
        row = {"customer_id": customer_id, "id": message.contact_id, "created_at": context.now, "version": 1}
        work.gate.insert(sa.insert(contact), {**row, **facts})
    work.audit("contact.saved", message.contact_id, context.now, customer_id)
    work.hint(Topic.CONTACT, message.contact_id, customer_id)
    return Done(re=message.ref)


def _forget_confirmations(work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, context: Context) -> None:
    """Another address was never confirmed: from now on the technician who wrote it vouches for the person."""
    for link in directory.links_of_contact(work.gate, contact_id):
        if link.level == rules.E_MAIL:
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
                device_key_id=DeviceKeyId(link.device_key_id),
            )
            _changed(work, customer_id, contact_id, DeviceId(link.device_id))


def assign_devices(work: UnitOfWork, message: AssignDevices, context: Context) -> Done:
    """*Select agent … Apply*: replace the contact's devices; the technician vouches for it (level 2, audited)."""
    work.scope.require(Right.EDIT_CONTACTS)
    person = loading.contact_of(work, message.contact_id)
    customer_id = CustomerId(person.customer_id)
    devices = [loading.device_of(work, device_id) for device_id in dict.fromkeys(message.device_ids)]
    if any(device.customer_id != customer_id for device in devices):
        loading.device_of(work, DeviceId(""))
    before = {link.device_id: link for link in directory.links_of_contact(work.gate, message.contact_id)}
    wanted = [DeviceId(device.id) for device in devices]
    for gone in set(before) - set(wanted):
        work.gate.change(directory.UNLINK, of_contact=message.contact_id, of_device=gone)
        _changed(work, customer_id, message.contact_id, DeviceId(gone))
    for place, device_id in enumerate(wanted):
        known = before.get(device_id)
        keeps_e_mail = known is not None and known.level > rules.ASSIGNED
        directory.put_link(
            work.gate,
            customer_id=customer_id,
            contact_id=message.contact_id,
            device_id=device_id,
            is_primary=place == 0,
            level=known.level if known is not None and keeps_e_mail else rules.ASSIGNED,
            method=known.method if known is not None and keeps_e_mail else "assigned",
            set_by=known.set_by if known is not None and keeps_e_mail else work.scope.principal.name,
            now=known.set_at if known is not None and keeps_e_mail else context.now,
            device_key_id=DeviceKeyId(known.device_key_id) if known is not None and keeps_e_mail else None,
        )
        _changed(work, customer_id, message.contact_id, device_id)
        _raise_open_conversations(work, device_id)
    work.audit("contact.devices_assigned", message.contact_id, context.now, customer_id, devices=len(wanted))
    return Done(re=message.ref)


def _raise_open_conversations(work: UnitOfWork, device_id: DeviceId) -> None:
    """Give open conversations of the device what is now known of the person; assurance never falls in a talk."""
    for row in work.gate.rows(chat.OPEN_OF_DEVICE, of_device=device_id):
        talk = chat.conversation_from(row)
        known = known_person(work, talk.device_id, talk.device_key_id)
        if known.shield.level <= talk.shield_level:
            continue
        chat.save_conversation(
            work.gate,
            msgspec.structs.replace(
                talk,
                contact_id=known.contact_id,
                shield_level=known.shield.level,
                shield_method=known.shield.method,
                shield_by=known.shield.by,
                shield_at=known.shield.at,
                version=talk.version + 1,
            ),
        )
        work.hint(Topic.CONVERSATION, talk.id, talk.customer_id)


def _contact_for(work: UnitOfWork, customer_id: CustomerId, row: Row, now: dt.datetime) -> ContactId:
    """Return the customer's contact with this address; the name confirmed with the token is kept for a new one only."""
    known = work.gate.row(directory.CONTACT_BY_E_MAIL, of_customer=customer_id, of_e_mail=row.e_mail.lower())
    if known is not None:
        return ContactId(known.id)
    contact_id = ContactId(new_id())
    work.gate.insert(
        sa.insert(contact),
        {
            "customer_id": customer_id,
            "id": contact_id,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "e_mail": row.e_mail,
            "e_mail_key": row.e_mail.lower(),
            "created_at": now,
            "version": 1,
        },
    )
    return contact_id


def _changed(work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, device_id: DeviceId) -> None:
    work.gate.change(directory.TOUCH_CONTACT, of_contact=contact_id)
    work.gate.change(directory.TOUCH_DEVICE, of_device=device_id)
    work.hint(Topic.CONTACT, contact_id, customer_id)
    work.hint(Topic.DEVICE, device_id, customer_id)
    work.hint(Topic.IDENTITY, device_id, customer_id)


def _own_key(work: UnitOfWork) -> DeviceKeyId:
    return DeviceKeyId(work.scope.principal.id)


def _token_hash(secret: bytes, device_key_id: DeviceKeyId, token: str) -> bytes:
    text = f"identity|{device_key_id}|{rules.normalise(token)}"
    return hmac.digest(secret, text.encode(), "sha256")


def _token_from(row: Row) -> rules.IdentityToken:
    return rules.IdentityToken(
        id=row.id,
        e_mail=row.e_mail,
        first_name=row.first_name,
        last_name=row.last_name,
        token_hash=row.token_hash,
        expires_at=row.expires_at,
        attempts=row.attempts,
        used_at=row.used_at,
        superseded=row.superseded,
    )

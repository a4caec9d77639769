"""Who is at the device: send a token, confirm it, compute the shield. Contacts: people.py. Source: design 7."""

import datetime as dt
import hmac
import json
import secrets

import msgspec
import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import chat, directory, identity, people
from relay.db.tables import identity_token, mail_outbox
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import identity as rules
from relay.domain.scope import RELAY_SCOPE
from relay.domain.text import clean_e_mail, clean_name
from relay.services import loading
from relay.services.orders import Context
from shared.errors import Expired, WrongCode
from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId, new_id
from shared.limits import IDENTITY_CODE_ATTEMPTS, IDENTITY_CODE_LIFETIME_S
from shared.protocol.base import Done
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
            "thread": "",
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
    person_changed(work, customer_id, contact_id, device_id)
    raise_open_conversations(work, device_id)
    return Done(re=message.ref)


def raise_open_conversations(work: UnitOfWork, device_id: DeviceId) -> None:
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
    """Return the contact who has this address; the name confirmed with the token is kept for a new one only."""
    known = people.contact_with(work.gate, customer_id, row.e_mail)
    if known is not None:
        return known
    contact_id = ContactId(new_id())
    people.insert(
        work.gate,
        customer_id=customer_id,
        contact_id=contact_id,
        first_name=row.first_name,
        last_name=row.last_name,
        e_mails=[row.e_mail],
        now=now,
    )
    return contact_id


def person_changed(work: UnitOfWork, customer_id: CustomerId, contact_id: ContactId, device_id: DeviceId) -> None:
    """Say that who is known at a device has changed."""
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

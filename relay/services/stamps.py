"""Make a customer's stamp with its token, and give the relay another stamp key. Source: ADR 0010."""

import datetime as dt
from typing import Final

import msgspec
from cryptography import x509

from relay.db.repositories import directory as rows
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import Right
from relay.domain.text import clean_name
from relay.services import directory, loading
from relay.services.orders import Context, RotateStampKey
from relay.services.relay_address import usable_address
from shared import stamp as stamps
from shared.errors import BadText, TooLarge
from shared.limits import MAX_NAME_CHARS
from shared.protocol.base import Done
from shared.protocol.directory import CreateToken
from shared.protocol.stamps import CreateStamp, StampCreated
from shared.stamp import Brand, Stamp, StampRefused

_PNG: Final = b"\x89PNG\r\n\x1a\n"


def create(work: UnitOfWork, message: CreateStamp, context: Context) -> StampCreated:
    """Make token and stamp. Whoever may make tokens may: a stamp opens no more than the token in it.

    Raises: BadText with `field` for what no agent could use, TooLarge for more than a stamp holds.
    """
    work.scope.require(Right.MANAGE_TOKENS)
    customer = loading.customer_of(work, message.customer_id)
    settings = rows.settings(work.gate)
    secret = _token(work, message, context)
    stamp = Stamp(
        stamp_id=message.stamp_id,
        relay_id=str(settings.get("relay_id", "")),
        relay_url=usable_address(message.relay_url.strip() or str(settings.get("public_url", ""))),
        issued_at=context.now,
        expires_at=context.now + dt.timedelta(days=message.days) if secret else None,
        customer_name=customer.name,
        organisation=str(settings.get("organisation", ""))[:MAX_NAME_CHARS],
        enrollment_token=secret,
        fingerprint=message.fingerprint.strip() or _own_fingerprint(message, context),
        ca_pem=_certificates(message.ca_pem),
        proxy=message.proxy,
        brand=_brand(message.brand),
        policy=message.policy,
    )
    text = context.stamps.sign(stamp).text
    _see_that_it_is_read(text)
    told = {"token": message.token_id} if message.token_id is not None else {}
    work.audit("stamp.created", message.stamp_id, context.now, message.customer_id, **told)
    return StampCreated(re=message.ref, stamp_id=message.stamp_id, stamp=text, token_id=message.token_id)


def rotate_key(work: UnitOfWork, order: RotateStampKey, context: Context) -> Done:
    """Sign with a new key from now on; what the old one signed is good for `keep_old_days` more."""
    work.scope.require(Right.MANAGE_SETTINGS)
    public = context.stamps.rotate(context.now, context.now + dt.timedelta(days=order.keep_old_days))
    work.audit("stamp.key_rotated", "relay", context.now, key=public, keep_old_days=str(order.keep_old_days))
    return Done(re=0)


def _token(work: UnitOfWork, message: CreateStamp, context: Context) -> str:
    if message.token_id is None:
        return ""
    order = CreateToken(
        ref=message.ref,
        token_id=message.token_id,
        customer_id=message.customer_id,
        label=message.label,
        days=message.days,
        max_uses=message.max_uses,
    )
    return directory.create_token(work, order, context).secret


def _own_fingerprint(message: CreateStamp, context: Context) -> str:
    return "" if message.ca_pem.strip() else context.stamps.fingerprint()


def _certificates(pem: str) -> str:
    if not pem.strip():
        return ""
    if "PRIVATE KEY" in pem:  # a stamp goes to many computers
        raise BadText(field="ca_pem")
    try:
        x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise BadText(field="ca_pem") from error
    return pem


def _brand(brand: Brand) -> Brand:
    if brand.icon_png and not brand.icon_png.startswith(_PNG):
        raise BadText(field="icon")
    return msgspec.structs.replace(
        brand,
        title=clean_name(brand.title, "title") if brand.title.strip() else "",
        support_phone=clean_name(brand.support_phone, "support_phone") if brand.support_phone.strip() else "",
    )


def _see_that_it_is_read(text: str) -> None:
    """Find here, and not at the customer's, what a stamp cannot hold."""
    if len(text) > stamps.MAX_STAMP_BYTES:
        raise TooLarge(field="stamp", limit=stamps.MAX_STAMP_BYTES)
    try:
        stamps.read(text)
    except StampRefused as error:
        raise BadText(field="stamp") from error

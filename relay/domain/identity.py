"""The e-mailed identity token: alphabet, life, tries; and the assurance scale. Source: design 7; docs/protocol.md."""

import datetime as dt
from typing import Final

import msgspec

from shared.limits import (
    IDENTITY_CODE_ATTEMPTS,
    IDENTITY_CODE_LIFETIME_S,
    IDENTITY_CODE_SYMBOLS,
    IDENTITY_MAILS_PER_ADDRESS_PER_H,
    IDENTITY_MAILS_PER_CUSTOMER_PER_DAY,
    IDENTITY_MAILS_PER_DEVICE_PER_H,
)

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 symbols without I, O, 0 and 1: 8 of them carry 40 bits."""

OS_USER, CLAIMED, ASSIGNED, E_MAIL, ORGANISATION = range(5)


class IdentityToken(msgspec.Struct, frozen=True, kw_only=True):
    """One mailed token as stored: only its keyed hash."""

    id: str
    e_mail: str
    first_name: str
    last_name: str
    token_hash: bytes
    expires_at: dt.datetime
    attempts: int
    used_at: dt.datetime | None
    superseded: bool


class MailCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Mails already queued: to the address and by the device in the last hour, by the customer in the last day."""

    address_hour: int
    device_hour: int
    customer_day: int


def spell(random_bytes: bytes) -> str:
    """Return the token for 8 random bytes, as mailed: two groups of four."""
    symbols = "".join(ALPHABET[byte % len(ALPHABET)] for byte in random_bytes[:IDENTITY_CODE_SYMBOLS])
    return f"{symbols[:4]}-{symbols[4:]}"


def normalise(pasted: str) -> str:
    """Return a pasted token without the spaces, dashes and lower case that mail programs add."""
    return "".join(c for c in pasted.upper() if c in ALPHABET)


def expiry(now: dt.datetime) -> dt.datetime:
    """Return when a token mailed now dies."""
    return now + dt.timedelta(seconds=IDENTITY_CODE_LIFETIME_S)


def is_usable(token: IdentityToken, now: dt.datetime) -> bool:
    """Return whether a try may still be made against this token."""
    return (
        token.used_at is None
        and not token.superseded
        and token.attempts < IDENTITY_CODE_ATTEMPTS
        and now < token.expires_at
    )


def may_mail(counts: MailCounts) -> bool:
    """Return whether the caps allow one more mail; the requester is told the same either way."""
    return (
        counts.address_hour < IDENTITY_MAILS_PER_ADDRESS_PER_H
        and counts.device_hour < IDENTITY_MAILS_PER_DEVICE_PER_H
        and counts.customer_day < IDENTITY_MAILS_PER_CUSTOMER_PER_DAY
    )

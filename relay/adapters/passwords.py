"""Passwords, authenticator codes and recovery codes: made and checked here, kept and consumed by services/technicians.py.

Nothing here knows the database or says why a sign-in failed. Source: docs/operations.md, Accounts.
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets
import string
import unicodedata
from typing import Final

import argon2
import pyotp

from shared.limits import RECOVERY_CODES

STEP_S: Final = 30
RECOVERY_BYTES: Final = 10
"""80 bits each: 16 letters and digits."""
_hasher: Final = argon2.PasswordHasher()
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$FpjC3iX0pym6RlERYifRcQ$gszvKc1ogxfJ9e9soRh3DaqPzEYrlZpKWj/kPw5WGjI"
"""A hash of random bytes nobody kept, made as `hash_password` makes them: an unknown account costs the same time."""
_MISREAD: Final = str.maketrans("018", "OIB")
"""What a hand copies wrong; the alphabet of a recovery code has none of the left."""


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep; takes 64 MiB and about a tenth of a second, so never on an event loop."""
    return _hasher.hash(_normal(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Return whether the password is right; None (no such account) takes as long as a wrong password."""
    try:
        _hasher.verify(password_hash or _NOBODY, _normal(password))
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
    return password_hash is not None


def new_totp_secret() -> str:
    """Return 160 random bits in the letters authenticator programs take."""
    return pyotp.random_base32()


def totp_uri(secret: str, *, account: str, organisation: str) -> str:
    """Return the `otpauth:` address that an authenticator program reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=organisation)


def totp_step(secret: str, code: str, now: dt.datetime) -> int | None:
    """Return the time step that six digits belong to: this one, the one before or after; None for a wrong code.

    Whether the step was used before is the database's to say.
    """
    given = "".join(code.split())
    current = int(now.timestamp()) // STEP_S
    otp = pyotp.TOTP(secret)
    found: int | None = None
    for step in (current - 1, current, current + 1):
        if hmac.compare_digest(otp.generate_otp(step).encode(), given.encode()):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Return ten fresh codes in groups of four, as shown once."""
    return [_spell(secrets.token_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> bytes:
    """Return what is stored of a recovery code, however it was typed: 80 random bits need no slow hash."""
    letters = "".join(c for c in code.upper() if c in _TYPED)
    return hashlib.sha256(letters.translate(_MISREAD).encode()).digest()


_TYPED: Final = frozenset(string.ascii_uppercase + string.digits)


def _spell(random_bytes: bytes) -> str:
    letters = base64.b32encode(random_bytes).decode()
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))


def _normal(password: str) -> str:
    """Return one form for what different keyboards send for the same letters (NFKC, as SASLprep's successors ask)."""
    return unicodedata.normalize("NFKC", password)

"""Proving who one is: the agent's signature over the nonce, the technician's password and second factor.

The only place that verifies; sessions themselves are made by the writer. Source: docs/protocol.md, Sign-in.
"""

import asyncio
import base64
import datetime as dt
import hashlib
import secrets

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from relay.adapters import passwords
from relay.db.gate import Row
from relay.db.repositories import directory, technicians
from relay.domain.scope import RELAY_SCOPE
from relay.domain.text import harmless_text
from relay.net.talk import Talk
from relay.services.enrolment import decode_key
from relay.services.orders import (
    EnrolDevice,
    OpenDeviceSession,
    RecordFailedSignIn,
    ResumeTechnicianSession,
    StartTechnicianSession,
)
from relay.services.technicians import account_subject, address_subject
from shared.errors import AuthFailed, RateLimited
from shared.ids import DeviceKeyId, TechnicianId
from shared.limits import SIGN_IN_TOKEN_MAX_AGE_S
from shared.protocol.directory import DeviceState
from shared.protocol.enrolment import Enrol
from shared.protocol.hello import AgentSignIn, TechnicianResume, TechnicianSignIn

LEEWAY_S = 30
ENROL_ISSUER = "enrol"
MAX_VERSION_CHARS, MAX_INSTANCE_CHARS = 40, 64


class EnrolTries:
    """How many enrolments of an address may fail per minute; kept in memory, it only slows guessing down.

    A roll-out of many devices behind one address is no guessing: a try that succeeded is given back.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._tries: dict[str, list[float]] = {}

    def take(self, address: str, now: float) -> None:
        """Raises: RateLimited."""
        recent = [at for at in self._tries.get(address, []) if now - at < 60]
        if len(recent) >= self._per_minute:
            raise RateLimited(retry_after_ms=int((60 - (now - recent[0])) * 1000) + 1)
        recent.append(now)
        self._tries[address] = recent
        if len(self._tries) > 10_000:
            self._tries = {a: t for a, t in self._tries.items() if t and now - t[-1] < 60}

    def give_back(self, address: str) -> None:
        """The last try succeeded."""
        if self._tries.get(address):
            self._tries[address].pop()


def checked_enrolment(talk: Talk, message: Enrol, nonce: str, address: str) -> EnrolDevice:
    """Return the order for the writer once the new key has proved itself. Raises: AuthFailed."""
    public_key = Ed25519PublicKey.from_public_bytes(decode_key(message.public_key))
    _verify(talk, message.proof, public_key, issuer=ENROL_ISSUER, subject=None, nonce=nonce)
    return EnrolDevice(enrol=message, address=address)


def checked_agent(talk: Talk, message: AgentSignIn, nonce: str) -> OpenDeviceSession:
    """Return the order that opens the device's session. Raises: AuthFailed, one answer for every cause."""
    key_id = _unverified_subject(message.jws)
    with talk.reader.gate(RELAY_SCOPE) as gate:
        row = directory.key_row(gate, key_id)
    if row is None or row.state is DeviceState.REVOKED:
        raise AuthFailed
    public_key = Ed25519PublicKey.from_public_bytes(row.public_key)
    _verify(talk, message.jws, public_key, issuer=key_id, subject=key_id, nonce=nonce)
    return OpenDeviceSession(
        re=message.ref,
        device_key_id=key_id,
        program_version=said_version(message.program_version),
        instance=harmless_text(message.instance, MAX_INSTANCE_CHARS),
    )


async def checked_technician(talk: Talk, message: TechnicianSignIn, address: str) -> tuple[StartTechnicianSession, str]:
    """Return the order that starts a session, and its opaque secret for the console.

    Raises: AuthFailed for every wrong combination alike, RateLimited while the account or address must wait.
    """
    account = message.e_mail.strip().lower()
    with talk.reader.gate(RELAY_SCOPE) as gate:
        row = gate.row(technicians.BY_E_MAIL, of_e_mail=account)
        waits = [
            gate.row(technicians.FAILURE, of_subject=subject)
            for subject in (account_subject(account, address), address_subject(address))
        ]
    check_wait(waits, talk.clock.now())
    async with talk.password_checks:
        right = await asyncio.to_thread(
            passwords.verify_password, row.password_hash if row is not None else None, message.password
        )
    step, recovery = second_factor(row, message.second_factor, talk.clock.now())
    if row is None or not right or not row.is_active or (step is None and recovery is None):
        await talk.writer.ask(RecordFailedSignIn(account=account, address=address))
        raise AuthFailed
    session = secrets.token_urlsafe(32)
    order = StartTechnicianSession(
        re=message.ref,
        technician_id=TechnicianId(row.id),
        session_hash=session_hash(session),
        totp_step=step,
        recovery_hash=recovery,
        address=address,
        account=account,
    )
    return order, session


def resumed_technician(message: TechnicianResume) -> ResumeTechnicianSession:
    """Return the order that goes on with a session."""
    return ResumeTechnicianSession(re=message.ref, session_hash=session_hash(message.session))


def said_version(text: str) -> str:
    """Return the version a program says it is, fit to be shown."""
    return harmless_text(text, MAX_VERSION_CHARS)


def session_hash(session: str) -> bytes:
    """Return what is stored of an opaque session: 256 random bits need no slow hash."""
    return hashlib.sha256(session.encode()).digest()


def fresh_nonce() -> str:
    """Return 32 random bytes, base64url."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def second_factor(row: Row | None, given: str, now: dt.datetime) -> tuple[int | None, bytes | None]:
    """Return the time step of a right TOTP code, or the hash of what may be a recovery code."""
    if row is None:
        return None, None
    if given.isdigit() and len(given) == 6:
        return passwords.totp_step(row.totp_secret, given, now), None
    return None, passwords.recovery_hash(given)


def check_wait(waits: list[Row | None], now: dt.datetime) -> None:
    """Raises: RateLimited while an account or an address must wait."""
    longest = max((row.next_allowed_at for row in waits if row is not None), default=now)
    if longest > now:
        raise RateLimited(retry_after_ms=int((longest - now).total_seconds() * 1000) + 1)


def _unverified_subject(jws: str) -> DeviceKeyId:
    try:
        claims = jwt.decode(jws, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise AuthFailed from error
    subject = claims.get("sub")
    if not isinstance(subject, str) or len(subject) != 36:
        raise AuthFailed
    return DeviceKeyId(subject)


def _verify(
    talk: Talk, jws: str, public_key: Ed25519PublicKey, *, issuer: str, subject: str | None, nonce: str
) -> None:
    """Check a JWS strictly: EdDSA only, our relay, this connection's nonce, at most a minute old by relay time."""
    try:
        claims = jwt.decode(
            jws,
            public_key,
            algorithms=["EdDSA"],
            audience=talk.identity.relay_id,
            issuer=issuer,
            options={
                "require": ["iss", "aud", "nonce", "iat", "exp"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "strict_aud": True,
            },
        )
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise AuthFailed from error
    if claims["nonce"] != nonce or (subject is not None and claims.get("sub") != subject):
        raise AuthFailed
    _check_age(claims.get("iat"), claims.get("exp"), talk.clock.now().timestamp())


def _check_age(issued: object, expires: object, now: float) -> None:
    """Raises: AuthFailed; times are compared with the relay's clock, from which the challenge gave them."""
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        raise AuthFailed
    try:
        is_fresh = 0 <= expires - issued <= SIGN_IN_TOKEN_MAX_AGE_S and issued - LEEWAY_S <= now <= expires + LEEWAY_S
    except OverflowError as error:  # an integer no float can hold
        raise AuthFailed from error
    if not is_fresh:  # also NaN, which JSON as Python reads it allows, compares with nothing
        raise AuthFailed

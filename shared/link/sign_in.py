"""Says who we are over the relay's challenge: the agent by its device key, the technician by password or session."""

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, runtime_checkable

import msgspec

from shared.errors import AuthFailed, ProtocolError, SportelloError
from shared.ids import DeviceKeyId
from shared.limits import SIGN_IN_TOKEN_MAX_AGE_S
from shared.protocol.base import VERSION, Error, Message, Request
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import (
    AgentSignIn,
    AgentWelcome,
    Challenge,
    TechnicianResume,
    TechnicianSignIn,
    TechnicianWelcome,
)
from shared.stamp import SignedStamp, check_at_relay

if TYPE_CHECKING:  # the credentials bring it along; a console needs none
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Ask = Callable[[Request], Awaitable[Message]]
"""Sends a request and returns its answer; `ref` is filled in by the caller's side."""
JWS_HEAD: Final = {"alg": "EdDSA", "typ": "JWT"}
Welcome = AgentWelcome | TechnicianWelcome


class NotEnrolled(SportelloError):
    """The relay does not know the key of this device, and there is no enrollment token."""

    code = "not_enrolled"


class EnrolmentRefused(SportelloError):
    """The relay does not take the enrollment token: expired, spent, revoked or another relay's. It does not say which."""

    code = "enrolment"


class SignInRequired(SportelloError):
    """There is no session to go on with: a person must type the password."""

    code = "sign_in_required"


class UpgradeRequired(SportelloError):
    """The relay speaks no version of the protocol that we do."""

    code = "upgrade"


class SignInRefused(Exception):
    """The relay refused, or said goodbye instead of an answer."""

    def __init__(self, error: Error) -> None:
        super().__init__(error.code)
        self.error = error


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """What a device says about itself when it joins."""

    token: str
    machine_id: str
    host_name: str
    os_user: str
    platform: str
    stamp: SignedStamp | None = None
    """The stamp the token came from: the relay must be its own before it hears the token."""


class TypedSignIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a technician just typed; used for one attempt and forgotten."""

    e_mail: str
    password: str
    second_factor: str


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """Which program signs in; `instance` names this run of it."""

    version: str = ""
    instance: str = ""


@runtime_checkable
class AgentCredentials(Protocol):
    """The device key, wherever it is kept. Called on the network thread; may raise SportelloError to stop the link."""

    def device_key_id(self) -> DeviceKeyId | None:
        """Return the id the relay gave this key, None before enrolment."""

    def private_key(self) -> "Ed25519PrivateKey":
        """Return the key; it exists before enrolment."""

    def enrolment(self) -> Enrolment | None:
        """Return what to enrol with, None when there is no enrollment token."""

    def save_enrolment(self, enrolled: Enrolled) -> None:
        """Keep the ids on disk; sign-in follows only after that."""


@runtime_checkable
class TechnicianCredentials(Protocol):
    """The opaque session, wherever it is kept. Called on the network thread."""

    def session(self) -> str:
        """Return it, empty when there is none."""

    def save_session(self, session: str) -> None:
        """Keep it; empty forgets it."""


Credentials = AgentCredentials | TechnicianCredentials


async def sign_in(
    ask: Ask,
    challenge: Challenge,
    credentials: Credentials,
    typed: TypedSignIn | None,
    program: Program = Program(),  # noqa: B008 - frozen, so one for all
) -> Welcome:
    """Sign in on a fresh connection.

    Raises: UpgradeRequired, NotEnrolled, StampRefused, EnrolmentRefused, SignInRequired, SignInRefused, what the
    credentials raise.
    """
    if VERSION not in challenge.versions:
        raise UpgradeRequired("no common version")
    if isinstance(credentials, AgentCredentials):
        return await _agent(ask, challenge, credentials, program)
    return await _technician(ask, credentials, typed, program)


async def _agent(ask: Ask, challenge: Challenge, credentials: AgentCredentials, program: Program) -> AgentWelcome:
    key = credentials.private_key()
    key_id = credentials.device_key_id() or await _enrol(ask, challenge, credentials, key)
    token = _signed(key, challenge, iss=key_id, sub=key_id)
    request = AgentSignIn(ref=0, jws=token, version=VERSION, program_version=program.version, instance=program.instance)
    return _expect(AgentWelcome, await ask(request))


async def _enrol(
    ask: Ask, challenge: Challenge, credentials: AgentCredentials, key: "Ed25519PrivateKey"
) -> DeviceKeyId:
    details = credentials.enrolment()
    if details is None:
        raise NotEnrolled("no enrollment token")
    if details.stamp is not None:
        check_at_relay(details.stamp, relay_id=challenge.relay_id, stamp_keys=challenge.stamp_keys, now=challenge.now)
    enrol = Enrol(
        ref=0,
        token=details.token,
        public_key=_public_key(key),
        proof=_signed(key, challenge, iss="enrol"),
        machine_id=details.machine_id,
        host_name=details.host_name,
        os_user=details.os_user,
        platform=details.platform,
    )
    answer = await ask(enrol)
    if isinstance(answer, Error) and answer.code == AuthFailed.code:
        raise EnrolmentRefused("the enrollment token is not accepted")
    enrolled = _expect(Enrolled, answer)
    credentials.save_enrolment(enrolled)
    return enrolled.device_key_id


async def _technician(
    ask: Ask, credentials: TechnicianCredentials, typed: TypedSignIn | None, program: Program
) -> TechnicianWelcome:
    if typed is None:
        return await _resume(ask, credentials, program)
    fresh = TechnicianSignIn(
        ref=0,
        e_mail=typed.e_mail,
        password=typed.password,
        second_factor=typed.second_factor,
        version=VERSION,
        program_version=program.version,
    )
    welcome = _expect(TechnicianWelcome, await ask(fresh))
    credentials.save_session(welcome.session)
    return welcome


async def _resume(ask: Ask, credentials: TechnicianCredentials, program: Program) -> TechnicianWelcome:
    session = credentials.session()
    if not session:
        raise SignInRequired("no session")
    answer = await ask(TechnicianResume(ref=0, session=session, version=VERSION, program_version=program.version))
    if isinstance(answer, Error) and answer.code == AuthFailed.code:
        credentials.save_session("")
        raise SignInRequired("the session is over")
    return _expect(TechnicianWelcome, answer)


def _signed(key: "Ed25519PrivateKey", challenge: Challenge, **claims: str) -> str:
    """Return a JWS for this connection only, dated by the relay's clock: ours may be wrong by days.

    Written here, read by PyJWT at the relay: to write one takes three lines, and the library six megabytes of each agent.
    """
    issued = int(challenge.now.timestamp())
    expires = issued + SIGN_IN_TOKEN_MAX_AGE_S
    content = {**claims, "aud": challenge.relay_id, "nonce": challenge.nonce, "iat": issued, "exp": expires}
    signed = f"{_base64url(msgspec.json.encode(JWS_HEAD))}.{_base64url(msgspec.json.encode(content))}"
    return f"{signed}.{_base64url(key.sign(signed.encode()))}"


def _public_key(key: "Ed25519PrivateKey") -> str:
    return _base64url(key.public_key().public_bytes_raw())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


AnswerT = TypeVar("AnswerT", bound=Message)


def _expect(kind: type[AnswerT], answer: Message) -> AnswerT:
    if isinstance(answer, kind):
        return answer
    if isinstance(answer, Error):
        raise SignInRefused(answer)
    raise ProtocolError("an answer of another kind", why="unexpected")

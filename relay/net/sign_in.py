"""From the four messages that are read before sign-in to a session. Verification: net/authentication.py."""

import time
from collections.abc import Callable
from typing import Final

import msgspec

from relay.domain.clones import Instances, note
from relay.domain.scope import RELAY_SCOPE
from relay.net import authentication as auth
from relay.net.authentication import said_version
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.talk import Talk
from relay.net.wire import Wire
from relay.services.authorise import scope_of
from relay.services.orders import (
    AgentCaller,
    OpenDeviceSession,
    Order,
    ResumeTechnicianSession,
    StartTechnicianSession,
    TechnicianCaller,
)
from relay.writer.wire import Outcome
from shared.errors import AuthFailed, SportelloError
from shared.ids import DeviceKeyId
from shared.limits import ENROLMENT_TRIES_PER_ADDRESS_PER_MIN
from shared.protocol import codec
from shared.protocol.base import VERSION, CloseCode, Error, Message
from shared.protocol.enrolment import Enrol
from shared.protocol.hello import AgentSignIn, AgentWelcome, TechnicianResume, TechnicianSignIn, TechnicianWelcome

BEFORE_SIGN_IN: Final[dict[type[Message], tuple[str, ...]]] = {
    Enrol: ("agent",),
    AgentSignIn: ("agent",),
    TechnicianSignIn: ("console",),
    TechnicianResume: ("console",),
}
"""All that is read before sign-in, and from which program."""


MOST_REMEMBERED: Final = 200_000
"""Keys of which the last runs are remembered; the one that signed in longest ago is forgotten first."""


class Upgrade(SportelloError):
    """The client speaks no version of ours."""

    code = "upgrade"


class SignIn:
    """Shared by all connections; `on_session` is told of every new session before its welcome leaves."""

    def __init__(self, talk: Talk, on_session: Callable[[Session], None]) -> None:
        self._talk = talk
        self._on_session = on_session
        self._instances: dict[DeviceKeyId, Instances] = {}
        self._enrol_tries = auth.EnrolTries(ENROLMENT_TRIES_PER_ADDRESS_PER_MIN)

    def knows(self, message: Message) -> bool:
        """Return whether this message may come before sign-in."""
        return type(message) in BEFORE_SIGN_IN

    async def run(self, message: Message, nonce: str, wire: Wire) -> Session | None:
        """Return the session, None after an enrolment. Raises: any SportelloError of the checks."""
        if isinstance(message, Enrol):
            self._enrol_tries.take(wire.address, time.monotonic())
            order = auth.checked_enrolment(self._talk, message, nonce, wire.address)
            wire.send((await self._order(order)).answer)
            self._enrol_tries.give_back(wire.address)
            return None
        if isinstance(message, AgentSignIn):
            self._check_version(message.version, wire)
            return await self._agent(auth.checked_agent(self._talk, message, nonce), wire)
        if isinstance(message, TechnicianSignIn):
            self._check_version(message.version, wire)
            start, secret = await auth.checked_technician(self._talk, message, wire.address)
            return await self._console(start, wire, secret, said_version(message.program_version))
        if isinstance(message, TechnicianResume):
            self._check_version(message.version, wire)
            resume = auth.resumed_technician(message)
            return await self._console(resume, wire, "", said_version(message.program_version))
        raise AuthFailed

    async def _agent(self, order: OpenDeviceSession, wire: Wire) -> Session:
        order = self._compared(order)
        outcome = await self._order(order, wire.address)
        welcome = codec.decode(outcome.answer)
        if not isinstance(welcome, AgentWelcome):
            raise AuthFailed
        caller = AgentCaller(welcome.device_key_id, welcome.epoch)
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            scope = scope_of(gate.connection, caller, self._talk.clock.now())
        session = AgentSession(
            wire,
            scope,
            caller,
            self._talk.bucket(),
            customer_id=welcome.customer_id,
            device_id=welcome.device_id,
            device_key_id=welcome.device_key_id,
            program_version=order.program_version,
            instance=order.instance,
        )
        wire.send(outcome.answer)
        self._on_session(session)
        return session

    def _compared(self, order: OpenDeviceSession) -> OpenDeviceSession:
        """Return the order with what other runs of the program say about it: kept in memory, it is a hint to people."""
        key_id = order.device_key_id
        there = self._talk.registry.agents.get(key_id)
        known, are_two = note(
            self._instances.pop(key_id, Instances()), order.instance, there.instance if there is not None else ""
        )
        self._instances[key_id] = known
        if len(self._instances) > MOST_REMEMBERED:
            del self._instances[next(iter(self._instances))]
        return msgspec.structs.replace(order, is_clone=are_two)

    async def _console(
        self, order: StartTechnicianSession | ResumeTechnicianSession, wire: Wire, secret: str, program_version: str
    ) -> Session:
        outcome = await self._order(order)
        welcome = codec.decode(outcome.answer)
        if not isinstance(welcome, TechnicianWelcome):
            raise AuthFailed
        caller = TechnicianCaller(welcome.profile.technician_id, order.session_hash)
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            scope = scope_of(gate.connection, caller, self._talk.clock.now())
        session = ConsoleSession(wire, scope, caller, self._talk.bucket(), program_version)
        wire.send(codec.encode(msgspec.structs.replace(welcome, session=secret)))
        self._on_session(session)
        return session

    async def _order(self, order: Order, address: str = "") -> Outcome:
        """Return the outcome. Raises: SportelloError as the writer answered it."""
        outcome = await self._talk.writer.ask(order, address=address)
        if outcome.code:
            error = codec.decode(outcome.answer)
            if isinstance(error, Error):
                raise _as_error(error)
        return outcome

    def _check_version(self, version: int, wire: Wire) -> None:
        if version != VERSION:
            wire.close(CloseCode.UPGRADE, "upgrade")
            raise Upgrade


def _as_error(error: Error) -> SportelloError:
    kinds = {kind.code: kind for kind in _all_errors(SportelloError)}
    kind = kinds.get(error.code, SportelloError)
    refused = kind(retry_after_ms=error.retry_after_ms)
    refused.params = dict(error.params)
    return refused


def _all_errors(kind: type[SportelloError]) -> list[type[SportelloError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _all_errors(child))]

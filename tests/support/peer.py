"""A raw client of the relay: a WebSocket over TLS and nothing of the product's own link, for tests that misbehave.

Each peer comes from a loopback address of its own, so that limits per address do not mix tests up.
"""

import asyncio
import contextlib
import itertools
import json
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    MessageId,
    StreamId,
    new_id,
)
from shared.protocol import codec
from shared.protocol.base import Error, Message, Request
from shared.protocol.chat import ChatMessage, Delivered, SendMessage, Sync
from shared.protocol.directory import AssignDevices, SaveContact, SnapshotEnd, Subscribe
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import AgentSignIn, AgentWelcome, Challenge, TechnicianSignIn, TechnicianWelcome
from shared.protocol.requests import (
    AcceptRequest,
    AskTechnician,
    CounterChanged,
    RequestChanged,
    SetAvailability,
)
from tests.support.keys import public_text
from tests.support.relay import Relay, Technician

MessageT = TypeVar("MessageT", bound=Message)
WITHIN_S = 15.0
_addresses = itertools.count(2)


def fresh_address() -> str:
    """Return a loopback address that no other peer has used."""
    number = next(_addresses)
    return f"127.{1 + number // 65536 % 200}.{number // 256 % 256}.{number % 256}"


def trusting() -> ssl.SSLContext:
    """Return a client's TLS settings that take any certificate: what is tested here is behind it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class DeviceIdentity(msgspec.Struct, frozen=True):
    """An enrolled OS session: what it needs to sign in."""

    key: Ed25519PrivateKey
    device_id: DeviceId
    key_id: DeviceKeyId
    customer_id: CustomerId


class Peer:
    """One open connection; keeps everything it was sent in `seen`."""

    def __init__(self, socket: ClientConnection, challenge: Challenge) -> None:
        self.socket = socket
        self.challenge = challenge
        self.seen: list[Message] = []
        self.session = ""
        """A console's session after `sign_in_as`."""
        self._unread: list[Message] = []
        self._refs = itertools.count(1)

    @property
    def now(self) -> int:
        """Relay time of the challenge in whole seconds."""
        return int(self.challenge.now.timestamp())

    def ref(self) -> int:
        """Return a number no request of this connection has had."""
        return next(self._refs)

    async def send(self, message: Message) -> None:
        """Send one message."""
        await self.socket.send(codec.encode(message).decode())

    async def send_raw(self, frame: str | bytes) -> None:
        """Send any frame."""
        await self.socket.send(frame)

    async def receive(self, within_s: float = WITHIN_S) -> Message:
        """Return the next message, kept or fresh. Raises: TimeoutError, ConnectionClosed."""
        if self._unread:
            return self._unread.pop(0)
        async with asyncio.timeout(within_s):
            message = codec.decode(await self.socket.recv(decode=False))
        self.seen.append(message)
        return message

    async def expect(
        self, kind: type[MessageT], fits: Callable[[MessageT], bool] = lambda _: True, within_s: float = WITHIN_S
    ) -> MessageT:
        """Return the first message of that kind that fits; what came before it is kept for later."""
        kept: list[Message] = []
        try:
            while True:
                message = await self.receive(within_s)
                if isinstance(message, kind) and fits(message):
                    return message
                kept.append(message)
        finally:
            self._unread = kept + self._unread

    async def ask(self, message: Request, within_s: float = WITHIN_S) -> Message:
        """Send a request and return its answer, whatever it is."""
        await self.send(message)
        return await self.answer(message.ref, within_s)

    async def answer(self, ref: int, within_s: float = WITHIN_S) -> Message:
        """Return the answer to the request `ref`."""
        return await self.expect(Message, lambda m: getattr(m, "re", None) == ref, within_s)

    async def done(self, message: Request) -> Message:
        """Send a request that succeeds."""
        answer = await self.ask(message)
        assert not isinstance(answer, Error), answer
        return answer

    async def code(self, message: Request) -> str:
        """Return `done` or the code of the refusal."""
        answer = await self.ask(message)
        return answer.code if isinstance(answer, Error) else "done"

    async def close_code(self, within_s: float = WITHIN_S) -> int | None:
        """Wait until the relay has closed the connection and return its close code; 1006 means without any."""
        async with asyncio.timeout(within_s):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    self.seen.append(codec.decode(await self.socket.recv(decode=False)))
        return self.socket.close_code

    # Signing in.

    def proof(self, key: Ed25519PrivateKey, **changed: object) -> str:
        """Return the JWS of an enrolment or, with `iss` and `sub`, of a sign-in; None leaves a claim out."""
        claims: dict[str, Any] = {
            "iss": "enrol",
            "aud": self.challenge.relay_id,
            "nonce": self.challenge.nonce,
            "iat": self.now,
            "exp": self.now + 50,
            **changed,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, key, algorithm="EdDSA")

    def jws(self, device: DeviceIdentity, **changed: object) -> str:
        """Return the JWS of a device's sign-in."""
        return self.proof(device.key, **{"iss": device.key_id, "sub": device.key_id, **changed})

    def enrolment(self, token: str, key: Ed25519PrivateKey, **changed: object) -> Enrol:
        """Return the message that joins a device."""
        facts: dict[str, Any] = {
            "ref": self.ref(),
            "token": token,
            "public_key": public_text(key),
            "proof": self.proof(key),
            "machine_id": new_id(),
            "host_name": "PC-14",
            "os_user": "giulia",
            "platform": "Linux",
            **changed,
        }
        return Enrol(**facts)

    async def enrol(self, token: str, **changed: object) -> DeviceIdentity:
        """Join a device."""
        key = Ed25519PrivateKey.generate()
        answer = await self.done(self.enrolment(token, key, **changed))
        assert isinstance(answer, Enrolled)
        return DeviceIdentity(key, answer.device_id, answer.device_key_id, answer.customer_id)

    async def sign_in(self, device: DeviceIdentity) -> AgentWelcome:
        """Sign in as a device and ask for what is stored."""
        answer = await self.done(AgentSignIn(ref=self.ref(), jws=self.jws(device), version=1))
        assert isinstance(answer, AgentWelcome)
        await self.done(Sync(ref=self.ref()))
        return answer

    def technician_sign_in(self, technician: Technician, **changed: object) -> TechnicianSignIn:
        """Return the message a console signs in with; without another factor it spends a recovery code."""
        facts: dict[str, Any] = {
            "ref": self.ref(),
            "e_mail": technician.e_mail,
            "password": technician.password,
            "version": 1,
            **changed,
        }
        if "second_factor" not in facts:
            facts["second_factor"] = technician.recovery_codes.pop()
        return TechnicianSignIn(**facts)

    async def sign_in_as(self, technician: Technician) -> TechnicianWelcome:
        """Sign in with a recovery code, take the snapshot and become available."""
        answer = await self.done(self.technician_sign_in(technician))
        assert isinstance(answer, TechnicianWelcome)
        self.session = answer.session
        ref = self.ref()
        await self.send(Subscribe(ref=ref))
        await self.expect(SnapshotEnd, lambda end: end.re == ref)
        await self.done(Sync(ref=self.ref()))
        await self.done(SetAvailability(ref=self.ref(), available=True))
        return answer

    # Talking.

    async def take(self, conversation_id: ConversationId, upto: int) -> list[ChatMessage]:
        """Receive and acknowledge messages of a conversation up to a number."""
        taken: list[ChatMessage] = []
        while not taken or taken[-1].seq < upto:
            message = await self.expect(ChatMessage, lambda m: m.conversation_id == conversation_id)
            taken.append(message)
            await self.send(Delivered(conversation_id=conversation_id, upto=message.seq))
        return taken


class Outbox:
    """Counts the messages of one stream of one conversation."""

    def __init__(self, conversation_id: ConversationId) -> None:
        self.conversation_id = conversation_id
        self.stream = StreamId(new_id())
        self.number = 0

    def next(self, text: str) -> SendMessage:
        """Return the next message; its ref is its number plus a thousand."""
        self.number += 1
        return SendMessage(
            ref=1000 + self.number,
            conversation_id=self.conversation_id,
            stream=self.stream,
            number=self.number,
            message_id=MessageId(new_id()),
            text=text,
        )


@contextlib.asynccontextmanager
async def connected(relay: Relay, *, address: str = "", port: int = 0, **options: Any) -> AsyncIterator[Peer]:
    """Connect and read the challenge; through another `port` a proxy stands between."""
    url = f"wss://127.0.0.1:{port or relay.port}/talk"
    socket = await connect(
        url,
        ssl=trusting(),
        local_addr=(address or fresh_address(), 0),
        max_size=None,
        max_queue=None,
        proxy=None,
        **{"compression": None, "ping_interval": None, **options},
    )
    try:
        challenge = codec.decode(await socket.recv(decode=False))
        assert isinstance(challenge, Challenge)
        yield Peer(socket, challenge)
    finally:
        await socket.close()


class Scene(msgspec.Struct, frozen=True):
    """A customer with a device whose user is known, and a technician; nobody is connected."""

    relay: Relay
    customer_id: CustomerId
    token: str
    technician: Technician


def prepare(relay: Relay, name: str = "") -> Scene:
    """Create a customer of its own for a test, with a token and a technician who sees only it."""
    customer_id = relay.add_customer(name or f"Customer {new_id()}")
    technician = relay.add_technician("Anna Neri", customers=[customer_id])
    return Scene(relay, customer_id, relay.add_token(customer_id), technician)


async def known_device(scene: Scene) -> DeviceIdentity:
    """Enrol a device whose helpdesk is on and whose user is assigned."""
    async with connected(scene.relay) as peer:
        device = await peer.enrol(scene.token)
    scene.relay.activate_helpdesk(device.device_id)
    contact_id = ContactId(new_id())
    scene.relay.order(
        SaveContact(
            ref=1,
            contact_id=contact_id,
            customer_id=scene.customer_id,
            first_name="Giulia",
            last_name="Verdi",
            e_mail=f"{contact_id}@acme.example",
        )
    )
    scene.relay.order(AssignDevices(ref=1, contact_id=contact_id, device_ids=[device.device_id]))
    return device


async def start_talk(agent: Peer, console: Peer) -> ConversationId:
    """Let the agent's user ask and the console accept."""
    request_id, conversation_id = ChatRequestId(new_id()), ConversationId(new_id())
    await agent.expect(CounterChanged, lambda c: c.technician_available and not c.identity_required)
    await agent.done(AskTechnician(ref=agent.ref(), request_id=request_id))
    await console.expect(RequestChanged, lambda m: m.request.request_id == request_id)
    await console.done(AcceptRequest(ref=console.ref(), request_id=request_id, conversation_id=conversation_id))
    return conversation_id


@contextlib.asynccontextmanager
async def talking(scene: Scene) -> AsyncIterator[tuple[Peer, Peer, ConversationId, DeviceIdentity]]:
    """Connect an agent and a console and start a conversation between them."""
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        await agent.sign_in(device)
        yield agent, console, await start_talk(agent, console), device


def as_json(message: Message) -> dict[str, Any]:
    """Return a message as plain values, to be spoilt."""
    found: dict[str, Any] = json.loads(codec.encode(message))
    return found

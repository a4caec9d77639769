"""Agents that write and consoles that listen, over the real protocol: closed loop (a window each) or at a fixed rate.

Before the measuring every frame goes through the product's codec; while it runs, frames are only cut where they must be, so
that the load costs less than the server. Both sides acknowledge rows as a client does, every eight.
"""

import asyncio
import collections
import ssl
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.ids import ConversationId, new_id
from shared.limits import ACK_EVERY_MESSAGES
from shared.protocol import codec
from shared.protocol.base import VERSION, Error, Message, Request
from shared.protocol.chat import Delivered, Sync
from shared.protocol.hello import AgentSignIn, Challenge, TechnicianResume
from tests.bench.socket_client import SocketClient, connect
from tests.bench.world import AgentSeed, ConsoleSeed, World
from tests.support.waiting import until_async

SENT, ROW, ERROR = b'{"type":"chat.sent"', b'{"type":"chat.message"', b'{"type":"error"'
CONVERSATION = slice(len(ROW) + len(b',"conversation_id":"'), len(ROW) + len(b',"conversation_id":"') + 36)
SEQ_AT = CONVERSATION.stop + len(b'","seq":')
TEXT = "the printer does not answer since this morning, please restart the spooler service and tell me what you see on screen"
ANSWER_WITHIN_S = 20.0


class Refused(Exception):
    """The server answered with an error; the figure would mean nothing."""


class Visitor:
    """A connection that asks and waits, for what comes before the measuring."""

    def __init__(self) -> None:
        self.client: SocketClient | None = None
        self._frames: asyncio.Queue[bytes] = asyncio.Queue()

    async def open(self, port: int, context: ssl.SSLContext | None) -> Challenge:
        """Connect and return the server's first words."""
        self.client = await connect(port, context, self._frames.put_nowait)
        challenge = await self.hear()
        assert isinstance(challenge, Challenge)
        return challenge

    async def hear(self) -> Message:
        """Return the next message."""
        return codec.decode(await asyncio.wait_for(self._frames.get(), ANSWER_WITHIN_S))

    async def ask(self, message: Request) -> Message:
        """Return the answer to a request. Raises: Refused."""
        assert self.client is not None
        self.client.send(codec.encode(message))
        while getattr(answer := await self.hear(), "re", None) != message.ref:
            pass
        if isinstance(answer, Error):
            raise Refused(answer.code)
        return answer


async def agent(port: int, context: ssl.SSLContext | None, seed: AgentSeed) -> SocketClient:
    """Sign an agent in."""
    visitor = Visitor()
    challenge = await visitor.open(port, context)
    now = int(challenge.now.timestamp())
    claims = {"iss": seed.key_id, "sub": seed.key_id, "aud": challenge.relay_id, "nonce": challenge.nonce}
    key = Ed25519PrivateKey.from_private_bytes(seed.key)
    jws = jwt.encode({**claims, "iat": now, "exp": now + 50}, key, algorithm="EdDSA")
    await visitor.ask(AgentSignIn(ref=1, jws=jws, version=VERSION))
    await visitor.ask(Sync(ref=2))
    assert visitor.client is not None
    return visitor.client


async def console(port: int, context: ssl.SSLContext | None, seed: ConsoleSeed) -> SocketClient:
    """Sign a technician in."""
    visitor = Visitor()
    await visitor.open(port, context)
    await visitor.ask(TechnicianResume(ref=1, session=seed.session, version=VERSION))
    await visitor.ask(Sync(ref=2))
    assert visitor.client is not None
    return visitor.client


class Listener:
    """Acknowledges rows; counts them from `begin` on."""

    def __init__(self, client: SocketClient) -> None:
        self.client = client
        self.rows = 0
        client.on_frame = self.on_frame

    def on_frame(self, frame: bytes) -> None:
        """Take a frame."""
        if frame.startswith(ROW):
            self.row(frame)

    def row(self, frame: bytes) -> None:
        """Count a row and acknowledge it with its eighth sister."""
        self.rows += 1
        seq = int(frame[SEQ_AT : frame.index(b",", SEQ_AT)])
        if seq % ACK_EVERY_MESSAGES == 0:
            conversation_id = ConversationId(frame[CONVERSATION].decode())
            self.client.send(codec.encode(Delivered(conversation_id=conversation_id, upto=seq)))


class Writer(Listener):
    """Writes in one conversation; answers come in order, so the oldest question is the one answered."""

    def __init__(self, client: SocketClient, conversation_id: str) -> None:
        super().__init__(client)
        self.acks = 0
        self.latencies: list[float] = []
        self.is_closed_loop = False
        self._due: collections.deque[float] = collections.deque()
        self._number = 0
        stream, first = new_id(), new_id()
        self._head = b'{"type":"chat.send","ref":%d,"number":%d,"message_id":"' + first[:24].encode() + b'%012x",'
        self._tail = f'"conversation_id":"{conversation_id}","stream":"{stream}","text":"{TEXT}"}}'.encode()

    def on_frame(self, frame: bytes) -> None:
        if frame.startswith(SENT):
            self.acks += 1
            self.latencies.append(time.perf_counter() - self._due.popleft())
            if self.is_closed_loop:
                self.write(1)
        elif frame.startswith(ROW):
            self.row(frame)
        elif frame.startswith(ERROR):
            raise Refused(frame.decode())

    def write(self, count: int, due: float | None = None) -> None:
        """Send so many texts; `due` is when they should have left."""
        now = time.perf_counter() if due is None else due
        frames: list[bytes] = []
        for _ in range(count):
            self._number += 1
            number = self._number
            frames.append(self._head % (number + 2, number, number) + self._tail)
            self._due.append(now)
        self.client.send_all(frames)

    @property
    def waiting(self) -> int:
        """Texts without an answer."""
        return len(self._due)


class Crowd:
    """Everybody of a world, signed in; made by `gather`."""

    def __init__(self, writers: list[Writer], listeners: list[Listener]) -> None:
        self.writers = writers
        self.listeners = listeners

    @property
    def acks(self) -> int:
        """Answers so far."""
        return sum(writer.acks for writer in self.writers)

    async def rest(self) -> None:
        """Wait until nobody waits for an answer. Raises: TimeoutError."""
        await until_async(
            lambda: not any(w.waiting for w in self.writers), within_s=ANSWER_WITHIN_S, what="all answers"
        )

    async def leave(self) -> None:
        """Wait for the last answers, then go."""
        await self.rest()
        clients = [speaker.client for speaker in [*self.writers, *self.listeners]]
        for client in clients:
            client.abort()
        await asyncio.gather(*(client.closed for client in clients))


async def gather_crowd(port: int, world: World) -> Crowd:
    """Sign everybody in."""
    writers = [Writer(await agent(port, None, seed), seed.conversation_id) for seed in world.agents]
    listeners = [Listener(await console(port, None, seed)) for seed in world.consoles]
    return Crowd(writers, listeners)


def facts_of(sample: list[float]) -> dict[str, Any]:
    """Return p50 and p99 of latencies, in milliseconds."""
    ordered = sorted(sample) or [0.0]
    return {
        "p50_ms": ordered[len(ordered) // 2] * 1000,
        "p99_ms": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000,
    }

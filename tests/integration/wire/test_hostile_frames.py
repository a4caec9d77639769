"""Frames nobody should send, before and after sign-in (P20, P21, P22): the relay lives, says little, keeps its size."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from shared.ids import ConversationId, new_id
from shared.limits import MAX_FRAME_BYTES, MAX_PRE_AUTH_FRAME_BYTES
from shared.protocol import codec
from shared.protocol.base import CloseCode, Error, Message
from shared.protocol.chat import Pull, Sync
from tests.support.peer import Outbox, Peer, Scene, as_json, connected, known_device, prepare, talking
from tests.support.relay import Relay
from tests.support.waiting import until_async

POLITE = {CloseCode.BAD_DATA, CloseCode.POLICY, CloseCode.TOO_BIG, CloseCode.UPGRADE}
SEED = 20261121
MIB = 1024 * 1024


class Vitals:
    """The talk process from outside: its memory, its open files, what it logged."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        (pid,) = relay.children("talk")
        self._process = psutil.Process(pid)
        self._pid = pid
        self.rss = self._process.memory_info().rss
        self.sockets = self.open_sockets()
        self._logged = len(relay.log())

    def grown_bytes(self) -> int:
        """Return how much memory it holds more than at the beginning."""
        return int(self._process.memory_info().rss) - self.rss

    def open_sockets(self) -> int:
        """Return how many it holds. Its database it opens once more whenever two of its readers meet, and keeps that open."""
        held = 0
        for entry in Path(f"/proc/{self._pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed since it was listed
                held += str(entry.readlink()).startswith("socket:")
        return held

    async def check(self, most_bytes: int) -> None:
        """See that the process is the same, let go of its connections, kept its size and had no surprise."""
        assert self._relay.children("talk") == [self._pid]
        await until_async(lambda: self.open_sockets() <= self.sockets, within_s=15, what="closed connections")
        # A password that is being checked holds 64 MiB for a tenth of a second.
        await until_async(lambda: self.grown_bytes() < most_bytes, within_s=5, what="the old size")
        log = self._relay.log()[self._logged :]
        assert "Traceback" not in log
        assert " ERROR " not in log
        assert self._relay.http("/readyz")[0] == 200


@pytest.fixture
def vitals(relay: Relay) -> Vitals:
    return Vitals(relay)


def spoilt_frames(seed: int, patterns: list[Message], count: int) -> Iterator[str | bytes]:
    """Yield frames spoilt in every way that comes to mind, the same ones for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        text = json.dumps(as_json(dice.choice(patterns)))
        yield dice.choice(SPOILERS)(text, dice)


def _tag(dice: random.Random) -> str:
    return dice.choice(sorted(map(str, codec.TAGS)))


SPOILERS: list[Callable[[str, random.Random], str | bytes]] = [
    lambda _, dice: dice.randbytes(dice.randrange(200)),
    lambda text, _: text.encode(),
    lambda text, dice: _flipped(text, dice),  # noqa: PLW0108  # defined below
    lambda text, dice: text[: dice.randrange(len(text))],
    lambda text, dice: text + dice.choice(["}", "x", "\x00", text]),
    lambda text, dice: _retyped(text, dice),  # noqa: PLW0108  # defined below
    lambda text, dice: text.replace(":", ":" + "[" * dice.randrange(1, 900), 1),
    lambda _, dice: dice.choice("[{") * dice.randrange(3000),
    lambda _, dice: json.dumps({"type": _tag(dice)}),
    lambda _, dice: json.dumps({"type": _tag(dice), "ref": dice.randrange(2**70)}),
    lambda text, _: text.replace('"', '"\\u0000', 1),
    lambda _, dice: "x" * dice.randrange(3000),
    lambda _text, _dice: "",
]


def _flipped(text: str, dice: random.Random) -> str:
    place = dice.randrange(len(text))
    return text[:place] + chr(ord(text[place]) ^ 1 << dice.randrange(7)) + text[place + 1 :]


def _retyped(text: str, dice: random.Random) -> str:
    fields = json.loads(text)
    values: list[object] = [None, True, -1, 2**63, 1e308, "x" * 1000, [], {}, [[]], "\ud800", "../..", "\u202e"]
    fields[dice.choice(list(fields))] = dice.choice(values)
    return json.dumps(fields)


async def _throw(peer: Peer, frames: Iterator[str | bytes], most: int) -> int:
    """Send frames until the relay closes; return how many it took."""
    thrown = 0
    try:
        for frame in frames:
            await peer.send_raw(frame)
            thrown += 1
            if thrown >= most:
                break
            if thrown % 8 == 0:
                await asyncio.sleep(0)
    except ConnectionClosed:
        return thrown
    return thrown


@pytest.mark.slow
async def test_thousands_of_spoilt_frames_before_sign_in_harm_nobody(scene: Scene, vitals: Vitals) -> None:
    # P20: 2,000 connections are opened for it at most, each closed by its first bad frame.
    device = await known_device(scene)
    codes: set[int | None] = set()
    async with connected(scene.relay) as pattern:
        patterns: list[Message] = [
            pattern.enrolment("sprt_x", device.key),
            pattern.technician_sign_in(scene.technician, second_factor="1"),
        ]
    frames = spoilt_frames(SEED, patterns, 10_000)
    for _ in range(150):
        async with connected(scene.relay) as peer:
            await _throw(peer, frames, 30)
            codes.add(await peer.close_code())
            assert [m for m in peer.seen if not isinstance(m, Error)] == []
    assert codes <= POLITE
    await vitals.check(20 * MIB)


@pytest.mark.slow
async def test_ten_thousand_spoilt_frames_after_sign_in_harm_nobody(scene: Scene, vitals: Vitals) -> None:
    # P20: whatever is thrown, a talk next door goes on.
    async with talking(prepare(scene.relay)) as (agent, console, talk, _):
        device, codes, thrown = await known_device(scene), set(), 0
        outbox = Outbox(talk)
        victim = Outbox(ConversationId(new_id()))
        patterns: list[Message] = [
            victim.next("ciao"),
            Pull(ref=1, conversation_id=ConversationId(new_id()), after=0),
            Sync(ref=2),
        ]
        frames = spoilt_frames(SEED + 1, patterns, 20_000)
        while thrown < 10_000:
            async with connected(scene.relay) as peer:
                await peer.sign_in(device)
                thrown += await _throw(peer, frames, 500)
                await peer.socket.close()
                codes.add(await peer.close_code())
                assert "Traceback" not in str(peer.seen)
            if thrown % 10 == 0:
                await agent.done(outbox.next(f"dopo {thrown}"))
        await agent.done(outbox.next("fine"))
        await console.take(talk, 1 + outbox.number)
    assert codes <= POLITE | {1000}
    await vitals.check(20 * MIB)


@pytest.mark.parametrize("depth", [10**3, 10**4, 3 * 10**4])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
async def test_nesting_is_refused_politely(scene: Scene, vitals: Vitals, depth: int, opening: str) -> None:
    # P21; deeper than a frame is long it cannot be: what exceeds 64 KiB is closed with 1009 (next test).
    frame = '{"type":"chat.sync","ref":1,"x":' + (opening * depth)[:60_000]
    async with talking(scene) as (agent, _, talk, device), connected(scene.relay) as other:
        await agent.send_raw(frame)
        assert await agent.close_code() == CloseCode.BAD_DATA
        await other.sign_in(device)
        await other.done(Outbox(talk).next("vivo"))
    await vitals.check(20 * MIB)


@pytest.mark.parametrize("depth", [10**5, 10**6])
async def test_nesting_longer_than_a_frame_is_too_big(scene: Scene, vitals: Vitals, depth: int) -> None:
    # P21
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        with contextlib.suppress(ConnectionClosed):
            await agent.send_raw("[" * depth)
        assert await agent.close_code() in {CloseCode.TOO_BIG, 1006}
    await vitals.check(20 * MIB)


@pytest.mark.parametrize(
    "frame",
    [
        '{"type":"chat.sync","ref":9223372036854775808}',
        '{"type":"chat.sync","ref":1e400}',
        '{"type":"chat.sync","ref":1,"last":"yes"}',
        '{"type":"chat.send","ref":1,"conversation_id":"x","stream":"x","number":1,"message_id":"x","text":true}',
        '{"type":"chat.sync"}',
        '{"type":["chat.sync"]}',
    ],
)
async def test_a_wrong_value_is_an_error_or_the_end_and_nothing_else(scene: Scene, frame: str) -> None:
    # P21
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        agent.seen.clear()
        await agent.send_raw(frame)
        answer = None
        try:
            answer = await agent.expect(Error)
        except ConnectionClosed:
            assert agent.socket.close_code in POLITE
        else:
            assert answer.code == "bad_frame"
            await agent.done(Sync(ref=agent.ref()))


async def test_unknown_fields_and_double_keys_are_read_one_way(scene: Scene) -> None:
    # P21
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        await agent.send_raw('{"type":"chat.sync","ref":70,"later":{"x":[1]},"ref":71}')
        assert (await agent.answer(71)) is not None


async def test_a_client_of_a_newer_version_stays_connected_however_often_it_says_new_things(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        for ref in range(100, 150):
            await agent.send_raw(f'{{"type":"file.progress","ref":{ref}}}')
            assert await agent.answer(ref) == Error(code="bad_frame", re=ref, params={"why": "unknown_type"})


async def test_a_client_that_keeps_sending_malformed_frames_is_disconnected(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        for ref in range(100, 120):
            await agent.send_raw(f'{{"type":"chat.pull","ref":{ref}}}')
        assert await agent.close_code() == CloseCode.POLICY
        refused = [m for m in agent.seen if isinstance(m, Error)]
        assert [m.params for m in refused] == [{"why": "malformed"}] * 10


async def test_before_sign_in_nothing_else_is_read(scene: Scene) -> None:
    async with connected(scene.relay) as peer:
        await peer.send(Sync(ref=1))
        assert await peer.close_code() == CloseCode.POLICY
    async with connected(scene.relay) as peer:
        await peer.send_raw(json.dumps({"type": "enrol", "x": "y" * MAX_PRE_AUTH_FRAME_BYTES}))
        assert await peer.close_code() == CloseCode.TOO_BIG


async def test_a_frame_of_64_kib_is_read_and_one_byte_more_is_not(scene: Scene) -> None:
    # P22
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        head = '{"type":"chat.sync","ref":90,"x":"'
        await agent.send_raw(head + "x" * (MAX_FRAME_BYTES - len(head) - 2) + '"}')
        await agent.answer(90)
        await agent.send_raw(head + "x" * (MAX_FRAME_BYTES - len(head) - 1) + '"}')
        assert await agent.close_code() == CloseCode.TOO_BIG


async def test_compression_is_never_negotiated(scene: Scene) -> None:
    # P22: without it there is no bomb.
    async with connected(scene.relay, compression="deflate") as peer:
        assert peer.socket.response is not None
        assert "Sec-WebSocket-Extensions" not in peer.socket.response.headers


@pytest.mark.parametrize("piece", [b"x", b""], ids=["one byte", "empty"])
async def test_a_message_in_endless_pieces_ends_the_connection(scene: Scene, vitals: Vitals, piece: bytes) -> None:
    # P22
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        transport = agent.socket.transport
        transport.write(Frame(Opcode.TEXT, piece, fin=False).serialize(mask=True))
        piece_frame = Frame(Opcode.CONT, piece, fin=False).serialize(mask=True)
        async with asyncio.timeout(30):
            while agent.socket.close_code is None and not transport.is_closing():
                transport.write(piece_frame * 500)
                await asyncio.sleep(0.01)
        assert vitals.grown_bytes() < 20 * MIB
    await vitals.check(20 * MIB)


async def test_a_flood_of_pings_by_somebody_who_does_not_read_stays_small(scene: Scene, vitals: Vitals) -> None:
    # P22: every ping wants a pong; 60 MiB of them are sent, and none is taken.
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        transport = agent.socket.transport
        transport.pause_reading()
        ping = Frame(Opcode.PING, b"p" * 125).serialize(mask=True) * 500
        sent = 0
        stuck_since = time.monotonic()
        while sent < 60 * MIB and not transport.is_closing() and time.monotonic() - stuck_since < 3:
            if transport.get_write_buffer_size() < MIB:
                transport.write(ping)
                sent += len(ping)
                stuck_since = time.monotonic()
            await asyncio.sleep(0)
        transport.resume_reading()
        await agent.close_code()
        assert vitals.grown_bytes() < 20 * MIB, sent
        assert transport.is_closing()
    await vitals.check(20 * MIB)

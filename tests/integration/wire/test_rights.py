"""What a signed-in client says of itself is not believed (P18), and a loud neighbour disturbs nobody (P19)."""

import asyncio
import json
import statistics
import time
from pathlib import Path

import pytest

from shared.ids import TicketId, new_id
from shared.protocol.base import Error
from shared.protocol.chat import Sent
from shared.protocol.directory import Subscribe
from shared.protocol.tickets import OpenTicket, TicketChanged, TicketOpened
from shared.tasks import spawn
from tests.support.peer import Outbox, Peer, Scene, as_json, connected, known_device, prepare, talking
from tests.support.relay import Relay, running_relay

HOSTILE_IDS = [
    "",
    ".",
    "*",
    ">",
    "a.b.>",
    "tenant.*",
    "x y",
    "../..",
    "' OR 1=1 --",
    "\x00",
    "x" * 10_000,
    new_id() + "\n",
]


@pytest.mark.parametrize("hostile", HOSTILE_IDS, ids=range(len(HOSTILE_IDS)))
async def test_p18_an_id_that_is_none_is_a_bad_frame_and_the_link_stays_up(scene: Scene, hostile: str) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        good = OpenTicket(ref=500, ticket_id=TicketId(new_id()), title="x")
        for field in ("ticket_id", "customer_id", "device_id", "conversation_id"):
            spoilt = {**as_json(good), "ref": 501, field: hostile}
            await agent.send_raw(json.dumps(spoilt))
            refused = await agent.answer(501)
            assert isinstance(refused, Error)
            assert refused.code == "bad_frame"
        assert isinstance(await agent.ask(good), TicketOpened)


async def test_p18_a_customer_named_in_frame_or_header_is_ignored(scene: Scene, relay: Relay) -> None:
    victim = prepare(relay)
    headers = {"X-Customer": victim.customer_id, "X-Tenant": victim.customer_id}
    device = await known_device(scene)
    async with connected(relay) as console, connected(relay) as theirs:
        await console.sign_in_as(scene.technician)
        await theirs.sign_in_as(victim.technician)
        async with connected(relay, additional_headers=headers) as agent:
            await agent.sign_in(device)
            title = f"CANARY {new_id()}"
            claim = OpenTicket(ref=600, ticket_id=TicketId(new_id()), title=title, customer_id=victim.customer_id)
            await agent.done(claim)
        shown = await console.expect(TicketChanged, lambda m: m.ticket.title == title)
        assert shown.ticket.customer_id == scene.customer_id
        await theirs.done(Subscribe(ref=700))
        assert title not in str(theirs.seen)


# A loud neighbour.

RATE, BURST = 30, 60
LOUDER = 20
ROUND_S = 2.0
NOISE_MS = 25.0
"""What two busy cores may add by themselves; below it a factor says nothing."""


@pytest.mark.slow
async def test_p19_a_customer_at_twenty_times_its_limit_slows_no_other_one_down(tmp_path: Path) -> None:
    with running_relay(tmp_path, f"--message-rate={RATE}", f"--message-burst={BURST}") as relay:
        loud, quiet = prepare(relay), prepare(relay)
        async with talking(quiet) as (agent, console, talk, _), talking(loud) as (shouter, _, loud_talk, _):
            boxes = [(agent, Outbox(talk)), (console, Outbox(talk))]
            await _speak(boxes, 0.5)
            alone = await _speak(boxes, ROUND_S)
            stop = asyncio.Event()
            shouting = spawn(_shout(shouter, Outbox(loud_talk), stop), name="shouting")
            beside = await _speak(boxes, ROUND_S)
            stop.set()
            refused = await shouting
    assert refused > RATE * LOUDER * ROUND_S / 2
    assert _p99(beside) <= max(2 * _p99(alone), NOISE_MS)


async def _speak(boxes: list[tuple[Peer, Outbox]], seconds: float) -> list[float]:
    """Let quiet members send below their limit; return how long each answer took, in ms."""
    took: list[float] = []

    async def one(peer: Peer, outbox: Outbox) -> None:
        end = time.monotonic() + seconds
        while (started := time.monotonic()) < end:
            assert isinstance(await peer.ask(outbox.next("piano")), Sent)
            took.append((time.monotonic() - started) * 1000)
            await asyncio.sleep(max(0.0, 1.2 / RATE - (time.monotonic() - started)))

    await asyncio.gather(*(one(peer, outbox) for peer, outbox in boxes))
    return took


async def _shout(peer: Peer, outbox: Outbox, stop: asyncio.Event) -> int:
    """Send at many times the limit until told to stop; return how many were refused."""
    refused = 0

    async def listen() -> None:
        nonlocal refused
        while True:
            message = await peer.receive(60)
            refused += isinstance(message, Error) and message.code == "rate_limited"

    listening = spawn(listen(), name="listening")
    began, shouted = time.monotonic(), 0
    while not stop.is_set():
        # So many a second also where a busy machine wakes this one late.
        for _ in range(int((time.monotonic() - began) * RATE * LOUDER) - shouted):
            await peer.send(outbox.next("forte"))
            shouted += 1
        await asyncio.sleep(1 / RATE)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    return refused


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]

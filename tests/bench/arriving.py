"""What a connection costs: memory while it is idle, processor time to let it in. Relay beside bare engine, TLS beside plain."""

import asyncio
import ssl
import statistics
import time
from pathlib import Path
from typing import Final

from relay.adapters import certificate
from relay.config import Config
from tests.bench import servers
from tests.bench.figures import Figure, compared
from tests.bench.servers import Server
from tests.bench.socket_client import SocketClient
from tests.bench.speakers import Visitor, agent
from tests.bench.world import World

TOGETHER: Final = 20
ARRIVALS: Final = 200
ROUNDS: Final = 3
HANDSHAKES: Final = 200
KIB: Final = 1024


async def run(folder: Path, world: World) -> list[Figure]:
    """Measure plain and TLS, relay and bare engine, each in a fresh process."""
    memory: dict[tuple[str, bool], float] = {}
    arriving: dict[tuple[str, bool], list[float]] = {}
    for tls in (False, True):
        with servers.bare_engine(folder, world, tls=tls) as bare, servers.relay(folder, tls=tls) as whole:
            both = {"bare": bare, "relay": whole}
            arriving |= {(name, tls): [] for name in both}
            for _ in range(ROUNDS):
                for name, server in both.items():
                    arriving[name, tls].append(await _cost_of_arrivals(server, tls=tls))
            for name, server in both.items():
                memory[name, tls] = await _memory_of_idle(server, world, tls=tls)
    return [*_memory(memory), *_accepting(arriving, [_handshake_ms(folder) for _ in range(ROUNDS)])]


def _memory(memory: dict[tuple[str, bool], float]) -> list[Figure]:
    names = {False: ("idle agent, plain", 12.0), True: ("idle agent, TLS", 45.0)}
    return [
        Figure(
            name=name,
            value=round(memory["relay", tls] / KIB, 1),
            unit="KiB",
            id="G5",
            goal=goal,
            ratio=round(memory["relay", tls] / memory["bare", tls], 2),
            of=f"the bare engine ({memory['bare', tls] / KIB:.1f} KiB)",
            at_most=True,
        )
        for tls, (name, goal) in names.items()
    ]


def _accepting(arriving: dict[tuple[str, bool], list[float]], floor_ms: list[float]) -> list[Figure]:
    relay, plain = arriving["relay", True], arriving["relay", False]
    only_tls = [tls - without for tls, without in zip(relay, plain, strict=True)]
    floor = f"the handshake alone ({statistics.median(floor_ms):.2f} ms)"
    return [
        compared(
            "let in over TLS, all of it",
            relay,
            floor_ms,
            unit="ms cpu",
            of=floor,
            goal_id="G6",
            ratio_goal=1.5,
            at_most=True,
        ),
        compared("what TLS adds to a plain arrival", only_tls, floor_ms, unit="ms cpu", of=floor, at_most=True),
        compared("let in over TLS", relay, arriving["bare", True], unit="ms cpu", of="the bare engine", at_most=True),
        compared("let in plain", plain, arriving["bare", False], unit="ms cpu", of="the bare engine", at_most=True),
    ]


async def _cost_of_arrivals(server: Server, *, tls: bool) -> float:
    """Return milliseconds of processor time for one arrival: connect, upgrade, challenge, gone."""
    context = _trusting() if tls else None
    before = server.cpu_s()
    for _ in range(ARRIVALS // TOGETHER):
        visitors = [Visitor() for _ in range(TOGETHER)]
        await asyncio.gather(*(visitor.open(server.port, context) for visitor in visitors))
        await _leave([visitor.client for visitor in visitors if visitor.client is not None])
    return (server.cpu_s() - before) / ARRIVALS * 1000


async def _memory_of_idle(server: Server, world: World, *, tls: bool) -> float:
    """Return bytes for each agent that is signed in and says nothing; the first few only warm the server up."""
    context = _trusting() if tls else None
    clients = [await agent(server.port, context, seed) for seed in world.idle[:TOGETHER]]
    before = server.memory_bytes()
    rest = world.idle[TOGETHER:]
    for start in range(0, len(rest), TOGETHER):
        together = rest[start : start + TOGETHER]
        clients += await asyncio.gather(*(agent(server.port, context, seed) for seed in together))
    found = (server.memory_bytes() - before) / len(rest)
    await _leave(clients)
    return found


async def _leave(clients: list[SocketClient]) -> None:
    for client in clients:
        client.abort()
    await asyncio.gather(*(client.closed for client in clients))


def _handshake_ms(folder: Path) -> float:
    """Return the server's half of a full handshake without any socket, under the relay's own TLS settings."""
    context = certificate.server_context(Config(state=folder))
    return statistics.median(_handshake_s(context) for _ in range(HANDSHAKES)) * 1000


def _handshake_s(context: ssl.SSLContext) -> float:
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context.wrap_bio(to_server, to_client, server_side=True)
    client = _trusting().wrap_bio(to_client, to_server, server_hostname="localhost")
    spent, is_over = 0.0, False
    while not is_over:
        is_over = _step(client)
        started = time.thread_time()
        _step(server)
        spent += time.thread_time() - started
    return spent


def _step(side: ssl.SSLObject) -> bool:
    try:
        side.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True


def _trusting() -> ssl.SSLContext:
    """Return a context that checks nothing: what the client's checks cost is not the question."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context

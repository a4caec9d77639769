"""Files through the relay beside a raw TCP copy of the same bytes, and what fifty of them do to the talk."""

import asyncio
import contextlib
import functools
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import psutil

from relay.services.orders import AgentCaller, LocalCaller, PutSetting
from relay.writer.wire import Job, Unpacker, committed_decoder, pack
from shared.ids import ConversationId, DeviceKeyId, FileId, new_id
from shared.protocol import codec
from shared.protocol.base import Message
from shared.protocol.transfers import FetchFile, FileGranted, OfferFile
from tests.bench import servers
from tests.bench.figures import Figure, compared
from tests.bench.file_load import SIZE, Move, film
from tests.bench.servers import Server
from tests.bench.speakers import facts_of, gather_crowd
from tests.bench.talking import fixed_rate
from tests.bench.world import AgentSeed, World
from tests.support.file_samples import sha256
from tests.support.ports import free_port
from tests.support.waiting import until

ROUNDS: Final = 3
MANY: Final = 10
FIFTY: Final = 50
TALK_RATE: Final = 500.0
HASH: Final = sha256(film())
MB: Final = SIZE / 1e6


async def run(folder: Path, world: World) -> list[Figure]:
    """Measure both ways, one and ten at a time, plain and TLS; then the talk beside fifty."""
    figures: list[Figure] = []
    for tls in (False, True):
        with servers.relay(folder, tls=tls) as server, _raw_server(folder if tls else None) as raw:
            _spread(server)
            figures += _rates(folder, world, server, raw, tls=tls)
            if not tls:
                figures += await _beside(folder, world, server)
    return figures


def _rates(folder: Path, world: World, server: Server, raw: int, *, tls: bool) -> list[Figure]:
    how = "TLS" if tls else "plain"
    figures: list[Figure] = []
    for count in (1, MANY):
        rates: dict[str, list[float]] = {kind: [] for kind in ("SEND", "PATCH", "FETCH", "GET")}
        for _ in range(ROUNDS):
            agents = world.offline[:count]
            rates["SEND"].append(_rate([Move("SEND", raw, tls=tls)] * count))
            offers = [_offer(folder, agent) for agent in agents]
            rates["PATCH"].append(_rate([_move("PATCH", server, grant, tls=tls) for grant in offers]))
            rates["FETCH"].append(_rate([Move("FETCH", raw, tls=tls)] * count))
            fetches = [_fetch(folder, agent, grant) for agent, grant in zip(agents, offers, strict=True)]
            rates["GET"].append(_rate([_move("GET", server, grant, tls=tls) for grant in fetches]))
        words = f"{count} at a time, {how}"
        for name, mine, other in (("sent", "PATCH", "SEND"), ("fetched", "GET", "FETCH")):
            figures.append(
                compared(
                    f"files {name}, {words}", rates[mine], rates[other], unit="MB/s", of="a raw TCP copy", goal_id="G7"
                )
            )
    return figures


async def _beside(folder: Path, world: World, server: Server) -> list[Figure]:
    """Measure the talk at a steady rate, quiet and beside fifty transfers that never stop."""
    servers.pin_load()
    crowd = await gather_crowd(server.port, world)
    quiet: list[float] = []
    loud: list[float] = []
    grown = 0.0
    for _ in range(2):
        quiet.append(facts_of(await fixed_rate(crowd, TALK_RATE))["p99_ms"])
        grants = [_offer(folder, agent) for agent in world.offline[:FIFTY]]
        (files,) = _file_processes(server)
        _set_nice(files, 10)
        before = files.memory_info().rss
        moves = [_move("PATCH", server, grant, tls=False) for grant in grants]
        load = await asyncio.to_thread(_started, moves)
        psutil.Process(load.pid).nice(10)  # those who send sit at other machines: they must not delay who measures
        beside = await fixed_rate(crowd, TALK_RATE, while_=functools.partial(_runs, load))
        loud.append(facts_of(beside)["p99_ms"])
        grown = max(grown, (files.memory_info().rss - before) / 1e6)
        await asyncio.to_thread(load.wait)
    await crowd.leave()
    os.sched_setaffinity(0, servers.PROCESSORS)
    return [
        compared(
            f"acknowledgement p99 at {TALK_RATE:.0f}/s beside {FIFTY} transfers of 20 MB", loud, quiet, unit="ms",
            of="the same without them", goal_id="G8", ratio_goal=2, at_most=True,
        ),
        Figure(name=f"file process, memory for {FIFTY} transfers", value=round(grown), unit="MB", id="G8", goal=30),
    ]  # fmt: skip


def _spread(server: Server) -> None:
    """Let the copies use every processor, and the file process as much of it as the raw copy; the talk keeps its own."""
    everywhere = servers.PROCESSORS
    if everywhere:
        os.sched_setaffinity(0, everywhere)
        for process in _file_processes(server):
            process.cpu_affinity(everywhere)
            _set_nice(process, 0)


def _set_nice(process: psutil.Process, nice: int) -> None:
    """Set the priority of all its threads; only root may raise one."""
    for thread in process.threads():
        with contextlib.suppress(psutil.AccessDenied, psutil.NoSuchProcess):
            psutil.Process(thread.id).nice(nice)


def _file_processes(server: Server) -> list[psutil.Process]:
    parent = server.loop.parent()
    assert parent is not None
    return [child for child in parent.children() if "files" in child.cmdline()]


def _offer(folder: Path, agent: AgentSeed) -> FileGranted:
    message = OfferFile(
        ref=1,
        file_id=FileId(new_id()),
        name="film.mp4",
        size=SIZE,
        sha256=HASH,
        conversation_id=ConversationId(agent.conversation_id),
    )
    return _ordered(folder, agent, message)


def _fetch(folder: Path, agent: AgentSeed, sent: FileGranted) -> FileGranted:
    found: list[FileGranted] = []

    def is_ready() -> bool:
        answer = _answer(folder, agent, FetchFile(ref=1, file_id=sent.file.file_id))
        found.extend([answer] if isinstance(answer, FileGranted) else [])
        return bool(found)

    until(is_ready, within_s=60, what="the checks")
    return found[0]


def _ordered(folder: Path, agent: AgentSeed, message: Message) -> FileGranted:
    answer = _answer(folder, agent, message)
    assert isinstance(answer, FileGranted), answer
    return answer


def _answer(folder: Path, agent: AgentSeed, message: Message) -> Message:
    """Ask the writer as the talk process would for an agent; the quota is lifted first."""
    settings = msgspec.json.encode(PutSetting(key="file_quota_mb", value="1000000"))
    jobs = [
        Job(1, LocalCaller(), settings),
        Job(2, AgentCaller(DeviceKeyId(agent.key_id), 1), codec.encode(message)),
    ]
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(folder / "writer.sock"))
        connection.sendall(pack(jobs))
        unpacker = Unpacker()
        while True:
            for body in unpacker.feed(connection.recv(65536)):
                for outcome in committed_decoder.decode(body).outcomes:
                    if outcome.number == 2:
                        return codec.decode(outcome.answer)


def _move(how: str, server: Server, grant: FileGranted, *, tls: bool) -> Move:
    return Move(how, server.file_port, f"/files/{grant.file.file_id}", grant.token, tls)


def _rate(moves: list[Move]) -> float:
    """Return MB per second of all moves together."""
    process = _started(moves)
    output, _ = process.communicate()
    assert process.returncode == 0
    return len(moves) * MB / float(msgspec.json.decode(output)["seconds"])


def _started(moves: list[Move]) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.file_load"], stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    process.stdin.write(msgspec.json.encode(moves))
    process.stdin.close()
    process.stdin = None
    return process


def _runs(load: "subprocess.Popen[bytes]") -> bool:
    return load.poll() is None


@contextlib.contextmanager
def _raw_server(certificate_of: Path | None) -> Iterator[int]:
    port = free_port()
    files = [] if certificate_of is None else [str(certificate_of / name) for name in ("tls.crt", "tls.key")]
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.file_load", "--raw", str(port), *files])
    try:
        servers.wait_for_port(port)
        yield port
    finally:
        process.kill()
        process.wait()

"""Messages through the whole relay, beside the bare engine that keeps and checks nothing. Rounds of both are interleaved."""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
import psutil

from tests.bench import servers
from tests.bench.figures import Figure, compared
from tests.bench.servers import Server
from tests.bench.speakers import Crowd, facts_of, gather_crowd
from tests.bench.world import World

ROUNDS: Final = 5
WINDOW: Final = 8
"""Texts in flight for each writer."""
WARM_UP_S: Final = 0.7
MEASURED_S: Final = 2.0
TICK_S: Final = 0.002
HALF_LOAD_S: Final = 5.0
SYNCS: Final = 200


class Sample(msgspec.Struct, frozen=True):
    """One round of one server; rates per second, processor time in microseconds for each message."""

    rate: float
    loop_us: float
    writer_us: float
    loop_share: float
    """Of the measured time that its loop was busy."""
    load_share: float

    @property
    def per_cpu_s(self) -> float:
        """Messages for each processor second of the loop."""
        return 1e6 / self.loop_us


async def run(folder: Path, world: World) -> list[Figure]:
    """Measure rate, processor time and the latency at half load."""
    with (
        servers.relay(folder, tls=False) as whole,
        servers.bare_engine(folder, world, tls=False) as bare,
    ):
        crowd, bare_crowd = await gather_crowd(whole.port, world), await gather_crowd(bare.port, world)
        relays: list[Sample] = []
        engines: list[Sample] = []
        for _ in range(ROUNDS):
            engines.append(await _closed_loop(bare, bare_crowd))
            relays.append(await _closed_loop(whole, crowd))
        half = statistics.median(sample.rate for sample in relays) / 2
        syncs = [_fdatasync_ms(folder)]
        latencies = await fixed_rate(crowd, half)
        syncs.append(_fdatasync_ms(folder))
        await bare_crowd.leave()
        await crowd.leave()
    return [*_rates(relays, engines), *_latency(latencies, half, syncs)]


def _rates(relays: list[Sample], engines: list[Sample]) -> list[Figure]:
    of = "the bare engine, nothing kept"
    busy = statistics.median(sample.load_share for sample in engines)
    looped = statistics.median(sample.loop_share for sample in relays)
    return [
        compared(
            "durable acknowledged messages",
            [sample.rate for sample in relays],
            [sample.rate for sample in engines],
            unit="1/s",
            of=of,
            goal_id="G2",
            ratio_goal=0.95,
            note=f"the relay's loop had {looped:.0%} of its processor; the load used {busy:.0%} on the bare engine",
        ),
        compared(
            "the same for each processor second of the loop",
            [sample.per_cpu_s for sample in relays],
            [sample.per_cpu_s for sample in engines],
            unit="1/cpu-s",
            of=of,
            goal_id="G2",
        ),
        Figure(name="loop, processor time of a message", value=_median([s.loop_us for s in relays]), unit="us"),
        Figure(name="writer, processor time of a message", value=_median([s.writer_us for s in relays]), unit="us"),
        Figure(name="bare engine, processor time of a message", value=_median([s.loop_us for s in engines]), unit="us"),
    ]


def _latency(latencies: list[float], rate: float, syncs: list[float]) -> list[Figure]:
    facts, sync_ms = facts_of(latencies), statistics.median(syncs)
    of = f"one fdatasync ({sync_ms:.2f} ms)"
    return [
        Figure(
            name=f"acknowledgement at half load ({rate:.0f}/s), p50",
            value=round(facts["p50_ms"], 2),
            unit="ms",
            ratio=round(facts["p50_ms"] / sync_ms, 1),
            of=of,
        ),
        Figure(
            name="the same, p99",
            value=round(facts["p99_ms"], 2),
            unit="ms",
            id="G4",
            ratio=round(facts["p99_ms"] / sync_ms, 1),
            ratio_goal=20,
            of=of,
            at_most=True,
        ),
    ]


async def _closed_loop(server: Server, crowd: Crowd) -> Sample:
    for writer in crowd.writers:
        writer.is_closed_loop = True
        writer.write(WINDOW)
    await asyncio.sleep(WARM_UP_S)
    me = psutil.Process()
    acks, loop_s, writer_s, mine_s = crowd.acks, server.cpu_s(), server.writer_cpu_s(), sum(me.cpu_times()[:2])
    started = time.perf_counter()
    await asyncio.sleep(MEASURED_S)
    passed = time.perf_counter() - started
    count = crowd.acks - acks
    sample = Sample(
        rate=count / passed,
        loop_us=(server.cpu_s() - loop_s) / count * 1e6,
        writer_us=(server.writer_cpu_s() - writer_s) / count * 1e6,
        loop_share=(server.cpu_s() - loop_s) / passed,
        load_share=(sum(me.cpu_times()[:2]) - mine_s) / passed,
    )
    for writer in crowd.writers:
        writer.is_closed_loop = False
    await crowd.rest()
    return sample


async def fixed_rate(crowd: Crowd, rate: float, while_: Callable[[], bool] | None = None) -> list[float]:
    """Send on time whether answers come or not, for five seconds or as long as it holds; latency counts from when a text was due."""
    for writer in crowd.writers:
        writer.latencies.clear()
    started, given = time.perf_counter(), 0
    holds = while_ or (lambda: time.perf_counter() - started < HALF_LOAD_S)
    while holds():
        passed = time.perf_counter() - started
        while given < passed * rate:
            crowd.writers[given % len(crowd.writers)].write(1, due=started + given / rate)
            given += 1
        await asyncio.sleep(TICK_S)
    await crowd.rest()
    return [latency for writer in crowd.writers for latency in writer.latencies]


def _fdatasync_ms(folder: Path) -> float:
    """Return the median time of appending 4 KiB and waiting for the disk, beside the database."""
    times: list[float] = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(SYNCS):
            file.write(bytes(4096))
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 1)

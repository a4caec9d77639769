"""The writer process: takes orders on a Unix socket, one group commit at a time, and wakes itself for deadlines.

Everything that arrived while the last commit ran becomes the next batch: no timer, no waiting. When the last talk process
has gone and its supervisor too, the writer ends.
"""

import asyncio
import contextlib
import logging
import os
import signal
from typing import cast

import msgspec
import sqlalchemy as sa

from relay.adapters.file_store import FileStore
from relay.clock import RelayClock
from relay.config import Config
from relay.db.unit_of_work import Topic
from relay.services.file_place import FilePlace
from relay.writer.batch import BatchRunner
from relay.writer.store import lock_writer, open_store, read_audit_seed, read_secret, stamp_place
from relay.writer.wire import Committed, Job, Unpacker, jobs_decoder, pack

log = logging.getLogger(__name__)
MAX_BATCH_JOBS = 512
MOVES_DEADLINES = {Topic.REQUEST, Topic.CONVERSATION, Topic.WATCH}
"""Only requests, conversations and watch rules carry a deadline column."""
PARENT_CHECK_S = 1.0
PROBE_EVERY_S = 1.0


class Writer:
    """Batches, deadlines and the peers to answer."""

    def __init__(self, runner: BatchRunner) -> None:
        self._runner = runner
        self._peers: set[Peer] = set()
        self._waiting: list[tuple[Peer, Job]] = []
        self._scheduled = False
        self._timer: asyncio.TimerHandle | None = None
        self._probe_timer: asyncio.TimerHandle | None = None

    def joined(self, peer: "Peer") -> None:
        """A talk process or a command line has connected."""
        self._peers.add(peer)
        peer.send(self._runner.greeting())

    def left(self, peer: "Peer") -> None:
        """A peer has gone; what it ordered and is waiting is still done, nobody hears the answer."""
        self._peers.discard(peer)

    def ordered(self, peer: "Peer", jobs: list[Job]) -> None:
        """Queue jobs; they run when the loop has read all that is there."""
        self._waiting += [(peer, job) for job in jobs]
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._run)

    def look_at_deadlines(self) -> None:
        """Do what is due and set the timer for what comes next."""
        committed, wait = self._runner.run_deadlines()
        if committed.hints or not committed.healthy:
            self._tell(committed)
        self._watch(committed)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if wait is not None:
            self._timer = asyncio.get_running_loop().call_later(wait + 0.001, self.look_at_deadlines)

    def _run(self) -> None:
        self._scheduled = False
        batch, self._waiting = self._waiting[:MAX_BATCH_JOBS], self._waiting[MAX_BATCH_JOBS:]
        committed = self._runner.run([job for _, job in batch])
        answers: dict[Peer, list[int]] = {}
        for place, (peer, _) in enumerate(batch):
            answers.setdefault(peer, []).append(place)
        for peer, places in answers.items():
            mine = [committed.outcomes[place] for place in places]
            peer.send(msgspec.structs.replace(committed, outcomes=mine))
        if committed.hints or not committed.healthy:
            self._tell(committed, but=set(answers))
        self._watch(committed)
        if self._waiting:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._run)
        if any(hint.topic in MOVES_DEADLINES for hint in committed.hints):
            self.look_at_deadlines()

    def _watch(self, committed: Committed) -> None:
        """After a failed commit try again until one succeeds: without an order nobody would learn that all is well."""
        if not committed.healthy and self._probe_timer is None:
            self._probe_timer = asyncio.get_running_loop().call_later(PROBE_EVERY_S, self._probe)

    def _probe(self) -> None:
        self._probe_timer = None
        committed = self._runner.probe()
        self._tell(committed)
        self._watch(committed)
        if committed.healthy:
            self.look_at_deadlines()

    def _tell(self, committed: Committed, but: "set[Peer] | None" = None) -> None:
        for peer in self._peers - (but or set()):
            peer.send(msgspec.structs.replace(committed, outcomes=[]))


class Peer(asyncio.Protocol):
    """One connection to the writer's socket."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._unpacker = Unpacker()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not asyncio's classes, so isinstance would lose them.
        self._transport = cast("asyncio.Transport", transport)
        self._writer.joined(self)

    def data_received(self, data: bytes) -> None:
        for body in self._unpacker.feed(data):
            self._writer.ordered(self, jobs_decoder.decode(body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the name is asyncio's
        self._transport = None
        self._writer.left(self)

    def send(self, committed: Committed) -> None:
        """Write one commit's news; a peer that has gone hears nothing."""
        if self._transport is not None:
            self._transport.write(pack(committed))


async def run_writer(config: Config, ready: asyncio.Event) -> None:
    """Run until told to stop, or until the parent process has gone; `ready` is set once orders are taken."""
    parent = os.getppid()
    lock = lock_writer(config.writer_lock)
    engine: sa.Engine = open_store(config)
    clock = RelayClock(config.clock_mark, rate=config.clock_rate, saves=True)
    clock.save()
    store = FileStore(config.files)
    place = FilePlace(port=config.files_port, url=config.file_url, arrived=store.arrived, is_scanned=bool(config.clamd))
    seed, stamps = read_audit_seed(config), stamp_place(config)
    writer = Writer(BatchRunner(engine, clock, read_secret(engine), place, audit_seed=seed, stamps=stamps))
    with contextlib.suppress(FileNotFoundError):
        config.writer_socket.unlink()
    loop = asyncio.get_running_loop()
    server = await loop.create_unix_server(lambda: Peer(writer), str(config.writer_socket))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    writer.look_at_deadlines()
    ready.set()
    log.info("writer ready")
    try:
        while not stop.is_set() and os.getppid() == parent:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PARENT_CHECK_S)
    finally:
        server.close()
        clock.save()
        engine.dispose()
        lock.close()

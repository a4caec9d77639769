"""The file process put together: HTTP face, checks, scanner, reaper, and the link to the writer."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from aiohttp import web

from relay.adapters import certificate
from relay.adapters.file_store import FileStore
from relay.clock import RelayClock
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.unit_of_work import Hint, Topic
from relay.files.checker import Checker
from relay.files.http import FilePages
from relay.files.inspection import Inspection
from relay.files.metrics import FileMetrics
from relay.files.permits import Permits
from relay.files.reaper import Reaper
from relay.files.scanner import Scanner
from relay.files.transfers import Transfers
from relay.net.reader import Reader
from relay.net.writer_link import WriterLink
from shared.limits import SIGN_IN_WINDOW_S
from shared.tasks import spawn

log = logging.getLogger(__name__)
NICE: Final = 10
WORKERS: Final = 2
"""So many uploads sync at once: the talk's commits wait for the same disk."""
READ_BYTES: Final = 64 * 1024
LINGER_S: Final = 2.0
"""So long what a refused sender still sends is read and thrown away, that the refusal reaches it."""
GATHER_S: Final = 0.05
_STOPS: Final = frozenset({Topic.FILE, Topic.DEVICE, Topic.DEVICE_CLOSED, Topic.TECHNICIAN, Topic.TECHNICIAN_CLOSED})


async def run_files(config: Config, ready: asyncio.Event | None = None) -> None:
    """Serve until a signal comes; `ready` is set once the port listens."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
    with contextlib.suppress(OSError):  # a service manager may forbid it
        os.nice(NICE)  # the talk comes first
    logging.getLogger("aiohttp").setLevel(logging.CRITICAL)  # its texts quote what a client sent
    writer = WriterLink(config.writer_socket)
    contact = asyncio.Event()
    writer.on_back = contact.set
    clock = RelayClock(config.clock_mark, rate=config.clock_rate)
    writer.on_time = clock.follow
    writer.start()
    try:
        if await _first_of(contact, stop):
            await _serve(config, writer, clock, stop, ready)
    finally:
        await writer.stop()


async def _serve(
    config: Config, writer: WriterLink, clock: RelayClock, stop: asyncio.Event, ready: asyncio.Event | None
) -> None:
    reader = Reader(reader_engine(config.database))
    store, metrics, checker = FileStore(config.files), FileMetrics(), Checker()
    permits = Permits(reader, clock)
    transfers = Transfers(permits)
    scanner = Scanner(config.clamd) if config.clamd else None
    inspection = Inspection(
        reader=reader, store=store, checker=checker, scanner=scanner, ask=writer.ask, metrics=metrics
    )
    reaper = Reaper(
        reader=reader, store=store, clock=clock, transfers=transfers, ask=writer.ask, clock_rate=config.clock_rate
    )

    transfers.on_stopped = reaper.wake

    def wake() -> None:
        inspection.wake()
        reaper.wake()

    looking = Looking(transfers, wake)
    writer.on_hints, writer.on_back = looking.hinted, looking.at_everything
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="files") as workers:
        pages = FilePages(
            store=store,
            permits=permits,
            transfers=transfers,
            ask=writer.ask,
            workers=workers,
            metrics=metrics,
            arrived=inspection.wake,
        )
        runner = web.AppRunner(
            pages.application(), access_log=None, lingering_time=LINGER_S, read_bufsize=READ_BYTES, shutdown_timeout=5
        )
        await runner.setup()
        server = await _listening(config, runner)
        chores = [
            spawn(pages.idle.keep_ending(runner), name="idle connections"),
            spawn(inspection.run(), name="inspection"),
            spawn(reaper.run(), name="reaper"),
            spawn(transfers.keep_looking(), name="permits"),
        ]
        log.info("files ready on %s port %s", config.host, config.files_port)
        if ready is not None:
            ready.set()
        try:
            await stop.wait()
        finally:
            server.close()
            await transfers.stop_all()
            await runner.cleanup()
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            await checker.stop()
            reader.close()


class Looking:
    """What the writer's hints mean here, gathered for a moment: there may be hundreds a second."""

    def __init__(self, transfers: Transfers, wake: Callable[[], None]) -> None:
        self._transfers = transfers
        self._wake = wake
        self._topics: set[Topic] = set()

    def hinted(self, hints: list[Hint]) -> None:
        """Look soon at what may have ended or begun."""
        fresh = {hint.topic for hint in hints} & _STOPS
        if fresh and not self._topics:
            asyncio.get_running_loop().call_later(GATHER_S, self._look)
        self._topics |= fresh

    def at_everything(self) -> None:
        """Look now: the writer was away, and what it said meanwhile is lost."""
        self._transfers.look_again()
        self._wake()

    def _look(self) -> None:
        topics, self._topics = self._topics, set()
        self._transfers.look_again()
        if Topic.FILE in topics:
            self._wake()


async def _listening(config: Config, runner: web.AppRunner) -> asyncio.Server:
    """Open the port; aiohttp's own site knows no limit for a handshake."""
    if runner.server is None:
        raise RuntimeError("the runner is set up before it listens")
    context = None if config.plain else certificate.server_context(config)
    limit = None if context is None else float(SIGN_IN_WINDOW_S)
    return await asyncio.get_running_loop().create_server(
        runner.server, config.host, config.files_port, ssl=context, ssl_handshake_timeout=limit, backlog=1024
    )


async def _first_of(contact: asyncio.Event, stop: asyncio.Event) -> bool:
    """Wait for the writer, or for the end where it never comes; return whether it came."""
    waiting = [spawn(event.wait(), name="first contact") for event in (contact, stop)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return not stop.is_set()

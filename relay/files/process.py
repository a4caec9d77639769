"""The file process put together: HTTP face, checks, scanner, reaper, and the link to the writer."""

import asyncio
import contextlib
import logging
import os
import signal
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
from shared.tasks import spawn

log = logging.getLogger(__name__)
NICE: Final = 10
WORKERS: Final = 4
READ_BYTES: Final = 256 * 1024
LINGER_S: Final = 2.0
"""So long what a refused sender still sends is read and thrown away, that the refusal reaches it."""
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

    def look_again() -> None:
        transfers.look_again()
        inspection.wake()
        reaper.wake()

    def hinted(hints: list[Hint]) -> None:
        if any(hint.topic in _STOPS for hint in hints):
            look_again()

    writer.on_hints, writer.on_back = hinted, look_again
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
        context = None if config.plain else certificate.server_context(config)
        await web.TCPSite(runner, config.host, config.files_port, ssl_context=context, backlog=1024).start()
        chores = [
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
            await transfers.stop_all()
            await runner.cleanup()
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            await checker.stop()
            reader.close()


async def _first_of(contact: asyncio.Event, stop: asyncio.Event) -> bool:
    """Wait for the writer, or for the end where it never comes; return whether it came."""
    waiting = [spawn(event.wait(), name="first contact") for event in (contact, stop)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return not stop.is_set()

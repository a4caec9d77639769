"""The talk process put together: the only module that knows every other one."""

import asyncio
import contextlib
import itertools
import logging
import signal
import time

from relay.adapters import certificate
from relay.adapters.mail_pump import MailPump
from relay.clock import RelayClock
from relay.config import Config
from relay.db.engine import reader_engine
from relay.net import feeds, inventory
from relay.net.counter import Counter
from relay.net.door import Door
from relay.net.engine import start_server
from relay.net.forwarded import TrustedProxies
from relay.net.http import HttpPages
from relay.net.pushing import Pushing
from relay.net.reader import Reader
from relay.net.talk import Talk
from relay.net.writer_link import WriterLink
from relay.services.orders import DevicesSeen, KeepHouse, KeepTechnicianSessions
from shared.protocol.base import CloseCode
from shared.tasks import spawn

log = logging.getLogger(__name__)
CURSOR_FLUSH_S = 0.05
HOUSEKEEPING_S = 1.0
RIGHTS_EVERY_S = 60


async def run_talk(config: Config, ready: asyncio.Event | None = None, stop: asyncio.Event | None = None) -> None:
    """Serve until `stop` is set or a signal comes; `ready` is set once the port listens."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
            loop.add_signal_handler(number, stop.set)
    writer = WriterLink(config.writer_socket)
    first_contact = asyncio.Event()
    clock = RelayClock(config.clock_mark, rate=config.clock_rate)
    writer.on_time = clock.follow
    writer.on_back = first_contact.set
    writer.start()
    if not await _first_of(first_contact, stop):
        await writer.stop()
        return
    reader = Reader(reader_engine(config.database))
    talk = Talk(config, clock, reader, writer)
    counter = Counter(talk)
    pump = MailPump(reader, writer.ask, clock)
    pushing = Pushing(talk, counter, pump.wake)
    writer.on_hints = pushing.hints
    writer.on_back = pushing.look_again
    talk.on_presence = pushing.presence
    door = Door(talk, pushing)
    context = None if config.plain else certificate.server_context(config)
    server = await start_server(
        host=config.host,
        port=config.port,
        context=context,
        accept=door.accept,
        admits=door.admits,
        http_answer=HttpPages(talk).answer,
        proxies=TrustedProxies(config.trusted_proxy),
    )
    chores = [
        spawn(_flush_cursors(talk), name="cursors"),
        spawn(pump.run(), name="mail"),
        spawn(_housekeeping(talk, pushing), name="housekeeping"),
        spawn(inventory.ask_agents(talk), name="inventories"),
        spawn(talk.search.run(), name="search index"),
    ]
    log.info("talk ready on %s port %s", config.host, config.port)
    if ready is not None:
        ready.set()
    try:
        await stop.wait()
    finally:
        server.close(code=CloseCode.RESTART, reason="restart")
        await server.wait_closed()
        talk.cursors.flush(writer)
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        counter.stop()
        talk.search.stop()
        await asyncio.sleep(CURSOR_FLUSH_S)
        await writer.stop()
        reader.close()


async def _flush_cursors(talk: Talk) -> None:
    while True:
        await asyncio.sleep(CURSOR_FLUSH_S)
        talk.cursors.flush(talk.writer)


async def _housekeeping(talk: Talk, pushing: Pushing) -> None:
    """Every second end stalled members; every minute keep living sessions alive, close those that have ended, keep house."""
    for second in itertools.count(1):
        await asyncio.sleep(HOUSEKEEPING_S)
        feeds.end_stalled(talk, time.monotonic())
        if second % RIGHTS_EVERY_S == 0:
            hashes = [console.session_hash for console in talk.registry.all_consoles()]
            talk.writer.tell(KeepTechnicianSessions(session_hashes=hashes))
            for keys in inventory.keys_seen(talk, second // RIGHTS_EVERY_S):
                talk.writer.tell(DevicesSeen(device_key_ids=keys))
            pushing.look_at_rights()
            talk.writer.tell(KeepHouse())


async def _first_of(contact: asyncio.Event, stop: asyncio.Event) -> bool:
    """Wait for the writer, or for the end where it never comes; return whether it came."""
    waiting = [spawn(event.wait(), name="first contact") for event in (contact, stop)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return not stop.is_set()

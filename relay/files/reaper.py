"""Takes away what nobody wants any more: abandoned halves, what was refused, cancelled or erased, and strays on the disk."""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from relay.adapters.file_store import FileStore
from relay.clock import RelayClock
from relay.db.repositories import files
from relay.domain.scope import RELAY_SCOPE
from relay.files.transfers import Transfers
from relay.net.reader import Reader
from relay.services.file_orders import AbandonFile, BytesRemoved
from relay.writer.wire import Outcome
from shared.ids import FileId
from shared.limits import FILE_HALF_LIFE_S
from shared.protocol.base import Message

log = logging.getLogger(__name__)
LOOK_EVERY_S: Final = 30.0
STRAYS_EVERY_S: Final = 6 * 3600.0
STRAY_AFTER_S: Final = 3600.0
"""A file on the disk that no row names; so long, because a row is committed after its first byte could be."""
Ask = Callable[[Message], Awaitable[Outcome]]


class Reaper:
    """One per file process."""

    def __init__(
        self, *, reader: Reader, store: FileStore, clock: RelayClock, transfers: Transfers, ask: Ask, clock_rate: float
    ) -> None:
        self._reader = reader
        self._store = store
        self._clock = clock
        self._transfers = transfers
        self._ask = ask
        self._half_life_s = FILE_HALF_LIFE_S / clock_rate
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at once: something ended."""
        self._wake.set()

    async def run(self) -> None:
        """Look for ever; strays now and then."""
        loop = asyncio.get_running_loop()
        strays_at = loop.time()
        while True:
            self._wake.clear()
            try:
                await self.look()
                if loop.time() >= strays_at:
                    await self.look_for_strays()
                    strays_at = loop.time() + STRAYS_EVERY_S
            except Exception:
                log.exception("files could not be cleaned up")
            try:
                await asyncio.wait_for(self._wake.wait(), min(LOOK_EVERY_S, max(0.5, self._half_life_s / 10)))
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Go once through what is in the database."""
        await self._abandoned()
        await self._ended()

    async def _abandoned(self) -> None:
        """End uploads that nobody has gone on with for an hour: neither asked for nor sent a byte."""
        before = self._clock.now() - dt.timedelta(seconds=FILE_HALF_LIFE_S)
        with self._reader.gate(RELAY_SCOPE) as gate:
            rows = gate.rows(files.ABANDONED, before=before)
        for row in rows:
            is_idle = self._store.idle_s(row.customer_id, row.stored_as) > self._half_life_s
            if is_idle and not self._transfers.is_receiving(row.id):
                await self._ask(AbandonFile(file_id=FileId(row.id)))

    async def _ended(self) -> None:
        """Remove the bytes of what ended badly, then let them count no more."""
        with self._reader.gate(RELAY_SCOPE) as gate:
            rows = [row for row in gate.rows(files.TO_REMOVE) if not self._transfers.is_receiving(row.id)]
        for row in rows:
            await asyncio.to_thread(self._store.remove, row.customer_id, row.stored_as)
        if rows:
            await self._ask(BytesRemoved(file_ids=[FileId(row.id) for row in rows]))

    async def look_for_strays(self) -> None:
        """Remove what no row names: left by a crash between two steps, or by a database that was put back."""
        found = await asyncio.to_thread(lambda: list(self._store.everything()))
        for start in range(0, len(found), 500):
            part = found[start : start + 500]
            with self._reader.gate(RELAY_SCOPE) as gate:
                kept = files.kept(gate, [stored_as for _, stored_as, _ in part])
            for customer_id, stored_as, idle_s in part:
                if stored_as not in kept and idle_s > STRAY_AFTER_S:
                    log.info("a stray file was removed")
                    await asyncio.to_thread(self._store.remove, customer_id, stored_as)

"""From the last byte to the verdict: own checks, then the virus scanner, then release; what cannot be said yet waits.

Rows decide, as everywhere: whatever is `checking` in the database is looked at, after any crash, until it has an end.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from relay.adapters.file_store import FileStore
from relay.db.gate import Row
from relay.db.repositories import files
from relay.domain.scope import RELAY_SCOPE
from relay.files.checker import Checker
from relay.files.metrics import FileMetrics
from relay.files.scanner import Scanner
from relay.net.reader import Reader
from relay.services.file_orders import RefuseFile, ReleaseFile
from relay.writer.wire import Outcome
from shared.errors import Conflict, Infected, TypeRefused, Unavailable
from shared.file_names import suffix_of
from shared.file_types import Why
from shared.ids import FileId
from shared.protocol.base import Message
from shared.protocol.transfers import FileState

log = logging.getLogger(__name__)
LOOK_EVERY_S: Final = 5.0
FIRST_PAUSE_S: Final = 1.0
MAX_PAUSE_S: Final = 60.0
UNREADABLE: Final = "unreadable"
Ask = Callable[[Message], Awaitable[Outcome]]


class Inspection:
    """One per file process; files are looked at one after the other, the oldest first."""

    def __init__(
        self,
        *,
        reader: Reader,
        store: FileStore,
        checker: Checker,
        scanner: Scanner | None,
        ask: Ask,
        metrics: FileMetrics,
    ) -> None:
        self._reader = reader
        self._store = store
        self._checker = checker
        self._scanner = scanner
        self._ask = ask
        self._metrics = metrics
        self._wake = asyncio.Event()
        self._pauses: dict[str, tuple[float, float]] = {}
        """By file: monotonic seconds of the next try, and the pause behind it."""

    def wake(self) -> None:
        """Look at once: a file has arrived."""
        self._wake.set()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            self._wake.clear()
            wait_s = LOOK_EVERY_S
            try:
                wait_s = await self._look()
            except Exception:
                log.exception("files could not be looked at")
            try:
                await asyncio.wait_for(self._wake.wait(), wait_s)
            except TimeoutError:
                continue

    async def _look(self) -> float:
        """Look at everything that is due; return the seconds until something is."""
        with self._reader.gate(RELAY_SCOPE) as gate:
            rows = files.in_state(gate, FileState.CHECKING)
        waiting = {row.id for row in rows}
        self._pauses = {file_id: pause for file_id, pause in self._pauses.items() if file_id in waiting}
        self._metrics.checking.set(len(rows))
        for row in sorted(rows, key=lambda row: row.touched_at):
            if self._pauses.get(row.id, (0.0, 0.0))[0] <= time.monotonic():
                await self._one(row)
        due = min((at for at, _ in self._pauses.values()), default=None)
        return LOOK_EVERY_S if due is None else min(LOOK_EVERY_S, max(0.0, due - time.monotonic()))

    async def _one(self, row: Row) -> None:
        """Look at one file; one that cannot be judged now is tried again later, ever more seldom."""
        started = time.monotonic()
        file_id = FileId(row.id)
        try:
            code = await self._order(await self._judged(row, file_id))
        except (Unavailable, OSError) as error:
            log.warning("file %s waits: %s", file_id, type(error).__name__)
            pause = min(MAX_PAUSE_S, max(FIRST_PAUSE_S, 2 * self._pauses.get(file_id, (0.0, 0.0))[1]))
            self._pauses[file_id] = (time.monotonic() + pause, pause)
            return
        self._pauses.pop(file_id, None)
        self._metrics.ended.labels(code).inc()
        self._metrics.check_seconds.observe(time.monotonic() - started)

    async def _judged(self, row: Row, file_id: FileId) -> ReleaseFile | RefuseFile:
        """Raises: Unavailable, OSError when nothing can be said now."""
        path = self._store.path(row.customer_id, row.stored_as)
        try:
            verdict = await self._checker.examine(path, row.name, suffix_of(row.name))
            await self._scan(row)
        except TypeRefused as refused:
            why: Why = msgspec.convert(refused.params["why"], Why)
            log.info("file %s refused: %s", file_id, why)
            return RefuseFile(file_id=file_id, code=refused.code, why=why)
        except Infected as infected:
            log.warning("file %s refused: the virus scanner found something", file_id)
            return RefuseFile(file_id=file_id, code=infected.code)
        return ReleaseFile(file_id=file_id, kind=verdict.kind, media_type=verdict.media_type, signer=verdict.signer)

    async def _scan(self, row: Row) -> None:
        if self._scanner is None:
            return
        try:
            await self._scanner.scan(self._store.path(row.customer_id, row.stored_as), row.name)
        except Unavailable:
            self._metrics.scanner_up.set(0)
            raise
        except Infected:
            self._metrics.scanner_up.set(1)
            raise
        self._metrics.scanner_up.set(1)

    async def _order(self, order: ReleaseFile | RefuseFile) -> str:
        """Return what became of it. Raises: Unavailable."""
        outcome = await self._ask(order)
        if outcome.code == Conflict.code:
            # It was cancelled or erased meanwhile, or its message cannot be stored: it ends, it does not come round.
            outcome = await self._ask(RefuseFile(file_id=order.file_id, code=Conflict.code))
        if outcome.code not in {"", Conflict.code, "not_found"}:
            raise Unavailable
        return order.code if isinstance(order, RefuseFile) else "ready"

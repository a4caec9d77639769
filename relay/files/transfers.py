"""Transfers under way: one upload of a file at a time, the newer takes over; whoever may no more is stopped within a second."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from typing import Final

from relay.files.permits import Permit, Permits

log = logging.getLogger(__name__)
LOOK_EVERY_S: Final = 1.0


class Transfer:
    """One request that moves bytes; `stop` ends it at its next step, also while it waits for the peer."""

    def __init__(self, permit: Permit, interrupt: Callable[[], None]) -> None:
        self.permit = permit
        self.is_stopped = False
        self.done = asyncio.Event()
        self._interrupt = interrupt

    def stop(self) -> None:
        """End it; called once or more."""
        if not self.is_stopped:
            self.is_stopped = True
            self._interrupt()


class Transfers:
    """One per file process."""

    def __init__(self, permits: Permits) -> None:
        self._permits = permits
        self._uploads: dict[str, Transfer] = {}
        self._running: set[Transfer] = set()
        self.on_stopped: Callable[[], None] = lambda: None
        """Called when an upload that was stopped has let go of its file."""

    @contextlib.asynccontextmanager
    async def downloading(self, permit: Permit, interrupt: Callable[[], None]) -> AsyncIterator[Transfer]:
        """Hold a download for the length of the block."""
        transfer = Transfer(permit, interrupt)
        self._running.add(transfer)
        try:
            yield transfer
        finally:
            self._running.discard(transfer)
            transfer.done.set()

    @contextlib.asynccontextmanager
    async def uploading(self, permit: Permit, interrupt: Callable[[], None]) -> AsyncIterator[Transfer]:
        """Hold a file's one upload; an older one is stopped first, and has let go of the file."""
        transfer = Transfer(permit, interrupt)
        file_id = permit.file.id
        while (older := self._uploads.get(file_id)) is not None:
            older.stop()
            await older.done.wait()
        self._uploads[file_id] = transfer
        self._running.add(transfer)
        try:
            yield transfer
        finally:
            del self._uploads[file_id]
            self._running.discard(transfer)
            transfer.done.set()
            if transfer.is_stopped:
                self.on_stopped()

    def is_receiving(self, file_id: str) -> bool:
        """Return whether somebody is sending this file."""
        return file_id in self._uploads

    def counts(self) -> tuple[int, int]:
        """Return how many uploads and downloads run."""
        return len(self._uploads), len(self._running) - len(self._uploads)

    def look_again(self) -> None:
        """Stop every transfer that may not go on."""
        for transfer in list(self._running):
            if not transfer.is_stopped and not self._permits.holds(transfer.permit):
                log.info("transfer of %s stopped: no longer permitted", transfer.permit.file.id)
                transfer.stop()

    async def keep_looking(self) -> None:
        """Look again every second, in case a hint was lost."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                self.look_again()
            except Exception:
                log.exception("could not look whether transfers may go on")

    async def stop_all(self) -> None:
        """End everything that runs; what has arrived is kept."""
        for transfer in list(self._running):
            transfer.stop()
        for transfer in list(self._running):
            await transfer.done.wait()

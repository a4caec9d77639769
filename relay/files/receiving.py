"""One upload's bytes: from the request's body to stable storage, hashed on the way. Blocking work runs in worker threads."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from typing import Any, Final

from relay.adapters.file_store import Appending

UNIT_BYTES: Final = 64 * 1024
READ_BYTES: Final = 1024 * 1024
MAX_KEPT_HASHES: Final = 1024


class TooMuch(Exception):
    """More bytes came than were offered."""


class Hashes:
    """SHA-256 of what has arrived, kept from one request to the next; made anew from disk where there is none."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, Any]] = {}

    def keep(self, file_id: str, arrived: int, hasher: Any) -> None:
        """Remember a hasher; the oldest is forgotten when there are too many."""
        self._kept.pop(file_id, None)
        if len(self._kept) >= MAX_KEPT_HASHES:
            del self._kept[next(iter(self._kept))]
        self._kept[file_id] = (arrived, hasher)

    def take(self, file_id: str, opened: Appending) -> Any:
        """Return the hasher of exactly what has arrived; reads the file where it is not known. Blocks."""
        arrived, hasher = self._kept.pop(file_id, (-1, None))
        if arrived == opened.arrived:
            return hasher
        hasher, place = hashlib.sha256(), 0
        while place < opened.arrived:
            part = opened.read(place, min(READ_BYTES, opened.arrived - place))
            hasher.update(part)
            place += len(part)
        return hasher


class Receiving:
    """Appends what comes in units, while the next one is on its way; everything is synced at the end of each request."""

    def __init__(self, opened: Appending, hasher: Any, size: int, workers: Executor) -> None:
        self._opened = opened
        self._size = size
        self._workers = workers
        self._waiting = bytearray()
        self._promised = opened.arrived
        self._writing: asyncio.Future[None] | None = None
        self.hasher = hasher
        self.is_broken = False
        """A unit could not be written: nobody knows how much of it is there."""

    async def take(self, body: AsyncIterator[bytes]) -> None:
        """Append all of a body. Raises: TooMuch, OSError; what breaks off raises what the body raises."""
        try:
            async for data in body:
                if self._promised + len(self._waiting) + len(data) > self._size:
                    raise TooMuch
                self._waiting += data
                while len(self._waiting) >= self._unit():
                    await self._write(self._unit())
        finally:
            await self._finish()

    def _unit(self) -> int:
        return min(UNIT_BYTES, self._opened.room_behind(self._promised))

    async def _write(self, length: int) -> None:
        """Hand one unit to a worker once it is done with the one before."""
        part = bytes(self._waiting[:length])
        del self._waiting[:length]
        await self._written()
        self._promised += length
        self._writing = asyncio.get_running_loop().run_in_executor(self._workers, self._append, part)

    def _append(self, part: bytes) -> None:
        self.hasher.update(part)
        self._opened.write(part)

    async def _written(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            try:
                await writing
            except OSError:
                self.is_broken = True
                raise

    async def _finish(self) -> None:
        while self._waiting:
            await self._write(min(self._unit(), len(self._waiting)))
        await self._written()
        await asyncio.get_running_loop().run_in_executor(self._workers, self._opened.sync)

"""The virus scanner: clamd's INSTREAM over its socket. Fails closed: whatever is not a clear answer is no answer.

Own lines because the client libraries on the package index are left since 2014 and block. Protocol: clamd(8).
"""

import asyncio
import contextlib
import logging
import os
import pathlib
import struct
from typing import Final

from shared.errors import Infected, Unavailable

log = logging.getLogger(__name__)
ANSWER_WITHIN_S: Final = 60.0
PIECE_BYTES: Final = 256 * 1024
MAX_ANSWER_BYTES: Final = 4096
RETRY_AFTER_MS: Final = 5_000
_LENGTH: Final = struct.Struct("!I")
_LIMITS: Final = "Heuristics.Limits.Exceeded"
"""What clamd calls a file it did not look at to its end (AlertExceedsMax): neither clean nor infected."""


class Scanner:
    """One address: `unix:/path` or `tcp:host:port`."""

    def __init__(self, address: str, within_s: float = ANSWER_WITHIN_S) -> None:
        self._within_s = within_s
        self._kind, _, self._where = address.partition(":")

    async def scan(self, path: pathlib.Path, name: str) -> None:
        """Return when the scanner found nothing. Raises: Infected; Unavailable when it did not say so clearly."""
        try:
            answer = await asyncio.wait_for(self._asked(path), self._within_s)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.warning("the virus scanner does not answer: %s", type(error).__name__)
            raise Unavailable(retry_after_ms=RETRY_AFTER_MS) from error
        verdict = answer.removeprefix("stream: ")
        if verdict == "OK":
            return
        if verdict.endswith(" FOUND") and not verdict.startswith(_LIMITS):
            raise Infected(name=name)
        log.warning("the virus scanner did not look to the end: %s", verdict)
        raise Unavailable(retry_after_ms=RETRY_AFTER_MS)

    async def _asked(self, path: pathlib.Path) -> str:
        reader, writer = await self._connected()
        file = await asyncio.to_thread(path.open, "rb")
        try:
            with contextlib.suppress(ConnectionError):  # over its limit clamd answers and hangs up
                await self._stream(file.fileno(), writer)
            answer = await reader.readuntil(b"\0")
        finally:
            file.close()
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        return answer.rstrip(b"\0").decode(errors="replace").strip()

    @staticmethod
    async def _stream(number: int, writer: asyncio.StreamWriter) -> None:
        writer.write(b"zINSTREAM\0")
        place = 0
        while piece := await asyncio.to_thread(os.pread, number, PIECE_BYTES, place):
            writer.write(_LENGTH.pack(len(piece)) + piece)
            await writer.drain()
            place += len(piece)
        writer.write(_LENGTH.pack(0))
        await writer.drain()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._kind == "unix":
            return await asyncio.open_unix_connection(self._where, limit=MAX_ANSWER_BYTES)
        host, _, port = self._where.rpartition(":")
        return await asyncio.open_connection(host.strip("[]"), int(port), limit=MAX_ANSWER_BYTES)


def is_address(text: str) -> bool:
    """Return whether a setting names a scanner."""
    kind, _, where = text.partition(":")
    if kind == "unix":
        return where.startswith("/")
    host, _, port = where.rpartition(":")
    return kind == "tcp" and bool(host) and port.isdigit() and 0 < int(port) < 65_536

"""A TCP proxy on loopback that spoils connections on purpose: delays, throttles, swallows, cuts. It understands no bytes.

Each direction has its own faults, which may be changed at any time and count for what is forwarded afterwards.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import msgspec

from tests.support.loop_thread import LoopThread
from tests.support.ports import LOOPBACK
from tests.support.waiting import until_async

CHUNK_BYTES = 16 * 1024
THROTTLE_STEP_S = 0.05
NO_LINGER = struct.pack("ii", 1, 0)
"""With it a socket that is closed sends a reset and forgets what it had not sent yet."""


class Way(msgspec.Struct):
    """The faults of one direction."""

    delay_s: float = 0.0
    """Each piece waits so long before it is passed on."""
    bytes_per_s: int | None = None
    cut_after_bytes: int | None = None
    """Exactly so many bytes of each connection arrive, then both its ends are cut."""
    is_silent: bool = False
    """Bytes and the end of the stream are swallowed: to the other side the peer is alive and says nothing."""


class FaultProxy:
    """Listens on `port` and connects to `target_port`, while the context is open.

    Everything here belongs to the loop that opened it, save setting attributes; `in_thread` has one for tests without.
    """

    def __init__(self, target_port: int) -> None:
        self.up, self.down = Way(), Way()
        self.resets = False
        """Whether a cut is a reset instead of an orderly end."""
        self.refuses = False
        """Whether new connections are cut at once."""
        self.port = 0
        self._target_port = target_port
        self._links: set[_Link] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, LOOPBACK, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._server.close()
        for link in self._links:
            link.abort()
        await until_async(lambda: not self._links, what="the end of all connections")

    @property
    def open_connections(self) -> int:
        """How many connections go through now."""
        return len(self._links)

    def cut_all(self) -> None:
        """Cut every connection now."""
        for link in self._links:
            link.cut(reset=self.resets)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(writer)
        self._links.add(link)
        try:
            if not self.refuses:
                await self._join(link, reader, writer)
        except* OSError:
            pass  # An end that was cut, by us or by its owner: the other one is cut below.
        finally:
            link.cut(reset=self.resets)
            self._links.discard(link)

    async def _join(self, link: "_Link", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target_reader, target_writer = await asyncio.open_connection(LOOPBACK, self._target_port)
        link.ends.append(target_writer)
        async with asyncio.TaskGroup() as ways:
            ways.create_task(self._pump(link, reader, target_writer, self.up), name="proxy up")
            ways.create_task(self._pump(link, target_reader, writer, self.down), name="proxy down")

    async def _pump(self, link: "_Link", reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        name = "up" if way is self.up else "down"
        while piece := await reader.read(_piece_bytes(way)):
            await asyncio.sleep(way.delay_s + (len(piece) / way.bytes_per_s if way.bytes_per_s else 0))
            if way.is_silent:
                continue
            if way.cut_after_bytes is not None:
                piece = piece[: max(0, way.cut_after_bytes - link.passed[name])]  # the rest of it is lost
            writer.write(piece)
            await writer.drain()
            link.passed[name] += len(piece)
            if way.cut_after_bytes is not None and link.passed[name] >= way.cut_after_bytes:
                link.cut(reset=self.resets)
                return
        if not way.is_silent:
            writer.write_eof()


class _Link:
    """The two ends of one connection."""

    def __init__(self, end: asyncio.StreamWriter) -> None:
        self.ends = [end]
        self.passed = {"up": 0, "down": 0}
        """Bytes that went through in each direction."""

    def cut(self, *, reset: bool) -> None:
        """End both ends: in order, with what is still on its way, or by a reset."""
        for end in self.ends:
            if reset and not end.is_closing():
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
                end.transport.abort()
            end.close()

    def abort(self) -> None:
        """End both ends without waiting for a reader that may never read."""
        for end in self.ends:
            end.transport.abort()


def _piece_bytes(way: Way) -> int:
    return max(1, int(way.bytes_per_s * THROTTLE_STEP_S)) if way.bytes_per_s else CHUNK_BYTES


@contextlib.contextmanager
def in_thread(target_port: int) -> Iterator[FaultProxy]:
    """Open a proxy on a thread of its own; only its attributes may be touched from here."""
    with LoopThread("fault proxy") as loop:
        proxy = loop.run(FaultProxy(target_port).__aenter__())
        try:
            yield proxy
        finally:
            loop.run(proxy.__aexit__(None, None, None))

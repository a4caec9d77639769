"""The load's own WebSocket: as little as it takes, so that the server is the slow side. No library a product would use.

Text frames only, masked with zeros (allowed by RFC 6455, and free); frames of a relay are never fragmented.
"""

import asyncio
import ssl
from collections.abc import Callable

UPGRADE = (
    b"GET /talk HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
NO_MASK = bytes(4)
TEXT, CLOSE, PING = 1, 8, 9


class SocketClient(asyncio.Protocol):
    """One connection; `on_frame` gets the payload of each text frame and may be replaced at any time."""

    def __init__(self, on_frame: Callable[[bytes], None]) -> None:
        self.on_frame = on_frame
        self.closed = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._is_open = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # a stream's, both of asyncio and of uvloop
        self._write(UPGRADE)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the name is asyncio's
        self._transport = None
        if not self.closed.done():
            self.closed.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head:
                raise ConnectionError(head.decode(errors="replace"))
            self._is_open, self._buffer = True, rest
        self._cut()

    def send(self, payload: bytes) -> None:
        """Send one text frame."""
        self._write(_framed(0x80 | TEXT, payload))

    def send_all(self, payloads: list[bytes]) -> None:
        """Send several text frames in one write."""
        self._write(b"".join([_framed(0x80 | TEXT, payload) for payload in payloads]))

    def abort(self) -> None:
        """Close without a word."""
        if self._transport is not None:
            self._transport.abort()

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def _cut(self) -> None:
        buffer, start, size = self._buffer, 0, len(self._buffer)
        while size - start >= 2:
            length, head = buffer[start + 1], 2
            if length >= 126:
                head = 4 if length == 126 else 10
                if size - start < head:
                    break
                length = int.from_bytes(buffer[start + 2 : start + head])
            if size - start < head + length:
                break
            payload = buffer[start + head : start + head + length]
            kind = buffer[start] & 15
            start += head + length
            if kind == TEXT:
                self.on_frame(payload)
            elif kind == PING:
                self._write(_framed(0x8A, payload))
            elif kind == CLOSE:
                self.abort()
        self._buffer = buffer[start:]


async def connect(port: int, context: ssl.SSLContext | None, on_frame: Callable[[bytes], None]) -> SocketClient:
    """Open a connection to this machine."""
    loop = asyncio.get_running_loop()
    name = None if context is None else "localhost"
    _, client = await loop.create_connection(
        lambda: SocketClient(on_frame), "127.0.0.1", port, ssl=context, server_hostname=name
    )
    return client


def _framed(head: int, payload: bytes) -> bytes:
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
    return bytes([head]) + length + NO_MASK + payload

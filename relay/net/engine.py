"""The WebSocket engine: `websockets` without compression, sends without waiting. docs/adr/0004-websocket-engine.md."""

import http
import ssl
import time
from collections.abc import Callable
from typing import Any, Final

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import Event

from relay.net.forwarded import HEADER, TrustedProxies
from relay.net.rate import Bucket
from relay.net.wire import FrameHandler, Wire
from shared.limits import MAX_FRAME_BYTES, PING_EVERY_S, PONG_WITHIN_S, SIGN_IN_WINDOW_S
from shared.tasks import spawn

TALK_PATH = "/talk"
WRITE_LIMIT_BYTES = 32 * 1024
MAX_QUEUED_FRAMES = 4
OPEN_TIMEOUT_S = SIGN_IN_WINDOW_S
"""For TLS, for the WebSocket handshake and for the sign-in each: whoever says nothing is soon gone."""
CLOSE_TIMEOUT_S = 5
TLS_TIMEOUTS: Final[dict[str, Any]] = {
    "ssl_handshake_timeout": OPEN_TIMEOUT_S,
    "ssl_shutdown_timeout": CLOSE_TIMEOUT_S,
}
PINGS_PER_S = 5
PINGS_BURST = 100
Accept = Callable[[Wire], FrameHandler]
Gatekeeper = Callable[[str], bool]
NOBODY: Final = TrustedProxies(())
HttpAnswer = Callable[[str], tuple[int, str, bytes] | None]


class PingLimited(ServerConnection):
    """Cuts whoever floods with pings: each wants a pong, and a peer that does not read leaves them in our memory."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pings = Bucket(PINGS_PER_S, PINGS_BURST, time.monotonic())

    def process_event(self, event: Event) -> None:
        if isinstance(event, Frame) and event.opcode is Opcode.PING and self._pings.take(time.monotonic()):
            self.transport.abort()
            return
        super().process_event(event)


class WebSocketWire:
    """A `Wire` over one connection of the library."""

    def __init__(self, connection: ServerConnection, address: str) -> None:
        self._connection = connection
        self._closing = False
        self.address = address

    def send(self, frame: bytes) -> None:
        if not self._closing:
            broadcast((self._connection,), frame, text=True)

    def close(self, code: int, reason: str = "") -> None:
        if not self._closing:
            self._closing = True
            spawn(self._connection.close(code, reason), name="close a connection")

    def buffered_bytes(self) -> int:
        return self._connection.transport.get_write_buffer_size()


async def start_server(
    *,
    host: str,
    port: int,
    context: ssl.SSLContext | None,
    accept: Accept,
    admits: Gatekeeper,
    http_answer: HttpAnswer,
    proxies: TrustedProxies = NOBODY,
) -> Server:
    """Listen; `accept` gets each wire, `admits` says whether an address may open one more, `http_answer` serves GETs."""

    def address_of(connection: ServerConnection, request: Request | None) -> str:
        peer = connection.remote_address
        forwarded = request.headers.get_all(HEADER) if request is not None else []
        return proxies.client(str(peer[0]) if peer else "", forwarded)

    async def run(connection: ServerConnection) -> None:
        handler = accept(WebSocketWire(connection, address_of(connection, connection.request)))
        try:
            while True:
                handler.on_frame(await connection.recv(decode=False))
        except ConnectionClosed:
            pass
        finally:
            handler.on_closed()

    def before(connection: ServerConnection, request: Request) -> Response | None:
        path = request.path.split("?", 1)[0]
        if path != TALK_PATH:
            return _http(http_answer(path))
        if "Origin" in request.headers:
            return _refusal(http.HTTPStatus.FORBIDDEN)
        if not admits(address_of(connection, request)):
            return _refusal(http.HTTPStatus.SERVICE_UNAVAILABLE, retry_after_s=5)
        return None

    return await serve(
        run,
        host,
        port,
        ssl=context,
        process_request=before,
        create_connection=PingLimited,
        compression=None,
        server_header=None,
        max_size=MAX_FRAME_BYTES,
        max_queue=MAX_QUEUED_FRAMES,
        write_limit=WRITE_LIMIT_BYTES,
        open_timeout=OPEN_TIMEOUT_S,
        close_timeout=CLOSE_TIMEOUT_S,
        ping_interval=PING_EVERY_S,
        ping_timeout=PONG_WITHIN_S,
        backlog=1024,
        **({} if context is None else TLS_TIMEOUTS),
    )


def _http(answer: tuple[int, str, bytes] | None) -> Response:
    if answer is None:
        return _refusal(http.HTTPStatus.NOT_FOUND)
    status, content_type, body = answer
    return _response(http.HTTPStatus(status), body, content_type)


def _refusal(status: http.HTTPStatus, retry_after_s: int | None = None) -> Response:
    response = _response(status, f"{status.value} {status.phrase}\n".encode(), "text/plain; charset=utf-8")
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def _response(status: http.HTTPStatus, body: bytes, content_type: str) -> Response:
    headers = Headers(
        {
            "Content-Type": content_type,
            "Content-Length": str(len(body)),
            "Connection": "close",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Strict-Transport-Security": "max-age=31536000",
        }
    )
    return Response(status.value, status.phrase, headers, body)

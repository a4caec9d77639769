"""A provider's web server for tests of updates: real HTTP on loopback, a folder of files, and lies about each on request."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CHUNK = b"\0" * 16384
DRIP_S = 0.05
Answer = Callable[[BaseHTTPRequestHandler], None]


class UpdateServer:
    """`lies` stand above the folder: path → other bytes, or what is done instead of an answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lies: dict[str, bytes | Answer] = {}
        self.asked: list[str] = []
        self.sent = 0
        """Bytes of endless answers that somebody took."""
        self.port = 0
        self._closes = threading.Event()

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.port}"

    @contextlib.contextmanager
    def serving(self, context: ssl.SSLContext | None = None) -> Iterator["UpdateServer"]:
        """Listen while the block runs."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        server.daemon_threads = False
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="update server")
        thread.start()
        try:
            yield self
        finally:
            self._closes.set()
            server.shutdown()
            server.server_close()
            thread.join(10)

    def endless(self, *, announced: int | None = None) -> Answer:
        """Return an answer that does not end by itself; `announced` is the length it claims."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            if announced is not None:
                handler.send_header("Content-Length", str(announced))
            handler.end_headers()
            while not self._closes.is_set():
                handler.wfile.write(CHUNK)
                self.sent += len(CHUNK)

        return answer

    def dripping(self, *, before_the_body: bool) -> Answer:
        """Return an answer of one byte now and then: in a head that does not end, or in the body."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
            handler.wfile.write(b"X: " if before_the_body else b"\r\n")
            while not self._closes.wait(DRIP_S):
                handler.wfile.write(b"a")

        return answer

    def silent(self) -> Answer:
        """Return an answer that never comes."""

        def answer(_handler: BaseHTTPRequestHandler) -> None:
            self._closes.wait(30)

        return answer

    @staticmethod
    def elsewhere(url: str) -> Answer:
        """Return an answer that sends the asker to another address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", url)
            handler.end_headers()

        return answer

    @staticmethod
    def refusing(status: int) -> Answer:
        """Return an answer of this status."""
        return lambda handler: handler.send_error(status)

    @staticmethod
    def cut(content: bytes) -> Answer:
        """Return an answer that ends before what it announced."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content[: len(content) // 2])

        return answer


def _handler_of(server: UpdateServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            answer = server.lies.get(self.path)
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                if callable(answer):
                    answer(self)
                    return
                file = server.folder / self.path.lstrip("/")
                if answer is None and not file.is_file():
                    self.send_error(404)
                    return
                content = file.read_bytes() if answer is None else answer
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                super().handle()

    return Handler

"""A server that is no relay: it does one thing with each connection and keeps what reached it."""

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self

LOOK_EVERY_S = 0.1


class BadServer:
    """`context` for one that speaks TLS of some kind, `answer` for one that does not."""

    def __init__(self, context: ssl.SSLContext | None = None, answer: bytes = b"") -> None:
        self.received = b""
        """What it could read."""
        self.seen = b""
        """What was on the wire."""
        self._context, self._answer = context, answer
        self._listens = socket.create_server(("127.0.0.1", 0))
        self._listens.settimeout(LOOK_EVERY_S)
        self.url = f"wss://127.0.0.1:{self._listens.getsockname()[1]}"
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="bad server")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join(5)
        self._listens.close()

    def _serve(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(TimeoutError, OSError):
                one, _ = self._listens.accept()
                one.settimeout(2)
                with one:
                    self._answer_one(one)

    def _answer_one(self, one: socket.socket) -> None:
        self.seen += one.recv(65536, socket.MSG_PEEK)
        if self._context is None:
            one.recv(65536)
            one.sendall(self._answer)
            return
        with self._context.wrap_socket(one, server_side=True) as tls:
            self.received += tls.recv(4096)

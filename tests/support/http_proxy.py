"""An HTTP proxy for tests: takes CONNECT, notes what it was told and saw, and passes bytes on or refuses."""

import contextlib
import select
import socket
import threading
from types import TracebackType
from typing import Self

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
LOOK_EVERY_S = 0.1


class HttpProxy:
    """`heads` are the requests, `passed` the first bytes of what clients sent through."""

    def __init__(self, answer: bytes = ESTABLISHED) -> None:
        self.heads: list[bytes] = []
        self.passed = b""
        self._answer = answer
        self._listens = socket.create_server(("127.0.0.1", 0))
        self._listens.settimeout(LOOK_EVERY_S)
        self.port: int = self._listens.getsockname()[1]
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=self._serve, name="http proxy")]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(5)
        self._listens.close()

    def _serve(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(TimeoutError):
                one, _ = self._listens.accept()
                thread = threading.Thread(target=self._pass_on, args=[one], name="http proxy")
                self._threads.append(thread)
                thread.start()

    def _pass_on(self, one: socket.socket) -> None:
        with one:
            head = b""
            while b"\r\n\r\n" not in head:
                data = one.recv(4096)
                if not data:
                    return
                head += data
            self.heads.append(head)
            one.sendall(self._answer)
            if self._answer != ESTABLISHED:
                return
            host, _, port = head.split()[1].decode().rpartition(":")
            with socket.create_connection((host, int(port))) as other, contextlib.suppress(OSError):
                self._pump(one, other)

    def _pump(self, one: socket.socket, other: socket.socket) -> None:
        while not self._is_over.is_set():
            for ready in select.select([one, other], [], [], LOOK_EVERY_S)[0]:
                data = ready.recv(65536)
                if not data:
                    return
                if ready is one:
                    self.passed += data
                (other if ready is one else one).sendall(data)

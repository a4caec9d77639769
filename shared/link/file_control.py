"""The reins of one job in a worker thread: how it is stopped, and how it says how far it is."""

import socket
import threading
import time
from collections.abc import Callable

SAY_EVERY_S = 0.1


class GivenUp(Exception):
    """The job was stopped; nobody waits for its result."""


class Stopped(Exception):
    """The job ended early: an error code, what it names, and when to try again."""

    def __init__(
        self, code: str, params: dict[str, str | int] | None = None, retry_after_ms: int | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.params = params or {}
        self.retry_after_ms = retry_after_ms


class Control:
    """`say(offset)` is called on the worker's thread, at most ten times a second."""

    def __init__(self, say: Callable[[int], None]) -> None:
        self._say = say
        self._is_stopped = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._said = 0.0
        self.progressed = False
        """Some bytes came over."""

    @property
    def is_stopped(self) -> bool:
        """Nobody waits for it any more."""
        return self._is_stopped.is_set()

    def stop(self) -> None:
        """Let the worker end soon, also out of a wait for the other end."""
        self._is_stopped.set()
        with self._lock:
            if self._socket is not None:
                _shut(self._socket)

    def hold(self, wire: socket.socket | None) -> None:
        """Note the socket the worker waits at; None: at none any more. Raises: GivenUp."""
        with self._lock:
            self._socket = wire
        self.check()

    def check(self) -> None:
        """Raises: GivenUp when it was stopped."""
        if self._is_stopped.is_set():
            raise GivenUp

    def moved(self, offset: int, *, over_the_wire: bool = True) -> None:
        """So many bytes are there. Raises: GivenUp."""
        self.check()
        self.progressed = self.progressed or over_the_wire
        now = time.monotonic()
        if now - self._said >= SAY_EVERY_S:
            self._said = now
            self._say(offset)


def _shut(wire: socket.socket) -> None:
    try:
        # Not through the TLS layer, whose state belongs to the worker: the bare socket wakes it up.
        socket.socket.shutdown(wire, socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already

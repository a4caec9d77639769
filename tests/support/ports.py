"""A TCP port for a program that must be told one. Servers of our own bind port 0 and say what they got."""

import contextlib
import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now, nor on the one behind it, where a relay's files travel.

    Another program may still take them first.
    """
    while True:
        with socket.socket() as probe, socket.socket() as behind:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                behind.bind((LOOPBACK, port + 1))
                return port

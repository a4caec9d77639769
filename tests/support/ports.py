"""A TCP port for a program that must be told one. Servers of our own bind port 0 and say what they got."""

import socket

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now; another program may still take it first."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])

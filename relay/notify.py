"""Tells systemd what a service of `Type=notify` tells it (sd_notify(3)); without systemd it does nothing."""

import contextlib
import os
import socket


def notify(state: str) -> None:
    """Send one state, such as `READY=1`."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"  # an abstract socket
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
        connection.sendto(state.encode(), address)

"""The picture of the screen where programs may not take it themselves (Wayland): the desktop's portal asks the person.

Source: XDG Desktop Portal, org.freedesktop.portal.Screenshot. The answer is a dictionary, which Qt's binding cannot
read; jeepney can, and waits in a thread of its own, because a person may take their time.
"""

import contextlib
import importlib
import logging
import secrets
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

PORTAL, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SCREENSHOT, REQUEST = "org.freedesktop.portal.Screenshot", "org.freedesktop.portal.Request"
PERSON_WITHIN_S = 180.0
ANSWER_WITHIN_S = 10.0
TAKEN, CANCELLED = 0, 1


class PortalFailed(Exception):
    """There is no picture; `cancelled` when the person did not want one."""

    def __init__(self, why: str, *, cancelled: bool = False) -> None:
        super().__init__(why)
        self.cancelled = cancelled


def ask_portal(done: Callable[[bytes | None, bool], None]) -> threading.Thread:
    """Ask in a thread; `done` gets the file's content, or None and whether the person cancelled, on that thread."""

    def work() -> None:
        content, cancelled = None, False
        try:
            content = screenshot()
        except PortalFailed as error:
            log.info("the portal gave no picture: %s", error)
            cancelled = error.cancelled
        # The program may have ended while the person was asked.
        with contextlib.suppress(RuntimeError):
            done(content, cancelled)

    thread = threading.Thread(target=work, name="portal", daemon=True)
    thread.start()
    return thread


def screenshot(within_s: float = PERSON_WITHIN_S) -> bytes:
    """Ask the portal, which asks the person; return the picture's file, which is removed. Raises: PortalFailed."""
    if sys.platform != "linux":
        raise PortalFailed("there is no portal on this system")
    try:
        path = _path_of(_ask(within_s))
        content = path.read_bytes()
        # Made for this call only: an unmarked picture must not stay behind in the person's folder.
        path.unlink()
    except OSError as error:
        raise PortalFailed(str(error)) from error
    return content


def _ask(within_s: float) -> str:
    # It has no types, and is there on Linux only: it came with the key store's library.
    bus, wire = importlib.import_module("jeepney"), importlib.import_module("jeepney.io.blocking")
    refused = importlib.import_module("jeepney.wrappers").DBusErrorResponse
    try:
        with wire.open_dbus_connection(bus="SESSION") as connection:
            token = f"sportello{secrets.token_hex(8)}"
            name = connection.unique_name[1:].replace(".", "_")
            rule = bus.MatchRule(type="signal", interface=REQUEST, path=f"{PATH}/request/{name}/{token}")
            wire.Proxy(bus.message_bus, connection, timeout=ANSWER_WITHIN_S).AddMatch(rule)
            with connection.filter(rule) as answers:
                address = bus.DBusAddress(PATH, bus_name=PORTAL, interface=SCREENSHOT)
                options = {"handle_token": ("s", token), "interactive": ("b", True)}
                call = bus.new_method_call(address, "Screenshot", "sa{sv}", ("", options))
                reply = connection.send_and_get_reply(call, timeout=ANSWER_WITHIN_S)
                if reply.header.message_type is bus.MessageType.error:
                    raise PortalFailed(str(reply.body))
                code, results = connection.recv_until_filtered(answers, timeout=within_s).body
    except (OSError, KeyError, TimeoutError, refused) as error:
        raise PortalFailed(str(error)) from error
    if code != TAKEN or "uri" not in results:
        raise PortalFailed("not taken", cancelled=code == CANCELLED)
    return str(results["uri"][1])


def _path_of(uri: str) -> Path:
    parts = urlsplit(uri)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        raise PortalFailed("the picture is not a file of this computer")
    return Path(unquote(parts.path))

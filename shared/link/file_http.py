"""The bytes' own way to the relay: three HTTP requests, the talk's certificate and proxy. Runs in a worker.

Of the standard library's HTTP client and nothing above it: a redirect is never followed and nothing is tried twice here,
the machine decides that. Source: docs/protocol.md, Files.
"""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import msgspec

from shared.errors import Unavailable
from shared.link.file_control import Control, GivenUp, Stopped
from shared.link.proxy import DEFAULT_PORT, ProxyRefused, proxy_for, proxy_headers
from shared.link.trust import HTTPS_PORT, CertificateRefused, PlainRefused
from shared.protocol.transfers import FileGranted

if TYPE_CHECKING:  # imported when the first file moves: an agent that only talks does without
    from http.client import HTTPConnection, HTTPResponse

QUIET_FOR_S = 30.0
"""A peer that takes or gives nothing for so long is gone."""
SEND_BUFFER_BYTES = 512 * 1024
"""What the system takes off our hands counts as sent on screen: little enough that the figures are honest."""
MAX_ERROR_BYTES = 16 * 1024
LOST = "lost"


class Way(msgspec.Struct, frozen=True):
    """Where the bytes go, and what proves that it is the relay; `context` is None for plain loopback connections."""

    address: SplitResult
    token: str
    context: ssl.SSLContext | None
    proxy: str = ""
    """The one that is named for this relay; empty: the system's."""


class _Refusal(msgspec.Struct):
    code: str = ""
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


def way_to(talk_url: str, grant: FileGranted, context: ssl.SSLContext | None, proxy: str = "") -> Way:
    """Return the way to the file of a grant. Raises: Stopped, `plain_refused`, for an address without encryption."""
    talk = urlsplit(talk_url)
    host = f"[{talk.hostname}]" if ":" in (talk.hostname or "") else talk.hostname
    base = grant.url.rstrip("/") or f"{'http' if context is None else 'https'}://{host}:{grant.port}"
    address = urlsplit(f"{base}/files/{grant.file.file_id}")
    if address.scheme != "https" and not (context is None and address.hostname == talk.hostname):
        raise Stopped(PlainRefused.code, {"host": address.hostname or ""})
    return Way(address, grant.token, context, proxy)


@contextlib.contextmanager
def connected(way: Way, control: Control) -> Iterator["HTTPConnection"]:
    """Open a connection that `control` can cut. Raises: Stopped, GivenUp."""
    from http.client import HTTPException

    try:
        connection = connection_to(way.address, way.context, way.proxy, QUIET_FOR_S)
    except ProxyRefused as error:
        raise Stopped(error.code, error.params) from error
    try:
        control.check()
        connection.connect()
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        control.hold(connection.sock)
        yield connection
    except ssl.SSLCertVerificationError as error:
        raise Stopped(CertificateRefused.code, {"host": way.address.hostname or ""}) from error
    except (OSError, HTTPException, ValueError) as error:
        if control.is_stopped:
            raise GivenUp from error
        raise Stopped(LOST) from error
    finally:
        with contextlib.suppress(GivenUp):
            control.hold(None)
        connection.close()


def connection_to(
    address: SplitResult, context: ssl.SSLContext | None, proxy_named: str, quiet_for_s: float
) -> "HTTPConnection":
    """Return a connection that is not open yet; plain and direct without `context`, else through the proxy, if there is one.

    Raises: ProxyRefused.
    """
    from http.client import HTTPConnection, HTTPSConnection

    host, port = address.hostname or "", address.port
    if context is None:
        return HTTPConnection(host, port, timeout=quiet_for_s)
    proxy = proxy_for(host, proxy_named)
    if proxy is None:
        return HTTPSConnection(host, port, timeout=quiet_for_s, context=context)
    through = HTTPSConnection(proxy.hostname or "", proxy.port or DEFAULT_PORT, timeout=quiet_for_s, context=context)
    through.set_tunnel(host, port or HTTPS_PORT, proxy_headers(proxy))
    return through


def begin(connection: "HTTPConnection", method: str, way: Way, headers: dict[str, str]) -> None:
    """Send the head of a request; a body may follow."""
    connection.putrequest(method, way.address.path, skip_accept_encoding=True)
    for name, value in {"Authorization": f"Bearer {way.token}", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()


def refusal(response: "HTTPResponse") -> Stopped:
    """Return what the relay, or whoever stands before it, said in place of what was asked."""
    try:
        told = msgspec.json.decode(response.read(MAX_ERROR_BYTES), type=_Refusal)
    except msgspec.MsgspecError:
        told = _Refusal()
    if told.code:
        return Stopped(told.code, told.params, told.retry_after_ms)
    retry = response.headers.get("Retry-After", "")
    retry_after_ms = min(int(retry), 3600) * 1000 if retry.isascii() and retry.isdigit() else None
    # Not our relay's answer: a proxy that is in the way for now.
    return Stopped("auth_failed" if response.status == 401 else Unavailable.code, {}, retry_after_ms)

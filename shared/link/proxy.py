"""The way out through an HTTP proxy: which one, if any, and a tunnel through it. It sees a host name and bytes in TLS.

A proxy that is named for this relay stands above the system's own. Only `http://` ones: what is inside is encrypted anyway.
"""

import asyncio
import socket
from base64 import b64encode
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from shared.errors import SportelloError

DEFAULT_PORT: Final = 80
MAX_HEAD_BYTES: Final = 16 * 1024
WITHIN_S: Final = 10.0
HEAD_END: Final = b"\r\n\r\n"


class ProxyRefused(SportelloError):
    """No way through the proxy.

    `params`: `host` of the proxy and `why`: `password` (407), `forbids` (any other answer), `unreachable`, `not_proxy` (no
    HTTP came back), `kind` (another kind of proxy, or no address at all).
    """

    code = "proxy"


def proxy_for(host: str, named: str) -> SplitResult | None:
    """Return the proxy on the way to `host`: the named one, else the system's, None for a way without one.

    Raises: ProxyRefused for one that is no HTTP proxy.
    """
    from urllib.request import getproxies, proxy_bypass

    if not named:
        system = getproxies()
        named = system.get("wss", "") or system.get("https", "")
        if not named or proxy_bypass(host):
            return None
    proxy = urlsplit(named if "://" in named else f"http://{named}")
    if proxy.scheme != "http" or not proxy.hostname:
        raise ProxyRefused("not an HTTP proxy", host=proxy.hostname or "?", why="kind")
    return proxy


def proxy_headers(proxy: SplitResult) -> dict[str, str]:
    """Return what tells the proxy who asks."""
    if not proxy.username:
        return {}
    said = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(said.encode()).decode()}"}


async def open_tunnel(proxy: SplitResult, host: str, port: int) -> socket.socket:
    """Return a connected socket whose other end is `host`, as the proxy says. Raises: ProxyRefused."""
    try:
        async with asyncio.timeout(WITHIN_S):
            return await _tunnel(proxy, host, port)
    except (OSError, TimeoutError) as error:
        raise _refusal(proxy, "unreachable") from error


async def _tunnel(proxy: SplitResult, host: str, port: int) -> socket.socket:
    way = await _connected(proxy.hostname or "", proxy.port or DEFAULT_PORT)
    try:
        loop = asyncio.get_running_loop()
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
        lines += [f"{name}: {value}" for name, value in proxy_headers(proxy).items()]
        await loop.sock_sendall(way, "\r\n".join([*lines, "", ""]).encode())
        _check(proxy, await _head(way))
    except BaseException:
        way.close()
        raise
    return way


async def _connected(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    failed: OSError = OSError("no address")
    for family, kind, number, _, address in await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        way = socket.socket(family, kind, number)
        way.setblocking(False)
        try:
            await loop.sock_connect(way, address)
        except OSError as error:
            way.close()
            failed = error
        except BaseException:
            way.close()
            raise
        else:
            return way
    raise failed


async def _head(way: socket.socket) -> bytes:
    """Byte by byte: what follows the empty line belongs to TLS."""
    loop, head = asyncio.get_running_loop(), b""
    while not head.endswith(HEAD_END) and len(head) < MAX_HEAD_BYTES:
        byte = await loop.sock_recv(way, 1)
        if not byte:
            break
        head += byte
    return head


def _check(proxy: SplitResult, head: bytes) -> None:
    words = head.split(b"\r\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not head.endswith(HEAD_END):
        raise _refusal(proxy, "not_proxy")
    if words[1] == b"407":
        raise _refusal(proxy, "password")
    if not (words[1].isdigit() and words[1].startswith(b"2")):
        raise _refusal(proxy, "forbids")


def _refusal(proxy: SplitResult, why: str) -> ProxyRefused:
    return ProxyRefused("no way through the proxy", host=proxy.hostname or "", why=why)

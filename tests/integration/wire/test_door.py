"""The door: what plain HTTP and browsers get (P02, P23), and who may wait at it for how long (P24)."""

import asyncio
import contextlib
import ssl
import statistics
import time
from pathlib import Path

import psutil
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from shared.limits import SIGN_IN_WINDOW_S
from shared.protocol.base import CloseCode
from tests.support.peer import Scene, connected, fresh_address, known_device, prepare, trusting
from tests.support.relay import Relay, running_relay

KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
UPGRADE = f"Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{KEY}"


async def raw(relay: Relay, request: str | bytes, within_s: float = 15) -> bytes:
    """Return everything the relay answers to some bytes until it closes."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", relay.port, ssl=trusting(), local_addr=(fresh_address(), 0)
    )
    answer = b""
    try:
        writer.write(request.encode() if isinstance(request, str) else request)
        async with asyncio.timeout(within_s):
            with contextlib.suppress(ConnectionError):
                while piece := await reader.read(65536):
                    answer += piece
                    if b"101 Switching" in answer:
                        break
    finally:
        writer.transport.abort()
    return answer


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


# Browsers and strangers.


async def test_an_agents_handshake_without_an_origin_is_taken(relay: Relay) -> None:
    # P23: the control
    assert status(await raw(relay, f"GET /talk HTTP/1.1\r\n{UPGRADE}\r\n")) == 101


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://localhost", "", "file://"])
async def test_a_browser_is_refused_whatever_its_origin(relay: Relay, origin: str) -> None:
    # P23
    assert status(await raw(relay, f"GET /talk HTTP/1.1\r\n{UPGRADE}Origin: {origin}\r\n\r\n")) == 403


@pytest.mark.parametrize(
    "request_head",
    [
        f"POST /talk HTTP/1.1\r\n{UPGRADE}\r\n",
        f"GET /talk HTTP/1.0\r\n{UPGRADE}\r\n",
        f"GET /talk HTTP/1.1\r\n{UPGRADE}" + "".join(f"X-{n}: y\r\n" for n in range(129)) + "\r\n",
        f"GET /talk HTTP/1.1\r\n{UPGRADE}X: " + "y" * 70_000 + "\r\n\r\n",
        "GET /talk HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /talk HTTP/1.1\r\n{UPGRADE.replace('13', '7')}\r\n",
        "\r\n\r\n",
        "nonsense\r\n\r\n",
        b"\x00\xff" * 1000 + b"\r\n\r\n",
        f"GET /{'x' * 9000} HTTP/1.1\r\n{UPGRADE}\r\n",
    ],
    ids=[
        "POST",
        "HTTP/1.0",
        "129 headers",
        "long header",
        "no upgrade",
        "old version",
        "empty",
        "words",
        "bytes",
        "long",
    ],
)
async def test_what_is_no_proper_handshake_is_refused_without_fuss(relay: Relay, request_head: str | bytes) -> None:
    # P23
    logged = len(relay.log())
    answer = await raw(relay, request_head)
    assert status(answer) == 0 or 400 <= status(answer) < 600
    assert b"Traceback" not in answer
    assert "Traceback" not in relay.log()[logged:]


async def test_an_unknown_subprotocol_is_not_confirmed(relay: Relay) -> None:
    # P23
    answer = await raw(relay, f"GET /talk HTTP/1.1\r\n{UPGRADE}Sec-WebSocket-Protocol: chat\r\n\r\n")
    assert b"Sec-WebSocket-Protocol" not in answer


@pytest.mark.parametrize(
    "path",
    ["/", "/setup", "/setup/x", "//setup", "/SETUP", "/setup/", "/%2e%2e/setup", "/admin", "/talk/", "/Talk", "/talk%20",
     "/healthz/", "//healthz", "/healthz%00", "/HEALTHZ", "/metrics/..", "/../metrics", "/.git/config", "/favicon.ico"],
)  # fmt: skip
async def test_everything_else_is_not_found(relay: Relay, path: str) -> None:
    # P02: there is no page to set anything up, before or after.
    answer = await raw(relay, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert status(answer) == 404
    assert b"sportello" not in answer.lower()


def test_health_and_figures_are_there_and_name_nobody(scene: Scene) -> None:
    relay = scene.relay
    assert relay.http("/healthz") == (200, "ok\n")
    assert relay.http("/readyz") == (200, "ready\n")
    code, figures = relay.http("/metrics")
    assert code == 200
    assert "sportello_connections" in figures
    assert scene.customer_id not in figures


# Waiting at the door.


async def test_whoever_does_not_sign_in_is_out_after_five_seconds(relay: Relay) -> None:
    # P24
    async with connected(relay) as peer:
        started = time.monotonic()
        assert await peer.close_code() == CloseCode.POLICY
        assert time.monotonic() - started < SIGN_IN_WINDOW_S + 1


@pytest.mark.parametrize("stage", ["tcp", "tls"])
async def test_whoever_never_even_shakes_hands_is_out_after_five_seconds(relay: Relay, stage: str) -> None:
    # P24: nothing said at all, and TLS but no HTTP
    context = trusting() if stage == "tls" else None
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", relay.port, ssl=context, local_addr=(fresh_address(), 0)
    )
    try:
        started = time.monotonic()
        async with asyncio.timeout(SIGN_IN_WINDOW_S + 3):
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                await reader.read()
        assert time.monotonic() - started < SIGN_IN_WINDOW_S + 2
    finally:
        writer.transport.abort()


def test_the_talk_process_may_open_as_many_connections_as_the_system_grants(relay: Relay) -> None:
    # P24: started under the usual soft limit of 1,024, it would be full with half a company.
    (pid,) = relay.children("talk")
    soft, hard = psutil.Process(pid).rlimit(psutil.RLIMIT_NOFILE)
    assert soft == hard


@pytest.mark.slow
async def test_a_crowd_at_the_door_does_not_keep_agents_out(tmp_path: Path) -> None:
    # P24: from one address as many as it likes, of which 64 may wait; agents from elsewhere sign in meanwhile.
    with running_relay(tmp_path) as relay:
        scene = prepare(relay)
        device, address = await known_device(scene), fresh_address()
        async with contextlib.AsyncExitStack() as crowd:
            waiting = [await crowd.enter_async_context(connected(relay, address=address)) for _ in range(64)]
            refused = await asyncio.gather(*(_refused(relay, address) for _ in range(200)))
            assert set(refused) == {503}
            taken = []
            for _ in range(10):
                started = time.monotonic()
                async with connected(relay) as agent:
                    await agent.sign_in(device)
                taken.append(time.monotonic() - started)
            codes = await asyncio.gather(*(peer.close_code() for peer in waiting))
        assert set(codes) == {CloseCode.POLICY}
        assert max(taken) < 2
        assert statistics.median(taken) < 1
        async with connected(relay, address=address) as again:
            await again.sign_in(device)


async def _refused(relay: Relay, address: str) -> int:
    try:
        async with connect(f"{relay.url}/talk", ssl=trusting(), local_addr=(address, 0), proxy=None, open_timeout=30):
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code

"""The fault proxy spoils what it is told to and nothing else, seen from both ends of a real connection."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from tests.support.fault_proxy import FaultProxy, in_thread
from tests.support.ports import LOOPBACK
from tests.support.waiting import until_async

TEXT = b"0123456789"
SHORT_S = 0.1
WITHIN_S = 5.0

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def test_bytes_and_the_end_of_the_stream_pass_both_ways() -> None:
    async with _echo_behind_proxy() as (_, connect), connect() as (reader, writer):
        writer.write(TEXT * 10_000)
        writer.write_eof()
        assert await reader.read(-1) == TEXT * 10_000


async def test_a_cut_lets_exactly_so_many_bytes_through() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, writer):
        proxy.down.cut_after_bytes = 7
        writer.write(TEXT)
        assert await asyncio.wait_for(reader.read(-1), WITHIN_S) == TEXT[:7]


async def test_a_cut_may_be_a_reset() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, writer):
        proxy.up.cut_after_bytes, proxy.resets = 3, True
        writer.write(TEXT)
        with pytest.raises(ConnectionResetError):
            await asyncio.wait_for(reader.read(-1), WITHIN_S)


async def test_a_silent_way_keeps_the_connection_and_swallows_the_bytes() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, writer):
        proxy.down.is_silent = True
        writer.write(TEXT)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), SHORT_S)
        proxy.down.is_silent = False
        writer.write(b"x")
        assert await asyncio.wait_for(reader.read(1), WITHIN_S) == b"x"


async def test_a_delay_holds_each_piece_back() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, writer):
        proxy.up.delay_s = SHORT_S
        assert await _seconds_for(reader, writer, TEXT) >= SHORT_S


async def test_a_throttled_way_takes_its_time() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, writer):
        proxy.up.bytes_per_s = len(TEXT) * 5
        assert await _seconds_for(reader, writer, TEXT) >= 1 / 5


async def test_all_connections_can_be_cut_and_new_ones_refused() -> None:
    async with _echo_behind_proxy() as (proxy, connect), connect() as (reader, _):
        await until_async(lambda: proxy.open_connections == 1)
        proxy.cut_all()
        assert await asyncio.wait_for(reader.read(-1), WITHIN_S) == b""
        proxy.refuses = True
        async with connect() as (refused, _):
            assert await asyncio.wait_for(refused.read(-1), WITHIN_S) == b""


async def test_a_dead_target_ends_the_connection() -> None:
    with socket.socket() as bound_but_deaf:
        bound_but_deaf.bind((LOOPBACK, 0))
        async with FaultProxy(bound_but_deaf.getsockname()[1]) as proxy, _connect(proxy.port) as (reader, _):
            assert await asyncio.wait_for(reader.read(-1), WITHIN_S) == b""


def test_a_test_without_a_loop_gets_its_proxy_in_a_thread() -> None:
    with (
        socket.create_server((LOOPBACK, 0)) as server,
        in_thread(server.getsockname()[1]) as proxy,
        socket.create_connection((LOOPBACK, proxy.port), WITHIN_S) as client,
        server.accept()[0] as accepted,
    ):
        client.sendall(TEXT)
        assert accepted.recv(100) == TEXT


Connect = Callable[[], AbstractAsyncContextManager[Streams]]


@asynccontextmanager
async def _echo_behind_proxy() -> AsyncIterator[tuple[FaultProxy, Connect]]:
    server = await asyncio.start_server(_echo, LOOPBACK, 0)
    async with server, FaultProxy(server.sockets[0].getsockname()[1]) as proxy:
        yield proxy, lambda: _connect(proxy.port)


@asynccontextmanager
async def _connect(port: int) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(1000):
            writer.write(piece)
    except ConnectionError:
        pass
    finally:
        writer.close()


async def _seconds_for(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: bytes) -> float:
    clock = asyncio.get_running_loop().time
    started = clock()
    writer.write(text)
    await asyncio.wait_for(reader.readexactly(len(text)), WITHIN_S)
    return clock() - started

"""P45: the virus scanner, a real clamd; whatever is not a clear answer of it is no answer, and the file stays closed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from relay.files.scanner import Scanner, is_address
from shared.errors import Infected, Unavailable
from shared.protocol.base import Error
from shared.protocol.chat import ChatMessage
from shared.protocol.transfers import FetchFile, FilePolicyChanged, FileState
from tests.support import file_samples as samples
from tests.support.clamd import EICAR, Clamd, a_clamd
from tests.support.file_wire import call, ended, fetched, granted, offer, patch, sent
from tests.support.peer import prepare, talking
from tests.support.relay import running_relay

ExpectLog = Callable[..., object]


@pytest.fixture(scope="session")
def clamd() -> Iterator[Clamd]:
    with a_clamd() as clamd:
        clamd.start()
        yield clamd


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("size", [1, 300_000, 20 * 1024 * 1024])
async def test_a_harmless_file_passes(clamd: Clamd, tmp_path: Path, size: int) -> None:
    await Scanner(clamd.address).scan(kept(tmp_path, b"x" * size), "a.txt")


@pytest.mark.parametrize(
    "data", [EICAR, samples.pdf(body=b"%" + EICAR + b"\n"), samples.docx({"word/media/a.txt": b" " + EICAR})]
)
async def test_a_virus_is_found_plain_and_inside_a_document(clamd: Clamd, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Infected) as found:
        await Scanner(clamd.address).scan(kept(tmp_path, data), "a.docx")
    assert found.value.params == {"name": "a.docx"}


async def test_a_file_over_the_scanners_limit_was_not_looked_at(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("relay.files.scanner", logging.WARNING)
    with a_clamd(stream_max="1M") as small:
        small.start()
        with pytest.raises(Unavailable):
            await Scanner(small.address).scan(kept(tmp_path, b"x" * 3_000_000), "a.txt")


@pytest.mark.parametrize(
    "said",
    [
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", b"INSTREAM size limit exceeded. ERROR\0", b"", b"\0",
        b"stream: OK", b"stream: OK and more\0", b"x" * 100_000, b"stream: lstat() failed. ERROR\0", b"OK FOUND OK\0",
    ],
)  # fmt: skip
async def test_any_other_answer_is_none(tmp_path: Path, expect_log: ExpectLog, said: bytes) -> None:
    expect_log("relay.files.scanner", logging.WARNING)
    async with _scanner_that_says(said) as scanner:
        with pytest.raises(Unavailable):
            await scanner.scan(kept(tmp_path, b"x" * 1000), "a.txt")


async def test_a_scanner_that_is_slow_or_away_is_no_answer(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("relay.files.scanner", logging.WARNING)
    async with _scanner_that_says(None) as slow:
        with pytest.raises(Unavailable):
            await slow.scan(kept(tmp_path, b"x" * 1000), "a.txt")
    with pytest.raises(Unavailable):
        await Scanner(f"unix:{tmp_path}/nobody").scan(kept(tmp_path, b"x"), "a.txt")


@asynccontextmanager
async def _scanner_that_says(said: bytes | None) -> AsyncIterator[Scanner]:
    """Give a scanner behind whose address somebody reads everything and answers this, or nothing."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not (await reader.read(65_536)).endswith(b"\0\0\0\0"):
            continue
        if said is not None:
            writer.write(said)
        else:
            await reader.read()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield Scanner(f"tcp:127.0.0.1:{port}", within_s=0.5)
    finally:
        server.close()
        await server.wait_closed()


async def test_files_wait_closed_while_the_scanner_is_away_and_a_virus_never_gets_through(tmp_path: Path) -> None:
    with a_clamd() as clamd, running_relay(tmp_path, f"--clamd={clamd.address}") as relay:
        async with talking(prepare(relay)) as (agent, console, talk, _):
            assert (await agent.expect(FilePolicyChanged)).policy.is_scanned
            data = samples.pdf(5000)
            grant = await granted(agent, offer(agent, data, conversation=talk))
            await patch(grant, data)
            await _waits(relay.log)
            refused = await console.ask(FetchFile(ref=console.ref(), file_id=grant.file.file_id))
            assert isinstance(refused, Error)
            assert refused.code == "conflict"
            assert (await call(grant, "HEAD")).state == "checking"
            await asyncio.to_thread(clamd.start)
            assert (await ended(agent, grant.file.file_id)).file.state is FileState.READY
            assert await fetched(console, grant.file.file_id) == data
            virus = samples.docx({"word/media/a.txt": b" " + EICAR})
            changed = await sent(agent, virus, "a.docx", conversation=talk)
            assert (changed.file.state, changed.file.refused) == (FileState.REFUSED, "infected")
            told = await console.expect(ChatMessage, lambda m: m.file is not None and m.file.name == "a.docx")
            assert told.file == changed.file
            again = FetchFile(ref=console.ref(), file_id=changed.file.file_id)
            assert await console.code(again) == "conflict"
            assert 'sportello_files_ended_total{code="infected"} 1.0' in relay.http("/metrics", port=relay.file_port)[1]


async def _waits(log: Callable[[], str]) -> None:
    async with asyncio.timeout(10):
        while "waits: Unavailable" not in log():  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("text", ["unix:/run/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:[::1]:3310", "tcp:scanner:3310"])
def test_an_address_is_a_socket_or_a_host_with_a_port(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["unix:clamd.ctl", "tcp:3310", "tcp:host:x", "127.0.0.1:3310", "tcp:host:70000"])
def test_anything_else_is_no_address(text: str) -> None:
    assert not is_address(text)

"""The file process dies, the relay dies, the disk is full, the client never comes back: nothing half is seen, nothing is lost."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from shared.protocol.chat import Pull, Pulled
from shared.protocol.transfers import FileGranted, FileState
from tests.support import file_samples as samples
from tests.support.file_wire import call, ended, fetched, granted, offer, patch, send_a_part, sent
from tests.support.peer import connected, prepare, talking
from tests.support.relay import Relay, running_relay
from tests.support.waiting import until_async


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """Give one relay for all: each test leaves it alive."""
    with running_relay(tmp_path_factory.mktemp("files")) as relay:
        yield relay


async def test_an_upload_goes_on_after_the_file_process_was_killed_in_its_middle(relay: Relay) -> None:
    async with talking(prepare(relay)) as (agent, console, talk, _):
        data = samples.mp4(5_000_000)
        message = offer(agent, data, "a.mp4", conversation=talk)
        for reached in (1_300_000, 2_700_000, 4_100_000):
            grant = await granted(agent, message)
            connection = await asyncio.to_thread(send_a_part, grant, data, grant.offset, reached - grant.offset)
            await _arrived(grant, reached - 300_000)
            [pid] = relay.children("files")
            os.kill(pid, signal.SIGKILL)
            connection.close()
            await _again(relay, pid)
        grant = await granted(agent, message)
        assert grant.offset >= 3_800_000
        assert (await patch(grant, data[grant.offset :], grant.offset)).status == 204
        changed = await ended(agent, message.file_id)
        assert changed.file.state is FileState.READY
        assert await fetched(console, message.file_id) == data


async def test_an_upload_goes_on_after_the_whole_relay_was_killed(tmp_path: Path) -> None:
    data = samples.mp4(3_000_000)
    with running_relay(tmp_path) as relay:
        scene = prepare(relay)
        async with talking(scene) as (agent, _, talk, device):
            message = offer(agent, data, "a.mp4", conversation=talk)
            await patch(await granted(agent, message), data[:1_500_000])
            relay.kill()
        relay.start()
        async with connected(relay) as agent, connected(relay) as console:
            await agent.sign_in(device)
            await console.sign_in_as(scene.technician)
            again = await granted(agent, offer(agent, data, "a.mp4", conversation=talk, file_id=message.file_id))
            assert again.offset == 1_500_000
            assert (await patch(again, data[again.offset :], again.offset)).status == 204
            await ended(agent, message.file_id)
            assert await fetched(console, message.file_id) == data


async def test_a_file_that_waits_for_its_checks_is_looked_at_after_a_new_start(relay: Relay) -> None:
    # Killed between the last byte and the verdict, again and again: it comes to its one end.
    async with talking(prepare(relay)) as (agent, console, talk, _):
        for _ in range(2):
            data = samples.pdf(2000)
            grant = await granted(agent, offer(agent, data, conversation=talk))
            answer = await patch(grant, data)
            [pid] = relay.children("files")
            os.kill(pid, signal.SIGKILL)
            assert answer.state in {"checking", "ready"}
            assert (await ended(agent, grant.file.file_id)).file.state is FileState.READY
            await _again(relay, pid)
            assert await fetched(console, grant.file.file_id) == data


async def test_an_upload_whose_last_answer_was_lost_is_finished_by_an_empty_patch(relay: Relay) -> None:
    scene = prepare(relay)
    async with talking(scene) as (agent, _, talk, _):
        data = samples.pdf(2000)
        message = offer(agent, data, conversation=talk)
        grant = await granted(agent, message)
        await patch(grant, data[:1999])
        (path,) = (relay.state / "files" / scene.customer_id).glob("*/*")
        path.write_bytes(data)  # as if the process had died between the last byte and its order to the writer
        again = await granted(agent, message)
        assert again.offset == 2000
        assert (await patch(again, b"", 2000)).state in {"checking", "ready"}
        assert (await ended(agent, message.file_id)).file.state is FileState.READY


async def test_a_full_disk_is_unavailable_and_goes_on_once_there_is_room(relay: Relay) -> None:
    async with talking(prepare(relay)) as (agent, console, talk, _):
        process = psutil.Process(relay.children("files")[0])
        limit = process.rlimit(psutil.RLIMIT_FSIZE)
        process.rlimit(psutil.RLIMIT_FSIZE, (700_000, limit[1]))
        data = samples.mp4(2_000_000)
        grant = await granted(agent, offer(agent, data, "a.mp4", conversation=talk))
        answer = await patch(grant, data)
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "unavailable", "2")
        process.rlimit(psutil.RLIMIT_FSIZE, limit)
        offset = (await call(grant, "HEAD")).offset
        assert offset == 700_000
        assert (await patch(grant, data[offset:], offset)).status == 204
        await ended(agent, grant.file.file_id)
        assert await fetched(console, grant.file.file_id) == data
        assert "files cannot be written: File too large" in relay.log()


async def test_a_hundred_files_at_once_all_arrive(relay: Relay) -> None:
    async with talking(prepare(relay)) as (agent, console, talk, _):
        files = [samples.pdf(30_000 + number) for number in range(100)]
        for start in range(0, 100, 20):
            part = files[start : start + 20]
            grants = [await granted(agent, offer(agent, data, conversation=talk)) for data in part]
            answers = await asyncio.gather(*(patch(grant, data) for grant, data in zip(grants, part, strict=True)))
            assert {answer.status for answer in answers} == {204}
            for grant in grants:
                assert (await ended(agent, grant.file.file_id)).file.state is FileState.READY
        assert await fetched(console, grants[-1].file.file_id) == files[-1]


async def test_why_a_file_was_refused_is_known_after_a_new_start_of_everybody(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        scene = prepare(relay)
        async with talking(scene) as (agent, _, talk, device):
            refused = await sent(agent, samples.exe(), "a.pdf", conversation=talk)
            relay.kill()
        relay.start()
        async with connected(relay) as agent, connected(relay) as console:
            await agent.sign_in(device)
            await console.sign_in_as(scene.technician)
            for peer in (agent, console):
                pulled = await peer.ask(Pull(ref=peer.ref(), conversation_id=talk, after=0))
                assert isinstance(pulled, Pulled)
                assert [m.file for m in pulled.messages if m.file is not None] == [refused.file]
    assert refused.file.why == "program"


async def test_a_bomb_costs_the_relay_neither_time_nor_memory(relay: Relay) -> None:
    # P44, from outside: the process that looks is bounded, and the next file is looked at as if nothing had been.
    async with talking(prepare(relay)) as (agent, _, talk, _):
        await sent(agent, samples.docx(), "warm.docx", conversation=talk)
        (checker,) = relay.children("checking")
        before = psutil.Process(checker).memory_info().rss
        bomb = samples.docx({"word/bomb.xml": b"\0" * 150_000_000})
        changed = await sent(agent, bomb, "bomb.docx", conversation=talk)
        assert changed.file.refused == "type_refused"
        assert psutil.Process(checker).memory_info().rss - before < 50 * 1024 * 1024
        changed = await sent(agent, samples.docx(), "good.docx", conversation=talk)
        assert changed.file.state is FileState.READY


async def test_no_token_and_no_name_is_ever_logged(relay: Relay) -> None:
    async with talking(prepare(relay)) as (agent, _, talk, _):
        grant = await granted(agent, offer(agent, samples.pdf(), "Segreto.pdf", conversation=talk))
        await patch(grant, samples.pdf())
        await call(grant, "PATCH", b"x", **{"Upload-Offset": "nonsense"})
        await ended(agent, grant.file.file_id)
        assert grant.token not in relay.log()
        assert "Segreto" not in relay.log()
        assert "Traceback" not in relay.log()


async def _arrived(grant: FileGranted, least: int) -> None:
    async with asyncio.timeout(20):
        while (await call(grant, "HEAD")).offset < least:  # noqa: ASYNC110  # another process writes
            await asyncio.sleep(0.02)


async def _again(relay: Relay, killed: int) -> None:
    """Wait until another file process serves."""
    await until_async(lambda: relay.children("files") not in ([], [killed]), within_s=20)
    await asyncio.to_thread(relay.wait_ready)

"""The disk is full, the database is locked, the writer is killed: no false word, and everything once afterwards (P32)."""

import asyncio
import os
import resource
import signal
from pathlib import Path

import psutil
import pytest

from relay.db.engine import sqlite_library
from shared.protocol.base import Error
from shared.protocol.chat import ConversationChanged, Sent
from shared.protocol.directory import Subscribe
from shared.protocol.hello import TechnicianResume
from tests.support.peer import Outbox, Peer, connected, prepare, talking
from tests.support.relay import Relay, running_relay
from tests.support.waiting import until, until_async


async def _ready(relay: Relay, code: int) -> None:
    await asyncio.to_thread(until, lambda: relay.http("/readyz")[0] == code, within_s=20, what=f"readiness {code}")


async def _stored(agent: Peer, outbox: Outbox, text: str) -> None:
    """Send a message again and again, unchanged, until it is acknowledged."""
    message = outbox.next(text)
    async with asyncio.timeout(30):
        while isinstance(answer := await agent.ask(message), Error):
            assert answer.code == "unavailable"
            assert answer.retry_after_ms
            await asyncio.sleep(0.1)
    assert isinstance(answer, Sent)


@pytest.mark.slow
async def test_a_full_disk_is_said_and_survived(tmp_path: Path) -> None:
    # P32: the writer's files may not grow; that is what a full disk looks like to SQLite.
    with running_relay(tmp_path) as relay:
        async with talking(prepare(relay)) as (agent, console, talk, _):
            outbox = Outbox(talk)
            await agent.done(outbox.next("prima"))
            (pid,) = relay.children("writer")
            writer = psutil.Process(pid)
            size = max(path.stat().st_size for path in relay.state.glob("relay.db*"))
            writer.rlimit(psutil.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            message = outbox.next("x" * 8000)
            answers = [await agent.ask(message) for _ in range(3)]
            codes = {answer.code for answer in answers if isinstance(answer, Error)}
            assert codes == {"unavailable"}
            assert not [answer for answer in answers if isinstance(answer, Sent)]
            await _ready(relay, 503)
            assert "commit failed" in relay.log()
            writer.rlimit(psutil.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            await _ready(relay, 200)  # without any order: the writer looks itself
            assert isinstance(await agent.ask(message), Sent)
            await _stored(agent, outbox, "dopo")
            taken = await console.take(talk, 4)
        assert relay.children("writer") == [pid]
    assert [m.text[:5] for m in taken] == ["", "prima", "xxxxx", "dopo"]


@pytest.mark.slow
async def test_a_locked_database_is_said_and_survived(tmp_path: Path) -> None:
    # P32
    with running_relay(tmp_path) as relay:
        async with talking(prepare(relay)) as (agent, console, talk, _):
            outbox = Outbox(talk)
            message = outbox.next("bloccata")
            intruder = sqlite_library().connect(str(relay.state / "relay.db"), isolation_level=None)
            intruder.execute("BEGIN IMMEDIATE")
            try:
                assert await agent.ask(message) == Error(code="unavailable", re=message.ref, retry_after_ms=1000)
                await _ready(relay, 503)
            finally:
                intruder.execute("ROLLBACK")
                intruder.close()
            await _ready(relay, 200)
            assert isinstance(await agent.ask(message), Sent)
            taken = await console.take(talk, 2)
    assert taken[-1].text == "bloccata"


@pytest.mark.slow
async def test_a_writer_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    # P26 in small: connections stay up, the talk process answers `unavailable` meanwhile.
    with running_relay(tmp_path) as relay:
        async with talking(prepare(relay)) as (agent, console, talk, _):
            outbox = Outbox(talk)
            for turn in range(5):
                await _stored(agent, outbox, f"prima {turn}")
                (pid,) = relay.children("writer")
                os.kill(pid, signal.SIGKILL)
                await _stored(agent, outbox, f"dopo {turn}")
                await until_async(lambda: relay.children("writer") not in ([], [pid]), within_s=10)  # noqa: B023  # awaited here
            taken = await console.take(talk, 11)
    assert [m.text for m in taken if m.text] == [f"{when} {turn}" for turn in range(5) for when in ("prima", "dopo")]
    assert [m.seq for m in taken] == list(range(1, 12))


@pytest.mark.slow
async def test_deadlines_are_kept_by_a_relay_that_was_dead_when_they_passed(tmp_path: Path) -> None:
    # P37 with real processes: a clock forty times as fast, killed before the two minutes are over.
    with running_relay(tmp_path, "--clock-rate=40") as relay:
        scene = prepare(relay)
        async with talking(scene) as (_, console, talk, _):
            session = console.session
        relay.kill()
        await asyncio.to_thread(relay.start)
        async with connected(relay) as console:
            await console.done(TechnicianResume(ref=1, session=session, version=1))
            await console.send(Subscribe(ref=2))
            changed = await console.expect(
                ConversationChanged,
                lambda m: m.conversation.conversation_id == talk and m.conversation.ticket_number is not None,
                within_s=30,
            )
        assert changed.conversation.ticket_number == 1
        relay.kill()
        await asyncio.to_thread(relay.start)
        async with connected(relay) as console:
            await console.done(TechnicianResume(ref=1, session=session, version=1))
            await console.send(Subscribe(ref=2))
            again = await console.expect(ConversationChanged)
    assert again.conversation.ticket_id == changed.conversation.ticket_id

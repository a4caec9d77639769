"""Faults between the two ends: bytes cut off anywhere (P28), a reader who stops (P25), a relay that restarts."""

import asyncio
import itertools
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from shared.ids import MessageId, new_id
from shared.limits import MAX_TEXT_BYTES, PUSH_WINDOW_MESSAGES
from shared.protocol.base import CloseCode, Error
from shared.protocol.chat import ChatMessage, Delivered, Position, Pull, Pulled, Sent, Sync
from shared.protocol.hello import AgentSignIn, TechnicianResume
from shared.protocol.search import Search
from tests.support.fault_proxy import FaultProxy
from tests.support.peer import Outbox, Scene, connected, known_device, prepare, start_talk, talking
from tests.support.relay import running_relay

MIB = 1024 * 1024


@pytest.mark.slow
@pytest.mark.parametrize("way", ["up", "down"])
async def test_a_connection_cut_after_any_byte_of_send_or_answer_stores_it_once(scene: Scene, way: str) -> None:
    # P28: the bytes are those of TLS, so the offsets go on until the whole exchange passed uncut.
    async with talking(scene) as (_, console, talk, device), FaultProxy(scene.relay.port) as proxy:
        outbox, seqs = Outbox(talk), []
        cuts = 0
        for extra in itertools.count(0, 7):
            message = outbox.next(f"riga {outbox.number}")
            direction = getattr(proxy, way)
            direction.cut_after_bytes = None
            answer: object = None
            async with connected(scene.relay, port=proxy.port) as agent:
                await agent.done(AgentSignIn(ref=1, jws=agent.jws(device), version=1))
                (link,) = proxy._links
                direction.cut_after_bytes = link.passed[way] + extra
                try:
                    await agent.send(message)
                    answer = await agent.answer(message.ref, within_s=10)
                except (ConnectionClosed, ConnectionError):
                    cuts += 1
            direction.cut_after_bytes = None
            async with connected(scene.relay) as agent:
                await agent.done(AgentSignIn(ref=1, jws=agent.jws(device), version=1))
                again = await agent.ask(message)
            assert isinstance(again, Sent)
            assert answer is None or (isinstance(answer, Sent) and answer.seq == again.seq)
            seqs.append(again.seq)
            if answer is not None:
                break
        taken = await console.take(talk, 1 + outbox.number)
    assert cuts >= 10
    assert seqs == list(range(2, 2 + len(seqs)))
    assert [m.text for m in taken if m.text] == [f"riga {n}" for n in range(outbox.number)]


@pytest.mark.slow
async def test_a_reader_who_stops_costs_a_cursor_and_not_a_queue(scene: Scene) -> None:
    # P25: 1,500 messages of 8 kB wait for a console that takes nothing; another talk goes on meanwhile.
    (pid,) = scene.relay.children("talk")
    process = psutil.Process(pid)
    async with (
        talking(prepare(scene.relay)) as (other_agent, other_console, other_talk, _),
        talking(scene) as (agent, console, talk, _),
    ):
        console.socket.transport.pause_reading()
        outbox, other = Outbox(talk), Outbox(other_talk)
        text = "x" * (MAX_TEXT_BYTES - 10)
        for n in range(100):
            await other_agent.done(other.next(f"{n:05}{text}"))
        # What the search index takes once is no queue: a search makes it read all there is.
        await other_console.done(Search(ref=other_console.ref(), text="nothing like it"))
        before = process.memory_info().rss
        for start in range(0, 1500, 50):
            messages = [outbox.next(f"{start + n:05}{text}") for n in range(50)]
            for message in messages:
                await agent.send(message)
            for message in messages:
                assert isinstance(await agent.answer(message.ref), Sent)
            await other_agent.done(other.next(str(start)))
        await other_console.take(other_talk, 1 + other.number)
        assert process.memory_info().rss - before < 8 * MIB
        console.socket.transport.resume_reading()
        taken = await console.take(talk, 1501)
    assert [int(m.text[:5]) for m in taken if m.text] == list(range(1500))


async def test_a_message_is_acknowledged_only_after_it_can_be_read_back(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        outbox = Outbox(talk)
        for n in range(20):
            sent = await agent.ask(outbox.next(str(n)))
            assert isinstance(sent, Sent)
            pulled = await console.ask(Pull(ref=console.ref(), conversation_id=talk, after=sent.seq - 1))
            assert isinstance(pulled, Pulled)
            assert [m.text for m in pulled.messages] == [str(n)]


async def test_a_restart_says_so_and_loses_nothing(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        scene = prepare(relay)
        async with talking(scene) as (agent, console, talk, device):
            outbox = Outbox(talk)
            await agent.done(outbox.next("prima"))
            session = console.session
            told = asyncio.gather(agent.close_code(), console.close_code())
            await asyncio.to_thread(relay.stop)
            assert set(await told) == {CloseCode.RESTART}
        await asyncio.to_thread(relay.start)
        async with connected(relay) as agent, connected(relay) as console:
            await agent.sign_in(device)
            await console.done(TechnicianResume(ref=1, session=session, version=1))
            await console.send(Sync(ref=2))
            await agent.done(outbox.next("dopo"))
            taken = await console.take(talk, 3)
    assert [m.text for m in taken] == ["", "prima", "dopo"]


async def test_whoever_sends_too_fast_waits_and_loses_nothing(tmp_path: Path) -> None:
    with running_relay(tmp_path, "--message-rate=5", "--message-burst=8") as relay:
        async with talking(prepare(relay)) as (agent, console, talk, _):
            outbox = Outbox(talk)
            messages = [outbox.next(str(n)) for n in range(12)]
            for message in messages:
                await agent.send(message)
            answers = [await agent.answer(message.ref) for message in messages]
            refused = [a for a in answers if isinstance(a, Error) and a.code == "rate_limited"]
            assert refused
            assert all(a.retry_after_ms is not None and 0 < a.retry_after_ms <= 300 for a in refused)
            assert [type(a) for a in answers[:6]] == [Sent] * 6  # the burst, less what the greeting took of it
            stored = sum(isinstance(a, Sent) for a in answers)
            for message in messages[stored:]:
                while isinstance(answer := await agent.ask(message), Error):
                    assert answer.code == "rate_limited"
                    await asyncio.sleep((answer.retry_after_ms or 0) / 1000)
            taken = await console.take(talk, 13)
    assert [m.text for m in taken if m.text] == [str(n) for n in range(12)]


async def test_a_member_who_acknowledges_late_is_sent_the_rest_from_the_database(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        async with connected(scene.relay) as agent:
            await agent.sign_in(device)
            talk = await start_talk(agent, console)
        outbox = Outbox(talk)
        for n in range(2 * PUSH_WINDOW_MESSAGES):
            await console.send(outbox.next(str(n)))
        async with connected(scene.relay) as agent:
            await agent.done(AgentSignIn(ref=1, jws=agent.jws(device), version=1))
            await agent.send(Sync(ref=2, positions=[Position(conversation_id=talk, delivered=0)]))
            first = [await agent.expect(ChatMessage) for _ in range(PUSH_WINDOW_MESSAGES)]
            await agent.send(Delivered(conversation_id=talk, upto=first[-1].seq))
            rest = await agent.take(talk, 1 + outbox.number)
    assert [m.seq for m in first + rest] == list(range(1, 2 + outbox.number))


async def test_whoever_stands_on_a_row_the_relay_does_not_have_is_told_everything_again(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await agent.sign_in(device)
        await console.sign_in_as(scene.technician)
        talk = await start_talk(agent, console)
        outbox = Outbox(talk)
        await console.done(outbox.next("prima"))
        await console.done(outbox.next("seconda"))
        stood = (await agent.take(talk, 3))[1]
    for last_id, first in ((stood.message_id, 3), (MessageId(new_id()), 1)):
        async with connected(scene.relay) as agent:
            await agent.done(AgentSignIn(ref=1, jws=agent.jws(device), version=1))
            place = Position(conversation_id=talk, delivered=stood.seq, last_id=last_id)
            await agent.send(Sync(ref=2, positions=[place]))
            assert (await agent.expect(ChatMessage)).seq == first


async def test_nobody_connects_while_the_relay_is_down(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        relay.kill()
        with pytest.raises((OSError, InvalidHandshake)):
            async with connected(relay):
                raise AssertionError("nobody is there")
        await asyncio.to_thread(relay.start)
        async with connected(relay):
            pass

"""Who is shut out is out within two seconds; of two connections with one key the newer lives (P30)."""

import asyncio
import contextlib
import time

import pytest
from websockets.exceptions import ConnectionClosed

from relay.services.orders import ResetTechnician, SetTechnicianActive
from shared.protocol.base import CloseCode, Error
from shared.protocol.chat import ChatMessage, SendMessage, Sent, Sync
from shared.protocol.directory import RevokeDevice
from shared.protocol.hello import AgentSignIn, Bye, SignOut, TechnicianResume
from tests.support.peer import DeviceIdentity, Outbox, Peer, Scene, connected, known_device, start_talk, talking

OUT_WITHIN_S = 2.0


async def test_a_revoked_device_is_out_within_two_seconds(scene: Scene) -> None:
    async with talking(scene) as (agent, console, _, device):
        started = time.monotonic()
        await console.done(RevokeDevice(ref=console.ref(), device_id=device.device_id))
        assert await agent.close_code() == CloseCode.REVOKED
        assert time.monotonic() - started < OUT_WITHIN_S
        assert isinstance(agent.seen[-1], Bye)
        async with connected(scene.relay) as again:
            assert await again.code(AgentSignIn(ref=1, jws=again.jws(device), version=1)) == "auth_failed"


@pytest.mark.parametrize("how", ["disabled", "reset"])
async def test_a_technician_who_is_disabled_or_reset_is_out_within_two_seconds(scene: Scene, how: str) -> None:
    async with connected(scene.relay) as console, connected(scene.relay) as second:
        session = (await console.sign_in_as(scene.technician)).session
        await second.done(TechnicianResume(ref=second.ref(), session=session, version=1))
        technician_id = scene.technician.technician_id
        order = (
            SetTechnicianActive(technician_id=technician_id, active=False)
            if how == "disabled"
            else ResetTechnician(technician_id=technician_id, password_hash="x", totp_secret="x", recovery_hashes=[])
        )
        started = time.monotonic()
        await asyncio.to_thread(scene.relay.order, order)
        assert [await peer.close_code() for peer in (console, second)] == [CloseCode.REVOKED] * 2
        assert time.monotonic() - started < OUT_WITHIN_S
    async with connected(scene.relay) as again:
        assert await again.code(TechnicianResume(ref=1, session=session, version=1)) == "auth_failed"


async def test_signing_out_closes_every_connection_of_that_session(scene: Scene) -> None:
    async with connected(scene.relay) as console, connected(scene.relay) as same, connected(scene.relay) as other:
        session = (await console.sign_in_as(scene.technician)).session
        await same.done(TechnicianResume(ref=same.ref(), session=session, version=1))
        await other.sign_in_as(scene.technician)
        await console.done(SignOut(ref=console.ref()))
        assert await console.close_code() == 1000
        assert await same.close_code(OUT_WITHIN_S) == CloseCode.REVOKED
        await other.done(Sync(ref=other.ref()))


async def test_the_newer_connection_of_a_device_takes_the_place_of_the_older(scene: Scene) -> None:
    # P30
    async with talking(scene) as (old, console, talk, device), connected(scene.relay) as new:
        await new.sign_in(device)
        assert await old.close_code() == CloseCode.REPLACED
        assert Bye(code="replaced") in old.seen
        await new.done(Outbox(talk).next("dalla nuova"))
        joined, said = await console.take(talk, 2)
        assert (joined.seq, said.text) == (1, "dalla nuova")


@pytest.mark.slow
async def test_two_connections_with_one_key_that_both_send_lose_and_double_nothing(scene: Scene) -> None:
    # P30: several hundred rounds; each new connection says the next number while the old one still tries to.
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        async with connected(scene.relay) as agent:
            await agent.sign_in(device)
            talk = await start_talk(agent, console)
        outbox, accepted = Outbox(talk), []
        async with contextlib.AsyncExitStack() as connections:
            old = await connections.enter_async_context(connected(scene.relay))
            await old.sign_in(device)
            for _ in range(300):
                new = await connections.enter_async_context(connected(scene.relay))
                message = outbox.next(f"riga {outbox.number}")
                await asyncio.gather(_send_until_closed(old, message), _sign_in_and_send(new, device, message))
                assert old.socket.close_code == CloseCode.REPLACED
                accepted.append(message.text)
                old = new
        taken = await console.take(talk, 301)
    assert [m.text for m in taken if m.text] == accepted
    assert [m.seq for m in taken] == list(range(1, 302))


async def _send_until_closed(peer: Peer, message: SendMessage) -> None:
    """Send on the older connection: it may be stored, refused or cut, and the connection ends."""
    with contextlib.suppress(ConnectionClosed):
        await peer.send(message)
        await peer.close_code()


async def _sign_in_and_send(peer: Peer, device: DeviceIdentity, message: SendMessage) -> None:
    await peer.done(AgentSignIn(ref=1, jws=peer.jws(device), version=1))
    assert isinstance(await peer.ask(message), Sent)


async def test_what_an_older_connection_still_sends_is_refused(scene: Scene) -> None:
    # P30: even a frame that was under way when the newer one signed in
    async with talking(scene) as (old, console, talk, device), connected(scene.relay) as new:
        old.socket.transport.pause_reading()  # it never hears that it was replaced
        await new.sign_in(device)
        await old.send(Outbox(talk).next("dalla vecchia"))
        await new.done(Outbox(talk).next("dalla nuova"))
        await console.take(talk, 2)
        with pytest.raises(TimeoutError):
            await console.expect(ChatMessage, within_s=0.3)
        old.socket.transport.resume_reading()
        assert await old.close_code() == CloseCode.REPLACED
        assert [m for m in old.seen if isinstance(m, Sent)] == []
        assert {m.code for m in old.seen if isinstance(m, Error)} <= {"replaced"}

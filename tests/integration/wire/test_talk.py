"""A conversation over real sockets: what is told to whom, in which order, and what a bad client is told."""

import pytest

from shared.ids import ChatRequestId, ConversationId, DeviceId, TicketId, new_id
from shared.protocol.base import Error
from shared.protocol.chat import (
    ChatMessage,
    CloseConversation,
    ConversationChanged,
    CursorChanged,
    Delivered,
    Position,
    Pull,
    Pulled,
    Read,
    Sent,
    Sync,
    Typing,
)
from shared.protocol.directory import (
    ApproveDevice,
    DeviceChanged,
    DeviceState,
    OsSessionState,
    ReportPresence,
    RevokeDevice,
    Subscribe,
)
from shared.protocol.requests import AskTechnician, CounterChanged, RequestChanged
from shared.protocol.tickets import OpenTicket
from tests.support.peer import Outbox, Scene, connected, known_device, prepare, start_talk, talking
from tests.support.relay import Relay


async def test_what_one_says_the_other_reads_with_its_ticks(scene: Scene) -> None:
    #
    async with talking(scene) as (agent, console, talk, _):
        sent = await agent.ask(Outbox(talk).next("la stampante non va"))
        assert isinstance(sent, Sent)
        joined, said = await console.take(talk, 2)
        assert (joined.event, said.text, said.seq, said.sender_name) == (
            "technician_joined", "la stampante non va", sent.seq, "Giulia Verdi",
        )  # fmt: skip
        delivered = await agent.expect(CursorChanged, lambda m: m.cursor.delivered == 2)
        assert delivered.cursor.member == scene.technician.technician_id
        await console.send(Read(conversation_id=talk, upto=2))
        await agent.expect(CursorChanged, lambda m: m.cursor.read == 2)


async def test_typing_reaches_the_other_side_with_a_name_the_relay_filled_in(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        await console.take(talk, 1)
        await agent.take(talk, 1)
        await console.send(Typing(conversation_id=talk, name="Il direttore"))
        assert (await agent.expect(Typing)).name == "Anna Neri"


async def test_after_a_lost_connection_the_rest_follows_without_a_hole(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        async with connected(scene.relay) as agent:
            await agent.sign_in(device)
            talk = await start_talk(agent, console)
            outbox = Outbox(talk)
            await console.done(outbox.next("uno"))
            await agent.take(talk, 2)
        for text in ("due", "tre"):
            await console.done(outbox.next(text))
        async with connected(scene.relay) as agent:
            await agent.sign_in(device)
            await agent.send(Sync(ref=50, positions=[Position(conversation_id=talk, delivered=2)]))
            taken = await agent.take(talk, 4)
    assert [m.text for m in taken][-2:] == ["due", "tre"]


async def test_another_customers_talk_is_neither_read_nor_disturbed(scene: Scene, relay: Relay) -> None:
    # P16, the part of it that the talk process answers itself
    async with talking(scene) as (_, console, talk, _), connected(relay) as stranger:
        await stranger.sign_in_as(prepare(relay).technician)
        for wanted in (talk, ConversationId(new_id())):
            answer = await stranger.ask(Pull(ref=77, conversation_id=wanted, after=0))
            assert answer == Error(code="not_found", re=77)
            await stranger.send(Typing(conversation_id=wanted))
            await stranger.send(Delivered(conversation_id=wanted, upto=1))
            await stranger.send(Read(conversation_id=wanted, upto=1))
            await stranger.done(Sync(ref=stranger.ref(), positions=[Position(conversation_id=wanted, delivered=0)]))
        assert [m for m in stranger.seen if isinstance(m, ChatMessage | ConversationChanged | CursorChanged)] == []
        assert [m for m in console.seen if isinstance(m, Typing)] == []


async def test_a_console_hears_of_its_customers_only(scene: Scene, relay: Relay) -> None:
    # P16, P17: everything pushed to a stranger while a whole talk goes on next door
    async with connected(relay) as stranger:
        await stranger.sign_in_as(prepare(relay).technician)
        stranger.seen.clear()
        async with talking(scene) as (agent, console, talk, device):
            await agent.send(ReportPresence(state=OsSessionState.LOCKED))
            await console.expect(DeviceChanged, lambda m: m.device.os_sessions[0].state is OsSessionState.LOCKED)
            await agent.done(Outbox(talk).next("CANARY"))
            await console.take(talk, 2)
        await stranger.done(Sync(ref=stranger.ref()))
        texts = [str(message) for message in stranger.seen]
    assert [t for t in texts if scene.customer_id in t or talk in t or device.device_id in t or "CANARY" in t] == []


async def test_a_member_pulls_history_also_of_a_closed_talk(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        outbox = Outbox(talk)
        for n in range(10):
            await agent.done(outbox.next(str(n)))

        await console.done(CloseConversation(ref=console.ref(), conversation_id=talk))
        await agent.expect(ConversationChanged, lambda m: not m.conversation.open)
        pulled = await agent.ask(Pull(ref=agent.ref(), conversation_id=talk, after=1, limit=5))
        assert isinstance(pulled, Pulled)
        assert [m.seq for m in pulled.messages] == [2, 3, 4, 5, 6]
        assert pulled.head == 12


async def test_two_consoles_of_the_same_customer_see_who_took_the_request(scene: Scene, relay: Relay) -> None:
    colleague = relay.add_technician("Bruno Blu", customers=[scene.customer_id])
    async with connected(relay) as other:
        await other.sign_in_as(colleague)
        async with talking(scene) as (_, _, talk, _):
            seen = await other.expect(RequestChanged, lambda m: m.request.conversation_id == talk)
            assert seen.request.technician_name == "Anna Neri"


# Bad clients.


async def test_an_unknown_message_is_answered_and_the_link_stays_up(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        await agent.send_raw('{"type":"phone.call","ref":501}')
        refused = await agent.answer(501)
        assert refused == Error(code="bad_frame", re=501, params={"why": "unknown_type"})
        await agent.done(Outbox(talk).next("ancora qui"))


async def test_a_message_the_other_kind_may_send_is_refused(scene: Scene) -> None:
    # P01: device methods and nothing else
    async with talking(scene) as (agent, console, _, device):
        for message in (Subscribe(ref=601), RevokeDevice(ref=602, device_id=device.device_id)):
            answer = await agent.ask(message)
            assert isinstance(answer, Error)
            assert (answer.code, answer.params) == ("forbidden", {"why": "method"})
        ask = AskTechnician(ref=603, request_id=ChatRequestId(new_id()))
        assert await console.code(ask) == "forbidden"


async def test_a_pending_device_may_do_nothing_but_wait(relay: Relay) -> None:
    # P04: the technician sees it at once; chat, history, tickets and presence wait for the approval.

    customer = relay.add_customer(f"Waiting {new_id()}", policy="approve")
    technician = relay.add_technician("Carla Viola", customers=[customer])
    async with connected(relay) as console, connected(relay) as agent:
        await console.sign_in_as(technician)
        device = await agent.enrol(relay.add_token(customer))
        pending = await console.expect(DeviceChanged, lambda m: m.device.device_id == device.device_id)
        assert pending.device.state is DeviceState.PENDING
        await agent.sign_in(device)
        tries = [
            AskTechnician(ref=agent.ref(), request_id=ChatRequestId(new_id())),
            Pull(ref=agent.ref(), conversation_id=ConversationId(new_id()), after=0),
            OpenTicket(ref=agent.ref(), ticket_id=TicketId(new_id()), title="x"),
        ]
        for message in tries:
            answer = await agent.ask(message)
            assert isinstance(answer, Error)
            assert (answer.code, answer.params) == ("forbidden", {"why": "waiting_for_approval"})
        await agent.send(ReportPresence(state=OsSessionState.IDLE))
        assert (await agent.expect(Error)).params == {"why": "waiting_for_approval"}
        await console.done(ApproveDevice(ref=console.ref(), device_id=DeviceId(device.device_id)))
        await agent.expect(CounterChanged, lambda m: m.approved)


async def test_everything_pushed_is_behind_what_was_acknowledged(scene: Scene) -> None:
    # The window: 64 messages may be on their way, the rest waits in the database.
    async with talking(scene) as (agent, console, talk, _):
        outbox = Outbox(talk)
        messages = [outbox.next(str(n)) for n in range(200)]
        for message in messages:
            await agent.send(message)
        for message in messages:
            await agent.answer(message.ref)
        pushed: list[ChatMessage] = []
        while len(pushed) < 64:
            pushed.append(await console.expect(ChatMessage))
        with pytest.raises(TimeoutError):
            await console.expect(ChatMessage, within_s=0.3)
        await console.send(Delivered(conversation_id=talk, upto=pushed[-1].seq))
        rest = await console.take(talk, 201)
        assert [m.seq for m in pushed + rest] == list(range(1, 202))

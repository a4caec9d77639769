"""Tickets, groups, services and canned answers over real sockets: who is told what, and who is not."""

import contextlib
import os
import signal
from collections.abc import AsyncIterator

from shared.ids import AnswerId, ChatRequestId, ConversationId, EntryId, GroupId, ServiceId, TicketId, new_id
from shared.protocol.base import Done, Error
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import TechnicianChanged
from shared.protocol.requests import (
    AskTechnician,
    CounterChanged,
    DeclineRequest,
    RequestChanged,
    RequestState,
    SetAvailability,
)
from shared.protocol.routing import (
    AnswerChanged,
    AnswerScope,
    GroupChanged,
    ReadMissed,
    RecordRemoved,
    RemovedKind,
    RemoveGroup,
    SaveAnswer,
    SaveGroup,
    SaveService,
    ServiceChanged,
    SetMailNotices,
    TakeConversation,
    TransferConversation,
    Viewing,
)
from shared.protocol.tickets import (
    AddEntry,
    EditTicket,
    EntryAdded,
    EntryKind,
    OpenTicket,
    ReadThread,
    TicketChanged,
    TicketOpened,
    TicketThread,
)
from tests.support.peer import (
    DeviceIdentity,
    Outbox,
    Peer,
    Scene,
    connected,
    known_device,
    prepare,
    start_talk,
    talking,
)
from tests.support.relay import Relay, Technician


def reply(who: Peer, ticket: TicketId, text: str, kind: EntryKind = EntryKind.REPLY, minutes: int = 0) -> AddEntry:
    return AddEntry(ref=who.ref(), entry_id=EntryId(new_id()), kind=kind, text=text, ticket_id=ticket, minutes=minutes)


def save_group(relay: Relay, *members: Technician, group_id: str = "", name: str = "") -> GroupId:
    found = GroupId(group_id or new_id())
    ids = [member.technician_id for member in members]
    relay.order(SaveGroup(ref=1, group_id=found, name=name or f"Group {found}", technician_ids=ids))
    return found


def save_service(relay: Relay, *groups: GroupId, active: bool = True, service_id: str = "") -> ServiceId:
    found = ServiceId(service_id or new_id())
    name = f"Service {found}"
    relay.order(SaveService(ref=1, service_id=found, name=name, group_ids=list(groups), active=active))
    return found


@contextlib.asynccontextmanager
async def at_work(scene: Scene) -> AsyncIterator[tuple[Peer, Peer, DeviceIdentity]]:
    """Connect an agent and a console."""
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        await agent.sign_in(device)
        yield agent, console, device


@contextlib.asynccontextmanager
async def colleague(
    scene: Scene, name: str = "Bruno Blu", role: str = "technician"
) -> AsyncIterator[tuple[Peer, Technician]]:
    """Connect one more console of the same customer."""
    technician = scene.relay.add_technician(name, role=role, customers=[scene.customer_id])
    async with connected(scene.relay) as console:
        await console.sign_in_as(technician)
        yield console, technician


async def leave(agent: Peer) -> TicketId:
    opened = await agent.ask(OpenTicket(ref=agent.ref(), ticket_id=TicketId(new_id()), title="Stampante ferma"))
    assert isinstance(opened, TicketOpened)
    return opened.ticket_id


# Entries and threads.


async def test_a_reply_reaches_the_agent_and_a_note_only_consoles(scene: Scene) -> None:
    async with at_work(scene) as (agent, console, _):
        ticket = await leave(agent)
        await console.done(reply(console, ticket, "solo tra noi", EntryKind.NOTE, minutes=5))
        await console.done(reply(console, ticket, "Provi ora", minutes=5))
        told = await agent.expect(EntryAdded)
        assert (told.entry.text, told.entry.author_name, told.entry.minutes) == ("Provi ora", "Anna Neri", 0)
        answered = await agent.expect(TicketChanged, lambda m: m.ticket.answered_at is not None)
        assert answered.ticket.worked_min == 0
        texts = [(await console.expect(EntryAdded)).entry.text for _ in range(2)]
        assert texts == ["solo tra noi", "Provi ora"]
        thread = await agent.ask(ReadThread(ref=agent.ref(), ticket_id=ticket))
        assert isinstance(thread, TicketThread)
        assert [one.text for one in thread.entries] == ["Provi ora"]
        assert "solo tra noi" not in str(agent.seen)


async def test_a_console_reads_the_whole_thread_with_talks_and_history(scene: Scene) -> None:
    async with talking(scene) as (_, console, talk, _):
        opened = await console.ask(
            OpenTicket(ref=console.ref(), ticket_id=TicketId(new_id()), title="x", conversation_id=talk)
        )
        assert isinstance(opened, TicketOpened)
        await console.done(reply(console, opened.ticket_id, "nota", EntryKind.NOTE))
        thread = await console.ask(ReadThread(ref=console.ref(), ticket_id=opened.ticket_id))
        beside = await console.ask(ReadThread(ref=console.ref(), conversation_id=talk))
        assert isinstance(thread, TicketThread)
        assert isinstance(beside, TicketThread)
        assert [one.text for one in thread.entries] == ["nota"]
        assert [one.what for one in thread.history] == ["opened"]
        assert [one.conversation_id for one in thread.conversations] == [talk]
        assert beside.entries == []


async def test_nobody_reads_a_thread_that_is_not_theirs(scene: Scene, relay: Relay) -> None:
    # P16, the part that the talk process answers itself
    async with at_work(scene) as (agent, console, _), connected(relay) as stranger, connected(relay) as other:
        ticket = await leave(agent)
        await stranger.sign_in_as(prepare(relay).technician)
        await other.sign_in(await known_device(scene))
        await console.done(reply(console, ticket, "CANARY"))
        for who in (stranger, other):
            answers = [await who.ask(ReadThread(ref=77, ticket_id=one)) for one in (ticket, TicketId(new_id()))]
            assert answers == [Error(code="not_found", re=77)] * 2
            assert "CANARY" not in str(who.seen)
        assert await agent.code(ReadThread(ref=agent.ref(), conversation_id=ConversationId(new_id()))) == "not_found"
        assert await console.code(ReadThread(ref=console.ref())) == "not_found"


async def test_a_fresh_agent_is_told_the_services_and_its_own_tickets(scene: Scene) -> None:
    # H-08
    service, ended = save_service(scene.relay, save_group(scene.relay, scene.technician)), save_service(scene.relay)
    save_service(scene.relay, service_id=ended, active=False)
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        ticket = await leave(agent)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        shown = await agent.expect(ServiceChanged, lambda m: m.service.service_id == service)
        assert shown.service.group_ids == []
        await agent.expect(TicketChanged, lambda m: m.ticket.ticket_id == ticket)
        assert ended not in {m.service.service_id for m in agent.seen if isinstance(m, ServiceChanged)}
        save_service(scene.relay, service_id=service, active=False)
        await agent.expect(ServiceChanged, lambda m: m.service.service_id == service and not m.service.active)


# Groups and canned answers.


async def test_a_console_is_told_groups_services_and_the_answers_it_may_see(scene: Scene, relay: Relay) -> None:
    async with colleague(scene) as (bruno, technician), connected(relay) as anna:
        await anna.sign_in_as(scene.technician)
        group_id = save_group(relay, technician)
        await anna.expect(GroupChanged, lambda m: m.group.technician_ids == [technician.technician_id])
        answer = SaveAnswer(
            ref=bruno.ref(), answer_id=AnswerId(new_id()), shortcut="rete", title="Rete", text="Riavvii il router",
            scope=AnswerScope.GROUP, group_id=group_id,
        )  # fmt: skip
        await bruno.done(answer)
        await bruno.expect(AnswerChanged, lambda m: m.answer.answer_id == answer.answer_id)
        await anna.expect(RecordRemoved, lambda m: m.id == answer.answer_id)
        save_group(relay, technician, scene.technician, group_id=group_id)
        shown = await anna.expect(AnswerChanged, lambda m: m.answer.answer_id == answer.answer_id)
        assert shown.answer.text == "Riavvii il router"
        async with connected(relay) as again:
            await again.sign_in_as(technician)
            known = {type(message) for message in again.seen}
            assert {GroupChanged, ServiceChanged, AnswerChanged} <= known
        relay.order(RemoveGroup(ref=1, group_id=group_id))
        await anna.expect(RecordRemoved, lambda m: (m.kind, m.id) == (RemovedKind.GROUP, group_id))
        await anna.expect(RecordRemoved, lambda m: m.id == answer.answer_id)


# Requests of a service.


async def test_a_request_rings_at_the_group_of_its_service_and_the_others_hear_only_its_end(
    scene: Scene, relay: Relay
) -> None:
    # H-05
    async with at_work(scene) as (agent, anna, _), colleague(scene) as (bruno, technician):
        service = save_service(relay, save_group(relay, technician))
        request_id = ChatRequestId(new_id())
        await agent.expect(CounterChanged, lambda c: c.technician_available and not c.identity_required)
        await agent.done(AskTechnician(ref=agent.ref(), request_id=request_id, service_id=service))
        rung = await bruno.expect(RequestChanged, lambda m: m.request.request_id == request_id)
        assert rung.request.service_id == service
        await bruno.done(DeclineRequest(ref=bruno.ref(), request_id=request_id))
        first = await anna.expect(RequestChanged, lambda m: m.request.request_id == request_id)
        assert first.request.state is RequestState.DECLINED


async def test_when_the_group_goes_the_request_rings_at_everybody(scene: Scene, relay: Relay) -> None:
    async with at_work(scene) as (agent, anna, _), colleague(scene) as (bruno, technician):
        service = save_service(relay, save_group(relay, technician))
        request_id = ChatRequestId(new_id())
        await agent.expect(CounterChanged, lambda c: c.technician_available and not c.identity_required)
        await agent.done(AskTechnician(ref=agent.ref(), request_id=request_id, service_id=service))
        await bruno.expect(RequestChanged, lambda m: m.request.request_id == request_id)
        await bruno.done(SetAvailability(ref=bruno.ref(), available=False))
        shown = await anna.expect(RequestChanged, lambda m: m.request.request_id == request_id)
        assert shown.request.state is RequestState.RINGING


async def test_requests_that_nobody_took_are_read_later(scene: Scene, relay: Relay) -> None:
    # L6
    async with at_work(scene) as (agent, anna, _), connected(relay) as stranger:
        await agent.expect(CounterChanged, lambda c: c.technician_available and not c.identity_required)
        request_id = ChatRequestId(new_id())
        await agent.done(AskTechnician(ref=agent.ref(), request_id=request_id, reason="CANARY"))
        await anna.expect(RequestChanged, lambda m: m.request.request_id == request_id)
        await anna.done(DeclineRequest(ref=anna.ref(), request_id=request_id))
        anna.seen.clear()
        assert isinstance(await anna.ask(ReadMissed(ref=anna.ref())), Done)
        missed = {m.request.request_id: m.request.reason for m in anna.seen if isinstance(m, RequestChanged)}
        assert missed[request_id] == "CANARY"
        await stranger.sign_in_as(prepare(relay).technician)
        stranger.seen.clear()
        await stranger.done(ReadMissed(ref=stranger.ref()))
        assert "CANARY" not in str(stranger.seen)
        assert await agent.code(ReadMissed(ref=agent.ref())) == "forbidden"


# Handing on.


async def test_a_talk_that_is_handed_on_goes_on_with_the_colleague_from_its_first_word(scene: Scene) -> None:
    # M-13
    async with talking(scene) as (agent, anna, talk, _), colleague(scene) as (bruno, technician):
        outbox = Outbox(talk)
        await agent.done(outbox.next("la stampante non va"))
        await anna.take(talk, 2)
        await anna.done(
            TransferConversation(ref=anna.ref(), conversation_id=talk, technician_id=technician.technician_id)
        )
        changed = await bruno.expect(ConversationChanged, lambda m: m.conversation.conversation_id == talk)
        assert changed.conversation.technician_name == "Bruno Blu"
        lines = await bruno.take(talk, 3)
        assert [line.text or line.event for line in lines] == [
            "technician_joined",
            "la stampante non va",
            "transferred",
        ]
        left = await anna.expect(ConversationChanged, lambda m: m.conversation.technician_name == "Bruno Blu")
        assert left.conversation.open
        anna.seen.clear()
        await agent.done(outbox.next("ora parlo con Bruno"))
        await bruno.take(talk, 4)
        assert await anna.code(Outbox(talk).next("ancora io")) == "forbidden"
        assert "ora parlo con Bruno" not in str(anna.seen)


async def test_a_group_is_shown_a_waiting_talk_until_one_of_it_takes_it(scene: Scene, relay: Relay) -> None:
    async with (
        talking(scene) as (_, anna, talk, _),
        colleague(scene) as (bruno, one),
        colleague(scene, "Carla") as (carla, two),
    ):
        group_id = save_group(relay, one, two)
        await anna.done(TransferConversation(ref=anna.ref(), conversation_id=talk, group_id=group_id, comment="x"))
        for member in (bruno, carla):
            offered = await member.expect(ConversationChanged, lambda m: m.conversation.conversation_id == talk)
            assert offered.conversation.waiting_group_id == group_id
        await carla.done(TakeConversation(ref=carla.ref(), conversation_id=talk))
        taken = await bruno.expect(ConversationChanged, lambda m: m.conversation.waiting_group_id is None)
        assert taken.conversation.technician_name == "Carla"
        refused = await bruno.ask(TakeConversation(ref=bruno.ref(), conversation_id=talk))
        assert (getattr(refused, "code", ""), getattr(refused, "params", {})) == ("taken", {"by": "Carla"})


async def test_a_waiting_talk_is_in_the_picture_a_fresh_console_gets(scene: Scene, relay: Relay) -> None:
    bruno = relay.add_technician("Bruno Blu", role="technician", customers=[scene.customer_id])
    group_id = save_group(relay, bruno)
    async with talking(scene) as (_, anna, talk, _):
        await anna.done(TransferConversation(ref=anna.ref(), conversation_id=talk, group_id=group_id))
        async with connected(relay) as late:
            await late.sign_in_as(bruno)
            shown = [m.conversation for m in late.seen if isinstance(m, ConversationChanged)]
            assert [(one.conversation_id, one.waiting_group_id) for one in shown] == [(talk, group_id)]


# Who else looks.


async def test_colleagues_in_scope_see_who_looks_and_types_and_nobody_else(scene: Scene, relay: Relay) -> None:
    async with (
        talking(scene) as (agent, anna, talk, _),
        colleague(scene) as (bruno, _),
        connected(relay) as stranger,
    ):
        await stranger.sign_in_as(prepare(relay).technician)
        await stranger.send(Viewing(conversation_id=talk))
        await bruno.send(Viewing(conversation_id=talk, is_typing=True, name="Il direttore"))
        seen = await anna.expect(Viewing)
        assert (seen.name, seen.is_typing, seen.conversation_id) == ("Bruno Blu", True, talk)
        ticket = await leave(agent)
        await anna.send(Viewing(ticket_id=ticket))
        assert (await bruno.expect(Viewing)).ticket_id == ticket
        for peer in (stranger, agent, bruno):
            assert [m.name for m in peer.seen if isinstance(m, Viewing) and m.name != "Anna Neri"] == []


async def test_who_says_too_often_what_they_look_at_is_not_passed_on(scene: Scene) -> None:
    async with talking(scene) as (_, anna, talk, _), colleague(scene) as (bruno, _):
        for _ in range(200):
            await bruno.send(Viewing(conversation_id=talk))
        await bruno.done(ReadMissed(ref=bruno.ref()))
        await anna.done(ReadMissed(ref=anna.ref()))
        assert len([m for m in anna.seen if isinstance(m, Viewing)]) < 20


# A writer that died with what it had to say.


async def test_after_a_killed_writer_agent_and_console_hear_what_was_written_meanwhile(
    scene: Scene, relay: Relay
) -> None:
    async with at_work(scene) as (agent, console, _):
        ticket = await leave(agent)
        await console.done(reply(console, ticket, "prima"))
        await agent.expect(EntryAdded)
        agent.seen.clear()
        for pid in relay.children("writer"):
            os.kill(pid, signal.SIGKILL)
        told = await agent.expect(EntryAdded, within_s=20)
        assert told.entry.text == "prima"
        await agent.expect(TicketChanged, lambda m: m.ticket.ticket_id == ticket)
        await agent.expect(ServiceChanged)
    relay.wait_ready()  # the next test has the same relay


async def test_edits_of_a_ticket_reach_its_agent_without_what_is_the_desks_own(scene: Scene) -> None:
    async with at_work(scene) as (agent, console, _):
        ticket = await leave(agent)
        edit = EditTicket(ref=console.ref(), ticket_id=ticket, version=1, title="Toner finito", category="Hardware")
        await console.done(edit)
        told = await agent.expect(TicketChanged, lambda m: m.ticket.title == "Toner finito")
        assert (told.ticket.category, told.ticket.worked_min, told.ticket.group_name) == ("", 0, "")


async def test_a_talk_of_a_request_that_names_no_service_is_of_the_default_one(scene: Scene) -> None:
    async with at_work(scene) as (agent, console, _):
        talk = await start_talk(agent, console)
        changed = await agent.expect(ConversationChanged, lambda m: m.conversation.conversation_id == talk)
        assert changed.conversation.service_name == "General support"


async def test_a_technician_switches_own_mails_and_learns_how_the_switch_stands(scene: Scene) -> None:
    # H-07
    me = scene.technician.technician_id
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        assert (
            await console.expect(TechnicianChanged, lambda m: m.technician.technician_id == me)
        ).technician.wants_mail
        await console.done(SetMailNotices(ref=console.ref(), wanted=False))
        await console.expect(
            TechnicianChanged, lambda m: m.technician.technician_id == me and not m.technician.wants_mail
        )
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        told = await console.expect(TechnicianChanged, lambda m: m.technician.technician_id == me)
        assert told.technician.wants_mail is False

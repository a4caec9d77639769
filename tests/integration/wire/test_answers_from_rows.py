"""Search, the audit log, erasure and export over real sockets: the parts the talk process answers from committed rows."""

from shared.protocol.audit import AuditPage, ReadAudit
from shared.protocol.base import Error
from shared.protocol.chat import ChatMessage, CloseConversation, Position, Sync
from shared.protocol.directory import ContactChanged
from shared.protocol.people import ContactExported, EraseContact, Erased, ExportContact, RecordsErased
from shared.protocol.search import HitKind, Search, SearchResults
from tests.support.peer import Outbox, Peer, Scene, connected, known_device, prepare, start_talk, talking
from tests.support.relay import Relay


async def found(console: Peer, text: str) -> list[HitKind]:
    answer = await console.ask(Search(ref=console.ref(), text=text))
    assert isinstance(answer, SearchResults), answer
    return [hit.kind for hit in answer.hits]


async def test_what_was_just_said_is_found_at_once_and_only_in_scope(scene: Scene, relay: Relay) -> None:
    async with talking(scene) as (agent, console, talk, _), connected(relay) as stranger:
        await agent.done(Outbox(talk).next("un pappagallo sulla tastiera"))
        assert await found(console, "pappag") == [HitKind.MESSAGE]
        await stranger.sign_in_as(prepare(relay).technician)
        assert await found(stranger, "pappag") == []


async def test_an_agent_searches_nothing_and_reads_no_log(scene: Scene) -> None:
    async with talking(scene) as (agent, _, _, _):
        for order in (Search(ref=agent.ref(), text="xx"), ReadAudit(ref=agent.ref())):
            answer = await agent.ask(order)
            assert isinstance(answer, Error)
            assert (answer.code, answer.params) == ("forbidden", {"why": "method"})


async def test_two_long_answers_are_not_read_at_the_same_time_for_one_connection(scene: Scene) -> None:
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        asked = [Search(ref=console.ref(), text="qualcosa") for _ in range(5)]
        for order in asked:
            await console.send(order)
        answers = [await console.answer(order.ref) for order in asked]
        assert isinstance(answers[0], SearchResults)
        assert {a.code for a in answers if isinstance(a, Error)} <= {"rate_limited"}


async def test_the_log_is_read_by_who_may(scene: Scene, relay: Relay) -> None:
    async with connected(relay) as owner, connected(relay) as technician:
        await owner.sign_in_as(relay.add_technician("Olga", "owner"))
        page = await owner.ask(ReadAudit(ref=owner.ref(), limit=5))
        assert isinstance(page, AuditPage)
        assert (len(page.events), page.more, page.verified) == (5, True, True)
        await technician.sign_in_as(relay.add_technician("Tea", "technician"))
        assert await technician.code(ReadAudit(ref=technician.ref())) == "forbidden"


async def test_an_erased_person_leaves_the_screens_and_the_device_is_told(relay: Relay) -> None:
    scene = prepare(relay)
    device = await known_device(scene)
    async with connected(relay) as console:
        await console.sign_in_as(scene.technician)
        async with connected(relay) as agent:
            await agent.sign_in(device)
            talk = await start_talk(agent, console)
            await agent.done(Outbox(talk).next("un segreto"))
            await agent.expect(ChatMessage, lambda m: m.text == "un segreto")
            await console.done(CloseConversation(ref=console.ref(), conversation_id=talk))
            contact = next(m.contact.contact_id for m in console.seen if isinstance(m, ContactChanged))
            export = await console.ask(ExportContact(ref=console.ref(), contact_id=contact))
            assert isinstance(export, ContactExported)
            assert any("un segreto" in line for line in export.lines)
            gone = await console.ask(EraseContact(ref=console.ref(), contact_id=contact))
            assert isinstance(gone, Erased), gone
            assert gone.conversations == 1
            await agent.expect(RecordsErased, lambda m: m.conversation_ids == [talk])
            await console.expect(RecordsErased, lambda m: m.contact_ids == [contact])
        assert await found(console, "segreto") == []
        async with connected(relay) as agent:
            await agent.sign_in(device)
            await agent.send(Sync(ref=agent.ref(), positions=[Position(conversation_id=talk, delivered=1)]))
            assert (await agent.expect(RecordsErased)).conversation_ids == [talk]

"""Inventories over real sockets: who is asked, who may report, what consoles read and are told."""

import msgspec
import pytest

from shared.ids import DeviceId, new_id
from shared.inventory import Items
from shared.protocol.base import Error
from shared.protocol.directory import ApproveDevice, DeviceChanged
from shared.protocol.inventory import (
    ChangeList,
    FindSoftware,
    InventoryChanged,
    InventoryRecord,
    InventoryWanted,
    ProcessesWanted,
    ProcessList,
    ProcessRow,
    ReadChanges,
    ReadInventory,
    ReadProcesses,
    ReportInventory,
    ReportProcesses,
    SetTags,
    SoftwareFound,
)
from tests.support.inventories import COMPUTER, GB, fact, update, whole
from tests.support.peer import DeviceIdentity, Peer, Scene, connected, known_device, prepare
from tests.support.relay import Relay


async def read(console: Peer, device_id: DeviceId, *, fresh: bool = False) -> InventoryRecord:
    """Return what the relay has of a device."""
    answer = await console.done(ReadInventory(ref=console.ref(), device_id=device_id, fresh=fresh))
    assert isinstance(answer, InventoryRecord)
    return answer


def parts_of(report: ReportInventory, agent: Peer) -> list[ReportInventory]:
    """Return a report with each section in a part of its own."""
    return [
        msgspec.structs.replace(report, ref=agent.ref(), part=number, parts=len(report.changes), changes=[change])
        for number, change in enumerate(report.changes, start=1)
    ]


async def reported(scene: Scene, agent: Peer, device: DeviceIdentity) -> None:
    """Sign in and report the usual computer."""
    await agent.sign_in(device)
    wanted = await agent.expect(InventoryWanted)
    assert wanted.version == 0
    await agent.done(whole(ref=agent.ref()))


async def test_an_agent_is_asked_and_a_console_reads_what_it_says(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        assert (await read(console, device.device_id)).version == 0
        await reported(scene, agent, device)
        told = await console.expect(InventoryChanged)
        assert (told.device_id, told.version) == (device.device_id, 1)
        shown = await console.expect(DeviceChanged, lambda m: m.device.inventory_version == 1)
        assert shown.device.facts.model == "Latitude 5420"
        record = await read(console, device.device_id)
        assert (record.version, record.sections) == (1, COMPUTER)


async def test_a_device_that_waits_for_approval_is_asked_once_it_is_let_in(relay: Relay) -> None:
    customer_id = relay.add_customer(f"Customer {new_id()}", policy="approve")
    async with connected(relay) as agent:
        device = await agent.enrol(relay.add_token(customer_id))
        await agent.sign_in(device)
        assert await agent.code(whole(ref=agent.ref())) == "forbidden"
        relay.order(ApproveDevice(ref=1, device_id=device.device_id))
        await agent.expect(InventoryWanted)
        assert await agent.code(whole(ref=agent.ref())) == "done"


async def test_a_console_that_signs_in_later_is_shown_the_facts_and_tags(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console, connected(scene.relay) as other:
        await reported(scene, agent, device)
        await console.sign_in_as(scene.technician)
        await console.done(SetTags(ref=console.ref(), device_ids=[device.device_id], add=["VIP"]))
        await other.sign_in_as(scene.technician)
        (shown,) = [message.device for message in other.seen if isinstance(message, DeviceChanged)]
        assert (shown.tags, shown.facts.memory_bytes, shown.inventory_version) == (["VIP"], 16 * GB, 1)


async def test_who_does_not_look_at_a_device_hears_no_report(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await reported(scene, agent, device)
        await console.sign_in_as(scene.technician)
        await agent.done(msgspec.structs.replace(update(2, 1, fact("disks", "/", free_bytes=1)), ref=agent.ref()))
        await console.done(SetTags(ref=console.ref(), device_ids=[device.device_id], add=["x"]))
        assert not [message for message in console.seen if isinstance(message, InventoryChanged)]


async def test_of_two_agents_on_one_computer_one_reports_and_then_the_other(scene: Scene) -> None:
    machine = new_id()
    async with connected(scene.relay) as first, connected(scene.relay) as second:
        one = await first.enrol(scene.token, machine_id=machine, os_user="giulia")
        two = await second.enrol(scene.token, machine_id=machine, os_user="marco")
        assert one.device_id == two.device_id
        await reported(scene, first, one)
        await second.sign_in(two)
        refused = await second.ask(whole(5, ref=second.ref()))
        assert isinstance(refused, Error)
        assert refused.params == {"why": "not_asked"}
        await first.socket.close()
        assert (await second.expect(InventoryWanted)).version == 1
        await second.done(whole(2, ref=second.ref()))


async def test_a_report_in_parts_is_kept_with_its_last_part(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        await agent.sign_in(device)
        await agent.expect(InventoryWanted)
        *others, last = parts_of(whole(), agent)
        for part in others:
            await agent.done(part)
        assert (await read(console, device.device_id)).version == 0
        await agent.done(last)
        assert (await read(console, device.device_id)).sections == COMPUTER


@pytest.mark.parametrize("order", [[2], [1, 3], [1, 1, 3]])
async def test_parts_out_of_order_are_refused_and_keep_nothing(scene: Scene, order: list[int]) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        await agent.expect(InventoryWanted)
        parts = parts_of(whole(), agent)
        *before, wrong = [msgspec.structs.replace(parts[number - 1], ref=agent.ref()) for number in order]
        for part in before:
            await agent.done(part)
        assert await agent.code(wrong) == "forbidden"
        assert await agent.code(whole(ref=agent.ref())) == "done"


async def test_half_a_report_is_forgotten_with_its_connection(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        await agent.expect(InventoryWanted)
        await agent.done(parts_of(whole(), agent)[0])
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        assert (await agent.expect(InventoryWanted)).version == 0
        assert await agent.code(msgspec.structs.replace(parts_of(whole(), agent)[1], ref=agent.ref())) == "forbidden"


async def test_an_endless_report_is_cut_off(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent:
        await agent.sign_in(device)
        await agent.expect(InventoryWanted)
        bulk: Items = {f"p{number}": {"name": "x" * 1000} for number in range(45)}
        part = msgspec.structs.replace(whole(1, {"software": bulk}), parts=999)
        codes = [await agent.code(msgspec.structs.replace(part, ref=agent.ref(), part=n)) for n in range(1, 48)]
        assert codes[-2:] == ["too_big", "forbidden"] or "too_big" in codes


async def test_somebody_who_looks_makes_the_agent_look(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await reported(scene, agent, device)
        await console.sign_in_as(scene.technician)
        await read(console, device.device_id, fresh=True)
        assert (await agent.expect(InventoryWanted)).version == 1


async def test_the_history_and_the_programs_are_read(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await reported(scene, agent, device)
        change = update(2, 1, fact("hardware", "memory", total_bytes=8 * GB))
        await agent.done(msgspec.structs.replace(change, ref=agent.ref()))
        await console.sign_in_as(scene.technician)
        lines = await console.done(ReadChanges(ref=console.ref(), device_id=device.device_id))
        assert isinstance(lines, ChangeList)
        assert [(line.item, line.before, line.after) for line in lines.changes] == [
            ("memory", str(16 * GB), str(8 * GB))
        ]
        found = await console.done(FindSoftware(ref=console.ref(), text="FireFox"))
        assert isinstance(found, SoftwareFound)
        assert found.device_ids == [device.device_id]


async def test_the_processes_are_asked_of_the_device_and_answered_once(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        await agent.sign_in(device)
        await console.sign_in_as(scene.technician)
        ref = console.ref()
        await console.send(ReadProcesses(ref=ref, device_id=device.device_id))
        asked = await agent.expect(ProcessesWanted)
        rows = [ProcessRow(pid=7, name="a\x1b[31mb", user="giulia", cpu_percent=99.5, memory_bytes=GB)]
        for _ in range(2):
            await agent.send(ReportProcesses(question_id=asked.question_id, processes=rows))
        answer = await console.answer(ref)
        assert isinstance(answer, ProcessList)
        assert answer.processes == [msgspec.structs.replace(rows[0], name="a?[31mb")]
        await console.done(SetTags(ref=console.ref(), device_ids=[device.device_id], add=["x"]))
        assert len([message for message in console.seen if isinstance(message, ProcessList)]) == 1


async def test_the_processes_of_a_device_that_is_off_are_not_waited_for(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        assert await console.code(ReadProcesses(ref=console.ref(), device_id=device.device_id)) == "device_offline"


async def test_another_agent_cannot_answer_for_a_device(scene: Scene) -> None:
    device, other = await known_device(scene), await known_device(scene)
    async with connected(scene.relay) as agent, connected(scene.relay) as liar, connected(scene.relay) as console:
        await agent.sign_in(device)
        await liar.sign_in(other)
        await console.sign_in_as(scene.technician)
        ref = console.ref()
        await console.send(ReadProcesses(ref=ref, device_id=device.device_id))
        asked = await agent.expect(ProcessesWanted)
        await liar.send(ReportProcesses(question_id=asked.question_id, processes=[ProcessRow(pid=1, name="lie")]))
        await liar.done(whole(ref=liar.ref()))
        await agent.send(ReportProcesses(question_id=asked.question_id))
        answer = await console.answer(ref)
        assert isinstance(answer, ProcessList)
        assert answer.processes == []


async def test_reads_of_another_customers_device_find_nothing(relay: Relay, scene: Scene) -> None:
    # P16 for what is answered without the writer.
    other = prepare(relay)
    device = await known_device(other)
    async with connected(relay) as agent, connected(relay) as console:
        await reported(other, agent, device)
        await console.sign_in_as(scene.technician)
        for device_id in (device.device_id, DeviceId(new_id())):
            assert await console.code(ReadInventory(ref=console.ref(), device_id=device_id, fresh=True)) == "not_found"
            assert await console.code(ReadChanges(ref=console.ref(), device_id=device_id)) == "not_found"
            assert await console.code(ReadProcesses(ref=console.ref(), device_id=device_id)) == "not_found"
        found = await console.done(FindSoftware(ref=console.ref(), text="bash"))
        assert isinstance(found, SoftwareFound)
        assert found.device_ids == []

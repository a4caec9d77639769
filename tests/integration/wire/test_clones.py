"""A copied disk with the same machine id: the relay notices two living programs and tells the consoles."""

from shared.protocol.directory import ApproveDevice, DeviceChanged
from shared.protocol.hello import AgentSignIn, AgentWelcome
from tests.support.peer import DeviceIdentity, Peer, Scene, connected, known_device


async def sign_in(peer: Peer, device: DeviceIdentity, instance: str, version: str = "1.2.3") -> None:
    request = AgentSignIn(ref=peer.ref(), jws=peer.jws(device), version=1, program_version=version, instance=instance)
    assert isinstance(await peer.done(request), AgentWelcome)


async def test_two_computers_with_one_key_are_told_and_an_approval_settles_it(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        async with connected(scene.relay) as first, connected(scene.relay) as copy:
            await sign_in(first, device, "first")
            await sign_in(copy, device, "copy")
            async with connected(scene.relay) as again:
                await sign_in(again, device, "first")
                told = await console.expect(DeviceChanged, lambda m: m.device.clone_suspected_at is not None)
                assert told.device.device_id == device.device_id
                await console.done(ApproveDevice(ref=console.ref(), device_id=device.device_id))
                await console.expect(DeviceChanged, lambda m: m.device.clone_suspected_at is None)


async def test_a_program_that_is_started_anew_and_loses_its_line_is_one_computer(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console:
        await console.sign_in_as(scene.technician)
        for number in range(4):
            for _ in range(2):
                async with connected(scene.relay) as agent:
                    await sign_in(agent, device, f"run {number}", version=f"1.{number}")
        told = await console.expect(DeviceChanged, lambda m: m.device.program_version == "1.3")
        assert told.device.clone_suspected_at is None


async def test_a_version_is_kept_as_harmless_text(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as console, connected(scene.relay) as agent:
        await console.sign_in_as(scene.technician)
        await sign_in(agent, device, "run", version="1.0\u202e\n<b>")
        told = await console.expect(DeviceChanged, lambda m: bool(m.device.program_version))
        assert told.device.program_version == "1.0??<b>"

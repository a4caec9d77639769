"""Each program hears of its own newest version: at once when it is connected, else after its sign-in."""

from relay.services.orders import AnnounceRelease, WithdrawRelease
from shared.protocol.releases import Program, ReleaseChanged
from tests.support.peer import Scene, connected

URL = "https://downloads.example.org"


async def test_an_agent_hears_of_the_agent_now_later_and_when_it_is_withdrawn(scene: Scene) -> None:
    async with connected(scene.relay) as agent, connected(scene.relay) as console:
        device = await agent.enrol(scene.token)
        await agent.sign_in(device)
        await console.sign_in_as(scene.technician)
        scene.relay.order(AnnounceRelease(program=Program.CONSOLE, version="9.9", url=URL))
        scene.relay.order(AnnounceRelease(program=Program.AGENT, version="8.8", url=URL))
        told = await agent.expect(ReleaseChanged)
        assert told.release is not None
        assert (told.release.program, told.release.version, told.release.url) == (Program.AGENT, "8.8", URL)
        assert (await console.expect(ReleaseChanged)).release.version == "9.9"  # type: ignore[union-attr]  # it was told
    async with connected(scene.relay) as again:
        await again.sign_in(device)
        assert (await again.expect(ReleaseChanged)).release == told.release
        for program in Program:
            scene.relay.order(WithdrawRelease(program=program))
        assert (await again.expect(ReleaseChanged)).release is None

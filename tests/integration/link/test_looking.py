from shared.link.config import LinkConfig
from shared.link.failure import Cause
from shared.link.looking import look
from shared.protocol.hello import Challenge
from tests.support.bad_server import BadServer
from tests.support.fake_relay import RELAY_ID, FakeRelay
from tests.support.tls import LocalCa


async def test_a_look_hears_who_the_relay_is_and_says_nothing() -> None:
    async with FakeRelay() as relay:
        found = await look(LinkConfig(url=relay.url, allow_plain=True))
        assert isinstance(found, Challenge)
        assert found.relay_id == RELAY_ID
        assert relay.received == []


async def test_what_stands_in_the_way_is_told_as_the_link_tells_it() -> None:
    assert await look(LinkConfig(url="wss://127.0.0.1:1")) == Cause(
        "unreachable", {"host": "127.0.0.1", "why": "closed"}
    )
    with BadServer(LocalCa().server_context()) as server:
        found = await look(LinkConfig(url=server.url))
        assert isinstance(found, Cause)
        assert (found.code, found.params["why"]) == ("certificate", "untrusted")

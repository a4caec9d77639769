from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.link.config import LinkConfig
from tests.support.fake_relay import FakeRelay
from tests.support.loop_thread import LoopThread


class RelayInThread:
    """The relay of a test without a loop: attributes are read here, everything else is called on its loop."""

    def __init__(self, loop: LoopThread, relay: FakeRelay) -> None:
        self.loop, self.relay = loop, relay

    def config(self, **changes: object) -> LinkConfig:
        return LinkConfig(url=self.relay.url, allow_plain=True, **changes)  # type: ignore[arg-type]  # passed on as given


@pytest.fixture
def desk(home: Path) -> Iterator[RelayInThread]:
    with LoopThread("fake relay") as loop:
        relay = FakeRelay()
        loop.run(relay.open())
        yield RelayInThread(loop, relay)
        loop.run(relay.close())

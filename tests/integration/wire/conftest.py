"""One relay for the whole folder: a test makes customers of its own in it, and leaves it alive."""

from collections.abc import Iterator

import pytest

from tests.support.peer import Scene, prepare
from tests.support.relay import Relay, running_relay


@pytest.fixture(scope="session")
def shared_relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    """Give a running relay with wide limits."""
    with running_relay(tmp_path_factory.mktemp("wire"), "--message-rate=100000", "--message-burst=100000") as relay:
        yield relay
        assert "Traceback" not in relay.log()


@pytest.fixture
def relay(shared_relay: Relay) -> Relay:
    """Give the shared relay."""
    return shared_relay


@pytest.fixture
def scene(relay: Relay) -> Scene:
    """Give a customer, a token and a technician of the test's own."""
    return prepare(relay)

"""A provider with two versions, its web server, and a client that has one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.updates.carrier import Pace
from shared.updates.catalog import Wanted
from shared.updates.fetching import Fetched, Source, fetch
from shared.updates.refused import UpdateRefused
from tests.support.update_provider import PLATFORM, Provider
from tests.support.update_server import UpdateServer

IMPATIENT = Pace(quiet_s=0.4, head_s=0.4, slowest=1e9)
PATIENT = Pace(quiet_s=10, head_s=10)
OLD, NEW = b"what runs today" * 1000, b"what is new" * 10_000


class Client:
    """The client's side of one computer: its folder, its memory, and the version it has."""

    def __init__(self, home: Path, server: UpdateServer, root: bytes) -> None:
        self.folder, self.cache = home / "packages", home / "state"
        self.folder.mkdir()
        self.current = self.folder / "sportello-agent_0.1.0.deb"
        self.current.write_bytes(OLD)
        self.server, self.root = server, root

    def fetch(self, *, above: str = "0.1.0", pace: Pace = PATIENT, **others: Any) -> Fetched:
        """Fetch what is newer than the version it has."""
        wanted = Wanted(program="agent", platform=PLATFORM, above=above)
        source = Source(url=self.server.url, root=self.root)
        return fetch(source, wanted, self.folder, self.cache, pace=pace, **others)

    def refused(self, **others: Any) -> str:
        """Return why a fetch was refused, after a look at what it left: nothing, and the version that runs as it was."""
        with pytest.raises(UpdateRefused) as caught:
            self.fetch(**others)
        assert [path.name for path in self.folder.iterdir()] == [self.current.name]
        assert self.current.read_bytes() == OLD
        return str(caught.value.params["why"])


@pytest.fixture(scope="session")
def first_provider(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """Make keys once: a passphrase costs a tenth of a second each."""
    made = Provider.new(tmp_path_factory.mktemp("provider") / "updates")
    made.add("0.1.0", OLD)
    return made


@pytest.fixture
def provider(first_provider: Provider, tmp_path: Path) -> Provider:
    return first_provider.copy(tmp_path / "updates")


@pytest.fixture
def server(provider: Provider) -> Iterator[UpdateServer]:
    with UpdateServer(provider.public).serving() as server:
        yield server


@pytest.fixture
def client(home: Path, server: UpdateServer, provider: Provider) -> Client:
    return Client(home, server, provider.root)


@pytest.fixture
def serve(provider: Provider) -> Callable[[], str]:
    """Publish the new version and return where its file is on the server."""
    return lambda: provider.add("0.2.0", NEW)

"""Whatever is changed on the way, a file arrives as it was signed, or none arrives (P48)."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from shared.updates.catalog import Wanted
from shared.updates.fetching import Source, fetch
from shared.updates.refused import UpdateRefused
from tests.integration.updates.conftest import NEW
from tests.support.update_provider import PLATFORM, Provider
from tests.support.update_server import UpdateServer

WANTED = Wanted(program="agent", platform=PLATFORM)
NAMES = ("2.root.json", "timestamp.json", "3.snapshot.json", "3.targets.json", "file")


@pytest.fixture
def address(provider: Provider) -> str:
    made = provider.add("0.2.0", NEW)
    provider.rotate()
    return made


@pytest.fixture
def first_root(provider: Provider) -> bytes:
    return provider.read("1.root.json")


@pytest.fixture(autouse=True)
def honest_first(address: str, first_root: bytes, server: UpdateServer) -> Iterator[None]:
    """Without a flip the new version arrives: what follows is refused for the flip."""
    assert _fetched(server, first_root) == NEW
    yield
    server.lies.clear()
    assert _fetched(server, first_root) == NEW


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@example(name="file", place=0.0, bit=0)
@example(name="timestamp.json", place=0.5, bit=3)
def test_a_flipped_bit_anywhere_gives_no_other_file(
    provider: Provider, server: UpdateServer, address: str, first_root: bytes, name: str, place: float, bit: int
) -> None:
    path = address if name == "file" else f"/metadata/{name}"
    content = bytearray((provider.public / path.lstrip("/")).read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    server.lies = {path: bytes(content)}
    # A flip in what JSON skips, or in a signature beyond the number that is needed, changes nothing that is said;
    # what is named by its hash has no such places.
    allowed = {None} if name in {"file", "3.snapshot.json", "3.targets.json"} else {None, NEW}
    assert _fetched(server, first_root) in allowed


def _fetched(server: UpdateServer, root: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "packages"
        folder.mkdir()
        try:
            path = fetch(Source(url=server.url, root=root), WANTED, folder, Path(name) / "state").path
        except UpdateRefused:
            assert list(folder.iterdir()) == []
            return None
        assert list(folder.iterdir()) == [path]
        return path.read_bytes()

"""The client's side beside attacks: whose server it talks to, what it does to the folder, and that it comes alone."""

import os
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from shared.updates.catalog import Wanted
from shared.updates.fetching import HALF, Source, fetch
from shared.updates.refused import UpdateRefused
from tests.integration.updates.conftest import NEW, OLD, Client
from tests.support.tls import LocalCa
from tests.support.update_provider import PLATFORM, Provider
from tests.support.update_server import UpdateServer

WANTED = Wanted(program="agent", platform=PLATFORM)


def test_the_providers_own_authority_is_trusted_and_nobody_elses(provider: Provider, home: Path) -> None:
    ca, folder = LocalCa(), home / "packages"
    with UpdateServer(provider.public).serving(ca.server_context()) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(UpdateRefused) as caught:
            fetch(Source(url=url, root=provider.root), WANTED, folder, home / "state")
        assert caught.value.params["why"] == "unreachable"
        assert server.asked == []

        source = Source(url=url, root=provider.root, ca_file=ca.write_authority(home))
        assert fetch(source, WANTED, folder, home / "state").path.read_bytes() == OLD


def test_a_file_of_the_same_name_stays(client: Client, serve: Callable[[], str]) -> None:
    serve()
    other = client.folder / "sportello-agent_0.2.0.deb"
    other.write_bytes(b"mine")
    fetched = client.fetch()

    assert other.read_bytes() == b"mine"
    assert (fetched.path.name, fetched.path.read_bytes()) == ("sportello-agent_0.2.0 (2).deb", NEW)


def test_a_link_in_the_way_is_not_followed(client: Client, serve: Callable[[], str], home: Path) -> None:
    serve()
    victim = home / "victim"
    victim.write_bytes(b"mine")
    (client.folder / "sportello-agent_0.2.0.deb").symlink_to(victim)
    fetched = client.fetch()

    assert victim.read_bytes() == b"mine"
    assert not fetched.path.is_symlink()


def test_two_fetches_at_once_do_not_meet(client: Client, server: UpdateServer, serve: Callable[[], str]) -> None:
    address, asked, go_on = serve(), threading.Event(), threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.set()
        go_on.wait(20)
        handler.send_error(503)

    def fetched() -> None:
        with pytest.raises(UpdateRefused):
            client.fetch()

    server.lies[address] = answer
    first = threading.Thread(target=fetched, name="first")
    first.start()
    assert asked.wait(20)
    with pytest.raises(UpdateRefused) as caught:
        client.fetch()
    go_on.set()
    first.join(20)
    assert caught.value.params["why"] == "busy"


def test_what_a_killed_fetch_left_is_removed_after_a_day(client: Client, serve: Callable[[], str]) -> None:
    serve()
    young, old = client.folder / f"{HALF}young", client.folder / f"{HALF}old"
    for left in (young, old):
        left.mkdir()
    day_before_yesterday = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (day_before_yesterday, day_before_yesterday))
    client.fetch()
    assert (young.exists(), old.exists()) == (True, False)


def test_other_programs_and_platforms_are_left_alone(client: Client, provider: Provider) -> None:
    provider.add("0.9.0", b"for others", program="console")
    provider.add("0.8.0", b"for others", platform="windows-amd64")
    assert client.refused() == "nothing_newer"


def test_the_memory_of_one_provider_is_not_anothers(
    client: Client, provider: Provider, server: UpdateServer, tmp_path: Path
) -> None:
    for _ in range(3):
        provider.refresh()
    assert client.refused() == "nothing_newer"

    other = Provider.new(tmp_path / "other")
    other.add("0.3.0", NEW)
    server.folder, client.root = other.public, other.root
    assert client.fetch().path.read_bytes() == NEW

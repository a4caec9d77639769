"""Whoever has the web server, or the line to it, can withhold an update and nothing else (P48).

Each refusal is the named one, leaves nothing in the folder, and the version that runs stays as it is (`Client.refused`).
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tuf.api.metadata import MetaFile

from installer.errors import Refused
from installer.updates.keys import KeyRing
from installer.updates.repository import OFFLINE, ONLINE
from shared.link.trust import PlainRefused
from shared.updates.catalog import Wanted
from shared.updates.fetching import Source, fetch
from tests.integration.updates.conftest import IMPATIENT, NEW, OLD, Client
from tests.support.update_provider import PHRASE, PLATFORM, Provider, now
from tests.support.update_server import UpdateServer

DAY = dt.timedelta(days=1)
MEGABYTE = 1024 * 1024


def test_the_newest_version_arrives_whole_beside_the_one_that_runs(client: Client, serve: Callable[[], str]) -> None:
    serve()
    fetched = client.fetch()

    assert fetched.path.read_bytes() == NEW
    assert (fetched.facts.version, fetched.was_there) == ("0.2.0", False)
    assert not fetched.path.stat().st_mode & 0o111
    assert sorted(path.name for path in client.folder.iterdir()) == [client.current.name, fetched.path.name]
    assert client.fetch().was_there


def test_what_is_not_newer_is_not_fetched(client: Client, server: UpdateServer) -> None:
    assert client.refused() == "nothing_newer"
    assert not [path for path in server.asked if path.startswith("/targets/")]


def test_a_tampered_file_is_refused(client: Client, server: UpdateServer, serve: Callable[[], str]) -> None:
    server.lies[serve()] = NEW[:-1] + b"!"
    assert client.refused() == "tampered"


def test_a_file_that_is_too_short_is_refused(client: Client, server: UpdateServer, serve: Callable[[], str]) -> None:
    server.lies[serve()] = NEW[:-1]
    assert client.refused() == "tampered"


@pytest.mark.parametrize("name", ["timestamp.json", "3.snapshot.json", "3.targets.json"])
def test_tampered_metadata_is_refused(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str], name: str
) -> None:
    serve()
    server.lies[f"/metadata/{name}"] = provider.read(name).replace(b'"version": 3', b'"version": 4')
    assert client.refused() == "tampered"


def test_what_is_no_metadata_at_all_is_refused(client: Client, server: UpdateServer) -> None:
    for content in (b"", b"null", b"[" * 100_000, b'{"signed": {}}', b"\xff\xfe", b"<html>maintenance</html>"):
        server.lies["/metadata/timestamp.json"] = content[:16_000]
        assert client.refused() == "tampered"


def test_a_state_that_was_rolled_back_is_refused(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    before = provider.read("timestamp.json")
    serve()
    client.fetch().path.unlink()
    server.lies["/metadata/timestamp.json"] = before
    assert client.refused() == "rolled_back"


def test_a_catalogue_rolled_back_with_stolen_online_keys_is_refused(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    older = provider.read("2.targets.json")
    serve()
    client.fetch().path.unlink()
    rolled = provider.forge(
        "3.snapshot.json", ["snapshot-1"], version=4, meta={"targets.json": MetaFile.from_data(2, older, ["sha256"])}
    )
    server.lies["/metadata/4.snapshot.json"] = rolled
    server.lies["/metadata/timestamp.json"] = provider.announce(rolled, version=4, timestamp=9)
    assert client.refused() == "rolled_back"


def test_a_frozen_server_is_noticed_when_its_word_is_over(
    client: Client, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    later = now() + 1.5 * DAY
    assert client.refused(now=later) == "expired"
    provider.refresh(later)
    assert client.fetch(now=later).path.read_bytes() == NEW


def test_a_snapshot_has_a_time_of_its_own(
    client: Client, provider: Provider, server: UpdateServer, serve: Callable[[], str]
) -> None:
    serve()
    later = now() + 10 * DAY
    snapshot = provider.read("3.snapshot.json")
    provider.refresh(later)
    # The timestamp is of today, what it names is of last week.
    server.lies["/metadata/timestamp.json"] = provider.announce(snapshot, version=3, timestamp=9)
    assert client.refused(now=later) == "expired"


def test_catalogue_and_root_have_times_of_their_own(
    client: Client, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    later = now() + 100 * DAY
    provider.refresh(later)
    assert client.refused(now=later) == "expired"
    provider.renew(later)
    client.fetch(now=later).path.unlink()

    later = now() + 400 * DAY
    provider.renew(later)
    assert client.refused(now=later) == "expired"


def test_a_snapshot_of_another_day_does_not_belong_to_the_timestamp(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    server.lies["/metadata/3.snapshot.json"] = provider.read("2.snapshot.json")
    assert client.refused() == "mixed"


def test_a_catalogue_of_another_day_does_not_belong_to_the_snapshot(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    server.lies["/metadata/3.targets.json"] = provider.read("2.targets.json")
    assert client.refused() == "mixed"


def test_a_file_of_another_version_is_not_taken_for_it(
    client: Client, server: UpdateServer, serve: Callable[[], str]
) -> None:
    server.lies[serve()] = OLD
    assert client.refused() == "tampered"


@pytest.mark.parametrize("name", ["2.root.json", "timestamp.json", "3.snapshot.json", "3.targets.json"])
def test_endless_metadata_is_cut_off(client: Client, server: UpdateServer, serve: Callable[[], str], name: str) -> None:
    serve()
    server.lies[f"/metadata/{name}"] = server.endless()
    assert client.refused() == "too_long"
    assert server.sent < 8 * MEGABYTE


def test_an_endless_file_is_cut_off(client: Client, server: UpdateServer, serve: Callable[[], str]) -> None:
    address = serve()
    server.lies[address] = server.endless()
    assert client.refused() == "too_long"
    assert server.sent < 8 * MEGABYTE

    server.lies[address] = server.endless(announced=2**40)
    assert client.refused() == "too_long"


@pytest.mark.parametrize("kind", ["head", "body", "nothing"])
@pytest.mark.parametrize("name", ["timestamp.json", "file"])
def test_a_server_that_drips_is_not_waited_for(
    client: Client, server: UpdateServer, serve: Callable[[], str], name: str, kind: str
) -> None:
    address = serve()
    answer = server.silent() if kind == "nothing" else server.dripping(before_the_body=kind == "head")
    server.lies[address if name == "file" else f"/metadata/{name}"] = answer
    assert client.refused(pace=IMPATIENT) == "slow"


def test_another_providers_root_opens_nothing(
    client: Client, provider: Provider, serve: Callable[[], str], tmp_path: Path
) -> None:
    serve()
    client.root = Provider.new(tmp_path / "other").root
    assert client.refused() == "tampered"


def test_without_a_root_that_can_be_read_nobody_is_asked(client: Client, server: UpdateServer) -> None:
    for root in (b"", b"{}", client.root.replace(b'"threshold": 2', b'"threshold": 1'), client.root[:-10]):
        client.root = root
        assert client.refused() == "no_root"
    assert server.asked == []


def test_a_root_signed_by_two_of_three_takes_the_place_of_the_old(
    client: Client, provider: Provider, serve: Callable[[], str]
) -> None:
    provider.rotate("root-2", "targets-1")
    provider.rotate("root-1")
    serve()
    assert client.fetch().path.read_bytes() == NEW


def test_one_root_key_of_three_makes_no_root(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    server.lies["/metadata/2.root.json"] = provider.forge("1.root.json", ["root-1"], version=2)
    assert client.refused() == "tampered"

    stolen = KeyRing([provider.folder / OFFLINE / "root-1.pem", provider.folder / ONLINE], [PHRASE])
    alone = Provider(provider.folder)
    alone.keys = stolen
    with pytest.raises(Refused, match="root needs 2 of these keys"):
        alone.rotate()


def test_an_old_root_served_as_the_next_is_refused(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    server.lies["/metadata/2.root.json"] = provider.read("1.root.json")
    assert client.refused() == "rolled_back"


@pytest.mark.parametrize("thief", ["timestamp-1", "snapshot-1", "root-1"])
def test_a_key_signs_for_its_own_role_only(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str], thief: str
) -> None:
    serve()
    forged = provider.forge("3.targets.json", [thief], version=4)
    snapshot = provider.forge(
        "3.snapshot.json", ["snapshot-1"], version=4, meta={"targets.json": MetaFile.from_data(4, forged, ["sha256"])}
    )
    server.lies["/metadata/4.targets.json"] = forged
    server.lies["/metadata/4.snapshot.json"] = snapshot
    server.lies["/metadata/timestamp.json"] = provider.announce(snapshot, version=4, timestamp=9)
    assert client.refused() == "tampered"


def test_a_thief_who_counted_far_ahead_is_locked_out_by_new_online_keys(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    serve()
    far = 2**31
    targets = provider.read("3.targets.json")
    snapshot = provider.forge(
        "3.snapshot.json",
        ["snapshot-1"],
        version=far,
        meta={"targets.json": MetaFile.from_data(3, targets, ["sha256"])},
    )
    server.lies[f"/metadata/{far}.snapshot.json"] = snapshot
    server.lies["/metadata/timestamp.json"] = provider.announce(snapshot, version=far, timestamp=far)
    client.fetch().path.unlink()
    server.lies.clear()
    assert client.refused() == "rolled_back"

    provider.rotate("snapshot-1", "timestamp-1")
    assert client.fetch().path.read_bytes() == NEW


@pytest.mark.parametrize("name", ["2.root.json", "timestamp.json", "file"])
def test_nobody_is_sent_elsewhere(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str], name: str
) -> None:
    address = serve() if name == "file" else f"/metadata/{name}"
    with UpdateServer(provider.public).serving() as other:
        server.lies[address] = server.elsewhere(f"{other.url}{address}")
        assert client.refused() == "unreachable"
        assert other.asked == []


def test_a_server_that_refuses_breaks_off_or_is_gone_is_named_so(
    client: Client, server: UpdateServer, provider: Provider, serve: Callable[[], str]
) -> None:
    address = serve()
    for name, lie in (
        ("/metadata/timestamp.json", server.refusing(500)),
        ("/metadata/timestamp.json", server.refusing(404)),
        ("/metadata/timestamp.json", server.cut(provider.read("timestamp.json"))),
        (address, server.refusing(404)),
        (address, server.cut(NEW)),
    ):
        server.lies = {name: lie}
        assert client.refused() == "unreachable"


def test_an_address_without_encryption_is_refused_unless_it_is_this_computer(client: Client) -> None:
    wanted = Wanted(program="agent", platform=PLATFORM)
    with pytest.raises(PlainRefused):
        fetch(Source(url="http://192.0.2.1/updates", root=client.root), wanted, client.folder, client.cache)
    assert [path.name for path in client.folder.iterdir()] == [client.current.name]

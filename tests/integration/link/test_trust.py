"""Who the client talks to; nothing may be on the wire before that is settled."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.link.config import LinkConfig
from shared.link.events import LinkState
from tests.support.clients import AgentKeys, running
from tests.support.fake_relay import FakeRelay
from tests.support.loop_thread import LoopThread
from tests.support.tls import LocalCa, fingerprint


@pytest.fixture
def authority() -> LocalCa:
    return LocalCa()


@pytest.fixture
def relay(authority: LocalCa, home: Path) -> Iterator[FakeRelay]:
    files = authority.write_server_files(home)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    with LoopThread("fake relay") as loop:
        relay = FakeRelay(context)
        loop.run(relay.open())
        yield relay
        loop.run(relay.close())


def test_a_relay_of_a_known_authority_is_trusted(relay: FakeRelay, authority: LocalCa, home: Path) -> None:
    config = LinkConfig(url=relay.url, ca_file=authority.write_authority(home))
    with running(config, AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)


def test_a_relay_nobody_vouches_for_gets_no_token_and_its_fingerprint_is_shown(relay: FakeRelay, home: Path) -> None:
    with running(LinkConfig(url=relay.url), AgentKeys(), home / "box.sqlite3") as client:
        stopped = client.wait_until(LinkState.STOPPED, "certificate")

    seen = fingerprint(home / "server.pem")
    assert stopped.params == {"host": "127.0.0.1", "fingerprint": seen, "why": "untrusted"}
    assert relay.received == []


def test_a_certificate_for_another_name_is_refused(authority: LocalCa, home: Path) -> None:
    with LoopThread("fake relay") as loop:
        relay = FakeRelay(authority.server_context("relay.example"))
        loop.run(relay.open())
        config = LinkConfig(url=relay.url, ca_file=authority.write_authority(home))
        with running(config, AgentKeys(), home / "box.sqlite3") as client:
            stopped = client.wait_until(LinkState.STOPPED, "certificate")
        loop.run(relay.close())

    assert stopped.params["why"] == "host"
    assert relay.received == []


def test_a_pinned_certificate_needs_no_authority(relay: FakeRelay, home: Path) -> None:
    digits = fingerprint(home / "server.pem").upper()
    written = ":".join(digits[place : place + 2] for place in range(0, len(digits), 2))
    with running(LinkConfig(url=relay.url, fingerprint=written), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)


def test_another_certificate_than_the_pinned_one_is_refused_even_of_a_known_authority(
    relay: FakeRelay, authority: LocalCa, home: Path
) -> None:
    config = LinkConfig(url=relay.url, ca_file=authority.write_authority(home), fingerprint="ab" * 32)
    with running(config, AgentKeys(), home / "box.sqlite3") as client:
        stopped = client.wait_until(LinkState.STOPPED, "certificate")

    assert stopped.params["why"] == "pin"
    assert stopped.params["fingerprint"] == fingerprint(home / "server.pem")
    assert relay.received == []


@pytest.mark.parametrize(
    ("url", "allow_plain"),
    [("ws://127.0.0.1:1", False), ("ws://relay.example:1", True), ("http://127.0.0.1:1", True)],
)
def test_an_unencrypted_relay_is_refused_unless_it_is_here_and_asked_for(
    home: Path, url: str, *, allow_plain: bool
) -> None:
    with running(LinkConfig(url=url, allow_plain=allow_plain), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "plain_refused")


def test_a_relay_that_is_not_there_is_tried_again(home: Path) -> None:
    with running(LinkConfig(url="wss://127.0.0.1:1"), AgentKeys(), home / "box.sqlite3") as client:
        offline = client.wait_until(LinkState.OFFLINE, "unreachable")

    assert offline.retry_in_s is not None

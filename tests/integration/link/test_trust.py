"""Who the client talks to; nothing may be on the wire before that is settled."""

import datetime as dt
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from shared.link.config import LinkConfig
from shared.link.events import LinkState
from tests.support.bad_server import BadServer
from tests.support.clients import AgentKeys, running
from tests.support.fake_relay import FakeRelay
from tests.support.http_proxy import HttpProxy
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


def test_why_a_relay_is_not_reached_is_told(home: Path) -> None:
    with running(LinkConfig(url="wss://127.0.0.1:1"), AgentKeys(), home / "box.sqlite3") as client:
        assert client.wait_until(LinkState.OFFLINE, "unreachable").params == {"host": "127.0.0.1", "why": "closed"}
    with running(LinkConfig(url="wss://no-such-host.invalid"), AgentKeys(), home / "box.sqlite3") as client:
        assert client.wait_until(LinkState.OFFLINE, "unreachable").params["why"] == "name"


def test_the_authorities_of_a_stamp_are_trusted_and_no_others(relay: FakeRelay, authority: LocalCa, home: Path) -> None:
    pem = authority.write_authority(home).read_text()
    with running(LinkConfig(url=relay.url, ca_pem=pem), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
    other = LocalCa().write_authority(home).read_text()
    with running(LinkConfig(url=relay.url, ca_pem=other), AgentKeys(), home / "other.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "certificate")


@pytest.mark.parametrize("authorities", [{"ca_pem": "no certificate"}, {"ca_file": Path("/no/such/ca.pem")}])
def test_authorities_that_cannot_be_read_are_not_no_authorities(
    relay: FakeRelay, home: Path, authorities: dict[str, Any]
) -> None:
    with running(LinkConfig(url=relay.url, **authorities), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "authorities")
    assert relay.received == []


def test_what_is_no_encrypted_relay_is_told(home: Path) -> None:
    with (
        BadServer(answer=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server,
        running(LinkConfig(url=server.url), AgentKeys(), home / "box.sqlite3") as client,
    ):
        assert client.wait_until(LinkState.OFFLINE, "tls").params == {"host": "127.0.0.1", "why": "none"}


def test_a_relay_with_outdated_encryption_is_refused(authority: LocalCa, home: Path) -> None:
    context = authority.server_context()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with BadServer(context) as server:
        config = LinkConfig(url=server.url, ca_file=authority.write_authority(home))
        with running(config, AgentKeys(), home / "box.sqlite3") as client:
            assert client.wait_until(LinkState.OFFLINE, "tls").params["why"] == "old"
    assert server.received == b""


def test_an_expired_certificate_is_refused(home: Path) -> None:
    authority = trustme.CA()
    expired = authority.issue_cert("127.0.0.1", not_after=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    expired.configure_cert(context)
    with BadServer(context) as server:
        config = LinkConfig(url=server.url, ca_pem=authority.cert_pem.bytes().decode())
        with running(config, AgentKeys(), home / "box.sqlite3") as client:
            assert client.wait_until(LinkState.STOPPED, "certificate").params["why"] == "expired"
    assert server.received == b""


def test_talk_and_pinning_go_through_the_named_proxy_which_sees_no_word(relay: FakeRelay, home: Path) -> None:
    pinned = fingerprint(home / "server.pem")
    keys = AgentKeys()
    with HttpProxy() as proxy:
        config = LinkConfig(url=relay.url, fingerprint=pinned, proxy=proxy.url)
        with running(config, keys, home / "box.sqlite3") as client:
            client.wait_until(LinkState.READY)
        assert len(proxy.heads) == 2
    assert b"token" not in proxy.passed
    assert all(head.startswith(b"CONNECT 127.0.0.1:") for head in proxy.heads)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "password"),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "forbids"),
        (b"220 mail.example ESMTP\r\n\r\n", "not_proxy"),
        (b"", "not_proxy"),
        (b"x" * 20_000, "not_proxy"),
    ],
)
def test_a_proxy_that_lets_nobody_through_is_told(relay: FakeRelay, home: Path, answer: bytes, why: str) -> None:
    with HttpProxy(answer) as proxy:
        config = LinkConfig(url=relay.url, fingerprint="ab" * 32, proxy=proxy.url)
        with running(config, AgentKeys(), home / "box.sqlite3") as client:
            assert client.wait_until(LinkState.OFFLINE, "proxy").params == {"host": "127.0.0.1", "why": why}
    assert relay.received == []


def test_a_proxy_that_is_not_there_is_told(relay: FakeRelay, home: Path) -> None:
    config = LinkConfig(url=relay.url, proxy="http://127.0.0.1:1")
    with running(config, AgentKeys(), home / "box.sqlite3") as client:
        assert client.wait_until(LinkState.OFFLINE, "proxy").params["why"] == "unreachable"

"""A server in the relay's place (P15): agent and console refuse it in clear words, and say nothing to it."""

import datetime as dt
import ssl
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from tests.support import headless
from tests.support.bad_server import BadServer
from tests.support.headless import Headless

TOKEN = "sprt_a-token-nobody-else-may-see"


def self_signed(_: trustme.CA) -> ssl.SSLContext:
    return served(trustme.CA(), "127.0.0.1")


def wrong_host(authority: trustme.CA) -> ssl.SSLContext:
    return served(authority, "relay.example")


def expired(authority: trustme.CA) -> ssl.SSLContext:
    return served(authority, "127.0.0.1", not_after=dt.datetime.now(dt.UTC) - dt.timedelta(days=1))


def old_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = served(authority, "127.0.0.1")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def served(authority: trustme.CA, name: str, not_after: dt.datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


@pytest.mark.parametrize(
    ("front", "code", "why", "status", "words"),
    [
        (self_signed, "certificate", "untrusted", 23, "vouches"),
        (wrong_host, "certificate", "host", 23, "another name"),
        (expired, "certificate", "expired", 23, "expired"),
        (old_tls, "tls", "old", 22, "outdated encryption"),
    ],
)
def test_agent_and_console_refuse_a_server_in_the_relays_place(
    tmp_path: Path, front: Callable[[trustme.CA], ssl.SSLContext], code: str, why: str, status: int, words: str
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with BadServer(front(authority)) as server:
        reach = [f"--relay={server.url}", f"--ca-file={tmp_path / 'ca.pem'}"]
        agent = Headless(
            [sys.executable, "-m", "endpoint_agent", "--headless", "--allow-key-file", "--no-inventory", *reach,
             f"--enrollment-token={TOKEN}", f"--state={tmp_path / 'agent'}"],
            tmp_path / "agent.log",
        )  # fmt: skip
        console = Headless(
            [sys.executable, "-m", "tech_console", "--headless", *reach, f"--state={tmp_path / 'console'}"],
            tmp_path / "console.log",
        )
        with headless.running(agent, console):
            line = agent.wait_for("link", lambda shown: shown["code"] == code)
            assert line["params"]["why"] == why
            assert words in line["words"]
            told = console.wait_for("sign_in", lambda shown: not shown["is_busy"] and shown["stage"] != "signed_in")
            if code == "certificate":
                assert (told["stage"], told["why"]) == ("trust", why)
            else:
                assert (told["stage"], told["problem"]["code"]) == ("address", "tls")
    assert agent.status == (status if code == "certificate" else 0)
    assert server.received == b""
    assert TOKEN.encode() not in server.seen
    assert b"GET " not in server.seen


def test_an_address_without_encryption_is_not_tried_instead(tmp_path: Path) -> None:
    with BadServer(answer=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        agent = Headless(
            [sys.executable, "-m", "endpoint_agent", "--headless", "--allow-key-file", "--no-inventory",
             f"--relay={server.url.replace('wss://', 'ws://')}", f"--enrollment-token={TOKEN}",
             f"--state={tmp_path / 'agent'}"],
            tmp_path / "agent.log",
        )  # fmt: skip
        with headless.running(agent):
            assert "not encrypted" in agent.wait_for("link", lambda line: line["code"] == "plain_refused")["words"]
        assert agent.status == 25
    assert server.seen == b""

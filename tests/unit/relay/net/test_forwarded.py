"""Unit tests of relay/net/forwarded.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.net.forwarded import TrustedProxies, networks

LOCAL = TrustedProxies(["127.0.0.1", "10.0.0.0/8", "fd00::/8"])
CLIENT = "192.0.2.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("127.0.0.1", [CLIENT], CLIENT),
        ("::ffff:127.0.0.1", [CLIENT], CLIENT),
        ("127.0.0.1", [f"203.0.113.9, {CLIENT}"], CLIENT),
        ("127.0.0.1", ["203.0.113.9", CLIENT], CLIENT),
        ("127.0.0.1", [f"{CLIENT}, 10.1.2.3"], CLIENT),
        ("127.0.0.1", [f"{CLIENT}:51234"], CLIENT),
        ("127.0.0.1", ["[2001:db8::7]:443"], "2001:db8::7"),
        ("127.0.0.1", ["2001:DB8::7"], "2001:db8::7"),
        ("fd00::1", [f"::ffff:{CLIENT}"], CLIENT),
        ("127.0.0.1", ["10.0.0.5"], "10.0.0.5"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", [f"{CLIENT}, unknown"], "127.0.0.1"),
        ("127.0.0.1", [f"{CLIENT}, unknown, 10.0.0.5"], "10.0.0.5"),
    ],
)
def test_from_a_trusted_proxy_the_right_most_hop_that_is_no_proxy_counts(
    peer: str, forwarded: list[str], client: str
) -> None:
    assert LOCAL.client(peer, forwarded) == client


@pytest.mark.parametrize("peer", ["192.0.2.1", "2001:db8::1", ""])
def test_from_anybody_else_the_header_is_nothing(peer: str) -> None:
    assert LOCAL.client(peer, [CLIENT]) == peer


def test_without_a_named_proxy_nobody_is_believed() -> None:
    assert TrustedProxies([]).client("127.0.0.1", [CLIENT]) == "127.0.0.1"


@given(forged=st.text(max_size=60))
def test_what_a_client_forges_to_the_left_never_counts(forged: str) -> None:
    assert LOCAL.client("127.0.0.1", [f"{forged},{CLIENT}"]) == CLIENT


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_header_whatever_breaks_it(forwarded: list[str]) -> None:
    assert LOCAL.client("127.0.0.1", forwarded)


def test_what_is_no_network_is_said() -> None:
    with pytest.raises(ValueError, match="proxy"):
        networks(["proxy"])

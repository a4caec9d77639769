"""Unit tests of shared/stamp.py."""

import base64
import datetime as dt

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared import stamp as stamps
from shared.ids import StampId
from shared.stamp import CLOCK_SLACK, Brand, SignedStamp, Stamp, StampRefused

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)
ACME = Stamp(
    stamp_id=StampId("01a20123-4ee5-7e61-b518-8dc6af698640"),
    relay_id="relay-1",
    relay_url="wss://desk.example.org",
    issued_at=NOW,
    expires_at=NOW + dt.timedelta(days=30),
    customer_name="ACME",
    enrollment_token="sprt_secret",
    brand=Brand(title="Laguna IT", icon_png=b"\x89PNG"),
)
SIGNED = stamps.sign(ACME, KEY)


def why(text: str) -> object:
    with pytest.raises(StampRefused) as refused:
        stamps.read(text)
    return refused.value.params["why"]


def resigned(content: object) -> str:
    head = SIGNED.text.split(".")[0]
    packed = base64.urlsafe_b64encode(msgspec.json.encode(content)).rstrip(b"=").decode()
    signature = base64.urlsafe_b64encode(KEY.sign(f"{head}.{packed}".encode())).rstrip(b"=").decode()
    return f"{head}.{packed}.{signature}"


def checked(
    signed: SignedStamp, now: dt.datetime = NOW, relay_id: str = "relay-1", keys: list[str] | None = None
) -> str:
    try:
        stamps.check_at_relay(signed, relay_id=relay_id, stamp_keys=[SIGNED.key] if keys is None else keys, now=now)
    except StampRefused as refused:
        return str(refused.params["why"])
    return "fits"


def test_what_was_signed_is_what_is_read() -> None:
    assert stamps.read(f"{SIGNED.text}\n") == SIGNED
    assert SIGNED.key == stamps.public_text(KEY)


@given(place=st.integers(0, len(SIGNED.text) - 1), bit=st.integers(0, 6))
def test_one_changed_bit_anywhere_is_noticed(place: int, bit: int) -> None:
    spoilt = SIGNED.text[:place] + chr(ord(SIGNED.text[place]) ^ 1 << bit) + SIGNED.text[place + 1 :]
    assert why(spoilt) in {"tampered", "unreadable"}


@pytest.mark.parametrize(
    "text", ["", ".", "..", "{}", "eyJ9.e30.AA", "x" * 70_000, "a.b.c.d", "è.è.è", SIGNED.text[:-90]]
)
def test_what_is_no_stamp_is_unreadable(text: str) -> None:
    assert why(text) == "unreadable"


def test_a_stamp_whose_end_is_missing_is_tampered_with() -> None:
    assert why(SIGNED.text[:-4]) == "tampered"


def test_a_stamp_for_a_newer_agent_says_so_before_anything_in_it_is_read() -> None:
    assert why(resigned({"format": 2, "all": "new"})) == "newer"


def test_fields_a_later_version_added_are_skipped() -> None:
    more = msgspec.to_builtins(ACME) | {"later": [1]}
    assert stamps.read(resigned(more)).stamp == ACME


@pytest.mark.parametrize(
    "spoilt", [{"relay_url": "https://x"}, {"policy": {"language": "fr"}}, {"stamp_id": "x"}, {"proxy": "https://x:1"}]
)
def test_signed_nonsense_is_unreadable(spoilt: dict[str, object]) -> None:
    assert why(resigned(msgspec.to_builtins(ACME) | spoilt)) == "unreadable"


def test_it_fits_its_own_relay_in_its_own_time() -> None:
    assert checked(SIGNED) == "fits"


def test_another_relays_stamp_is_foreign_by_id_and_by_key() -> None:
    assert checked(SIGNED, relay_id="relay-2") == "foreign"
    assert checked(SIGNED, keys=[]) == "foreign"
    assert checked(stamps.sign(ACME, Ed25519PrivateKey.generate())) == "foreign"


def test_a_stamp_from_the_future_is_refused_beyond_what_clocks_differ() -> None:
    assert checked(SIGNED, now=NOW - CLOCK_SLACK) == "fits"
    assert checked(SIGNED, now=NOW - CLOCK_SLACK - dt.timedelta(seconds=1)) == "future"


def test_a_stamp_ends_with_its_token_and_one_without_an_end_does_not() -> None:
    assert checked(SIGNED, now=NOW + dt.timedelta(days=30)) == "expired"
    endless = stamps.sign(msgspec.structs.replace(ACME, expires_at=None), KEY)
    assert checked(endless, now=NOW + dt.timedelta(days=3000)) == "fits"

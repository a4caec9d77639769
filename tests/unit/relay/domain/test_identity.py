"""The mailed token: how it is spelled and read, how long it lives, how many tries, how many mails."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.domain import identity as rules
from relay.domain.identity import IdentityToken, MailCounts

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TOKEN = IdentityToken(
    id="t",
    e_mail="giulia@acme.example",
    first_name="Giulia",
    last_name="Verdi",
    token_hash=b"",
    expires_at=rules.expiry(NOW),
    attempts=0,
    used_at=None,
    superseded=False,
)
NONE_YET = MailCounts(address_hour=0, device_hour=0, customer_day=0)


@given(st.binary(min_size=8, max_size=8))
def test_a_token_is_eight_letters_nobody_confuses_in_two_groups(random_bytes: bytes) -> None:
    token = rules.spell(random_bytes)
    assert (len(token), token[4]) == (9, "-")
    assert set(token) - {"-"} <= set(rules.ALPHABET)
    assert not set(token) & set("IO01")


@given(st.binary(min_size=8, max_size=8), st.sampled_from([" ", "-", "\n", "\u00a0", "\u2013"]))
def test_a_token_is_read_however_the_mail_program_mangled_it(random_bytes: bytes, between: str) -> None:
    token = rules.spell(random_bytes)
    pasted = between + between.join(token.lower()) + between
    assert rules.normalise(pasted) == rules.normalise(token)


def test_the_alphabet_gives_forty_bits() -> None:
    assert len(set(rules.ALPHABET)) == 32


def test_a_token_lives_ten_minutes() -> None:
    assert rules.is_usable(TOKEN, NOW + dt.timedelta(minutes=9, seconds=59))
    assert not rules.is_usable(TOKEN, NOW + dt.timedelta(minutes=10))


@pytest.mark.parametrize("facts", [{"used_at": NOW}, {"superseded": True}, {"attempts": 5}])
def test_a_used_replaced_or_worn_out_token_is_dead(facts: dict[str, object]) -> None:
    assert not rules.is_usable(msgspec.structs.replace(TOKEN, **facts), NOW)


def test_the_fifth_try_is_still_read() -> None:
    assert rules.is_usable(msgspec.structs.replace(TOKEN, attempts=4), NOW)


@pytest.mark.parametrize(("field", "limit"), [("address_hour", 3), ("device_hour", 10), ("customer_day", 500)])
def test_each_cap_stops_the_next_mail_by_itself(field: str, limit: int) -> None:
    assert rules.may_mail(msgspec.structs.replace(NONE_YET, **{field: limit - 1}))
    assert not rules.may_mail(msgspec.structs.replace(NONE_YET, **{field: limit}))

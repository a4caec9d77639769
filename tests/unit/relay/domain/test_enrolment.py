"""Who may join: a token with a use left, not expired, not revoked; and what the policy makes of a fresh device."""

import datetime as dt

import msgspec
import pytest

from relay.domain.enrolment import EnrollmentToken, first_state, is_usable
from shared.protocol.directory import DeviceState, EnrolmentPolicy

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TOKEN = EnrollmentToken(
    id="t", customer_id="c", expires_at=NOW + dt.timedelta(days=30), uses=0, max_uses=50, revoked_at=None
)


def token(**facts: object) -> EnrollmentToken:
    return msgspec.structs.replace(TOKEN, **facts)


def test_a_fresh_token_lets_a_device_join() -> None:
    assert is_usable(TOKEN, NOW)


def test_the_last_use_counts_and_the_next_does_not() -> None:
    assert is_usable(token(uses=49), NOW)
    assert not is_usable(token(uses=50), NOW)


def test_a_token_dies_at_its_moment_not_after_it() -> None:
    assert is_usable(token(expires_at=NOW + dt.timedelta(milliseconds=1)), NOW)
    assert not is_usable(token(expires_at=NOW), NOW)


def test_a_revoked_token_lets_nobody_join() -> None:
    assert not is_usable(token(revoked_at=NOW - dt.timedelta(days=1)), NOW)


@pytest.mark.parametrize(
    ("policy", "state"),
    [(EnrolmentPolicy.APPROVE, DeviceState.PENDING), (EnrolmentPolicy.AUTO, DeviceState.APPROVED)],
)
def test_the_customers_policy_decides_what_a_fresh_device_is(policy: EnrolmentPolicy, state: DeviceState) -> None:
    assert first_state(policy) is state

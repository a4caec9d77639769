"""Enrollment tokens and device states: who may join, what a fresh device may do. Source: design 8."""

import datetime as dt

import msgspec

from shared.protocol.directory import DeviceState, EnrolmentPolicy


class EnrollmentToken(msgspec.Struct, frozen=True, kw_only=True):
    """One token as stored: only its hash."""

    id: str
    customer_id: str
    expires_at: dt.datetime
    uses: int
    max_uses: int
    revoked_at: dt.datetime | None


def is_usable(token: EnrollmentToken, now: dt.datetime) -> bool:
    """Return whether one more device may join; expired, spent and revoked are answered alike."""
    return token.revoked_at is None and token.uses < token.max_uses and now < token.expires_at


def first_state(policy: EnrolmentPolicy) -> DeviceState:
    """Return the state of a device that has just enrolled."""
    return DeviceState.APPROVED if policy is EnrolmentPolicy.AUTO else DeviceState.PENDING

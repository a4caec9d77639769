"""What the writer knows of stamps: who signs them, and which certificate devices meet."""

import datetime as dt
from collections.abc import Callable

import msgspec

from shared.errors import Unavailable
from shared.stamp import SignedStamp, Stamp


def _no_key(*_: object) -> SignedStamp:
    raise Unavailable(retry_after_ms=1_000)


def _no_rotation(*_: object) -> str:
    raise Unavailable(retry_after_ms=1_000)


def _none() -> str:
    return ""


class StampPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Built by relay/writer/store.py; the default is a relay without a key, as most tests of services need it."""

    sign: Callable[[Stamp], SignedStamp] = _no_key
    rotate: Callable[[dt.datetime, dt.datetime], str] = _no_rotation
    """(now, until when the key in use stays valid) → the public half of the new one."""
    fingerprint: Callable[[], str] = _none
    """Of the certificate in use, empty where an authority vouches for it or a proxy has it."""

"""The exit status of each cause, for those who install by script: docs/agent.md has the same table.

Numbers never change their meaning. 0 is fine, 1 a defect of ours, 2 a wrong command line.
"""

from collections.abc import Mapping
from typing import Final

FINE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
IN_USE: Final = 3
NO_RELAY: Final = 4
_OF_CODE: Final = {
    "profile_in_use": IN_USE,
    "no_relay": NO_RELAY,
    "config": 10,
    "stamp": 11,
    "unreachable": 20,
    "lost": 20,
    "restart": 20,
    "unavailable": 20,
    "rate_limited": 20,
    "proxy": 21,
    "tls": 22,
    "certificate": 23,
    "authorities": 24,
    "plain_refused": 25,
    "upgrade": 26,
    "not_enrolled": 30,
    "enrolment": 31,
    "copied": 32,
    "revoked": 33,
    "auth_failed": 34,
    "replaced": 35,
    "key_store": 40,
    "storage": 41,
    "save_failed": 41,
    "updates": 50,
}
_OF_STAMP: Final = {"tampered": 12, "newer": 13, "foreign": 14, "future": 15, "expired": 16}
_OF_UPDATES: Final = {"nothing_newer": 51}
_OF_STORAGE: Final = {"full": 42, "read_only": 43, "other_account": 44}
STATUSES: Final = frozenset(
    {FINE, FAILED, USAGE, *_OF_CODE.values(), *_OF_STAMP.values(), *_OF_STORAGE.values(), *_OF_UPDATES.values()}
)
"""All there are."""


def exit_status(code: str, params: Mapping[str, str | int]) -> int:
    """Return the status of a program that ends because of this; 0 for no code."""
    why = str(params.get("why", ""))
    narrower = {"stamp": _OF_STAMP, "storage": _OF_STORAGE, "updates": _OF_UPDATES}.get(code, {})
    return narrower.get(why, _OF_CODE.get(code, FAILED)) if code else FINE

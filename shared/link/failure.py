"""Why a connection to the relay did not come about: from what the system and the libraries raise to a code and its values.

Sentences are made of them elsewhere (shared/qt/reach_words.py).
"""

import asyncio
import errno
import re
import socket
import ssl
from typing import Final

import msgspec
from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException

from shared.errors import SportelloError

UNREACHABLE: Final = "unreachable"
TLS: Final = "tls"
_OLD: Final = frozenset({
    "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "WRONG_SSL_VERSION", "VERSION_TOO_LOW",
    "NO_PROTOCOLS_AVAILABLE", "NO_SHARED_CIPHER", "UNSUPPORTED_SSL_VERSION",
})  # fmt: skip
_NOT_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "UNEXPECTED_MESSAGE"})
_NUMBER: Final = re.compile(r"\[(?:Errno|WinError) (\d+)\]")
# Behind the system's own numbers those of Windows for what its event loop tries: 1225 is ERROR_CONNECTION_REFUSED, 121
# ERROR_SEM_TIMEOUT, 1231 and 1232 ERROR_NETWORK_UNREACHABLE and ERROR_HOST_UNREACHABLE.
_REFUSED: Final = frozenset({errno.ECONNREFUSED, 1225})
_LATE: Final = frozenset({errno.ETIMEDOUT, 121})
_AWAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, 1231, 1232})
_BUSY_FROM: Final = 500


class Cause(msgspec.Struct, frozen=True):
    """A code of the link and its values.

    `unreachable` has `why`: `name` (no such host), `closed` (nothing listens), `late`, `network` (no way there), `busy`,
    `other` (somebody else answers), `cut`. `tls` has `why`: `old`, `none`, `failed`.
    """

    code: str
    params: dict[str, str | int]


def cause_of(error: BaseException, host: str) -> Cause:
    """Return what is told of a failed attempt to reach the relay at `host`."""
    if isinstance(error, SportelloError):
        return Cause(error.code, error.params)
    if isinstance(error, ssl.SSLError):
        return Cause(TLS, {"host": host, "why": _tls(error.reason or "")})
    return Cause(UNREACHABLE, {"host": host, "why": _why(error)})


def _tls(reason: str) -> str:
    if reason in _OLD:
        return "old"
    return "none" if reason in _NOT_TLS else "failed"


def _why(error: BaseException) -> str:
    if isinstance(error, InvalidStatus):
        return "busy" if error.response.status_code >= _BUSY_FROM else "other"
    if isinstance(error, InvalidHandshake):
        return "other"
    if isinstance(error, socket.gaierror):
        return "name"
    if isinstance(error, TimeoutError):
        return "late"
    if isinstance(error, OSError):
        return _of_numbers(_numbers(error))
    if isinstance(error, WebSocketException | asyncio.IncompleteReadError):
        return "other"
    return "cut"


def _numbers(error: OSError) -> set[int]:
    """Several addresses were tried: only the text of the error has each one's number."""
    number = getattr(error, "winerror", None) or error.errno
    return {number} if number else {int(found) for found in _NUMBER.findall(str(error))}


def _of_numbers(numbers: set[int]) -> str:
    if numbers & _REFUSED:
        return "closed"
    if numbers & _LATE:
        return "late"
    return "network" if numbers & _AWAY else "cut"

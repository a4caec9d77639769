import errno
import socket
import ssl

import pytest

from shared.errors import StorageFailed
from shared.link.failure import Cause, cause_of


def on_windows(number: int) -> OSError:
    """What its event loop raises: the number of Windows, and one of POSIX that says nothing."""
    error = type("OnWindows", (OSError,), {"winerror": number})(errno.EINVAL, "in the language of the system")
    assert isinstance(error, OSError)
    return error


def tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (socket.gaierror(-2, "Name or service not known"), "name"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "closed"),
        (
            OSError(f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] Failed, [Errno {errno.ENETUNREACH}] Away"),
            "closed",
        ),
        (TimeoutError(), "late"),
        (OSError(errno.ETIMEDOUT, "timed out"), "late"),
        (OSError(errno.ENETUNREACH, "no way"), "network"),
        (ConnectionResetError(errno.ECONNRESET, "reset"), "cut"),
        (on_windows(1225), "closed"),
        (on_windows(121), "late"),
        (on_windows(1232), "network"),
        (on_windows(64), "cut"),
        (OSError("Multiple exceptions: [WinError 1225] Refused, [WinError 1231] Unreachable"), "closed"),
    ],
)
def test_each_cause_of_a_missing_connection_has_its_word(error: Exception, why: str) -> None:
    assert cause_of(error, "desk.example") == Cause("unreachable", {"host": "desk.example", "why": why})


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("TLSV1_ALERT_PROTOCOL_VERSION", "old"),
        ("UNSUPPORTED_PROTOCOL", "old"),
        ("WRONG_VERSION_NUMBER", "none"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "failed"),
        ("", "failed"),
    ],
)
def test_a_handshake_that_fails_says_on_what(reason: str, why: str) -> None:
    assert cause_of(tls(reason), "desk.example") == Cause("tls", {"host": "desk.example", "why": why})


def test_an_error_of_ours_keeps_its_code() -> None:
    assert cause_of(StorageFailed(why="full"), "desk.example") == Cause("storage", {"why": "full"})

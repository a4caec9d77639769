import datetime as dt
import io
import ssl
from email.message import Message
from http.client import HTTPResponse
from typing import Any, cast

import msgspec
import pytest

from shared.ids import FileId
from shared.link.file_control import Stopped
from shared.link.file_http import refusal, way_to
from shared.protocol.transfers import FileGranted, FileRecord, FileState

FILE = FileRecord(
    file_id=FileId("f"),
    name="a.pdf",
    size=1,
    sha256="a" * 64,
    state=FileState.RECEIVING,
    at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
)
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def grant(url: str = "", port: int = 8444) -> FileGranted:
    return FileGranted(re=1, file=FILE, token="t", offset=0, port=port, url=url)


@pytest.mark.parametrize(
    ("talk", "url", "address"),
    [
        ("wss://relay.example:8443/talk", "", "https://relay.example:8444/files/f"),
        ("wss://relay.example/talk", "https://files.example/in/", "https://files.example/in/files/f"),
        ("wss://[2001:db8::7]:8443/talk", "", "https://[2001:db8::7]:8444/files/f"),
    ],
)
def test_bytes_go_where_the_grant_says(talk: str, url: str, address: str) -> None:
    assert way_to(talk, grant(url), TLS).address.geturl() == address


def test_a_plain_talk_on_this_machine_has_plain_files_on_this_machine() -> None:
    assert way_to("ws://127.0.0.1:8443/talk", grant(), None).address.geturl() == "http://127.0.0.1:8444/files/f"


@pytest.mark.parametrize(
    ("talk", "url", "context"),
    [
        ("wss://relay.example/talk", "http://relay.example", TLS),
        ("ws://127.0.0.1/talk", "http://elsewhere.example", None),
    ],
)
def test_a_token_never_leaves_unencrypted(talk: str, url: str, context: ssl.SSLContext | None) -> None:
    with pytest.raises(Stopped) as caught:
        way_to(talk, grant(url), context)

    assert caught.value.code == "plain_refused"


class Answer:
    """What a relay, or a proxy before it, said."""

    def __init__(self, status: int, body: bytes, **headers: str) -> None:
        self.status, self._body = status, io.BytesIO(body)
        self.headers = Message()
        for name, value in headers.items():
            self.headers[name.replace("_", "-")] = value

    def read(self, amount: int) -> bytes:
        return self._body.read(amount)


def said(status: int, body: bytes = b"", **headers: str) -> tuple[str, dict[str, Any], int | None]:
    stopped = refusal(cast("HTTPResponse", Answer(status, body, **headers)))
    return stopped.code, dict(stopped.params), stopped.retry_after_ms


def test_the_relays_own_words_count() -> None:
    told = {"code": "too_big", "params": {"limit": 5, "name": "a.pdf"}, "retry_after_ms": None}

    assert said(413, msgspec.json.encode(told)) == ("too_big", {"limit": 5, "name": "a.pdf"}, None)


def test_what_something_in_between_says_is_only_a_wait() -> None:
    assert said(502, b"<html>Bad gateway</html>", Retry_After="7") == ("unavailable", {}, 7000)
    assert said(404, b"[]") == ("unavailable", {}, None)
    assert said(503, b"\xff" * 100_000, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT") == ("unavailable", {}, None)


def test_a_bare_401_asks_for_a_new_grant() -> None:
    assert said(401) == ("auth_failed", {}, None)

"""The mail with an identity token: complete in both languages, and closed to whatever is put into its values (P11)."""

import datetime as dt
import email
import email.policy
import re
from email.message import EmailMessage
from typing import Any

import pytest
from msgspec.structs import replace

from relay.mail.render import Letter, render
from shared.errors import BadText

LETTER = Letter(
    recipient="giulia.rossi@example.org",
    sender="desk@example.org",
    organisation="Comune di Chiusi",
    language="it",
    token="ABCD-2345",
    lifetime_minutes=10,
    message_id="<0190a5b0-0000-7000-8000-000000000001@sportello>",
    date=dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC),
)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress",
    "MIME-Version", "Content-Type",
}  # fmt: skip
INJECTIONS = [
    "a\rBcc: b@x.org",
    "a\nBcc: b@x.org",
    "a\r\n\r\n.\r\nMAIL FROM:<b@x.org>",
    "a\u2028Bcc: b@x.org",
    "=?utf-8?q?a=0ABcc=3A_b=40x.org?=",
    "a" * 300,
    "<b@x.org>, c",
    '"',
    "\x00",
]


@pytest.mark.parametrize(("language", "word"), [("it", "Incollalo"), ("en", "Paste it")])
def test_both_parts_say_the_token_in_the_language(language: str, word: str) -> None:
    mail = _over_the_wire(replace(LETTER, language=language))
    for part in (_body(mail, "plain"), _body(mail, "html")):
        assert "ABCD-2345" in part
        assert "10 minut" in part
        assert "Comune di Chiusi" in part
        assert word in part
    assert mail["Content-Language"] == language


def test_an_unknown_language_reads_english() -> None:
    assert "confirmation token" in render(replace(LETTER, language="xx"))["Subject"]


def test_it_names_itself_for_machines_and_repeats_its_message_id() -> None:
    mail = _over_the_wire(LETTER)
    assert mail["Message-ID"] == LETTER.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == LETTER.date
    assert mail["From"].addresses[0].display_name == "Comune di Chiusi"
    assert set(mail.keys()) == HEADERS


def test_it_holds_no_link_no_picture_and_nothing_to_fill_in() -> None:
    shown = _body(_over_the_wire(LETTER), "html") + _body(_over_the_wire(LETTER), "plain")
    assert not re.search(r"https?:|www\.|href|src=|<img|<form|url\(", shown)


def test_every_line_is_short_and_seven_bit() -> None:
    lines = render(LETTER).as_bytes().split(b"\r\n")
    assert max(len(line) for line in lines) <= 78
    assert all(line.isascii() for line in lines)


def test_the_organisations_name_is_text_in_html_too() -> None:
    html = _body(_over_the_wire(replace(LETTER, organisation="<b>Rossi & C.</b>")), "html")
    assert "&lt;b&gt;Rossi &amp; C.&lt;/b&gt;" in html


@pytest.mark.parametrize("hostile", INJECTIONS)
def test_p11_an_organisations_name_adds_no_header_and_no_recipient(hostile: str) -> None:
    mail = _over_the_wire(replace(LETTER, organisation=hostile))
    assert set(mail.keys()) == HEADERS
    assert [address.addr_spec for address in mail["To"].addresses] == [LETTER.recipient]
    assert [address.addr_spec for address in mail["From"].addresses] == [LETTER.sender]


@pytest.mark.parametrize("field", ["recipient", "sender", "token", "message_id"])
@pytest.mark.parametrize(
    "hostile", [*INJECTIONS, "", "a@x.org,b@y.org", '"a@x.org"@y.org', "a@x.org\r\nBcc: b@y.org", "giulia@exämple.org"]
)
def test_p11_anything_but_one_plain_value_is_refused(field: str, hostile: str) -> None:
    wrong: dict[str, Any] = {field: hostile}
    with pytest.raises(BadText):
        render(replace(LETTER, **wrong))


def _over_the_wire(letter: Letter) -> EmailMessage:
    return email.message_from_bytes(render(letter).as_bytes(), policy=email.policy.default)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return "" if part is None else str(part.get_content())

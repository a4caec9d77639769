"""The mails about tickets: complete in both languages, in threads, and text stays text (P11, P47)."""

import datetime as dt
import email
import email.policy
from email.message import EmailMessage

import pytest
from msgspec.structs import replace

from relay.mail.assembling import Head
from relay.mail.ticket_mails import MOST_CHARS, MOST_REPLY_CHARS, NewTicket, Reply, render_new, render_replies
from shared.errors import BadText

HEAD = Head(
    recipient="anna@provider.example",
    sender="desk@provider.example",
    organisation="Rossi & Figli",
    language="it",
    message_id="<0190a5b0-0000-7000-8000-000000000001@sportello>",
    date=dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC),
    thread=("<ticket-0190a5b0-0000-7000-8000-000000000002@sportello>",),
)
TICKET = NewTicket(
    number=12,
    title="Stampante ferma",
    customer="Acme",
    requester="Giulia Verdi",
    device="PC-14",
    service="Stampa",
    priority="high",
    description="Righe nere.\nSu ogni foglio.",
)
HOSTILE = [
    "<b>x</b> <img src=file:///etc/passwd>",
    "//host/share",
    "=cmd|' /C calc'!A0",
    "${organisation} $number {{7*7}} %s",
    "=?utf-8?q?a=0ABcc=3A_b=40x.org?=",
    "a\nBcc: b@x.org",
    "a\r\n\r\n.\r\nMAIL FROM:<b@x.org>",
    "\x1b[31mred\x1b[0m",
    "a\u2028b\u202ec",
    "x" * 5000,
]
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Language", "Auto-Submitted",
    "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
}  # fmt: skip


def sent(mail: EmailMessage) -> EmailMessage:
    """Return the mail as the mailbox reads it."""
    return email.message_from_bytes(mail.as_bytes(policy=email.policy.SMTP), policy=email.policy.default)


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(
    ("language", "subject", "priority"),
    [("it", "[#12] Nuovo ticket: Stampante ferma", "alta"), ("en", "[#12] New ticket: Stampante ferma", "high")],
)
def test_a_new_ticket_is_told_with_all_that_is_needed_to_begin(language: str, subject: str, priority: str) -> None:
    mail = sent(render_new(replace(HEAD, language=language), [TICKET]))
    assert mail["Subject"] == subject
    assert mail["Content-Language"] == language
    for kind in ("plain", "html"):
        words = ("#12", "Acme", "Giulia Verdi", "PC-14", "Stampa", priority, "Righe nere.")
        assert [word for word in words if word not in part(mail, kind)] == []
    assert "Rossi & Figli" in part(mail, "plain")
    assert "Rossi &amp; Figli" in part(mail, "html")


@pytest.mark.parametrize(
    ("language", "subject"), [("it", "[#12, #13] 2 nuovi ticket"), ("en", "[#12, #13] 2 new tickets")]
)
def test_several_new_tickets_are_one_mail(language: str, subject: str) -> None:
    mail = sent(render_new(replace(HEAD, language=language), [TICKET, replace(TICKET, number=13, title="Altro")]))
    assert mail["Subject"] == subject
    assert ("2 nuovi ticket: #12, #13" if language == "it" else "2 new tickets: #12, #13") in part(mail, "plain")
    assert "Altro" in part(mail, "html")


@pytest.mark.parametrize(
    ("language", "subject", "where"),
    [
        ("it", "[#12] Risposta al tuo ticket: Stampante ferma", "I miei ticket"),
        ("en", "[#12] Answer to your ticket: Stampante ferma", "My tickets"),
    ],
)
def test_a_reply_is_told_with_its_words_and_the_way_to_answer(language: str, subject: str, where: str) -> None:
    replies = [Reply("Anna Neri", "Provi ora."), Reply("Bruno", "Anche così.")]
    mail = sent(render_replies(replace(HEAD, language=language), 12, "Stampante ferma", replies))
    assert mail["Subject"] == subject
    for kind in ("plain", "html"):
        assert [
            word for word in ("Anna Neri", "Provi ora.", "Anche così.", where) if word not in part(mail, kind)
        ] == []


def test_the_mails_of_one_ticket_are_one_thread() -> None:
    one, two = (sent(render_replies(HEAD, 12, "x", [Reply("Anna", text)])) for text in ("a", "b"))
    root = "<ticket-0190a5b0-0000-7000-8000-000000000002@sportello>"
    assert {mail["References"] for mail in (one, two)} == {root}
    assert {mail["In-Reply-To"] for mail in (one, two)} == {root}
    assert one["Message-ID"] == HEAD.message_id


@pytest.mark.parametrize("text", HOSTILE)
def test_p47_text_of_people_stays_text_and_adds_no_header(text: str) -> None:
    ticket = replace(TICKET, title=text, customer=text, requester=text, device=text, service=text, description=text)
    replies = [Reply(text, text)]
    mails = [render_new(HEAD, [ticket]), render_new(HEAD, [ticket, ticket]), render_replies(HEAD, 12, text, replies)]
    for mail in map(sent, mails):
        assert set(mail.keys()) == HEADERS
        assert [address.addr_spec for address in mail["To"].addresses] == [HEAD.recipient]
        assert not any(sign in str(mail["Subject"]) for sign in "\r\n\u2028\x1b")
        page = part(mail, "html")
        assert not any(word in page for word in ("<b>", "<img", "<a "))


def test_p47_words_come_through_verbatim_in_the_text_part() -> None:
    text = "<b>x</b> ${organisation} =cmd {{7*7}} àèì"
    mail = sent(render_replies(HEAD, 12, "x", [Reply("Anna", text)]))
    assert text in part(mail, "plain")
    assert "&lt;b&gt;x&lt;/b&gt; ${organisation}" in part(mail, "html")


@pytest.mark.parametrize(("language", "words"), [("it", "… e altri 3."), ("en", "… and 3 more.")])
def test_what_is_not_listed_is_counted(language: str, words: str) -> None:
    head = replace(HEAD, language=language)
    for mail in map(sent, (render_new(head, [TICKET, TICKET], 3), render_replies(head, 12, "x", [Reply("A", "b")], 3))):
        assert words in part(mail, "plain")
        assert words in part(mail, "html")
    assert "5 " in str(sent(render_new(head, [TICKET, TICKET], 3))["Subject"])


def test_what_is_very_long_is_cut_and_says_so() -> None:
    mail = sent(render_new(HEAD, [replace(TICKET, description="d" * (MOST_CHARS + 1))]))
    assert "d" * MOST_CHARS + " …" in part(mail, "plain").replace("=\n", "")
    replies = [Reply("Anna", "a" * MOST_REPLY_CHARS), Reply("Anna", "the last word")]
    text = part(sent(render_replies(HEAD, 12, "x", replies)), "plain")
    assert "the last word" in text
    assert "a …" in text


@pytest.mark.parametrize("field", ["recipient", "sender"])
def test_no_address_but_one_plain_one_is_written_to(field: str) -> None:
    with pytest.raises(BadText):
        render_replies(replace(HEAD, **{field: "a@x.org, b@x.org"}), 12, "x", [Reply("Anna", "x")])

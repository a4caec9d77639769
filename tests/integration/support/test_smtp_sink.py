"""The mail sink is a real server: every way to protect it, to be refused by it and to lose it, with a real client."""

import asyncio
from email.message import EmailMessage
from typing import Any

import aiosmtplib
import pytest

from tests.support.ports import LOOPBACK
from tests.support.smtp_sink import Mail, Mode, Security, SmtpSink
from tests.support.tls import LocalCa

LOGIN = ("relay", "pàss")
SHORT_S = 0.2


async def test_a_mail_is_kept_as_it_was_sent() -> None:
    with SmtpSink() as sink:
        await _send(sink)
        mail = sink.wait_for(lambda mail: "giulia@example.org" in mail.recipients)
    assert mail.sender == "desk@example.org"
    assert mail.parse()["subject"] == "Perché no"
    assert mail.text() == "Il codice è 1234\r\n"
    assert mail.text("html") == ""


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_protected_connection_with_a_login_is_accepted(security: Security) -> None:
    ca = LocalCa()
    with SmtpSink(security=security, ca=ca, login=LOGIN) as sink:
        await _send(sink, **_protected(security, ca), username=LOGIN[0], password=LOGIN[1])
        assert len(sink.mails) == 1


async def test_a_wrong_password_is_refused() -> None:
    with SmtpSink(login=LOGIN) as sink, pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await _send(sink, start_tls=False, username=LOGIN[0], password="wrong")
    assert sink.mails == ()


async def test_a_sender_without_tls_is_refused_where_tls_is_required() -> None:
    with SmtpSink(security=Security.STARTTLS) as sink, pytest.raises(aiosmtplib.SMTPResponseException) as refusal:
        await _send(sink, start_tls=False)
    assert refusal.value.code == 530


async def test_another_authoritys_certificate_is_not_trusted() -> None:
    with SmtpSink(security=Security.TLS) as sink, pytest.raises(aiosmtplib.SMTPConnectError):
        await _send(sink, **_protected(Security.TLS, LocalCa()))


async def test_a_refusal_for_now_and_one_for_good_are_told_apart() -> None:
    with SmtpSink() as sink:
        sink.mode = Mode.TRY_LATER
        with pytest.raises(aiosmtplib.SMTPDataError) as for_now:
            await _send(sink)
        sink.mode = Mode.REFUSE
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
            await _send(sink)
    assert for_now.value.code == 452
    assert sink.mails == ()


async def test_a_cut_after_the_text_leaves_the_mail_here_and_the_sender_in_doubt() -> None:
    with SmtpSink() as sink:
        sink.mode = Mode.DROP
        with pytest.raises(aiosmtplib.SMTPServerDisconnected):
            await _send(sink)
        assert len(sink.mails) == 1


async def test_a_slow_server_answers_late() -> None:
    with SmtpSink() as sink:
        sink.mode, sink.delay_s = Mode.SLOW, SHORT_S
        started = asyncio.get_running_loop().time()
        await _send(sink)
    assert asyncio.get_running_loop().time() - started >= SHORT_S


def test_waiting_for_a_mail_that_never_comes_ends() -> None:
    with SmtpSink() as sink, pytest.raises(TimeoutError, match="no such mail"):
        sink.wait_for(within_s=0.01)


async def test_each_mail_is_announced_as_it_comes() -> None:
    seen: list[Mail] = []
    with SmtpSink(on_mail=seen.append) as sink:
        await _send(sink)
    assert seen == list(sink.mails)


def _protected(security: Security, ca: LocalCa) -> dict[str, Any]:
    return {
        "use_tls": security is Security.TLS,
        "start_tls": security is Security.STARTTLS,
        "tls_context": ca.client_context(),
    }


async def _send(sink: SmtpSink, **options: Any) -> None:
    mail = EmailMessage()
    mail["from"], mail["to"], mail["subject"] = "desk@example.org", "giulia@example.org", "Perché no"
    mail.set_content("Il codice è 1234\n")
    await aiosmtplib.send(mail, hostname=LOOPBACK, port=sink.port, **options)

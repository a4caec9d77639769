"""Sends one mail over SMTP and says what became of it: sent, try again, or never. Plans no attempt itself.

A server that takes the text and goes before it answers leaves the mail in doubt: it is tried again with the same
Message-ID, by which the mailbox may know it. Source: docs/operations.md, Mail.
"""

import asyncio
import contextlib
import email.policy
import re
import ssl
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Final, cast

import aiosmtplib
import msgspec

from relay.adapters.smtp_settings import SmtpSettings

TIMEOUT_S: Final = 30.0
"""For the whole attempt, from the connection to the answer."""
GOODBYE_S: Final = 2.0
_ENHANCED: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")


class Sent(msgspec.Struct, frozen=True):
    """The server took the mail."""


class NotSent(msgspec.Struct, frozen=True):
    """The server did not; `error` is a stable word with the reply code, never the server's own text.

    `final` when another attempt cannot help: the recipient or the text was refused for good.
    """

    error: str
    final: bool = False


async def send(mail: EmailMessage, settings: SmtpSettings, *, timeout_s: float = TIMEOUT_S) -> Sent | NotSent:
    """Try once; never raises for what the server or the network does."""
    taken = False
    try:
        async with asyncio.timeout(timeout_s), open_session(settings, timeout_s) as session:
            text = mail.as_bytes(policy=email.policy.SMTP)
            await session.sendmail(settings.sender, [mail["To"].addresses[0].addr_spec], text)
            taken = True
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        # Once the text is taken nothing that follows (the goodbye) makes it unsent.
        if not taken:
            return explain(error)
    return Sent()


@contextlib.asynccontextmanager
async def open_session(settings: SmtpSettings, timeout_s: float = TIMEOUT_S) -> AsyncIterator[aiosmtplib.SMTP]:
    """Connect, protect the connection and sign in; also what `check` tries. Raises: what `explain` understands."""
    client = aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        timeout=timeout_s,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        tls_context=None if settings.security == "plain" else settings.tls_context(),
    )
    try:
        await client.connect()
        if settings.user:
            await client.login(settings.user, settings.password)
        yield client
        with contextlib.suppress(aiosmtplib.SMTPException):
            await client.quit(timeout=GOODBYE_S)
    finally:
        transport = cast("asyncio.WriteTransport | None", client.transport)
        client.close()
        if transport is not None:
            # A TLS connection that is closed politely outlives a loop that ends now, as that of `check` does.
            transport.abort()
            await asyncio.sleep(0)


def explain(error: Exception) -> NotSent:
    """Return the stable word for a failed attempt: only recipient and text can be refused for good."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return _refusal("recipient", error.recipients[0], may_be_final=True)
    if isinstance(error, aiosmtplib.SMTPDataError):
        return _refusal("text", error, may_be_final=True)
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return _refusal("sign-in", error)
    if isinstance(error, aiosmtplib.SMTPSenderRefused):
        return _refusal("sender", error)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _refusal("session", error)
    if isinstance(error, TimeoutError):
        return NotSent("timeout")
    if isinstance(_root(error), ssl.SSLError):
        return NotSent("certificate" if isinstance(_root(error), ssl.SSLCertVerificationError) else "tls")
    if isinstance(error, aiosmtplib.SMTPConnectError):
        return NotSent("unreachable")
    if isinstance(error, aiosmtplib.SMTPServerDisconnected):
        return NotSent("connection lost")
    if isinstance(error, aiosmtplib.SMTPException):
        return NotSent("not supported by the server")  # STARTTLS or every way to sign in
    return NotSent("unreachable" if isinstance(error, OSError) else "settings")


def _refusal(what: str, error: aiosmtplib.SMTPResponseException, *, may_be_final: bool = False) -> NotSent:
    enhanced = _ENHANCED.match(error.message)
    code = f"{error.code} {enhanced[0]}" if enhanced else str(error.code)
    return NotSent(f"{what} refused {code}", final=may_be_final and error.code >= 500)


def _root(error: BaseException) -> BaseException:
    while error.__cause__ is not None or error.__context__ is not None:
        error = error.__cause__ or error.__context__ or error
    return error

"""The mail server: reached, trusted, signed in to. No mail is sent."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import aiosmtplib

from relay.adapters.smtp_mailer import explain, open_session
from relay.adapters.smtp_settings import SmtpSettings, smtp_settings
from relay.checkup.finding import Finding, fail, ok, warn
from shared.link.trust import is_loopback

WITHIN_S: Final = 10.0
_HELP: Final = {
    "unreachable": "check smtp_host and smtp_port, and the firewall",
    "timeout": "check smtp_host and smtp_port, and the firewall",
    "certificate": "set smtp_ca_file to your authority's certificate, and smtp_host to a name that is in the server's",
    "tls": "check smtp_security: `tls` is for port 465, `starttls` for 587",
    "not supported by the server": "check smtp_security: the server offers no STARTTLS, or no way to sign in",
    "connection lost": "check smtp_security: `tls` is for port 465, `starttls` for 587",
}


def check_mail(settings: Mapping[str, Any]) -> Finding:
    """Open a session as for a mail and end it."""
    server = smtp_settings(settings)
    if server is None:
        do = (
            "set smtp_host and smtp_from (`sportello-relay settings set`): without mail nobody can confirm who they are"
        )
        return warn("mail", "no mail server is set", do)
    error = asyncio.run(_try(server))
    where = f"{server.host}:{server.port} ({server.security})"
    if error:
        return fail("mail", f"{where}: {error}", _HELP.get(error, "check smtp_user and smtp_password"))
    if server.security == "plain" and not is_loopback(server.host):
        return warn("mail", f"{where} answers, but not encrypted", "set smtp_security to starttls or tls")
    return ok("mail", f"{where} answers" + (f", signed in as {server.user}" if server.user else ""))


async def _try(server: SmtpSettings) -> str:
    try:
        async with asyncio.timeout(WITHIN_S), open_session(server, WITHIN_S):
            return ""
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return explain(error).error

"""Nothing a person types at the agent adds a header, a recipient or a mail to what leaves the relay (P11)."""

import asyncio
import re
from pathlib import Path

import pytest

from relay.adapters.mail_pump import MailPump
from shared.protocol.identity import SendIdentityToken
from shared.tasks import spawn
from tests.support.ports import LOOPBACK
from tests.support.smtp_sink import Mail, SmtpSink
from tests.support.store import Store, open_test_store
from tests.support.waiting import until_async

HOSTILE = [
    "a\rBcc: b@x.org",
    "a\nBcc: b@x.org",
    "a\r\nBcc: b@x.org",
    "a\r\n.\r\nMAIL FROM:<b@x.org>\r\nRCPT TO:<b@x.org>\r\nDATA\r\nx\r\n.\r\n",
    "a\u2028Bcc: b@x.org",
    "=?utf-8?q?a=0D=0ABcc=3A_b=40x.org?=",
    "a@x.org,b@y.org",
    "a@x.org, b@y.org",
    '"a@x.org"@y.org',
    "a@x.org\x00b",
    "<a@x.org> NOTIFY=SUCCESS",
    "a" * 120,
    "a" * 300,
]
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version",
    "Content-Type", "Content-Language",
]  # fmt: skip


@pytest.mark.parametrize("field", ["first_name", "last_name", "e_mail"])
async def test_p11_hostile_input_at_the_agent_makes_no_header_no_recipient_and_no_mail(
    tmp_path: Path, field: str
) -> None:
    with open_test_store(tmp_path) as store, SmtpSink() as sink:
        store.set(smtp_host=LOOPBACK, smtp_port=sink.port, smtp_security="plain", smtp_from="desk@example.org")
        accepted = [typed for typed in HOSTILE if _ask(store, {field: typed})]
        assert _ask(store, {})
        pump = spawn(MailPump(store.reader, store.tell, store.clock).run(), name="pump")
        await until_async(lambda: len(sink.mails) == len(accepted) + 1)
        pump.cancel()
        await asyncio.gather(pump, return_exceptions=True)
        mails = sink.mails
    assert [mail for mail in mails if not _is_the_fixed_one(mail)] == []
    assert field != "e_mail" or accepted == []
    assert [typed for typed in accepted if "\n" in typed or "\r" in typed] == []


def _ask(store: Store, typed: dict[str, str]) -> bool:
    """Return whether the relay took it; each time from a new device, so that no limit refuses it instead."""
    said = {"first_name": "Giulia", "last_name": "Rossi", "e_mail": f"giulia{len(store.hints)}@example.org"} | typed
    agent = store.add_agent(f"Customer {len(store.hints)}")
    before = len(store.hints)
    refused = store.run(SendIdentityToken(ref=1, **said), agent).code
    return not refused and len(store.hints) > before


def _is_the_fixed_one(mail: Mail) -> bool:
    parsed = mail.parse()
    return (
        mail.recipients == (parsed["To"],)
        and re.fullmatch(r"giulia\d+@example\.org", mail.recipients[0]) is not None
        and sorted(parsed.keys()) == sorted(HEADERS)
        and b"x.org" not in mail.raw
    )

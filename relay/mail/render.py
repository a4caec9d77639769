"""Makes a mail out of a fixed template and a few checked values; no text of a user ever stands in it.

Nothing from outside can add a header, a recipient or a link: every value is checked before it is put anywhere.
Source: docs/operations.md, Mail.
"""

import datetime as dt
import email.policy
import html
import pathlib
import re
import string
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

import msgspec

from relay.domain.text import clean_e_mail, harmless_name
from shared.errors import BadText

LANGUAGES: Final = ("en", "it")
_TEMPLATES: Final = pathlib.Path(__file__).parent / "templates"
_TOKEN: Final = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")
_MESSAGE_ID: Final = re.compile(r"<[a-z0-9-]{1,64}@[a-z0-9.-]{1,64}>")


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the mail with an identity token needs; `message_id` stays the same at every attempt to send it."""

    recipient: str
    sender: str
    organisation: str
    language: str
    token: str
    lifetime_minutes: int
    message_id: str
    date: dt.datetime


def render(letter: Letter) -> EmailMessage:
    """Return the mail with a text and an HTML part; an unknown language reads English. Raises: BadText."""
    folder = _TEMPLATES / (letter.language if letter.language in LANGUAGES else "en") / "identity_token"
    # The standard library decodes encoded words in what it is given, line breaks too, and writes them out as they are.
    organisation = harmless_name(letter.organisation.replace("=?", "= ?"))
    values = {
        "organisation": organisation,
        "token": _checked(letter.token, _TOKEN, "token"),
        "minutes": str(letter.lifetime_minutes),
    }
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = _address(letter.sender, "sender", organisation)
    mail["To"] = _address(letter.recipient, "recipient")
    mail["Subject"] = _filled(folder / "subject.txt", values).strip()
    mail["Date"] = format_datetime(letter.date)
    mail["Message-ID"] = _checked(letter.message_id, _MESSAGE_ID, "message_id")
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_filled(folder / "body.txt", values), cte="quoted-printable")
    escaped = {name: html.escape(value) for name, value in values.items()}
    mail.add_alternative(_filled(folder / "body.html", escaped), subtype="html", cte="quoted-printable")
    mail["Content-Language"] = folder.parent.name  # last: setting the content clears what begins with Content-
    return mail


def _filled(template: pathlib.Path, values: dict[str, str]) -> str:
    return string.Template(template.read_text(encoding="utf-8")).substitute(values)


def _checked(value: str, allowed: re.Pattern[str], field: str) -> str:
    if not allowed.fullmatch(value):
        raise BadText(field=field)
    return value


def _address(address: str, field: str, name: str = "") -> Address:
    if clean_e_mail(address) != address:
        raise BadText(field=field)
    return Address(display_name=name, addr_spec=address)

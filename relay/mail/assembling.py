"""From checked values and a filled template to a mail. Nothing from outside can add a header, a recipient or a link.

Text of people stands in a mail as text only: in the HTML part it is escaped, in the subject it is one harmless line.
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
from shared.limits import MAX_NAME_CHARS, MAX_TITLE_CHARS

LANGUAGES: Final = ("en", "it")
TEMPLATES: Final = pathlib.Path(__file__).parent / "templates"
_MESSAGE_ID: Final = re.compile(r"<[a-z0-9-]{1,64}@[a-z0-9.-]{1,64}>")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What every mail has; `message_id` stays the same at every attempt, `thread` names what it belongs to."""

    recipient: str
    sender: str
    organisation: str
    language: str
    message_id: str
    date: dt.datetime
    thread: tuple[str, ...] = ()


def folder_of(language: str, template: str) -> pathlib.Path:
    """Return where a mail's parts are; an unknown language reads English."""
    return TEMPLATES / (language if language in LANGUAGES else "en") / template


def in_header(text: str, limit: int = MAX_NAME_CHARS) -> str:
    """Return text fit for a header.

    The standard library decodes encoded words in what it is given, line breaks too, and writes them out as they are.
    """
    return harmless_name(text.replace("=?", "= ?"), limit)


def filled(template: pathlib.Path, values: dict[str, str]) -> str:
    """Return a template with its values; what stands in a value is not looked at again."""
    return string.Template(template.read_text(encoding="utf-8")).substitute(values)


def escaped(values: dict[str, str]) -> dict[str, str]:
    """Return values for the HTML part."""
    return {name: html.escape(value) for name, value in values.items()}


def assemble(head: Head, subject: str, text: str, page: str) -> EmailMessage:
    """Return the mail with a text and an HTML part. Raises: BadText for an address or id that is none."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = _address(head.sender, "sender", in_header(head.organisation))
    mail["To"] = _address(head.recipient, "recipient")
    mail["Subject"] = in_header(subject, 2 * MAX_TITLE_CHARS)
    mail["Date"] = format_datetime(head.date)
    mail["Message-ID"] = checked(head.message_id, _MESSAGE_ID, "message_id")
    if head.thread:
        mail["In-Reply-To"] = checked(head.thread[0], _MESSAGE_ID, "thread")
        mail["References"] = " ".join(checked(one, _MESSAGE_ID, "thread") for one in head.thread)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = head.language if head.language in LANGUAGES else "en"
    # Last: setting the content clears what begins with Content-
    return mail


def checked(value: str, allowed: re.Pattern[str], field: str) -> str:
    """Return the value. Raises: BadText when it is not of the form."""
    if not allowed.fullmatch(value):
        raise BadText(field=field)
    return value


def _address(address: str, field: str, name: str = "") -> Address:
    if clean_e_mail(address) != address:
        raise BadText(field=field)
    return Address(display_name=name, addr_spec=address)

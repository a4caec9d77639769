"""The mail with an identity token: a fixed template and a few checked values; no text of a user ever stands in it.

Source: docs/operations.md, Mail.
"""

import datetime as dt
import re
from email.message import EmailMessage
from typing import Final

import msgspec

from relay.mail.assembling import Head, assemble, checked, escaped, filled, folder_of, in_header

_TOKEN: Final = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


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
    folder = folder_of(letter.language, "identity_token")
    values = {
        "organisation": in_header(letter.organisation),
        "token": checked(letter.token, _TOKEN, "token"),
        "minutes": str(letter.lifetime_minutes),
    }
    head = Head(
        recipient=letter.recipient,
        sender=letter.sender,
        organisation=letter.organisation,
        language=letter.language,
        message_id=letter.message_id,
        date=letter.date,
    )
    subject = filled(folder / "subject.txt", values).strip()
    return assemble(head, subject, filled(folder / "body.txt", values), filled(folder / "body.html", escaped(values)))

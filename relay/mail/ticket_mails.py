"""The mails about tickets: to technicians of new ones (H-07), to the contact of replies (H-09). Source: docs/operations.md.

What people wrote stands in them as plain text; there is no link, and nothing that a recipient could answer.
"""

import html
from email.message import EmailMessage
from typing import Final

import msgspec

from relay.mail.assembling import Head, assemble, escaped, filled, folder_of, in_header
from shared.limits import MAX_TITLE_CHARS

MOST_CHARS: Final = 2000
"""Of a new ticket's description."""
MOST_REPLY_CHARS: Final = 20_000
"""Of all replies in one mail."""
PRIORITIES: Final = {
    "en": {"low": "low", "normal": "normal", "high": "high", "urgent": "urgent"},
    "it": {"low": "bassa", "normal": "normale", "high": "alta", "urgent": "urgente"},
}

MORE: Final = {"en": "… and {more} more.", "it": "… e altri {more}."}


class NewTicket(msgspec.Struct, frozen=True, kw_only=True):
    """What technicians are told of a ticket; `priority` is a word of the wire."""

    number: int
    title: str
    customer: str
    requester: str
    device: str
    service: str
    priority: str
    description: str


class Reply(msgspec.Struct, frozen=True):
    """What somebody answered."""

    author: str
    text: str


def render_new(head: Head, tickets: list[NewTicket], more: int = 0) -> EmailMessage:
    """Return the mail about one or several new tickets, and `more` that it only counts."""
    folder = folder_of(head.language, "ticket_new")
    numbers = ", ".join(f"#{ticket.number}" for ticket in tickets)
    values = {
        "organisation": in_header(head.organisation),
        "numbers": numbers,
        "count": str(len(tickets) + more),
        "title": in_header(tickets[0].title, MAX_TITLE_CHARS),
    }
    facts = [_facts(ticket, folder.parent.name) for ticket in tickets]
    many = "" if len(tickets) == 1 else "_many"
    subject = filled(folder / f"subject{many}.txt", values)
    values["heading"] = filled(folder / f"heading{many}.txt", values).strip()
    text = "\n".join(filled(folder / "item.txt", fact) for fact in facts)
    page = "".join(filled(folder / "item.html", escaped(fact)) for fact in facts)
    return _mail(head, folder.name, subject, values, _Items(text, page, more))


def render_replies(head: Head, number: int, title: str, replies: list[Reply], more: int = 0) -> EmailMessage:
    """Return the mail about one or several replies on one ticket, and `more` that it only counts."""
    folder = folder_of(head.language, "ticket_reply")
    values = {
        "organisation": in_header(head.organisation),
        "number": str(number),
        "title": in_header(title, MAX_TITLE_CHARS),
    }
    facts = [{"author": reply.author, "text": text} for reply, text in zip(replies, _shortened(replies), strict=True)]
    subject = filled(folder / "subject.txt", values)
    text = "\n".join(filled(folder / "item.txt", fact) for fact in facts)
    page = "".join(filled(folder / "item.html", escaped(fact)) for fact in facts)
    return _mail(head, folder.name, subject, values, _Items(text, page, more))


class _Items(msgspec.Struct, frozen=True):
    """What a mail lists, for both parts, and how many it does not."""

    text: str
    page: str
    more: int


def _mail(head: Head, template: str, subject: str, values: dict[str, str], items: _Items) -> EmailMessage:
    folder = folder_of(head.language, template)
    rest = MORE[folder.parent.name].format(more=items.more) if items.more else ""
    text, page = items.text, items.page
    if rest:
        text, page = f"{text}\n{rest}\n", f"{page}<p>{html.escape(rest)}</p>\n"
    body = filled(folder / "body.txt", {**values, "items": text})
    return assemble(head, subject.strip(), body, filled(folder / "body.html", {**escaped(values), "items": page}))


def _facts(ticket: NewTicket, language: str) -> dict[str, str]:
    cut = ticket.description[:MOST_CHARS]
    return {
        "number": str(ticket.number),
        "title": ticket.title,
        "customer": ticket.customer,
        "requester": ticket.requester or "-",
        "device": ticket.device or "-",
        "service": ticket.service,
        "priority": PRIORITIES[language].get(ticket.priority, ticket.priority),
        "description": cut if len(cut) == len(ticket.description) else f"{cut} …",
    }


def _shortened(replies: list[Reply]) -> list[str]:
    """Return the texts, the newest whole as far as possible: of what does not fit the beginning stays."""
    room, texts = MOST_REPLY_CHARS, []
    for reply in reversed(replies):
        cut = reply.text[:room]
        room -= len(cut)
        texts.append(cut if len(cut) == len(reply.text) else f"{cut} …")
    return texts[::-1]

"""Canned answers: which one is meant by `/words`, and their variables filled. Nothing here sends anything.

A variable is `{contact.first_name}`, or `{contact.first_name|dear user}` with words for the case that it is empty.
One that is unknown, or empty without such words, stays as it is, so that the technician sees it before sending.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from shared.ids import ContactId, DeviceId, TicketId
from shared.protocol.routing import AnswerRecord
from tech_console.state.snapshot import Snapshot

VARIABLE: Final = re.compile(r"\{(?P<name>[a-z_]+(?:\.[a-z_]+)*)(?:\|(?P<fallback>[^{}\n]*))?\}")
TRIGGER: Final = re.compile(r"(?:^|(?<=\s))/(?P<words>(?:[^\s/][^\n/]{0,39})?)\Z")
NAMES: Final = (
    "contact.first_name",
    "contact.last_name",
    "contact.name",
    "contact.e_mail",
    "device.name",
    "device.user",
    "customer.name",
    "ticket.number",
    "ticket.title",
    "technician.name",
    "technician.first_name",
    "organisation",
)
"""Every variable there is; docs/glossary.md says what each becomes."""


class Filled(msgspec.Struct, frozen=True):
    """A text with its variables filled; `missing` are those that still stand in it."""

    text: str
    missing: tuple[str, ...] = ()


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an answer is for, as far as it is known where it is written."""

    contact_id: ContactId | None = None
    contact_name: str = ""
    device_id: DeviceId | None = None
    device_name: str = ""
    os_user: str = ""
    customer_name: str = ""
    ticket_id: TicketId | None = None
    ticket_number: int | None = None


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values, or the fallbacks beside them, in the place of variables."""
    missing: list[str] = []

    def one(found: re.Match[str]) -> str:
        name, fallback = found["name"], found["fallback"]
        if name in values and (values[name] or fallback is not None):
            return values[name] or fallback
        missing.append(name)
        return found[0]

    return Filled(VARIABLE.sub(one, text), tuple(dict.fromkeys(missing)))


def values_for(world: Snapshot, about: About) -> dict[str, str]:
    """Return what each variable stands for here; what nobody knows is empty."""
    contact = world.contacts.get(about.contact_id) if about.contact_id is not None else None
    ticket = world.tickets.get(about.ticket_id) if about.ticket_id is not None else None
    first, last = (contact.first_name, contact.last_name) if contact is not None else _split(about.contact_name)
    me = "" if world.profile is None else world.profile.name
    number = about.ticket_number if ticket is None else ticket.number
    return {
        "contact.first_name": first,
        "contact.last_name": last,
        "contact.name": f"{first} {last}".strip(),
        "contact.e_mail": "" if contact is None else contact.e_mail,
        "device.name": about.device_name,
        "device.user": about.os_user,
        "customer.name": about.customer_name,
        "ticket.number": "" if number is None else str(number),
        "ticket.title": "" if ticket is None else ticket.title,
        "technician.name": me,
        "technician.first_name": _split(me)[0],
        "organisation": world.settings.organisation,
    }


def asked_for(before_cursor: str) -> str | None:
    """Return the words after a `/` that ends the text before the cursor; None where no answer is asked for."""
    found = TRIGGER.search(before_cursor)
    return None if found is None else found["words"]


def find(answers: Iterable[AnswerRecord], words: str) -> list[AnswerRecord]:
    """Return the answers that hold every word, those whose shortcut or title begins so first."""
    wanted = words.casefold().split()
    ranked = [(_rank(answer, wanted), answer.title.casefold(), answer) for answer in answers if _holds(answer, wanted)]
    return [answer for _, _, answer in sorted(ranked, key=lambda one: one[:2])]


def _holds(answer: AnswerRecord, wanted: list[str]) -> bool:
    hay = f"{answer.shortcut}\n{answer.title}\n{answer.category}\n{answer.text}".casefold()
    return all(word in hay for word in wanted)


def _rank(answer: AnswerRecord, wanted: list[str]) -> int:
    if not wanted:
        return 0
    shortcut, title = answer.shortcut.casefold(), answer.title.casefold()
    places = (
        shortcut == " ".join(wanted),
        shortcut.startswith(wanted[0]),
        title.startswith(wanted[0]),
        any(word.startswith(wanted[0]) for word in title.split()),
        wanted[0] in shortcut or wanted[0] in title,
    )
    return next((rank for rank, holds in enumerate(places) if holds), len(places))


def _split(name: str) -> tuple[str, str]:
    first, _, last = name.strip().partition(" ")
    return first, last.strip()

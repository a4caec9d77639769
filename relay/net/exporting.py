"""Everything that is stored about one person, as JSON lines in pages: for the person who asks what is known of them (L12)."""

import datetime as dt
import enum
import itertools
import json
from collections.abc import Iterator
from typing import Any

from relay.db.gate import Gate, Row
from relay.db.repositories import directory, erasing, files, people
from relay.net.answering import answer_soon
from relay.net.rate import check_rate
from relay.net.session import ConsoleSession
from relay.net.talk import Talk
from relay.writer.wire import Outcome
from shared.errors import NotFound
from shared.ids import ContactId
from shared.protocol.base import Error
from shared.protocol.people import ContactExported, ExportContact

PAGE_LINES = 500
PAGE_CHARS = 400_000
_HIDDEN = {"token_hash", "body_hash", "stored_as", "shield_by", "params", "e_mail_key", "os_session"}
"""What is of the machinery, not of the person."""


def export(talk: Talk, session: ConsoleSession, message: ExportContact, frame: bytes) -> None:
    """Have the writer check and record it, then answer with a page. Raises: RateLimited."""
    check_rate(session.bucket)

    def noted(outcome: Outcome | None) -> None:
        if outcome is None:
            session.send(Error(code="unavailable", re=message.ref, retry_after_ms=1_000))
        elif outcome.code:
            session.send_frame(outcome.answer)
        else:
            answer_soon(talk, session, message.ref, read, name="contact export")

    def read() -> ContactExported:
        with talk.reader.gate(session.scope) as gate:
            return page(gate, message)

    talk.writer.order(session.caller, frame, noted, address=session.wire.address)


def page(gate: Gate, message: ExportContact) -> ContactExported:
    """Return the lines behind `after`. Raises: NotFound."""
    lines: list[str] = []
    size = 0
    for line in itertools.islice(_lines(gate, message.contact_id), message.after, None):
        if len(lines) == PAGE_LINES or size > PAGE_CHARS:
            return ContactExported(re=message.ref, lines=lines, next=message.after + len(lines))
        lines.append(line)
        size += len(line)
    return ContactExported(re=message.ref, lines=lines)


def _lines(gate: Gate, contact_id: ContactId) -> Iterator[str]:
    person = gate.row(directory.CONTACT, of_contact=contact_id)
    if person is None:
        raise NotFound
    yield _line("contact", person)
    addresses = gate.rows(people.ADDRESSES_OF, of_contact=contact_id)
    for kind, found in (("address", addresses), ("device", gate.rows(erasing.LINKS, of_contact=contact_id))):
        for row in found:
            yield _line(kind, row)
    for talk in gate.rows(erasing.TALKS_OF_CONTACT, of_contact=contact_id):
        yield _line("conversation", talk)
        for row in gate.rows(erasing.MESSAGES_OF_TALK, of_conversation=talk.id):
            yield _line("message", row)
        for row in gate.rows(files.OF_CONVERSATION, of_conversation=talk.id):
            yield _line("file", row)
    for ticket in gate.rows(erasing.TICKETS_OF_CONTACT, of_contact=contact_id):
        yield _line("ticket", ticket)
        for row in gate.rows(erasing.ENTRIES_OF_TICKET, of_ticket=ticket.id):
            yield _line("entry", row)
        for row in gate.rows(files.OF_TICKET, of_ticket=ticket.id):
            yield _line("file", row)
    theirs = json.dumps([address.e_mail_key for address in addresses])
    for row in gate.rows(erasing.MAILS_OF, of_customer=person.customer_id, addresses=theirs):
        yield _line("mail", row)


def _line(kind: str, row: Row) -> str:
    facts = {name: value for name, value in row._mapping.items() if name not in _HIDDEN and value is not None}  # noqa: SLF001
    return json.dumps({"record": kind, **facts}, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return value.hex() if isinstance(value, bytes) else str(value)

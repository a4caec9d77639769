"""From a row of the outbox to the mail that leaves: what it is about is looked up now, so that nothing outdated is sent.

A mail whose ticket, entry or person has gone meanwhile, or whose address is no longer that person's, is not sent at all.
"""

import datetime as dt
import json
from email.message import EmailMessage

from relay.db.gate import Gate, Row
from relay.db.repositories import directory, entries, tickets
from relay.domain.text import person_name
from relay.mail.assembling import Head
from relay.mail.render import Letter, render
from relay.mail.ticket_mails import NewTicket, Reply, render_new, render_replies
from shared.errors import BadText, SportelloError
from shared.ids import DeviceKeyId, EntryId, TicketId
from shared.limits import IDENTITY_CODE_LIFETIME_S


class NothingToSay(SportelloError):
    """What the mail was about is gone, or it is not this person's any more."""

    code = "nothing_to_say"


def letter_of(gate: Gate, row: Row, sender: str, now: dt.datetime) -> EmailMessage:
    """Return the mail of an outbox row. Raises: BadText, NothingToSay; neither is worth another attempt."""
    organisation = str(directory.settings(gate).get("organisation", ""))
    params = json.loads(row.params)
    if row.template == "identity_token":
        return render(_identity(row, sender, organisation, str(params.get("token", "")), now))
    items, more = [str(item) for item in params.get("items", [])], int(params.get("more", 0))
    if row.template == "ticket_new":
        return _new_tickets(gate, row, _head(row, sender, organisation, now, items), items, more)
    if row.template == "ticket_reply":
        return _replies(gate, row, _head(row, sender, organisation, now, [row.thread]), items, more)
    raise BadText(field="template")


def _head(row: Row, sender: str, organisation: str, now: dt.datetime, ticket_ids: list[str]) -> Head:
    return Head(
        recipient=row.recipient,
        sender=sender,
        organisation=organisation,
        language=row.language,
        message_id=row.message_id,
        date=now,
        thread=tuple(f"<ticket-{ticket_id}@sportello>" for ticket_id in ticket_ids),
    )


def _identity(row: Row, sender: str, organisation: str, token: str, now: dt.datetime) -> Letter:
    return Letter(
        recipient=row.recipient,
        sender=sender,
        organisation=organisation,
        language=row.language,
        token=token,
        lifetime_minutes=IDENTITY_CODE_LIFETIME_S // 60,
        message_id=row.message_id,
        date=now,
    )


def _new_tickets(gate: Gate, row: Row, head: Head, ticket_ids: list[str], more: int) -> EmailMessage:
    found = [tickets.ticket_row(gate, TicketId(one)) for one in ticket_ids]
    told = [_new_ticket(gate, one) for one in found if one is not None and one.customer_id == row.customer_id]
    if not told:
        raise NothingToSay
    return render_new(head, told, more)


def _new_ticket(gate: Gate, row: Row) -> NewTicket:
    key = directory.key_row(gate, DeviceKeyId(row.device_key_id)) if row.device_key_id else None
    return NewTicket(
        number=row.number,
        title=row.title,
        customer=row.customer_name,
        requester=person_name(row.first_name, row.last_name, "" if key is None else key.os_user),
        device=row.device_name or "",
        service=row.service_name,
        priority=row.priority.value,
        description=row.description,
    )


def _replies(gate: Gate, row: Row, head: Head, entry_ids: list[str], more: int) -> EmailMessage:
    """To whoever is the ticket's contact now and has this address; a closed ticket still tells its last answer."""
    ticket = tickets.ticket_row(gate, TicketId(row.thread))
    contact = None
    if ticket is not None and ticket.contact_id is not None:
        contact = gate.row(directory.CONTACT, of_contact=ticket.contact_id)
    if ticket is None or contact is None or contact.e_mail != row.recipient:
        raise NothingToSay
    written = [entries.entry_row(gate, EntryId(one)) for one in entry_ids]
    replies = [Reply(one.author_name, one.text) for one in written if one is not None]
    if not replies:
        raise NothingToSay
    return render_replies(head, ticket.number, ticket.title, replies, more)

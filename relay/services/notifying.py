"""Who is mailed about a ticket, and when: technicians of a new one (H-07), its contact of a reply (H-09).

Only what the mail is about is queued, by id; its words are put together when it leaves (adapters/ticket_letters.py). A
contact's address was confirmed by its owner or written down by a technician: an address that somebody only claims is in no
contact and gets no mail. Source: docs/operations.md, Mail.
"""

import datetime as dt
import json
from typing import Any, Final

import msgspec

from relay.db.gate import Row
from relay.db.repositories import desk, directory, technicians, ticket_mails, tickets
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import mail_pace
from relay.domain.routing import concerned
from relay.domain.scope import RELAY_SCOPE, RIGHTS, Right
from shared.ids import CustomerId, EntryId, MailId, ServiceId, TicketId, new_id

MAILED_ORIGINS: Final = frozenset({"tray", "watch"})
"""Tickets of a talk and of the console begin with a technician who knows."""
MAX_TECHNICIANS: Final = 50
MAX_ITEMS: Final = 20
"""What one mail tells; of more it says only how many they are."""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to tell one address; `thread` is the ticket of a mail to a contact."""

    customer_id: CustomerId
    recipient: str
    template: str
    thread: str
    item: str


def ticket_opened(work: UnitOfWork, ticket_id: TicketId, now: dt.datetime) -> None:
    """Mail the technicians concerned of a ticket that no technician opened."""
    ticket = tickets.ticket_row(work.gate, ticket_id)
    if ticket is None or ticket.origin not in MAILED_ORIGINS:
        return
    for person in _concerned(work, ticket):
        post = Post(
            customer_id=CustomerId(ticket.customer_id),
            recipient=person.e_mail,
            template="ticket_new",
            thread="",
            item=ticket_id,
        )
        _queue(work, post, now)


def technician_replied(work: UnitOfWork, ticket_id: TicketId, entry_id: EntryId, now: dt.datetime) -> None:
    """Mail the ticket's contact that an answer is waiting; the mails of one ticket are one thread."""
    ticket = tickets.ticket_row(work.gate, ticket_id)
    if ticket is None or ticket.contact_id is None:
        return
    contact = work.gate.row(directory.CONTACT, of_contact=ticket.contact_id)
    if contact is None:
        return
    post = Post(
        customer_id=CustomerId(ticket.customer_id),
        recipient=contact.e_mail,
        template="ticket_reply",
        thread=ticket_id,
        item=entry_id,
    )
    _queue(work, post, now)


def _concerned(work: UnitOfWork, ticket: Row) -> list[Row]:
    """Return the technicians of the service's groups and the assignee, or all who may work on it, who want mails."""
    gate = work.under(RELAY_SCOPE).gate
    able = {
        one.technician_id
        for one in technicians.candidates(gate, frozenset())
        if one.is_active
        and Right.EDIT_TICKETS in RIGHTS[one.role]
        and (one.customers is None or ticket.customer_id in one.customers)
    }
    members = desk.members_of_service(gate, ServiceId(ticket.service_id))
    chosen = concerned(able, members) | ({ticket.assignee_id} & able)
    everybody = gate.rows(technicians.TECHNICIANS)
    return [row for row in everybody if row.id in chosen and row.wants_mail][:MAX_TECHNICIANS]


def _queue(work: UnitOfWork, post: Post, now: dt.datetime) -> None:
    """Add to a mail that is still waiting, or queue one for its moment."""
    gate = work.under(RELAY_SCOPE).gate
    settings = directory.settings(gate)
    if not settings.get("smtp_host"):
        return  # there is no mail server: what waited for one would be old news when it comes
    earlier = ticket_mails.to_address(gate, post.recipient, now - mail_pace.LIFE - mail_pace.HOUR)
    same = [row for row in earlier if _is_same(row, post)]
    for row in same:
        if row.state == "waiting" and mail_pace.may_join(now, row.next_attempt_at):
            ticket_mails.put_params(gate, MailId(row.id), json.dumps(_with(json.loads(row.params), post.item)))
            return
    slot = mail_pace.next_slot(
        now, [row.next_attempt_at for row in same], [row.next_attempt_at for row in earlier if row.state != "failed"]
    )
    mail_id = MailId(new_id())
    ticket_mails.insert(
        gate,
        {
            "customer_id": post.customer_id,
            "id": mail_id,
            "device_key_id": None,
            "recipient": post.recipient,
            "template": post.template,
            "thread": post.thread,
            "language": str(settings.get("language", "en")),
            "params": json.dumps(_with({}, post.item)),
            "message_id": f"<{mail_id}@sportello>",
            "state": "waiting",
            "attempts": 0,
            "next_attempt_at": slot,
            "give_up_at": slot + mail_pace.LIFE,
            "created_at": now,
            "last_error": "",
        },
    )
    work.hint(Topic.MAIL, mail_id, post.customer_id)


def _with(params: dict[str, Any], item: str) -> dict[str, Any]:
    """Return what a mail is about with one thing more; what it has no room for is only counted."""
    items, more = params.get("items", []), params.get("more", 0)
    if len(items) < MAX_ITEMS:
        return {"items": [*items, item], "more": more}
    return {"items": items, "more": more + 1}


def _is_same(row: Row, post: Post) -> bool:
    known = (row.customer_id, row.template, row.thread)
    return known == (post.customer_id, post.template, post.thread)

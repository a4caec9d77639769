"""Changing a ticket: what is given changes, the rest stays, and its history says from what to what. Opening: tickets.py."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from relay.db.gate import Row
from relay.db.repositories import directory, technicians, tickets
from relay.db.unit_of_work import UnitOfWork
from relay.domain import identity as assurance
from relay.domain import ticket as rules
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import check_long, clean_name, person_name
from relay.services import history, loading
from relay.services.history import Change
from relay.services.orders import Context
from relay.services.ticket_store import DESCRIPTION_CHARS, said
from shared.errors import Conflict, NotAllowed, NotFound
from shared.ids import ContactId, CustomerId, DeviceId, GroupId, ServiceId, TechnicianId, TicketId
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.base import Done
from shared.protocol.tickets import EditTicket, Priority, TicketState

Facts = dict[str, Any]


class _Edit:
    """One order under way: gathers the columns to set and the lines for the history."""

    def __init__(self, work: UnitOfWork, row: Row, now: dt.datetime) -> None:
        self.work = work
        self.row = row
        self.now = now
        self.facts: Facts = {}
        self.changes: list[Change] = []

    def put(self, what: str, before: str, after: str, **facts: Any) -> None:
        """Set columns; a value that stays as it was is no change."""
        if all(self.row._mapping[name] == value for name, value in facts.items()):  # noqa: SLF001 - the public name
            return
        self.facts |= facts
        self.changes.append(Change(what, before, after))

    def title(self, title: str) -> None:
        clean = clean_name(title, "title", MAX_TITLE_CHARS)
        self.put("title", self.row.title, clean, title=clean)

    def description(self, description: str) -> None:
        self.put("description", "", "", description=check_long(description, "description", DESCRIPTION_CHARS))

    def state(self, state: TicketState) -> None:
        rules.check_change(self.row.state, state)
        closed_at = self.now if state is TicketState.CLOSED else None
        self.put("state", self.row.state.value, state.value, state=state)
        if "state" in self.facts:
            self.facts["closed_at"] = closed_at

    def priority(self, priority: Priority) -> None:
        self.put("priority", self.row.priority.value, priority.value, priority=priority)

    def category(self, category: str) -> None:
        clean = clean_name(category, "category") if category.strip() else ""
        self.put("category", self.row.category, clean, category=clean)

    def assignee(self, technician_id: TechnicianId | None) -> None:
        name = "" if technician_id is None else assignable(self.work, self.row, technician_id).name
        self.put("assignee", self.row.assignee_name or "", name, assignee_id=technician_id)

    def service(self, service_id: ServiceId) -> None:
        row = loading.service_of(self.work, service_id)
        if not row.is_active and row.id != self.row.service_id:
            raise NotAllowed(why="service_ended")
        self.put("service", self.row.service_name, row.name, service_id=service_id)

    def group(self, group_id: GroupId | None) -> None:
        name = "" if group_id is None else loading.group_of(self.work, group_id).name
        self.put("group", self.row.group_name or "", name, group_id=group_id)

    def contact(self, contact_id: ContactId | None) -> None:
        """Whoever sets the person by hand vouches for it, as with *Select agent … Apply*; nobody set is nobody known."""
        row = None if contact_id is None else loading.contact_of(self.work, contact_id)
        if row is not None and row.customer_id != self.row.customer_id:
            raise NotFound
        before = person_name(self.row.first_name, self.row.last_name, "")
        name = "" if row is None else person_name(row.first_name, row.last_name, "")
        self.put("contact", before, name, contact_id=contact_id)
        if "contact_id" in self.facts:
            level, method, by = (assurance.ASSIGNED, "assigned", self.work.scope.principal.name)
            shield = (level, method, by, self.now) if contact_id is not None else (0, "", "", None)
            names = ("shield_level", "shield_method", "shield_by", "shield_at")
            self.facts |= dict(zip(names, shield, strict=True))

    def device(self, device_id: DeviceId | None) -> None:
        """Another device is also another requester's: the ticket leaves the list of the OS session it came from."""
        row = None if device_id is None else loading.device_of(self.work, device_id)
        if row is not None and row.customer_id != self.row.customer_id:
            raise NotFound
        self.put("device", self.row.device_name or "", "" if row is None else row.name, device_id=device_id)
        if "device_id" in self.facts:
            self.facts["device_key_id"] = None


_GIVEN: Final[dict[str, Callable[[_Edit, Any], None]]] = {
    "title": _Edit.title,
    "description": _Edit.description,
    "state": _Edit.state,
    "priority": _Edit.priority,
    "category": _Edit.category,
    "assignee_id": _Edit.assignee,
    "service_id": _Edit.service,
    "group_id": _Edit.group,
    "contact_id": _Edit.contact,
    "device_id": _Edit.device,
}
_EMPTY: Final = {"category": ""}


def edit(work: UnitOfWork, message: EditTicket, context: Context) -> Done:
    """Change what is given, empty what `clear` names. Raises: Conflict when the ticket has changed since it was shown."""
    work.scope.require(Right.EDIT_TICKETS)
    row = loading.ticket_of(work, message.ticket_id)
    rules.check_not_merged(row.merged_into)
    given = {name: value for name in _GIVEN if (value := getattr(message, name)) is not None}
    rules.check_clear(message.clear, set(given))
    change = _Edit(work, row, context.now)
    for name, value in {**given, **{name: _EMPTY.get(name) for name in message.clear}}.items():
        _GIVEN[name](change, value)
    keys = {"of_ticket": message.ticket_id, "seen_version": message.version}
    if not directory.change(work.gate, tickets.SAVE_SEEN, keys, updated_at=context.now, **change.facts):
        raise Conflict(what="ticket_changed")
    _changed(work, row, change.changes, context.now, "ticket.edited")
    return Done(re=message.ref)


def assignable(work: UnitOfWork, ticket: Row, technician_id: TechnicianId) -> Row:
    """Return the technician. Raises: NotFound, NotAllowed for somebody who could not see the ticket; whoever has it may keep it."""
    technician = loading.technician_of(work, technician_id)
    granted = technicians.customers_of(work.under(RELAY_SCOPE).gate, technician)
    sees = technician.is_active and (granted is None or ticket.customer_id in granted)
    if not sees and technician.id != ticket.assignee_id:
        raise NotAllowed(why="not_granted")
    return technician


def rename_of(work: UnitOfWork, talk: Conversation, title: str, context: Context) -> None:
    """Rename the ticket of a conversation at its close (A-10). Raises: NotFound where it has none."""
    found = tickets.of_conversation(work.gate, talk.id)
    if found is None:
        raise NotFound
    row = loading.ticket_of(work, TicketId(found.id))
    change = _Edit(work, row, context.now)
    change.title(title)
    directory.change(work.gate, tickets.SAVE, {"of_ticket": row.id}, updated_at=context.now, **change.facts)
    _changed(work, row, change.changes, context.now, "ticket.renamed")


def rewrite(work: UnitOfWork, ticket_id: TicketId, description: str, now: dt.datetime) -> None:
    """Replace the description of a watch rule's ticket by what the rule says now."""
    row = loading.ticket_of(work, ticket_id)
    change = _Edit(work, row, now)
    change.description(description)
    directory.change(work.gate, tickets.SAVE, {"of_ticket": row.id}, updated_at=now, **change.facts)
    _changed(work, row, change.changes, now, "ticket.watched")


def travel(
    work: UnitOfWork,
    talk: Conversation,
    now: dt.datetime,
    *,
    to: TechnicianId | None = None,
    group_id: GroupId | None = None,
) -> None:
    """Let the ticket of a conversation go where the conversation goes (M-13); a group that has it keeps it."""
    found = tickets.of_conversation(work.gate, talk.id)
    if found is None:
        return
    row = loading.ticket_of(work, TicketId(found.id))
    change = _Edit(work, row, now)
    if to is not None:
        change.assignee(to)
    if group_id is not None:
        change.group(group_id)
    if change.facts:
        directory.change(work.gate, tickets.SAVE, {"of_ticket": row.id}, updated_at=now, **change.facts)
        _changed(work, row, change.changes, now, "ticket.handed_on")


def _changed(work: UnitOfWork, row: Row, changes: list[Change], now: dt.datetime, action: str) -> None:
    history.note(work, TicketId(row.id), CustomerId(row.customer_id), now, changes)
    what = ",".join(change.what for change in changes)
    said(work, row.id, CustomerId(row.customer_id), action, now, row.conversation_id, what=what)

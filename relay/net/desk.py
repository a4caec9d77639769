"""Tickets, groups, services and canned answers after a commit: look at the committed row, send it to whoever may see it.

Called by pushing.py; no rule is decided here. Reads: desk_reads.py.
"""

import datetime as dt
from typing import Final

from relay.db.gate import Gate
from relay.db.repositories import desk, directory, technicians, tickets
from relay.db.unit_of_work import Hint
from relay.domain.availability import eligible
from relay.domain.scope import RELAY_SCOPE
from relay.net.session import AgentSession, ConsoleSession
from relay.net.talk import Talk
from relay.services import desk_records, ticket_records
from shared.ids import AnswerId, CustomerId, DeviceKeyId, EntryId, GroupId, ServiceId, TechnicianId, TicketId
from shared.protocol.chat import ConversationRecord
from shared.protocol.requests import LIVE_STATES, ChatRequestRecord, Direction
from shared.protocol.routing import (
    AnswerChanged,
    GroupChanged,
    RecordRemoved,
    RemovedKind,
    ServiceChanged,
)
from shared.protocol.tickets import EntryAdded, EntryKind, EntryRecord, TicketChanged

RETOLD: Final = dt.timedelta(minutes=2)
"""After a lost writer what was written so lately is told again."""


def push_ticket(talk: Talk, hint: Hint) -> None:
    """Tell consoles in scope, and the agent of the OS session it came from."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        record = ticket_records.ticket_record(gate, TicketId(hint.id))
        row = tickets.ticket_row(gate, TicketId(hint.id))
    if record is None or row is None:
        return
    for console in _consoles(talk, record.customer_id):
        console.send(TicketChanged(ticket=record))
    agent = talk.registry.agents.get(DeviceKeyId(row.device_key_id or ""))
    if agent is not None:
        agent.send(TicketChanged(ticket=ticket_records.for_requester(record)))


def push_entry(talk: Talk, hint: Hint) -> None:
    """Tell consoles in scope; a reply also the agent of its ticket."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        record = ticket_records.entry_record(gate, EntryId(hint.id))
        if record is not None:
            _tell_entry(talk, gate, record)


def _tell_entry(talk: Talk, gate: Gate, record: EntryRecord) -> None:
    for console in _consoles(talk, record.customer_id):
        console.send(EntryAdded(entry=record))
    if record.kind is EntryKind.REPLY and record.ticket_id is not None:
        row = tickets.ticket_row(gate, record.ticket_id)
        agent = talk.registry.agents.get(DeviceKeyId(row.device_key_id or "")) if row is not None else None
        if agent is not None:
            agent.send(EntryAdded(entry=ticket_records.entry_for_requester(record)))


def push_group(talk: Talk, hint: Hint) -> None:
    """Tell every console; whoever came to the group or left it sees other canned answers, waiting talks and requests."""
    group_id = GroupId(hint.id)
    with talk.reader.gate(RELAY_SCOPE) as gate:
        record = desk_records.group_record(gate, group_id)
        answers = [AnswerId(row.id) for row in gate.rows(desk.ANSWERS_OF_GROUP, of_group=group_id)]
    for console in talk.registry.all_consoles():
        gone = RecordRemoved(kind=RemovedKind.GROUP, id=group_id)
        console.send(gone if record is None else GroupChanged(group=record))
    for answer_id in answers:
        _tell_answer(talk, answer_id)


def push_service(talk: Talk, hint: Hint) -> None:
    """Tell every console, and every agent without the groups; an agent hears of an ended one that it is not active."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        record = desk_records.service_record(gate, ServiceId(hint.id))
    if record is None:
        return
    for console in talk.registry.all_consoles():
        console.send(ServiceChanged(service=record))
    for agent in talk.registry.agents.values():
        if agent.scope.approved:
            agent.send(ServiceChanged(service=desk_records.for_requester(record)))


def push_answer(talk: Talk, hint: Hint) -> None:
    """Tell those who may see it; for everybody else it is gone, whether they had it or not."""
    _tell_answer(talk, AnswerId(hint.id))


def _tell_answer(talk: Talk, answer_id: AnswerId) -> None:
    with talk.reader.gate(RELAY_SCOPE) as gate:
        for console in talk.registry.all_consoles():
            record = desk_records.answer_record(gate, console.scope, answer_id)
            gone = RecordRemoved(kind=RemovedKind.ANSWER, id=answer_id)
            console.send(gone if record is None else AnswerChanged(answer=record))


def welcome(talk: Talk, session: AgentSession) -> None:
    """Tell an agent which services there are, and its own tickets."""
    if not session.scope.approved:
        return
    with talk.reader.gate(session.scope) as gate:
        for service in desk_records.services_for_requester(gate):
            session.send(ServiceChanged(service=service))
        for ticket in reversed(ticket_records.tickets_of_key(gate, session.device_key_id)):
            session.send(TicketChanged(ticket=ticket))


def look_again(talk: Talk) -> None:
    """After a lost writer tell agents their services and tickets once more, and everybody what was written lately."""
    for agent in list(talk.registry.agents.values()):
        welcome(talk, agent)
    with talk.reader.gate(RELAY_SCOPE) as gate:
        for entry in ticket_records.recent_entries(gate, talk.clock.now() - RETOLD):
            _tell_entry(talk, gate, entry)


def audience(gate: Gate, conversation: ConversationRecord) -> frozenset[TechnicianId]:
    """Return who is shown a conversation besides those who see all: its technician, and the group it waits for."""
    waiting = conversation.waiting_group_id
    members = [] if waiting is None else desk.members_of(gate, waiting)
    return frozenset({*members, *([conversation.technician_id] if conversation.technician_id else [])})


def asked(gate: Gate, request: ChatRequestRecord, online: frozenset[str]) -> frozenset[TechnicianId] | None:
    """Return who is shown a user's living request: the groups of its service and the customer's owner. None: everybody.

    Everybody where the service has no groups, or nobody in them is there (services/chat_requests.py decides alike), and once
    it has ended: it may have been shown to anybody.
    """
    if request.direction is not Direction.FROM_USER or request.state not in LIVE_STATES:
        return None
    members = desk.members_of_service(gate, request.service_id)
    if not members & eligible(technicians.candidates(gate, online), request.customer_id):
        return None
    customer = directory.customer_row(gate, request.customer_id)
    owner = None if customer is None else customer.owner_id
    return members | ({TechnicianId(owner)} if owner else set())


def _consoles(talk: Talk, customer_id: CustomerId) -> list[ConsoleSession]:
    return [one for one in talk.registry.all_consoles() if one.scope.covers(customer_id)]

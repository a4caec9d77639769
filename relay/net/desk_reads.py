"""What is asked about tickets and requests and answered from committed rows; and who else looks at the same thing."""

import datetime as dt
import time
from typing import Final

from relay.db.gate import Gate
from relay.db.repositories import chat as chat_rows
from relay.db.repositories import tickets
from relay.domain.scope import PrincipalKind
from relay.net.rate import check_rate
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.talk import Talk
from relay.services import records, ticket_records
from shared.errors import NotFound
from shared.ids import CustomerId
from shared.protocol.base import Done
from shared.protocol.requests import RequestChanged
from shared.protocol.routing import ReadMissed, Viewing
from shared.protocol.tickets import ReadThread, TicketThread

MOST_MISSED: Final = 500
ALL_OF_IT: Final = dt.timedelta(days=1)
"""Added to now: nothing was written later."""


def read_thread(talk: Talk, session: Session, message: ReadThread, _frame: bytes) -> None:
    """Answer with all that belongs to a ticket or stands beside a conversation. Raises: RateLimited, NotFound."""
    check_rate(session.bucket)
    before = message.before or talk.clock.now() + ALL_OF_IT
    with talk.reader.gate(session.scope) as gate:
        session.send(_thread(gate, session, message, before))


def _thread(gate: Gate, session: Session, message: ReadThread, before: dt.datetime) -> TicketThread:
    if message.ticket_id is None:
        if message.conversation_id is None or isinstance(session, AgentSession):
            raise NotFound
        if chat_rows.conversation_row(gate, message.conversation_id) is None:
            raise NotFound
        return ticket_records.talk_thread(gate, message.ref, message.conversation_id, before)
    row = tickets.ticket_row(gate, message.ticket_id)
    if row is None or session.scope.device_key_id not in {None, row.device_key_id}:
        raise NotFound
    if session.scope.principal.kind is PrincipalKind.DEVICE:
        return ticket_records.requester_thread(gate, message.ref, message.ticket_id, before)
    return ticket_records.ticket_thread(gate, message.ref, message.ticket_id, before)


def read_missed(talk: Talk, session: ConsoleSession, message: ReadMissed, _frame: bytes) -> None:
    """Answer with users' requests of the last days that nobody took, the newest first. Raises: RateLimited."""
    check_rate(session.bucket)
    now = talk.clock.now()
    since, most = now - dt.timedelta(days=message.days), min(message.limit, MOST_MISSED)
    with talk.reader.gate(session.scope) as gate:
        missed = list(records.missed_requests(gate, since, most, now, talk.config.clock_rate))
    for request in missed:
        session.send(RequestChanged(request=request))
    session.send(Done(re=message.ref))


def viewing(talk: Talk, session: ConsoleSession, message: Viewing, _frame: bytes) -> None:
    """Tell colleagues who may see the same; said too often, or about something out of scope, it is not heard."""
    if session.viewings.take(time.monotonic()):
        return
    customer_id = _customer_of(talk, session, message)
    if customer_id is None:
        return
    notice = Viewing(
        conversation_id=message.conversation_id,
        ticket_id=message.ticket_id,
        is_typing=message.is_typing,
        technician_id=session.technician_id,
        name=session.scope.principal.name,
    )
    for other in talk.registry.all_consoles():
        if other.technician_id != session.technician_id and other.scope.covers(customer_id):
            other.send(notice)


def _customer_of(talk: Talk, session: ConsoleSession, message: Viewing) -> CustomerId | None:
    with talk.reader.gate(session.scope) as gate:
        row = None if message.ticket_id is None else tickets.ticket_row(gate, message.ticket_id)
        talked = None if message.conversation_id is None else chat_rows.conversation_row(gate, message.conversation_id)
    found = {CustomerId(one.customer_id) for one in (row, talked) if one is not None}
    named = [one for one in (message.ticket_id, message.conversation_id) if one is not None]
    everything_found = sum(one is not None for one in (row, talked)) == len(named)
    return found.pop() if len(found) == 1 and everything_found else None

"""The console's first picture: every record in scope as its own change message, then the end mark. And presence reports.

Read in a worker thread; changes that are committed meanwhile are held back and follow the snapshot.
"""

import asyncio
import datetime as dt
import time
from collections.abc import Iterator

from relay.db.gate import Gate
from relay.domain.scope import Right
from relay.net import desk
from relay.net.session import AgentSession, ConsoleSession
from relay.net.talk import Talk
from relay.services import desk_records, records, ticket_records, watch_records
from shared.ids import DeviceKeyId
from shared.protocol import codec
from shared.protocol.base import CloseCode, Message
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import (
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    OsSessionRecord,
    ReportPresence,
    SettingsChanged,
    SnapshotEnd,
    Subscribe,
    TechnicianChanged,
    TokenChanged,
)
from shared.protocol.inventory import WatchRuleChanged
from shared.protocol.requests import RequestChanged
from shared.protocol.routing import AnswerChanged, GroupChanged, ServiceChanged
from shared.protocol.tickets import TicketChanged
from shared.tasks import spawn

RECENT = dt.timedelta(days=7)
FRAMES_PER_TURN = 200
DRAIN_BELOW_BYTES = 1024 * 1024


def subscribe(talk: Talk, session: ConsoleSession, message: Subscribe, _frame: bytes) -> None:
    """Send the snapshot; from now on every change in scope follows."""
    if session.held is None:
        session.is_subscribed = True
        session.held = []
        spawn(_send(talk, session, message.ref), name="snapshot")


def refresh(talk: Talk, session: ConsoleSession) -> None:
    """Send every record once more, for changes that were committed and never told; one that is known changes nothing."""
    if session.held is None:
        session.held = []
        spawn(_send(talk, session, None), name="snapshot")


def report_presence(talk: Talk, session: AgentSession, message: ReportPresence, _frame: bytes) -> None:
    """Keep what the OS session says of itself, and show it to consoles in scope; who says it too often is not shown."""
    session.os_session = OsSessionRecord(
        device_key_id=DeviceKeyId(session.device_key_id),
        os_user=session.os_session.os_user,
        online=True,
        state=message.state,
        idle_s=message.idle_s,
        is_undisturbed=message.is_undisturbed,
    )
    if not session.reports.take(time.monotonic()):
        talk.on_presence(session.device_id)


async def _send(talk: Talk, session: ConsoleSession, ref: int | None) -> None:
    presence = {key: agent.os_session for key, agent in talk.registry.agents.items()}
    online = talk.registry.online_technicians()
    now = talk.clock.now()

    def read() -> list[bytes]:
        with talk.reader.gate(session.scope) as gate:
            return [codec.encode(m) for m in _everything(gate, session, presence, online, now, talk.config.clock_rate)]

    try:
        frames = await asyncio.to_thread(read)
    except Exception:
        # Without its first picture a console is worth nothing, and what is held for it would grow for ever.
        session.held = None
        session.wire.close(CloseCode.TRY_LATER, "no snapshot")
        raise
    held, session.held = session.held or [], None
    if ref is not None:
        frames.append(codec.encode(SnapshotEnd(re=ref)))
    frames += held
    session.held = []
    for start in range(0, len(frames), FRAMES_PER_TURN):
        for frame in frames[start : start + FRAMES_PER_TURN]:
            session.wire.send(frame)
        while session.wire.buffered_bytes() > DRAIN_BELOW_BYTES:  # noqa: ASYNC110 - the engine has no drain event
            await asyncio.sleep(0.02)
        await asyncio.sleep(0)
    late, session.held = session.held, None
    for frame in late:
        session.wire.send(frame)


def _everything(
    gate: Gate,
    session: ConsoleSession,
    presence: dict[DeviceKeyId, OsSessionRecord],
    online: frozenset[str],
    now: dt.datetime,
    clock_rate: float,
) -> Iterator[Message]:
    yield SettingsChanged(settings=records.settings_record(gate))
    for customer in records.customers(gate):
        yield CustomerChanged(customer=customer)
    for technician in records.technician_records(gate, online):
        yield TechnicianChanged(technician=technician)
    for contact in records.contacts(gate):
        yield ContactChanged(contact=contact)
    for device in records.devices(gate, lambda key: presence.get(DeviceKeyId(key))):
        yield DeviceChanged(device=device)
    for rule in watch_records.watch_rules(gate):
        yield WatchRuleChanged(rule=rule)
    for group in desk_records.group_records(gate):
        yield GroupChanged(group=group)
    for service in desk_records.service_records(gate):
        yield ServiceChanged(service=service)
    for answer in desk_records.answer_records(gate, session.scope):
        yield AnswerChanged(answer=answer)
    for ticket in ticket_records.all_tickets(gate):
        yield TicketChanged(ticket=ticket)
    for conversation in records.open_or_recent(gate, now - RECENT):
        is_shown = session.sees_all() or session.technician_id in desk.audience(gate, conversation)
        if is_shown:
            yield ConversationChanged(conversation=conversation)
        waits = conversation.waiting_group_id is not None
        session.note_offer(conversation.conversation_id, offered=is_shown and waits)
    for request in records.live_requests(gate, now, clock_rate):
        asked = desk.asked(gate, request, online)
        if session.sees_request(request) and (asked is None or session.technician_id in asked):
            yield RequestChanged(request=request)
    if Right.MANAGE_TOKENS in session.scope.rights:
        for token in records.token_records(gate):
            yield TokenChanged(token=token)

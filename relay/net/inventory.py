"""Who reports a device's inventory, what consoles read of it, and the questions passed on to an agent.

Of several agents on one device one reports: the one connected longest. It is asked; who was not asked is refused.
"""

import asyncio
from typing import Final

from relay.db.repositories import directory
from relay.db.repositories import inventory as rows
from relay.domain.inventory import cleaned_processes
from relay.domain.scope import RELAY_SCOPE, Right
from relay.net.rate import check_rate
from relay.net.session import AgentSession, ConsoleSession
from relay.net.talk import Talk
from relay.services import watch_records
from shared.errors import DeviceOffline, NotAllowed, NotFound, SportelloError, Unavailable
from shared.ids import CustomerId, DeviceId, DeviceKeyId, WatchRuleId, new_id
from shared.protocol.base import Error, Request
from shared.protocol.inventory import (
    ChangeList,
    FindSoftware,
    InventoryChanged,
    InventoryRecord,
    InventoryWanted,
    ProcessesWanted,
    ProcessList,
    ProcessRow,
    ReadChanges,
    ReadInventory,
    ReadProcesses,
    ReportInventory,
    ReportProcesses,
    SoftwareFound,
    WatchRuleChanged,
)
from shared.protocol.routing import RecordRemoved, RemovedKind
from shared.tasks import spawn

ASK_EVERY_S: Final = 0.1
ASKED_AT_ONCE: Final = 5
"""So 50 agents a second begin to report when all of them come back."""
MOST_FOUND: Final = 100_000
MOST_READ: Final = 50
"""Devices of which one console hears that they have reported."""
PROCESSES_WITHIN_S: Final = 15.0
"""Less than a console waits for any answer."""
MAX_QUESTIONS: Final = 200
SEARCHES: Final = 2
"""At once, in worker threads: one reads some hundred megabytes where there are 50,000 devices."""
SEEN_EVERY_MIN: Final = 15
SEEN_AT_ONCE: Final = 500


def look_for_reporter(talk: Talk, device_id: DeviceId) -> None:
    """Ask an agent of the device for its inventory, unless one has been asked already."""
    agents = [agent for agent in talk.registry.agents_of(device_id) if agent.scope.approved]
    if agents and not any(agent.is_reporter for agent in agents):
        agents[0].is_reporter = True
        talk.inventory.to_ask.append(agents[0])


async def ask_agents(talk: Talk) -> None:
    """Ask those that wait to be asked, a few at a time, for ever."""
    while True:
        await asyncio.sleep(ASK_EVERY_S)
        waiting = talk.inventory.to_ask
        for session in [waiting.popleft() for _ in range(min(ASKED_AT_ONCE, len(waiting)))]:
            if talk.registry.agents.get(session.device_key_id) is session:
                _ask(talk, session)


def left(talk: Talk, session: AgentSession) -> None:
    """An agent has gone: what it had begun is dropped, and another one of the device reports."""
    talk.inventory.forget(session)
    look_for_reporter(talk, session.device_id)


def whole_report(talk: Talk, session: AgentSession, part: ReportInventory, size: int) -> ReportInventory | None:
    """Return the report once all of it is here. Raises: NotAllowed, TooLarge, Unavailable, RateLimited."""
    if not session.is_reporter:
        raise NotAllowed(why="not_asked")
    if part.part == 1:
        check_rate(session.report_bucket)
    return talk.inventory.add(session, part, size)


def read_inventory(talk: Talk, session: ConsoleSession, message: ReadInventory, _frame: bytes) -> None:
    """Answer with what is here, and let the agent look again when that is wanted."""
    check_rate(session.bucket)
    with talk.reader.gate(session.scope) as gate:
        if directory.device_row(gate, message.device_id) is None:
            raise NotFound
        head = rows.head(gate, message.device_id)
        sections = rows.sections(gate, message.device_id)
    session.send(
        InventoryRecord(
            re=message.ref,
            device_id=message.device_id,
            version=head.version if head is not None else 0,
            reported_at=head.reported_at if head is not None else None,
            sections=sections,
        )
    )
    _remember(session, message.device_id)
    if message.fresh and Right.CHAT in session.scope.rights:
        for agent in talk.registry.agents_of(message.device_id):
            if agent.is_reporter:
                _ask(talk, agent)


def read_changes(talk: Talk, session: ConsoleSession, message: ReadChanges, _frame: bytes) -> None:
    """Answer with the history of a device."""
    check_rate(session.bucket)
    with talk.reader.gate(session.scope) as gate:
        if directory.device_row(gate, message.device_id) is None:
            raise NotFound
        before = message.before or talk.clock.now() + rows.A_MOMENT
        changes = rows.changes(gate, message.device_id, before, message.limit)
    session.send(ChangeList(re=message.ref, device_id=message.device_id, changes=changes))
    _remember(session, message.device_id)


def read_processes(talk: Talk, session: ConsoleSession, message: ReadProcesses, _frame: bytes) -> None:
    """Pass the question on to the device; its answer, or that none came, is the reply."""
    session.scope.require(Right.CHAT)
    check_rate(session.bucket)
    with talk.reader.gate(session.scope) as gate:
        if directory.device_row(gate, message.device_id) is None:
            raise NotFound
    agent = next((agent for agent in talk.registry.agents_of(message.device_id) if agent.scope.approved), None)
    if agent is None:
        raise DeviceOffline
    if len(talk.inventory.questions) >= MAX_QUESTIONS:
        raise Unavailable(retry_after_ms=int(PROCESSES_WITHIN_S * 1000))
    question_id = new_id()

    def too_late() -> None:
        if talk.inventory.questions.pop(question_id, None) is not None:
            _refuse(session, message, Unavailable(retry_after_ms=1_000))

    timer = asyncio.get_running_loop().call_later(PROCESSES_WITHIN_S, too_late)

    def answered(processes: list[ProcessRow]) -> None:
        timer.cancel()
        session.send(ProcessList(re=message.ref, device_id=message.device_id, processes=processes))

    talk.inventory.questions[question_id] = (agent, answered)
    agent.send(ProcessesWanted(question_id=question_id))


def report_processes(talk: Talk, session: AgentSession, message: ReportProcesses, _frame: bytes) -> None:
    """Hand an agent's answer to whoever asked; one that nobody waits for, or of another agent, is dropped."""
    asked, answered = talk.inventory.questions.get(message.question_id, (None, None))
    if asked is session and answered is not None:
        del talk.inventory.questions[message.question_id]
        answered(cleaned_processes(message.processes))


def find_software(talk: Talk, session: ConsoleSession, message: FindSoftware, _frame: bytes) -> None:
    """Look through the programs of all devices in scope, beside the loop."""
    check_rate(session.bucket)
    if talk.inventory.searches >= SEARCHES:
        raise Unavailable(retry_after_ms=500)
    talk.inventory.searches += 1
    spawn(_find(talk, session, message), name="find software")


def tell_readers(talk: Talk, device_id: DeviceId) -> None:
    """Tell the consoles that have read a device's inventory that it has reported again."""
    readers = [console for console in talk.registry.all_consoles() if device_id in console.reads]
    if readers:
        with talk.reader.gate(RELAY_SCOPE) as gate:
            head = rows.head(gate, device_id)
        for console in readers:
            if head is not None and console.scope.covers(head.customer_id):
                console.send(InventoryChanged(device_id=device_id, version=head.version))


def push_rule(talk: Talk, rule_id: WatchRuleId, customer_id: CustomerId) -> None:
    """Tell consoles in scope how a watch rule stands, or that it is gone."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        rule = watch_records.watch_rule(gate, rule_id)
    gone = RecordRemoved(kind=RemovedKind.WATCH_RULE, id=rule_id)
    for console in talk.registry.all_consoles():
        if console.scope.covers(customer_id):
            console.send(gone if rule is None else WatchRuleChanged(rule=rule))


def keys_seen(talk: Talk, minute: int) -> list[list[DeviceKeyId]]:
    """Return, in portions for the writer, the connected agents whose turn it is in this minute to be noted as seen."""
    keys = sorted(talk.registry.agents)[minute % SEEN_EVERY_MIN :: SEEN_EVERY_MIN]
    return [keys[start : start + SEEN_AT_ONCE] for start in range(0, len(keys), SEEN_AT_ONCE)]


async def _find(talk: Talk, session: ConsoleSession, message: FindSoftware) -> None:
    def look() -> list[DeviceId]:
        with talk.reader.gate(session.scope) as gate:
            return rows.devices_with(gate, message.text, MOST_FOUND)

    try:
        found = await asyncio.to_thread(look)
    except Exception:
        _refuse(session, message, Unavailable(retry_after_ms=1_000))
        raise
    finally:
        talk.inventory.searches -= 1
    session.send(SoftwareFound(re=message.ref, device_ids=found))


def _ask(talk: Talk, session: AgentSession) -> None:
    with talk.reader.gate(session.scope) as gate:
        head = rows.head(gate, session.device_id)
    session.send(InventoryWanted(version=head.version if head is not None else 0))


def _remember(session: ConsoleSession, device_id: DeviceId) -> None:
    session.reads.pop(device_id, None)
    session.reads[device_id] = None
    while len(session.reads) > MOST_READ:
        del session.reads[next(iter(session.reads))]


def _refuse(session: ConsoleSession, message: Request, error: SportelloError) -> None:
    session.send(Error(code=error.code, re=message.ref, retry_after_ms=error.retry_after_ms))

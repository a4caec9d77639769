"""Files in the talk: the second factor that opens an installer's way, and what is pushed of files. Bytes: relay/files."""

import msgspec

from relay.db.repositories import files as file_rows
from relay.db.repositories import technicians
from relay.db.repositories import tickets as ticket_rows
from relay.db.unit_of_work import Hint
from relay.domain.scope import RELAY_SCOPE
from relay.net.authentication import check_wait, second_factor
from relay.net.rate import check_rate
from relay.net.session import ConsoleSession, Session
from relay.net.talk import Talk
from relay.services.file_orders import StepUpTechnician
from relay.services.file_policy import policy_of
from relay.services.file_records import file_record
from relay.services.orders import RecordFailedSignIn, RelayCaller
from relay.services.technicians import account_subject, address_subject
from relay.writer.wire import Outcome
from shared.errors import AuthFailed, Unavailable
from shared.file_types import FOR_CONTENT
from shared.ids import ConversationId, CustomerId, DeviceKeyId, FileId, TechnicianId
from shared.protocol.base import Error, Message
from shared.protocol.transfers import FileChanged, FilePolicyChanged, FileState, StepUp


def step_up(talk: Talk, session: ConsoleSession, message: StepUp, _frame: bytes) -> None:
    """Check a fresh second factor and let the writer consume it. Raises: AuthFailed, RateLimited."""
    check_rate(session.bucket)
    address, now = session.wire.address, talk.clock.now()
    with talk.reader.gate(RELAY_SCOPE) as gate:
        row = gate.row(technicians.TECHNICIAN, of_technician=session.technician_id)
        account = "" if row is None else row.e_mail_key
        subjects = (account_subject(account, address), address_subject(address))
        waits = [gate.row(technicians.FAILURE, of_subject=subject) for subject in subjects]
    check_wait(waits, now)
    step, recovery = second_factor(row, message.second_factor, now)
    if step is None and recovery is None:
        talk.writer.tell(RecordFailedSignIn(account=account, address=address))
        raise AuthFailed
    order = StepUpTechnician(
        re=message.ref,
        technician_id=session.technician_id,
        session_hash=session.session_hash,
        totp_step=step,
        recovery_hash=recovery,
        address=address,
        account=account,
    )

    def answered(outcome: Outcome | None) -> None:
        if outcome is None:
            error = Unavailable(retry_after_ms=1_000)
            session.send(Error(code=error.code, re=message.ref, retry_after_ms=error.retry_after_ms))
        elif outcome.code:
            session.send(Error(code=outcome.code, re=message.ref))
        else:
            session.send_frame(outcome.answer)

    talk.writer.order(RelayCaller(), msgspec.json.encode(order), answered, address=address)


def welcome(talk: Talk, session: Session) -> None:
    """Tell a fresh session what may be sent."""
    if session.scope.approved:
        session.send(_policy(talk))


def policy_changed(talk: Talk) -> None:
    """Tell everybody what may be sent from now on."""
    message = _policy(talk)
    for session in talk.registry.all_sessions():
        if session.scope.approved:
            session.send(message)


def changed(talk: Talk, hint: Hint) -> None:
    """Tell the sender what became of a file; consoles and the ticket's agent, that a ticket has one more, or one refused."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        row = file_rows.file_row(gate, FileId(hint.id))
        ticket = None if row is None or not row.ticket_id else ticket_rows.ticket_row(gate, row.ticket_id)
    if row is None:
        return
    message = FileChanged(file=file_record(row), customer_id=CustomerId(row.customer_id))
    hearers: set[Session] = set()
    if row.from_device:
        hearers.update(filter(None, [talk.registry.agents.get(DeviceKeyId(row.sender_id))]))
    else:
        mine = talk.registry.consoles.get(TechnicianId(row.sender_id), set())
        hearers.update(console for console in mine if console.scope.covers(CustomerId(row.customer_id)))
    # What ended in a talk is told by its message; what is erased must leave every screen.
    is_shown = row.state is FileState.READY or row.refused in FOR_CONTENT
    if row.state is FileState.ERASED or (is_shown and row.conversation_id is None):
        hearers |= _whom_it_concerns(
            talk, row.customer_id, row.conversation_id, ticket.device_key_id if ticket else None
        )
    for session in hearers:
        session.send(message)


def _whom_it_concerns(
    talk: Talk, customer_id: CustomerId, conversation_id: ConversationId | None, device_key_id: str | None
) -> set[Session]:
    """Return who hears of a file besides its sender: of a talk its members, of a ticket consoles in scope and its agent."""
    if conversation_id is not None:
        return set(talk.registry.members.get(conversation_id, ()))
    hearers: set[Session] = {s for s in talk.registry.all_consoles() if s.scope.covers(customer_id)}
    agent = talk.registry.agents.get(DeviceKeyId(device_key_id or ""))
    return hearers | {agent} if agent is not None else hearers


def _policy(talk: Talk) -> Message:
    with talk.reader.gate(RELAY_SCOPE) as gate:
        return FilePolicyChanged(policy=policy_of(gate, is_scanned=bool(talk.config.clamd)))

"""The handler table: which messages each kind of session may send, and who deals with them.

`ordered` hands the frame to the writer; the rest is answered here from committed rows. Nothing in this module waits.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from relay.db.repositories import chat as chat_rows
from relay.net import auditing, desk_reads, exporting, feeds, files, searching, snapshot, typing
from relay.net import inventory as inventories
from relay.net.rate import check_rate
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.talk import Talk
from relay.services.file_records import with_files
from relay.services.orders import EndTechnicianSession, RecordRefusal
from relay.writer.wire import Outcome
from shared.errors import NotAllowed, NotFound, Unavailable
from shared.protocol import (
    audit,
    chat,
    codec,
    directory,
    hello,
    identity,
    inventory,
    people,
    requests,
    routing,
    search,
    stamps,
    tickets,
    transfers,
)  # fmt: skip
from shared.protocol.base import CloseCode, Done, Error, Message, Request

ENDED: Final = {"replaced": CloseCode.REPLACED, "revoked": CloseCode.REVOKED}
"""Answers of the writer after which a connection has nothing more to say."""
Handler = Callable[[Talk, Any, Any, bytes], None]


def dispatch(talk: Talk, session: Session, message: Message, frame: bytes) -> None:
    """Run the handler of a message. Raises: NotAllowed for a message this kind of session may not send."""
    table = AGENT if isinstance(session, AgentSession) else CONSOLE
    handler = table.get(type(message))
    if handler is None:
        check_rate(session.bucket)
        who = session.scope.principal
        tag = str(message.__struct_config__.tag)
        talk.writer.tell(RecordRefusal(kind=who.kind.value, principal_id=who.id, method=tag))
        raise NotAllowed(why="method")
    if not session.scope.approved and not isinstance(message, chat.Sync):
        raise NotAllowed(why="waiting_for_approval")
    handler(talk, session, message, frame)


def ordered(talk: Talk, session: Session, message: Request, frame: bytes) -> None:
    """Hand the frame to the writer; its outcome is the answer, sent after the commit. Raises: RateLimited."""
    check_rate(session.bucket)
    started = time.monotonic()

    def answered(outcome: Outcome | None) -> None:
        talk.metrics.order_seconds.observe(time.monotonic() - started)
        if outcome is None:
            error = Unavailable(retry_after_ms=1_000)
            session.send(Error(code=error.code, re=message.ref, retry_after_ms=error.retry_after_ms))
            return
        session.send_frame(outcome.answer)
        if outcome.code in ENDED:
            session.end(ENDED[outcome.code], outcome.code)
        if outcome.code:
            talk.metrics.refused.labels(outcome.code).inc()
        elif isinstance(message, chat.SendMessage):
            talk.metrics.stored.inc()

    talk.writer.order(
        session.caller, frame, answered, present=_present(talk, session, message), address=session.wire.address
    )


def _present(talk: Talk, session: Session, message: Request) -> frozenset[str]:
    """Return the connected people that matter: technicians for a user's request, OS sessions for a technician's."""
    if isinstance(message, requests.AskDevice):
        return talk.registry.online_keys(message.device_id)
    if isinstance(message, requests.DeclineRequest) and isinstance(session, AgentSession):
        return talk.registry.online_keys(session.device_id)
    if isinstance(message, requests.AskTechnician | requests.DeclineRequest):
        return talk.registry.online_technicians()
    return frozenset()


def report_inventory(talk: Talk, session: AgentSession, message: inventory.ReportInventory, frame: bytes) -> None:
    """Order a report once its last part is here; the parts before are only taken note of."""
    whole = inventories.whole_report(talk, session, message, len(frame))
    if whole is None:
        session.send(Done(re=message.ref))
    else:
        ordered(talk, session, whole, codec.encode(whole))


def pull(talk: Talk, session: Session, message: chat.Pull, _frame: bytes) -> None:
    """Answer with history; also of closed conversations in scope."""
    with talk.reader.gate(session.scope) as gate:
        conversation = chat_rows.conversation_row(gate, message.conversation_id)
        if conversation is None or session.scope.device_key_id not in {None, conversation.device_key_id}:
            raise NotFound
        rows = chat_rows.messages_after(gate, message.conversation_id, message.after, message.limit)
        found = with_files(gate, [chat_rows.message_from(row) for row in rows])
    session.send(
        chat.Pulled(re=message.ref, conversation_id=message.conversation_id, messages=found, head=conversation.head)
    )


def sign_out(talk: Talk, session: ConsoleSession, message: hello.SignOut, _frame: bytes) -> None:
    """End the technician's session and the connection."""
    talk.writer.tell(EndTechnicianSession(session_hash=session.session_hash))
    session.send(Done(re=message.ref))
    session.wire.close(1000, "signed out")


_BOTH: Final[dict[type[Message], Handler]] = {
    chat.Sync: feeds.sync,
    chat.SendMessage: ordered,
    chat.Delivered: feeds.delivered,
    chat.Read: feeds.read,
    chat.Pull: pull,
    chat.Typing: typing.typing,
    chat.CloseConversation: ordered,
    requests.AcceptRequest: ordered,
    requests.DeclineRequest: ordered,
    requests.CancelRequest: ordered,
    tickets.OpenTicket: ordered,
    tickets.AddEntry: ordered,
    tickets.ReadThread: desk_reads.read_thread,
    transfers.OfferFile: ordered,
    transfers.FetchFile: ordered,
    transfers.CancelFile: ordered,
}
AGENT: Final[dict[type[Message], Handler]] = {
    **_BOTH,
    requests.AskTechnician: ordered,
    identity.SendIdentityToken: ordered,
    identity.ConfirmIdentity: ordered,
    directory.ReportPresence: snapshot.report_presence,
    inventory.ReportInventory: report_inventory,
    inventory.ReportProcesses: inventories.report_processes,
}
CONSOLE: Final[dict[type[Message], Handler]] = {
    **_BOTH,
    hello.SignOut: sign_out,
    requests.AskDevice: ordered,
    requests.SetAvailability: ordered,
    transfers.SaveFilePolicy: ordered,
    transfers.StepUp: files.step_up,
    chat.LeaveMessage: ordered,
    tickets.EditTicket: ordered,
    tickets.MergeTicket: ordered,
    routing.SaveGroup: ordered,
    routing.RemoveGroup: ordered,
    routing.SaveService: ordered,
    routing.SaveAnswer: ordered,
    routing.RemoveAnswer: ordered,
    routing.TransferConversation: ordered,
    routing.TakeConversation: ordered,
    routing.SetMailNotices: ordered,
    routing.ReadMissed: desk_reads.read_missed,
    routing.Viewing: desk_reads.viewing,
    directory.Subscribe: snapshot.subscribe,
    directory.SaveCustomer: ordered,
    directory.SaveContact: ordered,
    directory.AssignDevices: ordered,
    people.ImportContacts: ordered,
    people.MergeContacts: ordered,
    people.AssignContacts: ordered,
    people.EraseContact: ordered,
    people.ExportContact: exporting.export,
    search.Search: searching.search,
    audit.ReadAudit: auditing.read_audit,
    directory.ApproveDevice: ordered,
    directory.RevokeDevice: ordered,
    directory.SetHelpdesk: ordered,
    inventory.ReadInventory: inventories.read_inventory,
    inventory.ReadChanges: inventories.read_changes,
    inventory.ReadProcesses: inventories.read_processes,
    inventory.FindSoftware: inventories.find_software,
    inventory.SetTags: ordered,
    inventory.SaveWatchRule: ordered,
    inventory.RemoveWatchRule: ordered,
    directory.SaveSettings: ordered,
    directory.CreateToken: ordered,
    directory.RevokeToken: ordered,
    stamps.CreateStamp: ordered,
}

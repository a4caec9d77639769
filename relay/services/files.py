"""Files before and beside their bytes: offer, fetch, cancel. Who may, how much, which types. Source: docs/protocol.md, Files.

What becomes of a file once its bytes are there: services/file_ends.py.
"""

import datetime as dt
import hashlib
import secrets
import uuid

import msgspec

from relay.db.gate import Row
from relay.db.repositories import chat, directory, files
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import conversation as rules
from relay.domain.scope import RELAY_SCOPE, PrincipalKind, Right, Scope
from relay.domain.text import person_name
from relay.services import file_policy, loading, step_up
from relay.services.file_records import file_record
from relay.services.orders import Context
from shared.errors import Conflict, NotAllowed, NotFound, ProtocolError, QuotaReached
from shared.file_names import clean_file_name, suffix_of
from shared.file_types import check_offer, rule_for
from shared.ids import ConversationId, CustomerId, FileId, TicketId
from shared.limits import FILE_GRANT_S, FILE_OPEN_PER_MEMBER
from shared.protocol.base import Done
from shared.protocol.transfers import (
    CancelFile,
    FetchFile,
    FileGranted,
    FileState,
    FileTypeRule,
    OfferFile,
    TypeDirection,
)


class Target(msgspec.Struct, frozen=True):
    """Where a file goes, and how its sender is called there."""

    customer_id: CustomerId
    sender_name: str


def offer(work: UnitOfWork, message: OfferFile, context: Context) -> FileGranted:
    """Plan an upload, or go on with one: the same offer is granted again, with what has arrived meanwhile."""
    target = _target(work, message)
    name = clean_file_name(message.name)
    known = files.file_row(work.gate, message.file_id)
    if known is not None:
        return _again(work, message, known, name, context)
    policy = file_policy.policy_of(work.gate, is_scanned=context.files.is_scanned)
    rule = check_offer(policy, name=name, size=message.size, from_device=_is_device(work.scope))
    _check_installer(work, rule, context)
    _check_room(work, target.customer_id, message.size)
    files.insert(
        work.gate,
        {
            "customer_id": target.customer_id,
            "id": message.file_id,
            "stored_as": str(uuid.uuid4()),
            "name": name,
            "size": message.size,
            "sha256": message.sha256,
            "state": FileState.RECEIVING,
            "has_bytes": True,
            "kind": suffix_of(name),
            "media_type": "",
            "signer": "",
            "refused": "",
            "why": "",
            "from_device": _is_device(work.scope),
            "sender_id": work.scope.principal.id,
            "sender_name": target.sender_name,
            "conversation_id": message.conversation_id,
            "ticket_id": message.ticket_id,
            "offered_at": context.now,
            "touched_at": context.now,
            "ended_at": None,
        },
    )
    files.add_usage(work.gate, target.customer_id, message.size)
    work.audit("file.offered", message.file_id, context.now, target.customer_id, size=message.size, kind=rule.suffix)
    row = _row(work, message.file_id)
    return _granted(work, row, message.ref, context, is_sending=True)


def fetch(work: UnitOfWork, message: FetchFile, context: Context) -> FileGranted:
    """Let somebody in scope read a file that is ready. Raises: NotFound, Conflict while it is not."""
    row = visible_file(work, message.file_id)
    if row.state is not FileState.READY:
        raise Conflict(what="not_ready")
    work.audit("file.fetched", row.id, context.now, CustomerId(row.customer_id))
    return _granted(work, row, message.ref, context, is_sending=False)


def cancel(work: UnitOfWork, message: CancelFile, context: Context) -> Done:
    """Give an unfinished upload up; only who offered it may. Twice is like once."""
    row = visible_file(work, message.file_id)
    if row.sender_id != work.scope.principal.id:
        raise NotAllowed(why="not_a_member")
    if row.state in files.UNFINISHED:
        end(work, row, FileState.CANCELLED, context.now)
    elif row.state is not FileState.CANCELLED:
        raise Conflict(what=row.state.value)
    return Done(re=message.ref)


def end(work: UnitOfWork, row: Row, state: FileState, now: dt.datetime, *, refused: str = "", why: str = "") -> None:
    """Move an unfinished file to where it ends. Raises: Conflict when it moved meanwhile."""
    keys = {"of_file": row.id, "old_state": row.state}
    if not directory.change(work.gate, files.MOVE, keys, state=state, refused=refused, why=why, ended_at=now):
        raise Conflict(what="state")
    detail = {"code": refused, "why": why} if why else {"code": refused}
    work.audit(f"file.{state.value}", row.id, now, CustomerId(row.customer_id), **detail)
    work.hint(Topic.FILE, row.id, row.customer_id, state.value)


def visible_file(work: UnitOfWork, file_id: FileId) -> Row:
    """Return a file the caller may know of. Raises: NotFound also for another customer's, and for another device's."""
    row = files.file_row(work.gate, file_id)
    if row is None:
        raise NotFound
    if _is_device(work.scope):
        work.scope.own_customer  # noqa: B018 - raises before approval
        if row.conversation_id:
            loading.conversation_of(work, ConversationId(row.conversation_id))
        elif loading.ticket_of(work, TicketId(row.ticket_id)).device_key_id != work.scope.device_key_id:
            raise NotFound
    return row


def _target(work: UnitOfWork, message: OfferFile) -> Target:
    """Raises: ProtocolError unless exactly one place is named; NotFound; NotAllowed for who is no member."""
    if message.conversation_id is not None and message.ticket_id is None:
        return _talk(work, message.conversation_id)
    if message.ticket_id is not None and message.conversation_id is None:
        return _ticket(work, message.ticket_id)
    raise ProtocolError(why="malformed")


def _talk(work: UnitOfWork, conversation_id: ConversationId) -> Target:
    talk = loading.conversation_of(work, conversation_id)
    if not _is_device(work.scope):
        work.scope.require(Right.CHAT)
    else:
        work.scope.own_customer  # noqa: B018 - raises before approval
    rules.check_member(talk, work.scope.principal.id)
    rules.check_open(talk)
    if not _is_device(work.scope):
        return Target(talk.customer_id, work.scope.principal.name)
    row = work.gate.row(chat.ONE_CONVERSATION_VIEW, of_conversation=talk.id)
    shown = "" if row is None else person_name(row.first_name, row.last_name, row.os_user)
    return Target(talk.customer_id, shown)


def _ticket(work: UnitOfWork, ticket_id: TicketId) -> Target:
    row = loading.ticket_of(work, ticket_id)
    if not _is_device(work.scope):
        work.scope.require(Right.EDIT_TICKETS)
        return Target(CustomerId(row.customer_id), work.scope.principal.name)
    work.scope.own_customer  # noqa: B018 - raises before approval
    if row.device_key_id != work.scope.device_key_id:
        raise NotFound
    return Target(CustomerId(row.customer_id), person_name(row.first_name, row.last_name, work.scope.principal.name))


def _again(work: UnitOfWork, message: OfferFile, known: Row, name: str, context: Context) -> FileGranted:
    """Grant the same offer once more. Raises: Conflict when its facts are others."""
    offered = (message.size, message.sha256, message.conversation_id, message.ticket_id, work.scope.principal.id)
    if offered != (known.size, known.sha256, known.conversation_id, known.ticket_id, known.sender_id):
        raise Conflict(what="exists")
    if known.name != name:
        raise Conflict(what="exists")
    if known.state is not FileState.RECEIVING:
        return _without_token(known, message.ref, context)
    rule = rule_for(name, [FileTypeRule(suffix=known.kind)])
    if rule is not None and rule.direction is TypeDirection.TO_DEVICE:
        work.scope.require(Right.SEND_INSTALLERS)
    directory.change(work.gate, files.SAVE, {"of_file": known.id}, touched_at=context.now)
    return _granted(work, known, message.ref, context, is_sending=True)


def _check_installer(work: UnitOfWork, rule: FileTypeRule, context: Context) -> None:
    """Raises: NotAllowed, StepUpRequired for what may only go to a device."""
    if rule.direction is TypeDirection.TO_DEVICE:
        work.scope.require(Right.SEND_INSTALLERS)
        step_up.check(work, context)


def _check_room(work: UnitOfWork, customer_id: CustomerId, size: int) -> None:
    """Raises: QuotaReached for too many unfinished uploads of the sender, or too many bytes of the customer."""
    unfinished = work.gate.row(files.UNFINISHED_OF, of_sender=work.scope.principal.id)
    if unfinished is not None and unfinished.files >= FILE_OPEN_PER_MEMBER:
        raise QuotaReached(limit=FILE_OPEN_PER_MEMBER, what="unfinished")
    quota = file_policy.quota_bytes(work.gate)
    if files.usage(work.gate, customer_id) + size > quota:
        raise QuotaReached(limit=quota, what="bytes")


def _granted(work: UnitOfWork, row: Row, re: int, context: Context, *, is_sending: bool) -> FileGranted:
    """Return a fresh grant; only its hash is kept, and what has expired is forgotten on the way."""
    token = secrets.token_urlsafe(32)
    session_hash = context.session_hash or None
    is_device = _is_device(work.scope)
    work.under(RELAY_SCOPE).gate.change(files.FORGET_EXPIRED, now=context.now)
    files.insert_grant(
        work.gate,
        {
            "token_hash": token_hash(token),
            "customer_id": row.customer_id,
            "file_id": row.id,
            "is_sending": is_sending,
            "device_key_id": work.scope.device_key_id if is_device else None,
            "technician_id": None if is_device else work.scope.technician_id,
            "session_hash": None if is_device else session_hash,
            "expires_at": context.now + dt.timedelta(seconds=FILE_GRANT_S),
        },
    )
    granted = _without_token(row, re, context)
    return msgspec.structs.replace(granted, token=token, offset=granted.offset if is_sending else 0)


def _without_token(row: Row, re: int, context: Context) -> FileGranted:
    arrived = (
        row.size if row.state is not FileState.RECEIVING else context.files.arrived(row.customer_id, row.stored_as)
    )
    return FileGranted(
        re=re,
        file=file_record(row),
        token="",
        offset=min(arrived, row.size),
        port=context.files.port,
        url=context.files.url,
        expires_in_s=FILE_GRANT_S,
    )


def token_hash(token: str) -> bytes:
    """Return what is kept of a grant's token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def _row(work: UnitOfWork, file_id: FileId) -> Row:
    row = files.file_row(work.gate, file_id)
    if row is None:
        raise NotFound
    return row


def _is_device(scope: Scope) -> bool:
    return scope.principal.kind is PrincipalKind.DEVICE

"""From committed rows to the records that clients are shown. Read-only; run on a reader's gate in the talk process.

What an agent may not know is left out here, in one place: no other technician's decline, no level-0 guesses.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

from relay.db.gate import Gate, Row
from relay.db.repositories import chat, directory, identity, inventory, people, technicians
from relay.domain.chat_request import ChatRequest, remaining_ms
from relay.domain.text import person_name
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    GroupId,
    TechnicianId,
    TicketId,
)
from shared.protocol.chat import ConversationRecord, Cursor
from shared.protocol.directory import (
    ContactRecord,
    CustomerRecord,
    DeviceRecord,
    DeviceState,
    OsSessionRecord,
    SettingsRecord,
    TechnicianRecord,
    TokenRecord,
)
from shared.protocol.identity import Shield
from shared.protocol.requests import ChatRequestRecord

Presence = Callable[[str], OsSessionRecord | None]
"""Looks up what a connected device key last reported; None when it is not connected."""


def request_record(
    gate: Gate, request_id: ChatRequestId, now: dt.datetime, clock_rate: float
) -> ChatRequestRecord | None:
    """Return one request as its parties see it."""
    row = gate.row(chat.ONE_REQUEST_VIEW, of_request=request_id)
    return None if row is None else _request(gate, row, now, clock_rate)


def live_requests(gate: Gate, now: dt.datetime, clock_rate: float) -> Iterator[ChatRequestRecord]:
    """Return every request that can still be accepted, oldest first."""
    for row in gate.rows(chat.LIVE_REQUEST_VIEWS):
        yield _request(gate, row, now, clock_rate)


def ended_requests(
    gate: Gate, device_id: DeviceId, since: dt.datetime, now: dt.datetime, clock_rate: float
) -> Iterator[ChatRequestRecord]:
    """Return the device's requests that ended after `since`, oldest first."""
    for row in gate.rows(chat.ENDED_REQUEST_VIEWS, of_device=device_id, since=since):
        yield _request(gate, row, now, clock_rate)


def missed_requests(
    gate: Gate, since: dt.datetime, most: int, now: dt.datetime, clock_rate: float
) -> Iterator[ChatRequestRecord]:
    """Return users' requests since then that nobody took, the newest first."""
    for row in gate.rows(chat.MISSED_VIEWS, since=since, most=most):
        yield _request(gate, row, now, clock_rate)


def _request(gate: Gate, row: Row, now: dt.datetime, clock_rate: float) -> ChatRequestRecord:
    facts = row._mapping  # noqa: SLF001 - SQLAlchemy's public name
    request = ChatRequest(**{name: facts[name] for name in ChatRequest.__struct_fields__})
    key_id = request.device_key_id
    return ChatRequestRecord(
        request_id=request.id,
        customer_id=request.customer_id,
        version=request.version,
        direction=request.direction,
        state=request.state,
        device_id=request.device_id,
        remaining_ms=round(remaining_ms(request, now) / clock_rate),
        created_at=request.created_at,
        customer_name=row.customer_name,
        device_name=row.device_name,
        device_key_id=key_id,
        os_user=row.os_user or "",
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        contact_name=person_name(row.first_name, row.last_name, row.os_user or ""),
        technician_id=request.technician_id,
        technician_name=row.technician_name or "",
        organisation=str(directory.settings(gate).get("organisation", "")),
        reason=request.reason,
        shield=_known_shield(gate, request.device_id, key_id),
        ticket_id=request.ticket_id,
        conversation_id=request.conversation_id,
        declined_by=[TechnicianId(d.declined_by) for d in gate.rows(chat.DECLINES, of_request=request.id)],
        service_id=request.service_id,
        service_name=row.service_name or "",
    )


def _known_shield(gate: Gate, device_id: DeviceId, key_id: DeviceKeyId | None) -> Shield:
    best = Shield()
    for link in directory.links_of_device(gate, device_id):
        if link.device_key_id in {None, key_id} and link.level > best.level:
            best = Shield(level=link.level, method=link.method, by=link.set_by, at=link.set_at)
    return best


def conversation_record(gate: Gate, conversation_id: ConversationId) -> ConversationRecord | None:
    """Return one conversation."""
    row = gate.row(chat.ONE_CONVERSATION_VIEW, of_conversation=conversation_id)
    return None if row is None else _conversation(gate, row)


def conversations_of_key(gate: Gate, device_key_id: DeviceKeyId, most: int = 50) -> list[ConversationRecord]:
    """Return an OS session's own conversations, the newest first."""
    return [_conversation(gate, row) for row in gate.rows(chat.OF_DEVICE_KEY, of_key=device_key_id)[:most]]


def conversations_of_technician(gate: Gate, technician_id: TechnicianId) -> list[ConversationRecord]:
    """Return a technician's open conversations and the last closed ones, 200 in all, oldest first."""
    rows = gate.rows(chat.OF_TECHNICIAN, of_technician=technician_id)
    return [_conversation(gate, row) for row in reversed(rows)]


def open_or_recent(gate: Gate, since: dt.datetime) -> Iterator[ConversationRecord]:
    """Return open conversations, and those closed after `since`."""
    for row in gate.rows(chat.OPEN_OR_RECENT, since=since):
        yield _conversation(gate, row)


def _conversation(gate: Gate, row: Row) -> ConversationRecord:
    cursors = [
        Cursor(member=c.member, delivered=c.delivered, read=c.read)
        for c in gate.rows(chat.CURSORS, of_conversation=row.id)
    ]
    return ConversationRecord(
        conversation_id=ConversationId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        head=row.head,
        open=row.is_open,
        device_id=DeviceId(row.device_id),
        device_key_id=DeviceKeyId(row.device_key_id),
        opened_at=row.opened_at,
        customer_name=row.customer_name,
        device_name=row.device_name,
        os_user=row.os_user,
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        contact_name=person_name(row.first_name, row.last_name, row.os_user),
        technician_id=TechnicianId(row.technician_id),
        technician_name=row.technician_name,
        organisation=str(directory.settings(gate).get("organisation", "")),
        shield=shield_of(row),
        accepted_at=row.accepted_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        ticket_id=TicketId(row.ticket_id) if row.ticket_id else None,
        ticket_number=row.ticket_number,
        cursors=cursors,
        waiting_group_id=GroupId(row.waiting_group_id) if row.waiting_group_id else None,
        waiting_group_name=row.waiting_group_name or "",
        service_name=row.service_name or "",
    )


def customers(gate: Gate) -> Iterator[CustomerRecord]:
    """Return every customer in scope by name."""
    inherited = bool(directory.settings(gate).get("user_chat_enabled", False))
    for row in gate.rows(directory.CUSTOMERS):
        yield _customer(row, inherited=inherited)


def customer_record(gate: Gate, customer_id: CustomerId) -> CustomerRecord | None:
    """Return one customer."""
    row = directory.customer_row(gate, customer_id)
    inherited = bool(directory.settings(gate).get("user_chat_enabled", False))
    return None if row is None else _customer(row, inherited=inherited)


def _customer(row: Row, *, inherited: bool) -> CustomerRecord:
    return CustomerRecord(
        customer_id=CustomerId(row.id),
        version=row.version,
        name=row.name,
        enrolment_policy=row.enrolment_policy,
        user_chat_enabled=row.user_chat_enabled,
        user_chat_effective=inherited if row.user_chat_enabled is None else row.user_chat_enabled,
        owner_id=TechnicianId(row.owner_id) if row.owner_id else None,
        retention_days=row.retention_days,
    )


def contacts(gate: Gate) -> Iterator[ContactRecord]:
    """Return every contact in scope by name."""
    devices: dict[str, list[DeviceId]] = {}
    for link in gate.rows(directory.LINKS):
        devices.setdefault(link.contact_id, []).append(DeviceId(link.device_id))
    addresses: dict[str, list[str]] = {}
    for address in gate.rows(people.ADDRESSES):
        addresses.setdefault(address.contact_id, []).append(address.e_mail)
    for row in gate.rows(directory.CONTACTS):
        yield _contact(row, devices.get(row.id, []), addresses.get(row.id, []))


def contact_record(gate: Gate, contact_id: ContactId) -> ContactRecord | None:
    """Return one contact."""
    row = gate.row(directory.CONTACT, of_contact=contact_id)
    links = directory.links_of_contact(gate, contact_id)
    if row is None:
        return None
    return _contact(row, [DeviceId(link.device_id) for link in links], people.addresses_of(gate, contact_id))


def _contact(row: Row, device_ids: list[DeviceId], e_mails: list[str]) -> ContactRecord:
    return ContactRecord(
        contact_id=ContactId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        first_name=row.first_name,
        last_name=row.last_name,
        e_mail=row.e_mail,
        device_ids=list(dict.fromkeys(device_ids)),
        other_e_mails=e_mails[1:],
    )


def devices(gate: Gate, presence: Presence) -> Iterator[DeviceRecord]:
    """Return every device in scope by name, with what its agents last reported."""
    keys: dict[str, list[Row]] = {}
    for key in gate.rows(directory.ALL_KEYS):
        keys.setdefault(key.device_id, []).append(key)
    people: dict[str, list[ContactId]] = {}
    for link in gate.rows(directory.LINKS):
        people.setdefault(link.device_id, []).append(ContactId(link.contact_id))
    reported, tags = inventory.heads(gate), inventory.all_tags(gate)
    for row in gate.rows(directory.DEVICES):
        shown = _device(row, keys.get(row.id, []), people.get(row.id, []), presence)
        yield with_inventory(shown, reported.get(row.id), tags.get(row.id, []))


def device_record(gate: Gate, device_id: DeviceId, presence: Presence) -> DeviceRecord | None:
    """Return one device."""
    row = directory.device_row(gate, device_id)
    if row is None:
        return None
    people = [ContactId(link.contact_id) for link in directory.links_of_device(gate, device_id)]
    shown = _device(row, list(directory.keys_of_device(gate, device_id)), people, presence)
    return with_inventory(shown, inventory.head(gate, device_id), [*inventory.tags(gate, device_id).values()])


def with_inventory(shown: DeviceRecord, reported: Row | None, tags: list[str]) -> DeviceRecord:
    """Return a device with what it has reported, and its tags."""
    if reported is None:
        return msgspec.structs.replace(shown, tags=tags) if tags else shown
    facts = inventory.facts_from(reported.facts)
    return msgspec.structs.replace(shown, tags=tags, facts=facts, inventory_version=reported.version)


def _device(row: Row, keys: list[Row], contact_ids: list[ContactId], presence: Presence) -> DeviceRecord:
    sessions = [_os_session(key, presence) for key in keys]
    waits = row.state is DeviceState.APPROVED and not all(key.is_approved for key in keys)
    return DeviceRecord(
        device_id=DeviceId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        name=row.name,
        platform=row.platform,
        state=DeviceState.PENDING if waits else row.state,
        helpdesk_enabled=row.helpdesk_enabled,
        enrolled_at=row.enrolled_at,
        online=any(session.online for session in sessions),
        last_seen_at=row.last_seen_at,
        first_address=row.first_address,
        program_version=row.program_version or "",
        clone_suspected_at=row.clone_suspected_at,
        contact_ids=list(dict.fromkeys(contact_ids)),
        os_sessions=sessions,
    )


def _os_session(key: Row, presence: Presence) -> OsSessionRecord:
    known = presence(key.id) or OsSessionRecord(device_key_id=DeviceKeyId(key.id), os_user=key.os_user)
    return msgspec.structs.replace(known, is_approved=key.is_approved, last_seen_at=key.last_seen_at)


def technician_records(gate: Gate, online: frozenset[str]) -> Iterator[TechnicianRecord]:
    """Return all technicians of the provider by name."""
    for row in gate.rows(technicians.TECHNICIANS):
        yield _technician(row, online)


def technician_record(gate: Gate, technician_id: TechnicianId, online: frozenset[str]) -> TechnicianRecord | None:
    """Return one technician."""
    row = gate.row(technicians.TECHNICIAN, of_technician=technician_id)
    return None if row is None else _technician(row, online)


def _technician(row: Row, online: frozenset[str]) -> TechnicianRecord:
    return TechnicianRecord(
        technician_id=TechnicianId(row.id),
        version=row.version,
        name=row.name,
        role=row.role.value,
        available=row.is_available,
        online=row.id in online,
        active=row.is_active,
        wants_mail=row.wants_mail,
    )


def settings_record(gate: Gate) -> SettingsRecord:
    """Return the provider's settings that the console shows."""
    values = directory.settings(gate)
    return SettingsRecord(
        version=int(values.get("version", 0)),
        organisation=str(values.get("organisation", "")),
        edition=str(values.get("edition", "msp")),
        user_chat_enabled=bool(values.get("user_chat_enabled", False)),
        public_url=str(values.get("public_url", "")),
    )


def token_records(gate: Gate) -> Iterator[TokenRecord]:
    """Return every enrollment token in scope, the newest first."""
    for row in gate.rows(identity.TOKENS):
        yield _token(row)


def token_record(gate: Gate, token_id: EnrollmentTokenId) -> TokenRecord | None:
    """Return one enrollment token."""
    row = gate.row(identity.TOKEN, of_token=token_id)
    return None if row is None else _token(row)


def _token(row: Row) -> TokenRecord:
    return TokenRecord(
        token_id=EnrollmentTokenId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        label=row.label,
        uses=row.uses,
        max_uses=row.max_uses,
        expires_at=row.expires_at,
        revoked=row.revoked_at is not None,
    )


def shield_of(row: Row) -> Shield:
    """Return the shield of a row that has one."""
    return Shield(level=row.shield_level, method=row.shield_method, by=row.shield_by, at=row.shield_at)

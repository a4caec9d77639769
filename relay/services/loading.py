"""Load or `not_found`: the lookups every use-case begins with."""

from relay.db.gate import Row
from relay.db.repositories import chat, desk, directory, technicians, tickets
from relay.db.unit_of_work import UnitOfWork
from relay.domain.chat_request import ChatRequest
from relay.domain.conversation import Conversation
from shared.errors import NotFound
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    GroupId,
    ServiceId,
    TechnicianId,
    TicketId,
)


def request_of(work: UnitOfWork, request_id: ChatRequestId) -> ChatRequest:
    """Raises: NotFound also for another customer's request."""
    request = chat.request_row(work.gate, request_id)
    if request is None:
        raise NotFound
    return request


def conversation_of(work: UnitOfWork, conversation_id: ConversationId) -> Conversation:
    """Raises: NotFound also for another customer's conversation, and for another device's."""
    talk = chat.conversation_row(work.gate, conversation_id)
    if talk is None or work.scope.device_key_id not in {None, talk.device_key_id}:
        raise NotFound
    return talk


def customer_of(work: UnitOfWork, customer_id: CustomerId) -> Row:
    """Raises: NotFound."""
    return _found(directory.customer_row(work.gate, customer_id))


def device_of(work: UnitOfWork, device_id: DeviceId) -> Row:
    """Raises: NotFound."""
    return _found(directory.device_row(work.gate, device_id))


def key_of(work: UnitOfWork, device_key_id: DeviceKeyId) -> Row:
    """Raises: NotFound."""
    return _found(directory.key_row(work.gate, device_key_id))


def contact_of(work: UnitOfWork, contact_id: ContactId) -> Row:
    """Raises: NotFound."""
    return _found(work.gate.row(directory.CONTACT, of_contact=contact_id))


def ticket_of(work: UnitOfWork, ticket_id: TicketId) -> Row:
    """Raises: NotFound."""
    return _found(tickets.ticket_row(work.gate, ticket_id))


def technician_of(work: UnitOfWork, technician_id: TechnicianId) -> Row:
    """Raises: NotFound. Technicians belong to the provider, not to a customer."""
    return _found(work.gate.row(technicians.TECHNICIAN, of_technician=technician_id))


def group_of(work: UnitOfWork, group_id: GroupId) -> Row:
    """Raises: NotFound, also for a group that was removed. Groups belong to the provider, not to a customer."""
    return _found(desk.group_row(work.gate, group_id))


def service_of(work: UnitOfWork, service_id: ServiceId) -> Row:
    """Raises: NotFound. Services belong to the provider, not to a customer."""
    return _found(desk.service_row(work.gate, service_id))


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row

"""Records as the relay would send them, short to write and complete: Marco's console, Giulia at PC-14 of Acme. No Qt."""

import datetime as dt
from typing import Any

from shared.ids import (
    AnswerId,
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    EntryId,
    GroupId,
    MessageId,
    ServiceId,
    StreamId,
    TechnicianId,
    TicketId,
    WatchRuleId,
    new_id,
)
from shared.limits import ACCEPT_WINDOW_S
from shared.link.events import MessageStored
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.protocol.chat import ChatMessage, ConversationChanged, ConversationRecord, Cursor, SenderKind
from shared.protocol.directory import (
    ContactRecord,
    CustomerRecord,
    DeviceRecord,
    DeviceState,
    EnrolmentPolicy,
    OsSessionRecord,
    OsSessionState,
    SettingsRecord,
    TechnicianRecord,
    TokenRecord,
)
from shared.protocol.hello import TechnicianProfile
from shared.protocol.inventory import WatchKind, WatchRuleRecord
from shared.protocol.requests import ChatRequestRecord, Direction, RequestState
from shared.protocol.routing import AnswerRecord, AnswerScope, GroupRecord, ServiceRecord
from shared.protocol.tickets import EntryKind, EntryRecord, TicketRecord, TicketState

NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
ME = TechnicianId("0193a000-0000-7000-8000-000000000001")
COLLEAGUE = TechnicianId("0193a000-0000-7000-8000-000000000002")
ACME = CustomerId("0193a000-0000-7000-8000-0000000000c1")
PC14 = DeviceId("0193a000-0000-7000-8000-0000000000d1")
KEY14 = DeviceKeyId("0193a000-0000-7000-8000-0000000000e1")
GIULIA = ContactId("0193a000-0000-7000-8000-0000000000f1")
ALL_RIGHTS = [
    "chat",
    "see_all_conversations",
    "edit_tickets",
    "edit_contacts",
    "manage_devices",
    "manage_customers",
    "manage_tokens",
    "manage_settings",
    "manage_technicians",
]


def a_profile(*, available: bool = True, rights: list[str] | None = None) -> TechnicianProfile:
    """The technician at this console."""
    return TechnicianProfile(
        technician_id=ME,
        name="Marco Bianchi",
        e_mail="marco@provider.example",
        role="owner",
        available=available,
        rights=ALL_RIGHTS if rights is None else rights,
    )


def a_request(**fields: Any) -> ChatRequestRecord:
    """A user's request that rings."""
    facts: dict[str, Any] = {
        "request_id": ChatRequestId(new_id()),
        "customer_id": ACME,
        "version": 1,
        "direction": Direction.FROM_USER,
        "state": RequestState.RINGING,
        "device_id": PC14,
        "device_key_id": KEY14,
        "remaining_ms": ACCEPT_WINDOW_S * 1000,
        "created_at": NOW,
        "customer_name": "Acme",
        "device_name": "PC-14",
        "os_user": "giulia",
        "contact_name": "Giulia Rossi",
    }
    return ChatRequestRecord(**(facts | fields))


def a_conversation(**fields: Any) -> ConversationRecord:
    """My open talk with PC-14."""
    facts: dict[str, Any] = {
        "conversation_id": ConversationId(new_id()),
        "customer_id": ACME,
        "version": 1,
        "head": 0,
        "open": True,
        "device_id": PC14,
        "device_key_id": KEY14,
        "opened_at": NOW,
        "accepted_at": NOW,
        "customer_name": "Acme",
        "device_name": "PC-14",
        "os_user": "giulia",
        "contact_name": "Giulia Rossi",
        "technician_id": ME,
        "technician_name": "Marco Bianchi",
        "organisation": "Acme IT Support",
    }
    return ConversationRecord(**(facts | fields))


def a_ticket(**fields: Any) -> TicketRecord:
    """An open ticket of PC-14."""
    facts: dict[str, Any] = {
        "ticket_id": TicketId(new_id()),
        "customer_id": ACME,
        "version": 1,
        "number": 1042,
        "title": "Printer offline",
        "state": TicketState.OPEN,
        "origin": "console",
        "created_at": NOW,
        "updated_at": NOW,
        "customer_name": "Acme",
        "device_id": PC14,
        "device_name": "PC-14",
        "contact_name": "Giulia Rossi",
        "assignee_id": ME,
        "assignee_name": "Marco Bianchi",
    }
    return TicketRecord(**(facts | fields))


def a_device(**fields: Any) -> DeviceRecord:
    """PC-14 with Giulia in front of it."""
    facts: dict[str, Any] = {
        "device_id": PC14,
        "customer_id": ACME,
        "version": 1,
        "name": "PC-14",
        "platform": "Windows 11",
        "state": DeviceState.APPROVED,
        "helpdesk_enabled": True,
        "enrolled_at": NOW,
        "online": True,
        "last_seen_at": NOW,
        "os_sessions": [an_os_session()],
    }
    return DeviceRecord(**(facts | fields))


def an_os_session(
    key: DeviceKeyId = KEY14, os_user: str = "giulia", *, online: bool = True, state: str = "active", idle_s: int = 0
) -> OsSessionRecord:
    """A login on a device."""
    return OsSessionRecord(
        device_key_id=key, os_user=os_user, online=online, state=OsSessionState(state), idle_s=idle_s
    )


def a_customer(**fields: Any) -> CustomerRecord:
    """Acme."""
    facts: dict[str, Any] = {
        "customer_id": ACME,
        "version": 1,
        "name": "Acme",
        "enrolment_policy": EnrolmentPolicy.APPROVE,
        "user_chat_effective": True,
    }
    return CustomerRecord(**(facts | fields))


def a_contact(**fields: Any) -> ContactRecord:
    """Giulia Rossi of Acme."""
    facts: dict[str, Any] = {
        "contact_id": GIULIA,
        "customer_id": ACME,
        "version": 1,
        "first_name": "Giulia",
        "last_name": "Rossi",
        "e_mail": "giulia@acme.example",
    }
    return ContactRecord(**(facts | fields))


def a_technician(**fields: Any) -> TechnicianRecord:
    """A colleague."""
    facts: dict[str, Any] = {
        "technician_id": COLLEAGUE,
        "version": 1,
        "name": "Anna Verdi",
        "role": "technician",
        "available": True,
        "online": True,
    }
    return TechnicianRecord(**(facts | fields))


def a_token(**fields: Any) -> TokenRecord:
    """An enrollment token of Acme."""
    facts: dict[str, Any] = {
        "token_id": EnrollmentTokenId(new_id()),
        "customer_id": ACME,
        "version": 1,
        "label": "GPO",
        "uses": 2,
        "max_uses": 50,
        "expires_at": NOW + dt.timedelta(days=30),
    }
    return TokenRecord(**(facts | fields))


def a_group(**fields: Any) -> GroupRecord:
    """Second level, with the colleague in it."""
    facts: dict[str, Any] = {
        "group_id": GroupId(new_id()),
        "version": 1,
        "name": "Second level",
        "technician_ids": [COLLEAGUE],
    }
    return GroupRecord(**(facts | fields))


def a_service(**fields: Any) -> ServiceRecord:
    """Printing."""
    facts: dict[str, Any] = {"service_id": ServiceId(new_id()), "version": 1, "name": "Printing"}
    return ServiceRecord(**(facts | fields))


def an_answer(**fields: Any) -> AnswerRecord:
    """A canned answer of everybody."""
    facts: dict[str, Any] = {
        "answer_id": AnswerId(new_id()),
        "version": 1,
        "shortcut": "hello",
        "title": "Greeting",
        "text": "Good morning {contact.first_name}",
        "scope": AnswerScope.ALL,
        "owner_id": ME,
    }
    return AnswerRecord(**(facts | fields))


def a_watch_rule(**fields: Any) -> WatchRuleRecord:
    """A disk of Acme that fills up."""
    facts: dict[str, Any] = {
        "rule_id": WatchRuleId(new_id()),
        "customer_id": ACME,
        "version": 1,
        "kind": WatchKind.DISK_BELOW,
        "threshold": 10,
    }
    return WatchRuleRecord(**(facts | fields))


def an_entry(text: str = "Call back after lunch", **fields: Any) -> EntryRecord:
    """An internal note of mine."""
    facts: dict[str, Any] = {
        "entry_id": EntryId(new_id()),
        "customer_id": ACME,
        "kind": EntryKind.NOTE,
        "at": NOW,
        "text": text,
        "author_id": ME,
        "author_name": "Marco Bianchi",
    }
    return EntryRecord(**(facts | fields))


def provider_settings(**fields: Any) -> SettingsRecord:
    """The provider's settings."""
    facts: dict[str, Any] = {
        "version": 1,
        "organisation": "Acme IT Support",
        "edition": "msp",
        "user_chat_enabled": False,
    }
    return SettingsRecord(**(facts | fields))


def a_message(conversation_id: ConversationId, seq: int, text: str = "hello", **fields: Any) -> ChatMessage:
    """A text of the user; `mine=True` makes it the technician's."""
    mine = fields.pop("mine", False)
    facts: dict[str, Any] = {
        "conversation_id": conversation_id,
        "seq": seq,
        "message_id": MessageId(new_id()),
        "sender": SenderKind.TECHNICIAN if mine else SenderKind.DEVICE,
        "sender_id": ME if mine else KEY14,
        "sender_name": "Marco Bianchi" if mine else "Giulia Rossi",
        "at": NOW + dt.timedelta(seconds=seq),
        "text": text,
        "stream": StreamId(new_id()),
        "number": seq,
    }
    return ChatMessage(**(facts | fields))


def stored(message: ChatMessage) -> MessageStored:
    """The event of a fresh row."""
    return MessageStored(conversation_id=message.conversation_id, message=message)


def outgoing(
    message_id: MessageId, text: str = "hello", state: OutgoingState = OutgoingState.QUEUED, code: str = ""
) -> OutgoingMessage:
    """A message of mine on its way."""
    return OutgoingMessage(message_id=message_id, number=1, text=text, state=state, code=code, at=NOW)


def cursor(delivered: int, read: int = 0, member: str = KEY14) -> Cursor:
    """The other side's marks."""
    return Cursor(member=member, delivered=delivered, read=read)


def talk_changed(record: ConversationRecord) -> ConversationChanged:
    """The relay's word for it."""
    return ConversationChanged(conversation=record)

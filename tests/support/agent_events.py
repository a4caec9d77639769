"""What the relay tells an agent, with the people and ids of one small story."""

import datetime as dt

import msgspec

from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    MessageId,
    TechnicianId,
    TicketId,
    new_id,
)
from shared.link.events import (
    Challenged,
    HistoryLoaded,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    MessageStored,
    OutgoingChanged,
    Received,
    Welcomed,
)
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.protocol.base import Message
from shared.protocol.chat import ChatMessage, ConversationRecord, Cursor, SenderKind
from shared.protocol.hello import AgentWelcome, Challenge
from shared.protocol.identity import ContactCard, Shield
from shared.protocol.requests import ChatRequestRecord, CounterChanged, Direction, RequestState
from shared.protocol.tickets import TicketRecord, TicketState

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
CUSTOMER, DEVICE, KEY = CustomerId(new_id()), DeviceId(new_id()), DeviceKeyId(new_id())
ANNA, BRUNO = TechnicianId(new_id()), TechnicianId(new_id())
ORGANISATION = "Aurora IT"
CARD = ContactCard(
    contact_id=ContactId(new_id()), first_name="Giulia", last_name="Rossi", e_mail="giulia.rossi@acme.example"
)


def ready(**counter: bool) -> list[LinkEvent]:
    """Return a whole sign-in, ending with what the person may do (everything, unless told otherwise)."""
    challenge = Challenge(nonce="n", relay_id="r", versions=[1], now=NOW, organisation=ORGANISATION, edition="msp")
    allowed = counter_of(**counter)
    welcome = AgentWelcome(
        re=1,
        device_id=DEVICE,
        device_key_id=KEY,
        customer_id=CUSTOMER,
        customer_name="Acme",
        epoch=1,
        approved=allowed.approved,
        now=NOW,
    )
    return [
        LinkStateChanged(state=LinkState.CONNECTING),
        Challenged(challenge=challenge),
        LinkStateChanged(state=LinkState.SIGNING_IN),
        Welcomed(message=welcome),
        LinkStateChanged(state=LinkState.READY),
        received(allowed),
    ]


def opened(*conversations: ConversationRecord, **facts: object) -> MailboxOpened:
    """Return what was known when the program last ran."""
    return msgspec.structs.replace(
        MailboxOpened(conversations=list(conversations), drafts={}, settings={}, waiting=0, unread={}), **facts
    )


def offline(code: str = "unreachable", retry_in_s: float | None = 8.0, **params: str | int) -> LinkStateChanged:
    """Return a lost connection."""
    return LinkStateChanged(state=LinkState.OFFLINE, code=code, params=params, retry_in_s=retry_in_s)


def stopped(code: str, **params: str | int) -> LinkStateChanged:
    """Return a connection that does not try again by itself."""
    return LinkStateChanged(state=LinkState.STOPPED, code=code, params=params)


def received(message: Message) -> Received:
    """Return a message of the relay as the link hands it on."""
    return Received(message=message)


def counter_of(
    *,
    approved: bool = True,
    helpdesk_enabled: bool = True,
    user_chat_enabled: bool = True,
    technician_available: bool = True,
    identity_required: bool = False,
) -> CounterChanged:
    """Return what the person may do; everything, unless told otherwise."""
    return CounterChanged(
        approved=approved,
        helpdesk_enabled=helpdesk_enabled,
        user_chat_enabled=user_chat_enabled,
        technician_available=technician_available,
        identity_required=identity_required,
        organisation=ORGANISATION,
    )


def request_of(
    direction: Direction,
    state: RequestState = RequestState.RINGING,
    *,
    request_id: str | None = None,
    remaining_ms: int = 94_000,
    reason: str = "",
    technician_name: str = "Anna Conti",
    conversation_id: ConversationId | None = None,
) -> ChatRequestRecord:
    """Return a chat request of this device."""
    return ChatRequestRecord(
        request_id=ChatRequestId(request_id or new_id()),
        customer_id=CUSTOMER,
        version=1,
        direction=direction,
        state=state,
        device_id=DEVICE,
        remaining_ms=remaining_ms,
        created_at=NOW,
        technician_id=ANNA if direction is Direction.FROM_TECHNICIAN else None,
        technician_name=technician_name if direction is Direction.FROM_TECHNICIAN else "",
        organisation=ORGANISATION,
        reason=reason,
        conversation_id=conversation_id,
    )


def conversation_of(
    conversation_id: ConversationId | None = None,
    *,
    is_open: bool = True,
    is_accepted: bool = True,
    version: int = 1,
    head: int = 0,
    technician_name: str = "Anna Conti",
    ticket_number: int | None = None,
    delivered: int = 0,
    read: int = 0,
    shield: Shield | None = None,
    opened_at: dt.datetime = NOW,
) -> ConversationRecord:
    """Return a conversation with Anna; `delivered` and `read` are how far she is."""
    return ConversationRecord(
        conversation_id=conversation_id or ConversationId(new_id()),
        customer_id=CUSTOMER,
        version=version,
        head=head,
        open=is_open,
        device_id=DEVICE,
        device_key_id=KEY,
        opened_at=opened_at,
        technician_id=ANNA if technician_name == "Anna Conti" else BRUNO,
        technician_name=technician_name,
        organisation=ORGANISATION,
        shield=shield or Shield(level=3, method="e_mail", by=CARD.e_mail, at=NOW),
        accepted_at=opened_at if is_accepted else None,
        closed_at=None if is_open else opened_at,
        ticket_number=ticket_number,
        cursors=[Cursor(member=ANNA, delivered=delivered, read=read)],
    )


def row_of(
    conversation_id: ConversationId,
    seq: int,
    text: str = "",
    *,
    is_mine: bool = False,
    event: str = "",
    at: dt.datetime | None = None,
    name: str = "Anna Conti",
    message_id: str | None = None,
    **params: str,
) -> ChatMessage:
    """Return a numbered row; said by Anna unless it is the person's own or an event."""
    sender = SenderKind.RELAY if event else SenderKind.DEVICE if is_mine else SenderKind.TECHNICIAN
    return ChatMessage(
        conversation_id=conversation_id,
        seq=seq,
        message_id=MessageId(message_id or new_id()),
        sender=sender,
        sender_id=KEY if is_mine else conversation_id if event else ANNA,
        sender_name="Giulia Rossi" if is_mine else name,
        at=at or NOW + dt.timedelta(minutes=seq),
        text=text,
        event=event,
        params=params,
    )


def stored(row: ChatMessage) -> MessageStored:
    """Return the news of a row."""
    return MessageStored(conversation_id=row.conversation_id, message=row)


def history(conversation_id: ConversationId, *rows: ChatMessage, read: int = 0, draft: str = "") -> HistoryLoaded:
    """Return a conversation as it is on disk."""
    return HistoryLoaded(
        conversation_id=conversation_id, messages=list(rows), complete=True, first=True, read=read, draft=draft
    )


def outgoing(
    conversation_id: ConversationId,
    text: str,
    state: OutgoingState = OutgoingState.QUEUED,
    *,
    message_id: str | None = None,
    code: str = "",
) -> OutgoingChanged:
    """Return a message of this device that moved on."""
    message = OutgoingMessage(
        message_id=MessageId(message_id or new_id()),
        number=0,
        text=text,
        state=state,
        code=code,
        at=NOW + dt.timedelta(minutes=30),
    )
    return OutgoingChanged(conversation_id=conversation_id, message=message)


def ticket_of(number: int, title: str, state: TicketState = TicketState.OPEN, version: int = 1) -> TicketRecord:
    """Return one of the person's own tickets."""
    return TicketRecord(
        ticket_id=TicketId(new_id()),
        customer_id=CUSTOMER,
        version=version,
        number=number,
        title=title,
        state=state,
        origin="tray",
        created_at=NOW,
        updated_at=NOW,
    )

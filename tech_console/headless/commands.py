"""What may be said to a headless console, one type per command. The table for people: docs/headless.md."""

from functools import reduce
from operator import or_
from typing import Any, Literal

import msgspec

from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    GroupId,
    MessageId,
    ServiceId,
    TechnicianId,
    TicketId,
)
from shared.protocol.directory import EnrolmentPolicy
from shared.protocol.tickets import Priority, TicketState
from shared.stamp import Brand, Policy
from tech_console.headless import desk_commands, device_commands, file_commands, listing_commands, people_commands
from tech_console.headless.command import BadCommand, Command


class Relay(Command, tag="relay", frozen=True):
    address: str


class Trust(Command, tag="trust", frozen=True):
    fingerprint: str


class SignInNow(Command, tag="sign_in", frozen=True):
    e_mail: str = ""
    password: str = ""
    code: str = ""


class SignOutNow(Command, tag="sign_out", frozen=True):
    pass


class Reconnect(Command, tag="reconnect", frozen=True):
    pass


class SetAvailable(Command, tag="availability", frozen=True):
    available: bool


class SetMail(Command, tag="mail_notices", frozen=True):
    wanted: bool


class Accept(Command, tag="accept", frozen=True):
    request_id: ChatRequestId


class Decline(Command, tag="decline", frozen=True):
    request_id: ChatRequestId


class AskADevice(Command, tag="ask_device", frozen=True):
    device_id: DeviceId
    device_key_id: DeviceKeyId | None = None
    reason: str = ""
    ticket_id: TicketId | None = None
    request_id: ChatRequestId | None = None


class AskAgain(Command, tag="ask_again", frozen=True):
    request_id: ChatRequestId


class Cancel(Command, tag="cancel", frozen=True):
    request_id: ChatRequestId


class History(Command, tag="history", frozen=True):
    conversation_id: ConversationId


class Send(Command, tag="send", frozen=True):
    conversation_id: ConversationId
    text: str


class Retry(Command, tag="retry", frozen=True):
    message_id: MessageId


class Discard(Command, tag="discard", frozen=True):
    message_id: MessageId


class Read(Command, tag="read", frozen=True):
    conversation_id: ConversationId
    upto: int | None = None


class NoteTyping(Command, tag="typing", frozen=True):
    conversation_id: ConversationId


class Draft(Command, tag="draft", frozen=True):
    conversation_id: ConversationId
    text: str


class Close(Command, tag="close", frozen=True):
    conversation_id: ConversationId
    title: str = ""


class Leave(Command, tag="leave_message", frozen=True):
    device_id: DeviceId
    text: str
    device_key_id: DeviceKeyId | None = None


class TicketOpen(Command, tag="ticket_open", frozen=True):
    title: str
    description: str = ""
    conversation_id: ConversationId | None = None
    customer_id: CustomerId | None = None
    device_id: DeviceId | None = None
    contact_id: ContactId | None = None
    service_id: ServiceId | None = None
    priority: Priority = Priority.NORMAL


class TicketEdit(Command, tag="ticket_edit", frozen=True):
    ticket_id: TicketId
    version: int | None = None
    title: str | None = None
    description: str | None = None
    state: TicketState | None = None
    assignee_id: TechnicianId | None = None
    priority: Priority | None = None
    category: str | None = None
    service_id: ServiceId | None = None
    group_id: GroupId | None = None
    contact_id: ContactId | None = None
    device_id: DeviceId | None = None
    clear: list[Literal["assignee_id", "group_id", "contact_id", "device_id", "category"]] = []


class TicketStartChat(Command, tag="ticket_start_chat", frozen=True):
    ticket_id: TicketId


class Approve(Command, tag="approve_device", frozen=True):
    device_id: DeviceId


class Revoke(Command, tag="revoke_device", frozen=True):
    device_id: DeviceId


class Helpdesk(Command, tag="helpdesk", frozen=True):
    device_ids: list[DeviceId]
    enabled: bool = True


class SettingsSave(Command, tag="settings", frozen=True):
    user_chat_enabled: bool | None = None
    organisation: str | None = None
    overdue_after_h: int | None = None
    version: int | None = None


class CustomerSave(Command, tag="customer_save", frozen=True):
    name: str
    customer_id: CustomerId | None = None
    enrolment_policy: EnrolmentPolicy = EnrolmentPolicy.APPROVE
    user_chat_enabled: bool | None = None
    owner_id: TechnicianId | None = None
    retention_days: int | None = None


class ContactSave(Command, tag="contact_save", frozen=True):
    customer_id: CustomerId
    first_name: str
    last_name: str
    e_mail: str
    other_e_mails: list[str] | None = None
    contact_id: ContactId | None = None


class ContactAssign(Command, tag="contact_assign", frozen=True):
    contact_id: ContactId
    device_ids: list[DeviceId]


class TokenCreate(Command, tag="token_create", frozen=True):
    customer_id: CustomerId
    label: str = ""
    days: int = 30
    max_uses: int = 50


class StampCreate(Command, tag="stamp_create", frozen=True):
    customer_id: CustomerId
    relay_url: str = ""
    label: str = ""
    days: int = 30
    max_uses: int = 50
    is_golden: bool = False
    brand: Brand = Brand()
    policy: Policy = Policy()
    fingerprint: str = ""
    ca_pem: str = ""
    proxy: str = ""


class TokenRevoke(Command, tag="token_revoke", frozen=True):
    token_id: EnrollmentTokenId


class ListThem(Command, tag="list", frozen=True):
    what: str


class ChooseLanguage(Command, tag="language", frozen=True):
    language: Literal["system", "en", "it"]


class State(Command, tag="state", frozen=True):
    pass


class Quit(Command, tag="quit", frozen=True):
    pass


AREAS = (desk_commands, device_commands, file_commands, listing_commands, people_commands)
"""Imported for the commands in them, which the list below finds by their base."""
COMMANDS = tuple(sorted(Command.__subclasses__(), key=lambda kind: str(kind.__struct_config__.tag)))
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(reduce(or_, COMMANDS))


def parse(line: bytes) -> Command:
    """Return the command of a line. Raises: BadCommand."""
    try:
        command: Command = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadCommand("not a command", why=str(error)) from error
    return command

"""Everything the relay has told this console, by kind and id. Frozen records in plain dictionaries.

The dictionaries are changed in place by apply.py only: with 50,000 devices a copy per change would cost more than the
change. Not here: the words of conversations, which live in the client's own store.
"""

import enum
from typing import Any

import msgspec

from shared.ids import (
    AnswerId,
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    EnrollmentTokenId,
    GroupId,
    ServiceId,
    TechnicianId,
    TicketId,
    WatchRuleId,
)
from shared.protocol.chat import ConversationRecord
from shared.protocol.directory import (
    ContactRecord,
    CustomerRecord,
    DeviceRecord,
    SettingsRecord,
    TechnicianRecord,
    TokenRecord,
)
from shared.protocol.hello import TechnicianProfile
from shared.protocol.inventory import WatchRuleRecord
from shared.protocol.requests import ChatRequestRecord
from shared.protocol.routing import AnswerRecord, GroupRecord, ServiceRecord
from shared.protocol.tickets import TicketRecord

NO_SETTINGS = SettingsRecord(version=0, organisation="", edition="msp", user_chat_enabled=False)


class Kind(enum.Enum):
    """What a change is about; the value is the name used by headless `list`."""

    REQUEST = "requests"
    CONVERSATION = "conversations"
    TICKET = "tickets"
    DEVICE = "devices"
    CUSTOMER = "customers"
    CONTACT = "contacts"
    TECHNICIAN = "technicians"
    TOKEN = "tokens"  # noqa: S105 - a word, not a secret
    GROUP = "groups"
    SERVICE = "services"
    ANSWER = "answers"
    WATCH_RULE = "watch_rules"
    SETTINGS = "settings"
    PROFILE = "profile"


class Snapshot(msgspec.Struct, kw_only=True):
    """The world as of the last message; `ends_at` is when a request's two minutes end, on our monotonic clock."""

    profile: TechnicianProfile | None = None
    settings: SettingsRecord = NO_SETTINGS
    requests: dict[ChatRequestId, ChatRequestRecord] = {}
    ends_at: dict[ChatRequestId, float] = {}
    conversations: dict[ConversationId, ConversationRecord] = {}
    tickets: dict[TicketId, TicketRecord] = {}
    devices: dict[DeviceId, DeviceRecord] = {}
    customers: dict[CustomerId, CustomerRecord] = {}
    contacts: dict[ContactId, ContactRecord] = {}
    technicians: dict[TechnicianId, TechnicianRecord] = {}
    tokens: dict[EnrollmentTokenId, TokenRecord] = {}
    groups: dict[GroupId, GroupRecord] = {}
    services: dict[ServiceId, ServiceRecord] = {}
    answers: dict[AnswerId, AnswerRecord] = {}
    watch_rules: dict[WatchRuleId, WatchRuleRecord] = {}

    def of(self, kind: Kind) -> dict[str, Any]:
        """Return the records of a kind by id; there is no such table for settings and profile."""
        table: dict[str, Any] = getattr(self, kind.value)
        return table

    @property
    def me(self) -> TechnicianId | None:
        """Who is signed in."""
        return None if self.profile is None else self.profile.technician_id

    def may(self, right: str) -> bool:
        """Whether the person signed in holds a right (relay/domain/scope.py names them)."""
        return self.profile is not None and right in self.profile.rights


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One record that is different now; `after` None means that it is gone."""

    kind: Kind
    id: str
    before: Any = None
    after: Any = None

"""One use-case's transaction: the Scope, the gate, and what is to be said once everything is committed."""

import datetime as dt
import enum

import msgspec
import sqlalchemy as sa

from relay.db.gate import Gate
from relay.db.repositories import audit as audit_rows
from relay.domain.scope import Scope
from shared.ids import CustomerId


class Topic(enum.Enum):
    """What kind of thing changed; the listener looks at the committed row itself."""

    REQUEST = "request"
    CONVERSATION = "conversation"
    MESSAGES = "messages"
    CURSORS = "cursors"
    TICKET = "ticket"
    ENTRY = "entry"
    GROUP = "group"
    SERVICE = "service"
    ANSWER = "answer"
    CUSTOMER = "customer"
    CONTACT = "contact"
    DEVICE = "device"
    TECHNICIAN = "technician"
    SETTINGS = "settings"
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    IDENTITY = "identity"
    ERASED = "erased"
    """This thing is gone; `note` is its kind, of a merged contact with `:` and who it is now."""
    INVENTORY = "inventory"
    """A device has reported; `note` says `shown` where what lists show of it is different now."""
    WATCH = "watch"
    MAIL = "mail"
    MAIL_FAILED = "mail_failed"
    FILE = "file"
    """A file changed its state, which is in `note`."""
    FILE_POLICY = "file_policy"
    RELEASE = "release"
    """The newest version of a program that is announced."""
    DEVICE_CLOSED = "device_closed"
    """The sockets of this device key must close: revoked, or replaced by a newer epoch (`note`)."""
    TECHNICIAN_CLOSED = "technician_closed"
    """The sockets of this technician (or of the session in `note`) must close."""


class Hint(msgspec.Struct, frozen=True, array_like=True):
    """A committed change, by id only: lost, doubled or late it only causes a look."""

    topic: Topic
    id: str
    customer_id: str = ""
    note: str = ""


class UnitOfWork:
    """What a service gets: the gate for its Scope, hints and audit rows collected for the commit."""

    def __init__(self, connection: sa.Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope
        self.gate = Gate(connection, scope)
        self.hints: list[Hint] = []

    def hint(self, topic: Topic, object_id: str, customer_id: str = "", note: str = "") -> None:
        """Say after the commit that something changed; the same thing twice is said once."""
        hint = Hint(topic, object_id, customer_id, note)
        if hint not in self.hints:
            self.hints.append(hint)

    def audit(
        self, action: str, object_id: str, now: dt.datetime, customer_id: CustomerId | None = None, **detail: str | int
    ) -> None:
        """Record who did what, in the same transaction; `detail` holds ids and codes, never bodies."""
        audit_rows.append(
            self.gate,
            at=now,
            about_customer_id=customer_id,
            actor_kind=self.scope.principal.kind.value,
            actor_id=self.scope.principal.id,
            action=action,
            object_id=object_id,
            detail=detail,
        )

    def under(self, scope: Scope) -> "UnitOfWork":
        """Return the same transaction seen through another Scope (the relay's own, for what a caller may not read)."""
        other = UnitOfWork(self.connection, scope)
        other.hints = self.hints
        return other

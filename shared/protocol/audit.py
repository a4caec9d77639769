"""The audit log as a console reads it. Source: docs/protocol.md, Audit."""

from typing import Annotated

import msgspec

from shared.ids import CustomerId
from shared.protocol.base import Count, Instant, Record, Reply, Request


class AuditRecord(Record, frozen=True, kw_only=True):
    """One thing done; ids and codes, never bodies."""

    number: Count
    at: Instant
    actor_kind: str
    actor_id: str
    actor_name: str = ""
    action: str
    object_id: str = ""
    customer_id: CustomerId | None = None
    detail: dict[str, str | int] = {}


class ReadAudit(Request, tag="audit.read", frozen=True, kw_only=True):
    """Console → relay: events before `before` (0: the newest); needs read_audit. Filters are `and`."""

    before: Count = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 100
    customer_id: CustomerId | None = None
    action: Annotated[str, msgspec.Meta(max_length=60)] = ""
    """A beginning: `file.` finds all that concerns files."""
    actor_id: Annotated[str, msgspec.Meta(max_length=36)] = ""


class AuditPage(Reply, tag="audit.page", frozen=True, kw_only=True):
    """Newest first; `verified` says whether the chain of what is shown is whole."""

    events: list[AuditRecord]
    more: bool = False
    verified: bool = True

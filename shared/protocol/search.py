"""Full-text search over messages, tickets, people and devices in scope. Source: docs/protocol.md, Search."""

import enum
from typing import Annotated

import msgspec

from shared.ids import CustomerId
from shared.protocol.base import Instant, Record, Reply, Request


class HitKind(enum.Enum):
    """What was found."""

    MESSAGE = "message"
    TICKET = "ticket"
    CONTACT = "contact"
    DEVICE = "device"


class SearchHit(Record, frozen=True, kw_only=True):
    """One thing found; `excerpt` is plain text with the found words between U+E000 and U+E001."""

    kind: HitKind
    id: str
    """Of the ticket, contact, device; of a message its conversation."""
    customer_id: CustomerId
    title: str
    excerpt: str = ""
    at: Instant | None = None
    seq: int = 0
    """Of a message."""


class Search(Request, tag="search.find", frozen=True, kw_only=True):
    """Console → relay: every word must occur, the last one may be a beginning. Best first, newest of equals first."""

    text: Annotated[str, msgspec.Meta(min_length=2, max_length=200)]
    kinds: Annotated[list[HitKind], msgspec.Meta(max_length=4)] = []
    """Empty: all."""
    customer_id: CustomerId | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 50


class SearchResults(Reply, tag="search.results", frozen=True, kw_only=True):
    """At most `limit` of each kind."""

    hits: list[SearchHit]

"""A newer version of a program exists, and where it is. Nothing here can push or start anything. Source: docs/operations.md, Releases."""

import enum
from typing import Annotated

import msgspec

from shared.protocol.base import Instant, Message, Record

Version = Annotated[str, msgspec.Meta(max_length=40)]
Address = Annotated[str, msgspec.Meta(max_length=500)]


class Program(enum.Enum):
    """Whose version it is; each hears of its own only."""

    AGENT = "agent"
    CONSOLE = "console"


class ReleaseRecord(Record, frozen=True, kw_only=True):
    """The newest version the provider has announced; `notes` is one line for people."""

    program: Program
    version: Version
    url: Address
    sha256: Annotated[str, msgspec.Meta(max_length=64)] = ""
    notes: Annotated[str, msgspec.Meta(max_length=300)] = ""
    announced_at: Instant


class ReleaseChanged(Message, tag="release.changed", frozen=True, kw_only=True):
    """Relay → agent and console, after sign-in and at each change; without `release` there is none any more.

    A client shows it only where it is newer than itself, opens the address only when the person says so, and does nothing else.
    """

    release: ReleaseRecord | None = None

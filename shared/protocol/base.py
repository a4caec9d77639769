"""What every message on the wire is made of. Source: docs/protocol.md, Frames."""

import datetime as dt
from typing import Annotated

import msgspec

from shared.limits import MAX_E_MAIL_CHARS, MAX_NAME_CHARS, MAX_TITLE_CHARS

VERSION = 1
"""Protocol version; a peer that shares none of ours is closed with 4426."""

Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME_CHARS)]
Title = Annotated[str, msgspec.Meta(max_length=MAX_TITLE_CHARS)]
EMail = Annotated[str, msgspec.Meta(max_length=MAX_E_MAIL_CHARS)]
MAX_COUNT = 2**53
"""What every reader of JSON can hold exactly."""
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_COUNT)]
Token = Annotated[str, msgspec.Meta(max_length=512)]
Instant = Annotated[dt.datetime, msgspec.Meta(tz=True)]
"""Relay time, aware UTC; a client shows it and never computes a deadline from it."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value inside a message."""


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """One frame: a JSON object whose `type` is the tag."""


class Request(Message, frozen=True, kw_only=True):
    """A message that is answered by exactly one `Reply` or `Error` with the same `ref`.

    `ref` is counted by the client per connection; requests that change something carry client-made ids and may be
    sent again after a lost connection.
    """

    ref: Count


class Reply(Message, frozen=True, kw_only=True):
    """The answer to the request `re`."""

    re: Count


class Done(Reply, tag="done", frozen=True, kw_only=True):
    """The request is committed and has no other answer."""


class Error(Message, tag="error", frozen=True, kw_only=True):
    """The request `re` was refused, or (`re` absent) the last frame could not be read.

    `code` is stable, see shared/errors.py; `params` fill the translated sentence.
    """

    code: str
    re: Count | None = None
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


class CloseCode:
    """WebSocket close codes in use."""

    BAD_DATA = 1007
    POLICY = 1008
    TOO_BIG = 1009
    RESTART = 1012
    TRY_LATER = 1013
    REVOKED = 4401
    REPLACED = 4409
    UPGRADE = 4426

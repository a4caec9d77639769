"""The one union of all messages, and its JSON. Every decoding failure becomes a ProtocolError, none escapes.

msgspec lets RecursionError and UnicodeDecodeError pass (measured), so they are caught here too.
"""

from functools import reduce
from operator import or_
from typing import Any, Final, TypeVar

import msgspec

from shared.errors import ProtocolError
from shared.protocol import (
    audit,
    base,
    chat,
    directory,
    enrolment,
    hello,
    identity,
    inventory,
    people,
    releases,
    requests,
    routing,
    search,
    stamps,
    tickets,
    transfers,
)

FEATURES: Final = (
    base,
    hello,
    enrolment,
    identity,
    requests,
    chat,
    transfers,
    tickets,
    routing,
    directory,
    stamps,
    releases,
    people,
    inventory,
    search,
    audit,
)
ABSTRACT: Final = (base.Message, base.Request, base.Reply)


def _message_types() -> tuple[type[base.Message], ...]:
    found = {
        value
        for module in FEATURES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, base.Message) and value not in ABSTRACT
    }
    return tuple(sorted(found, key=lambda message: message.__struct_config__.tag or ""))


MESSAGES: Final = _message_types()
TAGS: Final = {message.__struct_config__.tag: message for message in MESSAGES}

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(reduce(or_, MESSAGES))
MessageT = TypeVar("MessageT", bound=base.Message)


class _Head(msgspec.Struct):
    type: str = ""
    ref: int | None = None


_head_decoder = msgspec.json.Decoder(_Head)


def encode(message: base.Message) -> bytes:
    """Return the frame as UTF-8 JSON."""
    return _encoder.encode(message)


def decode(frame: bytes | str) -> base.Message:
    """Return the message of a frame.

    Raises: ProtocolError with code `bad_frame` and, in `params`, `ref` if one could be read and `why`
    (`unknown_type` or `malformed`). Nothing of the frame's content is in the text.
    """
    try:
        message: base.Message = _decoder.decode(frame)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise _explain(frame) from error
    return message


def _explain(frame: bytes | str) -> ProtocolError:
    try:
        head = _head_decoder.decode(frame)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError, OverflowError):
        return ProtocolError(why="unreadable")
    why = "malformed" if head.type in TAGS else "unknown_type"
    if head.ref is None or not 0 <= head.ref <= base.MAX_COUNT:  # the answer must be readable in its turn
        return ProtocolError(why=why)
    return ProtocolError(why=why, ref=head.ref)

"""All that a machine may ask of the shell around it, and the one event every shell gives back: a timer that fired.

Machines change nothing but themselves. Seconds are of a monotonic clock.
"""

import datetime as dt

import msgspec

from shared.ids import MessageId
from shared.protocol.base import Message


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what a machine asks for; performed in order."""


class StartTimer(Effect, frozen=True, kw_only=True):
    """Give `TimerFired(key)` back at `deadline`; replaces a running timer of the same key."""

    key: str
    deadline: float


class CancelTimer(Effect, frozen=True, kw_only=True):
    """Forget the timer; harmless when it does not run."""

    key: str


class TimerFired(msgspec.Struct, frozen=True, kw_only=True):
    """Event: the timer of this key came to its deadline."""

    key: str


class Send(Effect, frozen=True, kw_only=True):
    """Put a message on the wire; the shell fills in `ref` where the type has one.

    `flight` comes back with the answer, so that the machine can tell it from the answer to an earlier attempt.
    """

    message: Message
    flight: int = 0


class Connect(Effect, frozen=True, kw_only=True):
    """Open a connection and sign in; ends in `SignedIn` or `Lost`."""


class Disconnect(Effect, frozen=True, kw_only=True):
    """Close the connection; nothing is reported about it afterwards."""


class Report(Effect, frozen=True, kw_only=True):
    """Tell the person how the link stands; `state` is the machine's own."""

    state: str
    code: str = ""
    params: dict[str, str | int] = {}
    retry_in_s: float | None = None


class Store(Effect, frozen=True, kw_only=True):
    """Write this row. Whatever the same burst sends or shows leaves only after the commit."""

    message: Message


class SavePosition(Effect, frozen=True, kw_only=True):
    """Write how far the person has read."""

    read: int


class MarkSending(Effect, frozen=True, kw_only=True):
    """The message left, with this number; nothing is written."""

    message_id: MessageId
    number: int


class MarkQueued(Effect, frozen=True, kw_only=True):
    """The message waits again; nothing is written."""

    message_id: MessageId


class MarkSent(Effect, frozen=True, kw_only=True):
    """Write that the relay has it, and that `number` is the last one it is known to have taken."""

    message_id: MessageId
    number: int
    seq: int
    at: dt.datetime


class MarkFailed(Effect, frozen=True, kw_only=True):
    """Write that the relay refused it for good, and that `acked` is the last number it is known to have taken."""

    message_id: MessageId
    code: str
    acked: int


class KeepNumber(Effect, frozen=True, kw_only=True):
    """Write the number of a text that was overtaken."""

    message_id: MessageId
    number: int


class SaveCounter(Effect, frozen=True, kw_only=True):
    """Write which number the relay took last, and forget the numbers kept."""

    acked: int


class MakeStream(Effect, frozen=True, kw_only=True):
    """Make and write a fresh stream id with its counter at 0, forget the numbers kept, then give `StreamMade` back."""

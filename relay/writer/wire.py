"""What the talk process and the writer say to each other: length-prefixed msgpack batches over a Unix socket."""

import struct
from typing import Final

import msgspec

from relay.db.unit_of_work import Hint
from relay.services.orders import Caller

LENGTH: Final = struct.Struct("!I")
MAX_BATCH_BYTES: Final = 64 * 1024 * 1024


class Job(msgspec.Struct, frozen=True, array_like=True):
    """One order: `frame` is the JSON of a message of the public wire or of services/orders.py."""

    number: int
    caller: Caller
    frame: bytes
    present: list[str] = []
    address: str = ""


class Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of a job: the frame to answer with, ready to send, and the error code if it was refused."""

    number: int
    answer: bytes
    code: str = ""


class Committed(msgspec.Struct, frozen=True, array_like=True):
    """All outcomes of one commit, and what it changed; outcomes go to who asked, hints to everybody."""

    outcomes: list[Outcome]
    hints: list[Hint]
    healthy: bool = True
    now_ms: int = 0
    """The writer's clock, which the talk process follows."""


jobs_decoder: Final = msgspec.msgpack.Decoder(list[Job])
committed_decoder: Final = msgspec.msgpack.Decoder(Committed)
_encoder: Final = msgspec.msgpack.Encoder()


def pack(batch: list[Job] | Committed) -> bytes:
    """Return the batch with its length in front."""
    body = _encoder.encode(batch)
    return LENGTH.pack(len(body)) + body


class Unpacker:
    """Cuts a byte stream into batch bodies."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Return the bodies completed by `data`. Raises: ValueError for an impossible length."""
        self._buffer += data
        bodies: list[bytes] = []
        while len(self._buffer) >= LENGTH.size:
            (length,) = LENGTH.unpack_from(self._buffer)
            if length > MAX_BATCH_BYTES:
                raise ValueError("batch too long")
            end = LENGTH.size + length
            if len(self._buffer) < end:
                break
            bodies.append(bytes(self._buffer[LENGTH.size : end]))
            del self._buffer[:end]
        return bodies

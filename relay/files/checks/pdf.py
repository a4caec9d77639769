"""PDF: header and trailer where they belong, and nothing that starts a program, also inside compressed objects."""

import mmap
import re
import zlib
from typing import Final

from relay.files.checks.refusing import Refused, require

TAIL_BYTES: Final = 2048
MAX_INFLATED_BYTES: Final = 64 * 1024 * 1024
"""Of all object streams together: they hold dictionaries, not pictures."""
PIECE_BYTES: Final = 256 * 1024
MAX_OBJECT_STREAMS: Final = 20_000
_HEADER: Final = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\r\n \t]")
_STREAM: Final = re.compile(rb"stream\r?\n")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPED_NAME: Final = re.compile(rb"/(?=[A-Za-z]{0,20}#)[A-Za-z0-9#]{3,64}")
LAUNCH: Final = b"/Launch"
_NEVER_ESCAPED: Final = frozenset({b"/ObjStm", b"/Encrypt", b"/Filter", b"/FlateDecode"})
"""Nobody writes these with #xx but who hides them from a look like ours."""


def check(data: mmap.mmap) -> None:
    """Raises: Refused for what is no whole PDF, starts a program, or hides whether it does."""
    require(_HEADER.match(data[:16]))
    require(b"%%EOF" in data[-TAIL_BYTES:])
    require(b"startxref" in data[-TAIL_BYTES:])
    require(not _launches(data[:]), "launches")
    _check_object_streams(data)


def _check_object_streams(data: mmap.mmap) -> None:
    is_encrypted = data.find(b"/Encrypt") >= 0
    left, streams, place = MAX_INFLATED_BYTES, 0, data.find(b"/ObjStm")
    while place >= 0:
        require(not is_encrypted, "protected")
        streams += 1
        require(streams <= MAX_OBJECT_STREAMS, "too_complex")
        left -= _check_stream(data, place, left)
        place = data.find(b"/ObjStm", place + 7)


def _check_stream(data: mmap.mmap, place: int, most: int) -> int:
    """Look into the stream whose dictionary holds `place`; return how much came out of it."""
    found = _STREAM.search(data, place, min(len(data), place + 4096))
    begins = data.rfind(b"obj", max(0, place - 4096), place)
    if found is None or begins < 0:
        raise Refused("unreadable")
    dictionary = data[begins : found.start()]
    if b"/Filter" not in dictionary:
        return 0  # its words stand in the open and were looked at already
    require(b"FlateDecode" in dictionary or b"/Fl " in dictionary, "unreadable")
    require(b"/Predictor" not in dictionary, "unreadable")
    inflating = zlib.decompressobj()
    start, came, tail = found.end(), 0, b""
    end = data.find(b"endstream", start)
    require(end >= 0, "unreadable")
    try:
        while start < end and not inflating.eof:
            waiting = data[start : min(end, start + PIECE_BYTES)]
            start += len(waiting)
            while waiting and not inflating.eof:
                piece = inflating.decompress(waiting, PIECE_BYTES)
                waiting = inflating.unconsumed_tail
                came += len(piece)
                require(came <= most, "too_complex")
                require(not _launches(tail + piece), "launches")
                tail = piece[-64:]
    except zlib.error as error:
        raise Refused("unreadable") from error
    return came


def _launches(piece: bytes) -> bool:
    """Return whether the name /Launch stands in it, also with its letters written as #xx."""
    if LAUNCH in piece:
        return True
    names = {_ESCAPE.sub(_unescaped, name) for name in _ESCAPED_NAME.findall(piece)}
    require(not names & _NEVER_ESCAPED, "unreadable")
    return LAUNCH in names


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])

"""PNG, JPEG, GIF and WebP: begin and end as such a picture does, and are of a size that can be shown."""

import mmap
from typing import Final

from relay.files.checks.refusing import require

MAX_PIXELS: Final = 100_000_000
TAIL_BYTES: Final = 1024
"""Cameras and editors leave a little behind the end of a picture."""
_SEGMENTS: Final = 2_000
_STARTS_OF_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def check(data: mmap.mmap, suffix: str) -> None:
    """Raises: Refused, `too_complex` for more pixels than anybody can look at."""
    size = {"png": _png, "gif": _gif, "webp": _webp}.get(suffix, _jpeg)(data)
    require(size[0] > 0 and size[1] > 0)
    require(size[0] * size[1] <= MAX_PIXELS, "too_complex")


def _png(data: mmap.mmap) -> tuple[int, int]:
    require(data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR")
    require(data.rfind(b"IEND\xaeB`\x82") > 0)
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _gif(data: mmap.mmap) -> tuple[int, int]:
    require(data[:6] in {b"GIF87a", b"GIF89a"})
    require(b";" in data[-TAIL_BYTES:])
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _webp(data: mmap.mmap) -> tuple[int, int]:
    require(data[:4] == b"RIFF" and data[8:12] == b"WEBP")
    stated = int.from_bytes(data[4:8], "little") + 8
    require(stated <= len(data) <= stated + 1)
    chunk, body = data[12:16], data[20:30]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8L":
        require(body[:1] == b"\x2f")
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    require(chunk == b"VP8 " and body[3:6] == b"\x9d\x01\x2a")
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def _jpeg(data: mmap.mmap) -> tuple[int, int]:
    require(data[:3] == b"\xff\xd8\xff")
    require(data.rfind(b"\xff\xd9") > 0)
    place = 2
    for _ in range(_SEGMENTS):
        while data[place : place + 2] == b"\xff\xff":  # fill bytes
            place += 1
        head = data[place : place + 9]
        require(len(head) == 9 and head[0] == 0xFF)
        if head[1] in _STARTS_OF_FRAME:
            return int.from_bytes(head[7:9]), int.from_bytes(head[5:7])
        place += 2 + int.from_bytes(head[2:4])
    require(False)
    return 0, 0

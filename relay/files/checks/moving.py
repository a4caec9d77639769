"""MP3 by its frames, MP4 by its boxes. Neither is decoded: only whether the file is built as such a file is."""

import mmap
from typing import Final

from relay.files.checks.refusing import require

FRAMES_WANTED: Final = 3
MAX_PADDING_BYTES: Final = 64 * 1024
MAX_BOXES: Final = 20_000
_BITRATES: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MP4_BRANDS: Final = frozenset(
    b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 M4V M4A MSNV dash cmfc F4V 3gp4 3gp5 3gp6".split()
)
"""Without the spaces that fill them up; a HEIC picture or a QuickTime film has others."""


def check_mp3(data: mmap.mmap) -> None:
    """Raises: Refused unless frames of layer III follow one another behind the tag."""
    place = _behind_tag(data)
    padding = place
    while place < len(data) and data[place] == 0 and place - padding < MAX_PADDING_BYTES:
        place += 1
    for _ in range(FRAMES_WANTED):
        if place == len(data) and place > padding:
            return
        length = _frame_length(data[place : place + 4])
        require(length)
        require(place + length <= len(data) + 1)
        place += length


def _behind_tag(data: mmap.mmap) -> int:
    if data[:3] != b"ID3":
        return 0
    head = data[:10]
    require(len(head) == 10 and head[3] in {2, 3, 4} and all(byte < 0x80 for byte in head[6:10]))
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    end = 10 + size + (10 if head[5] & 0x10 else 0)
    require(end < len(data))
    return end


def _frame_length(head: bytes) -> int:
    """Return the bytes of the frame of layer III that begins here, 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or bitrate in {0, 15} or rate == 3:
        return 0
    kbps = _BITRATES[3 if version == 3 else 2][bitrate]
    return (144_000 if version == 3 else 72_000) * kbps // _RATES[version][rate] + (head[2] >> 1 & 1)


def check_mp4(data: mmap.mmap) -> None:
    """Raises: Refused unless the file is boxes from its first byte to its last, `ftyp` first, with an index and media."""
    place, boxes, kinds = 0, 0, set()
    while place < len(data):
        boxes += 1
        require(boxes <= MAX_BOXES, "too_complex")
        kind, length = _box(data, place)
        if boxes == 1:
            require(kind == b"ftyp")
            _check_brands(data[place + 8 : place + min(length, 256)])
        kinds.add(kind)
        place += length
    require(kinds & {b"moov", b"moof"})
    require(b"mdat" in kinds)


def _box(data: mmap.mmap, place: int) -> tuple[bytes, int]:
    head = data[place : place + 16]
    require(len(head) >= 8)
    length, kind = int.from_bytes(head[:4]), head[4:8]
    require(all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind))
    if length == 0:  # to the end of the file
        length = len(data) - place
    elif length == 1:
        require(len(head) == 16)
        length = int.from_bytes(head[8:16])
        require(length >= 16)
    require(8 <= length <= len(data) - place)
    return kind, length


def _check_brands(body: bytes) -> None:
    brands = {body[:4], *(body[place : place + 4] for place in range(8, len(body) - 3, 4))}
    require({brand.rstrip(b" \0") for brand in brands} & _MP4_BRANDS)

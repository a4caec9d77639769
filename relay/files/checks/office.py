"""DOCX and XLSX: a bounded ZIP of plain parts, no macro, no program inside, nothing fetched from elsewhere when opened.

Sizes are not believed: every part is unpacked, in pieces, and counted. XML may declare nothing (no entities).
"""

import io
import mmap
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from relay.files.checks.refusing import Refused, require

Data = mmap.mmap | bytes
MAX_ENTRIES: Final = 2_000
MAX_DIRECTORY_BYTES: Final = 1024 * 1024
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
SMALL_BYTES: Final = 64 * 1024
"""Below this a part may be as compressible as it likes."""
MAX_XML_BYTES: Final = 2 * 1024 * 1024
MAX_EMBEDDED_BYTES: Final = 8 * 1024 * 1024
PIECE_BYTES: Final = 64 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAIN: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_ACTIVE: Final = ("macro", "vba", "activex", "ms-office.control")
_INSIDE: Final = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"%PDF", b"#!")
_OLD: Final = b"\xd0\xcf\x11\xe0"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""A document with a password is no ZIP any more but a compound file with a stream of this name."""
_DECLARES: Final = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_FETCHED: Final = ("attachedTemplate", "oleObject", "frame", "subDocument")
_ELSEWHERE: Final = ("http:", "https:", "ftp:", "mhtml:", "\\\\", "//", "file://///", "ms-")


def check(data: Data, suffix: str, *, is_embedded: bool = False) -> None:
    """Raises: Refused."""
    archive = _opened(data)
    kept: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for entry in archive.infolist():
        _check_entry(entry)
        require(entry.filename not in kept)
        kept[entry.filename] = b""
        text = _part(data, entry, left, is_embedded=is_embedded)
        left -= entry.file_size
        kept[entry.filename] = text
    types = kept.get("[Content_Types].xml", b"")
    require(types)
    _check_types(types, suffix)
    for name, text in kept.items():
        if name.endswith(".rels"):
            _check_relations(text)


def _opened(data: Data) -> zipfile.ZipFile:
    """Return the archive; its directory is measured before anything is made of it."""
    require(data[:4] != _OLD or data.find(_LOCKED) < 0, "protected")
    require(data[:4] == b"PK\x03\x04")
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    require(place >= 0 and place + _END.size <= len(data))
    _, _, _, here, entries, size, offset, comment = _END.unpack(data[place : place + _END.size])
    require(entries <= MAX_ENTRIES and size <= MAX_DIRECTORY_BYTES, "too_complex")
    require(0 < entries == here and offset + size == place and place + _END.size + comment == len(data))
    try:
        archive = zipfile.ZipFile(_Window(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise Refused("unreadable") from error
    require(len(archive.infolist()) == entries)
    return archive


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    plain = name.rstrip("/")
    require(plain and "\\" not in name and ":" not in name and not name.startswith("/") and name.isprintable())
    require(posixpath.normpath(plain) == plain and ".." not in plain.split("/"))
    require(not entry.flag_bits & 0x1, "protected")
    require(entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}, "unreadable")
    require(not any(word in name.lower() for word in ("vbaproject", "vbadata", "activex")), "macros")


def _part(data: Data, entry: zipfile.ZipInfo, left: int, *, is_embedded: bool) -> bytes:
    """Unpack one part; return the text of what is read further: relations and content types, else nothing."""
    require(entry.file_size <= left, "too_complex")
    limit = max(SMALL_BYTES, entry.compress_size * MAX_RATIO)
    require(entry.file_size <= limit, "too_complex")
    name = entry.filename.lower()
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    is_read = name.endswith(".rels") or entry.filename == "[Content_Types].xml"
    is_office = "/embeddings/" in name and name.endswith((".docx", ".xlsx"))
    text, tail, came = bytearray(), b"", 0
    for piece in _unpacked(data, entry):
        if came == 0 and not is_office:
            require(not piece.startswith(_INSIDE), "holds_a_file")
        came += len(piece)
        require(came <= entry.file_size, "too_complex")
        if is_xml:
            window = tail + piece
            require(not any(word in window for word in _DECLARES), "too_complex")
            tail = piece[-32:]
        if is_read or is_office:
            text += piece
            require(len(text) <= (MAX_EMBEDDED_BYTES if is_office else MAX_XML_BYTES), "too_complex")
    require(came == entry.file_size, "unreadable")
    if is_office:
        require(not is_embedded, "too_complex")
        check(bytes(text), name[-4:], is_embedded=True)
        return b""
    return bytes(text)


def _unpacked(data: Data, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part holds, in pieces, as any reader would unpack it."""
    start = entry.header_offset
    require(0 <= start <= len(data) - _LOCAL.size, "unreadable")
    magic, *_, name_length, extra = _LOCAL.unpack(data[start : start + _LOCAL.size])
    require(magic == b"PK\x03\x04", "unreadable")
    start += _LOCAL.size + name_length + extra
    end = start + entry.compress_size
    require(end <= len(data), "unreadable")
    inflating = None if entry.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15)
    try:
        for place in range(start, end, PIECE_BYTES):
            waiting = data[place : min(end, place + PIECE_BYTES)]
            if inflating is None:
                yield waiting
                continue
            while waiting:
                yield inflating.decompress(waiting, PIECE_BYTES)
                waiting = inflating.unconsumed_tail
        if inflating is not None:
            yield inflating.flush(PIECE_BYTES)
            require(inflating.eof, "unreadable")
    except zlib.error as error:
        raise Refused("unreadable") from error


def _check_types(text: bytes, suffix: str) -> None:
    kinds = [
        element.get("ContentType", "")
        for element in _parsed(text).iter()
        if isinstance(element.get("ContentType"), str)
    ]
    require(not any(word in kind.lower() for kind in kinds for word in _ACTIVE), "macros")
    require(_MAIN[suffix] in kinds)


def _check_relations(text: bytes) -> None:
    for element in _parsed(text).iter():
        kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "").strip().lower()
        require("vba" not in kind.lower(), "macros")
        if element.get("TargetMode") == "External" and kind in _FETCHED:
            require(not target.startswith(_ELSEWHERE), "fetches")


def _parsed(text: bytes) -> ET.Element:
    """Return the tree; what declares entities has been refused before."""
    try:
        return ET.fromstring(text)  # noqa: S314 - no DOCTYPE, no ENTITY, bounded
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Refused("unreadable") from error


class _Window(io.RawIOBase):
    """The mapped bytes as the seekable file that zipfile reads its directory from."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._place = 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: len(self._data)}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, size: int | None = -1) -> bytes:
        end = len(self._data) if size is None or size < 0 else self._place + size
        piece = self._data[self._place : end]
        self._place += len(piece)
        return piece

"""The stamp of a .deb: one more control member, named `stamp`. The payload's bytes stay as they are, and so does its hash.

dpkg keeps control members; the package's own script puts this one where the agent looks (installer/debian). An ar archive is a line of
text and, for each part, a head of 60 bytes with its name and size; see deb(5).
"""

import gzip
import io
import tarfile
import zlib
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from shared.stamping.refused import NO_PACKAGE, STAMPED, TOO_BIG, PackageRefused

MEMBER: Final = "stamp"
MAX_CONTROL_BYTES: Final = 4 * 1024 * 1024
_MAGIC: Final = b"!<arch>\n"
_HEAD_BYTES: Final = 60
_CONTROL: Final = "control.tar.gz"


class _Part(NamedTuple):
    name: str
    head: bytes
    start: int
    size: int


def put(base: Path, target: Path, text: str) -> None:
    """Write the stamped package. Raises: PackageRefused, OSError."""
    with base.open("rb") as source, target.open("wb") as out:
        out.write(_MAGIC)
        for part in _parts(source):
            if part.name == _CONTROL:
                content = _with_stamp(_control(source, part), text)
                head = part.head[:48] + f"{len(content):<10}".encode() + part.head[58:]
                out.write(head + content + b"\n" * (len(content) % 2))
            else:
                source.seek(part.start)
                out.write(part.head)
                _copy(source, out, part.size + part.size % 2)


def get(package: Path) -> str:
    """Return the stamp's text, empty for a base package. Raises: PackageRefused, OSError."""
    with package.open("rb") as source:
        part = next((part for part in _parts(source) if part.name == _CONTROL), None)
        if part is None:
            raise PackageRefused("no Debian package of ours", why=NO_PACKAGE)
        with _opened(_control(source, part)) as archive:
            return _stamp_in(archive)


def _parts(source: BinaryIO) -> list[_Part]:
    if source.read(len(_MAGIC)) != _MAGIC:
        raise PackageRefused("no Debian package", why=NO_PACKAGE)
    parts: list[_Part] = []
    end = source.seek(0, io.SEEK_END)
    at = len(_MAGIC)
    while at < end:
        source.seek(at)
        head = source.read(_HEAD_BYTES)
        size = head[48:58].strip()
        if len(head) < _HEAD_BYTES or not size.isdigit() or at + _HEAD_BYTES + int(size) > end:
            raise PackageRefused("the Debian package is cut off", why=NO_PACKAGE)
        parts.append(_Part(head[:16].decode("ascii", "replace").strip().rstrip("/"), head, at + _HEAD_BYTES, int(size)))
        at += _HEAD_BYTES + int(size) + int(size) % 2
    if [part.name for part in parts[:2]] != ["debian-binary", _CONTROL]:
        raise PackageRefused("no Debian package of ours", why=NO_PACKAGE)
    return parts


def _control(source: BinaryIO, part: _Part) -> bytes:
    if part.size > MAX_CONTROL_BYTES:
        raise PackageRefused("the control part is too big", why=TOO_BIG)
    source.seek(part.start)
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(source.read(part.size), MAX_CONTROL_BYTES)
    except zlib.error as error:
        raise PackageRefused("the control part is damaged", why=NO_PACKAGE) from error
    if not unpacking.eof:
        raise PackageRefused("the control part is too big", why=TOO_BIG)
    return content


def _with_stamp(control: bytes, text: str) -> bytes:
    made = io.BytesIO()
    with _opened(control) as archive, tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as stamped:
        if _stamp_in(archive):
            raise PackageRefused("one customer's already", why=STAMPED)
        for member in archive:
            stamped.addfile(member, archive.extractfile(member) if member.isfile() else None)
        member = tarfile.TarInfo(f"./{MEMBER}")
        content = text.encode("ascii")
        member.size, member.mode, member.uname, member.gname = len(content), 0o644, "root", "root"
        stamped.addfile(member, io.BytesIO(content))
    return gzip.compress(made.getvalue(), mtime=0)


def _opened(control: bytes) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=io.BytesIO(control), mode="r:")
    except tarfile.TarError as error:
        raise PackageRefused("the control part is damaged", why=NO_PACKAGE) from error


def _stamp_in(archive: tarfile.TarFile) -> str:
    for member in archive.getmembers():
        if member.name in {MEMBER, f"./{MEMBER}"} and (file := archive.extractfile(member)):
            return file.read().decode("ascii", "replace").strip()
    return ""


def _copy(source: BinaryIO, out: BinaryIO, size: int) -> None:
    """The last byte of a part of odd length may be missing at the end of the file."""
    while size and (piece := source.read(min(size, 1 << 20))):
        out.write(piece)
        size -= len(piece)

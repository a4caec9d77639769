"""The stamp of a portable archive: a file beside the program, in the archive's one folder.

A .tar.gz gets it in front: what gzip packed in pieces unpacks as one whole, so that the payload's bytes stay as they are. A .zip gets it
behind, where its list of contents is.
"""

import gzip
import shutil
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Final

from shared.stamp import FILE_NAME, MAX_STAMP_BYTES
from shared.stamping.refused import NO_PACKAGE, STAMPED, PackageRefused

_BLOCK: Final = 512


def put_in_tar(base: Path, target: Path, text: str) -> None:
    """Write the stamped archive. Raises: PackageRefused, OSError."""
    top, is_stamp = _first_of_tar(base)
    if is_stamp:
        raise PackageRefused("one customer's already", why=STAMPED)
    content = text.encode("ascii")
    member = tarfile.TarInfo(f"{top}/{FILE_NAME}")
    member.size, member.mode = len(content), 0o644
    padding = b"\0" * (-len(content) % _BLOCK)
    with base.open("rb") as source, target.open("wb") as out:
        out.write(gzip.compress(member.tobuf(tarfile.GNU_FORMAT) + content + padding, mtime=0))
        shutil.copyfileobj(source, out)


def get_from_tar(package: Path) -> str:
    """Return the stamp's text, empty for a base archive. Raises: PackageRefused, OSError."""
    _, is_stamp = _first_of_tar(package)
    if not is_stamp:
        return ""
    content = _beginning(package, _BLOCK + MAX_STAMP_BYTES)
    size = tarfile.TarInfo.frombuf(content[:_BLOCK], "utf-8", "strict").size
    return content[_BLOCK : _BLOCK + size].decode("ascii", "replace").strip()


def put_in_zip(base: Path, target: Path, text: str) -> None:
    """Write the stamped archive. Raises: PackageRefused, OSError."""
    top = _top_of_zip(base)
    if get_from_zip(base):
        raise PackageRefused("one customer's already", why=STAMPED)
    shutil.copyfile(base, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(f"{top}/{FILE_NAME}")  # without a date of today: the same stamp, the same bytes
        member.external_attr = 0o644 << 16
        archive.writestr(member, text)


def get_from_zip(package: Path) -> str:
    """Return the stamp's text, empty for a base archive. Raises: PackageRefused, OSError."""
    name = f"{_top_of_zip(package)}/{FILE_NAME}"
    with zipfile.ZipFile(package) as archive:
        if name not in archive.namelist():
            return ""
        with archive.open(name) as file:
            return file.read(MAX_STAMP_BYTES + 1).decode("ascii", "replace").strip()


def _first_of_tar(package: Path) -> tuple[str, bool]:
    """Return the archive's folder, and whether its first file is a stamp."""
    try:
        name = tarfile.TarInfo.frombuf(_beginning(package, _BLOCK), "utf-8", "surrogateescape").name
    except tarfile.HeaderError as error:
        raise PackageRefused("no archive of ours", why=NO_PACKAGE) from error
    top, slash, rest = name.partition("/")
    if not slash or not top:
        raise PackageRefused("no archive of ours", why=NO_PACKAGE)
    return top, rest == FILE_NAME


def _beginning(package: Path, size: int) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    with package.open("rb") as source:
        try:
            return unpacking.decompress(source.read(4 * size), size)
        except zlib.error as error:
            raise PackageRefused("no archive of ours", why=NO_PACKAGE) from error


def _top_of_zip(package: Path) -> str:
    try:
        with zipfile.ZipFile(package) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise PackageRefused("no archive", why=NO_PACKAGE) from error
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or not names[0].startswith(f"{(top := tops.pop())}/"):
        raise PackageRefused("no archive of ours", why=NO_PACKAGE)
    return top

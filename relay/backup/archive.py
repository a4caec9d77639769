"""The backup file: a tar whose first member says what the others are and what their SHA-256 must be.

Nothing is taken from the file but what the manifest names and this module knows, and it is written under our own names.
"""

import datetime as dt
import hashlib
import io
import os
import pathlib
import re
import tarfile
from collections.abc import Mapping
from typing import IO, Final

import msgspec

from shared.errors import SportelloError

FORMAT: Final = 1
DATABASE: Final = "relay.db"
CLOCK: Final = "clock"
CERTIFICATE: Final = ("tls.crt", "tls.key")
AUDIT_KEY: Final = "audit.key"
STAMP_KEYS: Final = ("stamp.key", "stamp.old")
STORED: Final = re.compile(r"files/[0-9a-f-]{36}/[0-9a-f]{2}/[0-9a-f-]{36}\Z")
"""Where the bytes of a file are, in the state folder as in the archive; each part is a name of the relay's own making."""
NAMES: Final = (DATABASE, CLOCK, AUDIT_KEY, *STAMP_KEYS, *CERTIFICATE)
_MANIFEST: Final = "manifest.json"
_MAX_MANIFEST_BYTES: Final = 256 * 1024 * 1024
"""A line for each of a million files."""
_CHUNK_BYTES: Final = 1024 * 1024


class BadBackup(SportelloError):
    """The file is no backup, or a damaged one; the message says in words what is wrong with it."""

    code = "bad_backup"


class Entry(msgspec.Struct, frozen=True):
    """One file in the backup."""

    sha256: str
    size_bytes: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the backup says of itself."""

    format: int
    made_at: dt.datetime
    schema: str
    files: dict[str, Entry]


def write_archive(
    target: pathlib.Path, folder: pathlib.Path, made_at: dt.datetime, schema: str, stored: Mapping[str, pathlib.Path]
) -> Manifest:
    """Pack the known files of `folder`, and those of `stored` under their names there.

    The file appears whole, readable by this user only.
    """
    sources = {name: folder / name for name in NAMES if (folder / name).is_file()} | dict(stored)
    files = {name: _entry(path) for name, path in sources.items()}
    manifest = Manifest(format=FORMAT, made_at=made_at, schema=schema, files=files)
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            head = msgspec.json.encode(manifest)
            archive.addfile(_member(_MANIFEST, len(head), made_at), io.BytesIO(head))
            for name, entry in files.items():
                with sources[name].open("rb") as content:
                    archive.addfile(_member(name, entry.size_bytes, made_at), content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    return manifest


def read_archive(source: pathlib.Path, folder: pathlib.Path) -> Manifest:
    """Unpack into an empty `folder` and check every byte. Raises: BadBackup."""
    try:
        with tarfile.open(source, mode="r:") as archive:
            manifest = _manifest(archive)
            for member in archive:
                if member.name != _MANIFEST:
                    _unpack(archive, member, manifest, folder)
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(f"{source} is not a backup, or was cut short: {error}") from error
    missing = sorted(name for name in manifest.files if not (folder / name).exists())
    if missing or DATABASE not in manifest.files:
        raise BadBackup(f"{source} lacks {', '.join(missing) or DATABASE}")
    return manifest


def _manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != _MANIFEST or not first.isreg() or first.size > _MAX_MANIFEST_BYTES:
        raise BadBackup("the file does not begin with a manifest: it is not a backup of this program")
    try:
        manifest = msgspec.json.decode(_content(archive, first).read(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise BadBackup(f"the manifest cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise BadBackup(f"the backup has format {manifest.format}, this program reads {FORMAT}")
    return manifest


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, folder: pathlib.Path) -> None:
    entry = manifest.files.get(member.name)
    if entry is None or not _is_known(member.name) or not member.isreg() or member.size != entry.size_bytes:
        raise BadBackup(f"{member.name!r} does not belong into a backup, or not in this form")
    target = folder / member.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadBackup(f"{member.name} is in the backup twice") from error
    digest = hashlib.sha256()
    content = _content(archive, member)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != entry.sha256:
        raise BadBackup(f"{member.name} is damaged: its SHA-256 is not the one in the manifest")


def _is_known(name: str) -> bool:
    return name in NAMES or STORED.match(name) is not None


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = archive.extractfile(member)
    if content is None:
        raise BadBackup(f"{member.name!r} is not a file")
    return content


def _member(name: str, size_bytes: int, made_at: dt.datetime) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size_bytes, 0o600, int(made_at.timestamp())
    return member


def _entry(path: pathlib.Path) -> Entry:
    with path.open("rb") as file:
        return Entry(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)

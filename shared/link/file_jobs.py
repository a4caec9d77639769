"""What a worker thread does for a file: copy and hash it, send its bytes, fetch its bytes and put it in its place."""

import contextlib
import hashlib
import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from shared.errors import EmptyFile, HashMismatch, SaveFailed, SourceGone, SportelloError, TooLarge
from shared.file_names import clean_file_name
from shared.file_types import check_offer
from shared.ids import FileId
from shared.limits import MAX_FILE_BYTES
from shared.link.file_control import Control, Stopped
from shared.link.file_http import LOST, Way, begin, connected, refusal
from shared.link.file_places import disk, half_of, mark_of_the_web, open_private, put_in_place
from shared.protocol.transfers import FilePolicyRecord

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse

CHUNK_BYTES = 256 * 1024


class Copied(NamedTuple):
    """What the private copy is."""

    sha256: str
    size: int


class Rules(msgspec.Struct, frozen=True):
    """By what a file is refused before anything is sent; without a policy by its size alone."""

    policy: FilePolicyRecord | None
    from_device: bool

    def check(self, name: str, size: int) -> None:
        """Raises: Stopped, with a code and the values of the relay's own refusal."""
        if size == 0:
            raise Stopped(EmptyFile.code, {"name": clean_file_name(name)})
        try:
            if self.policy is not None:
                check_offer(self.policy, name=name, size=size, from_device=self.from_device)
            elif size > MAX_FILE_BYTES:
                raise TooLarge(limit=MAX_FILE_BYTES, name=clean_file_name(name))
        except SportelloError as error:
            raise Stopped(error.code, error.params) from error


def prepare(source: Path, copy: Path, name: str, rules: Rules, control: Control, *, takes_over: bool) -> Copied:
    """Copy the source and take its hash in one reading; a source of our own is moved.

    Raises: Stopped, GivenUp.
    """
    if takes_over and not source.exists() and copy.exists():
        source = copy  # moved in an earlier life of the program
    with disk(SourceGone.code, name=clean_file_name(name)), source.open("rb") as reading:
        found = os.fstat(reading.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise Stopped(SourceGone.code, {"name": clean_file_name(name), "why": "no file"})
        rules.check(name, found.st_size)
        copied = _copy(reading.fileno(), copy, name, rules, control) if source != copy else _hash(copy, control)
    if takes_over and source != copy:
        with contextlib.suppress(OSError):
            source.unlink()
    return copied


def _copy(reading: int, copy: Path, name: str, rules: Rules, control: Control) -> Copied:
    made, digest, size = copy.with_suffix(".new"), hashlib.sha256(), 0
    with disk("storage"), os.fdopen(open_private(made), "wb") as writing:
        writing.truncate()
        while chunk := os.read(reading, CHUNK_BYTES):
            size += len(chunk)
            rules.check(name, size)  # it may still be growing
            digest.update(chunk)
            writing.write(chunk)
            control.moved(0, over_the_wire=False)
        writing.flush()
        os.fsync(writing.fileno())
    with disk("storage"):
        made.replace(copy)
    rules.check(name, size)
    return Copied(digest.hexdigest(), size)


def _hash(path: Path, control: Control) -> Copied:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as reading:
        while chunk := reading.read(CHUNK_BYTES):
            control.check()
            digest.update(chunk)
            size += len(chunk)
    return Copied(digest.hexdigest(), size)


def upload(way: Way, copy: Path, offset: int, size: int, control: Control) -> None:
    """Send what the relay has not yet; returns when all of it is on its disk. Raises: Stopped, GivenUp."""
    with disk("storage"):
        reading = copy.open("rb")
    with reading, connected(way, control) as connection:
        reading.seek(offset)
        begin(connection, "PATCH", way, {"Upload-Offset": str(offset), "Content-Length": str(size - offset)})
        try:
            while chunk := reading.read(CHUNK_BYTES):
                connection.send(chunk)
                offset += len(chunk)
                control.moved(min(offset, size))
        except OSError:
            control.check()
            response = _last_words(connection)
        else:
            response = connection.getresponse()
        _accepted(response, size)


def _last_words(connection: "HTTPConnection") -> "HTTPResponse":
    """Return why the other end takes no more, if it said so before it closed."""
    if connection.sock is None:
        raise Stopped(LOST)
    connection.sock.settimeout(1.0)
    return connection.getresponse()


def _accepted(response: "HTTPResponse", size: int) -> None:
    if response.status != 204:
        raise refusal(response)
    response.read()
    if response.headers.get("Upload-Offset") != str(size):
        raise Stopped("conflict")


class Wanted(NamedTuple):
    """A file to be fetched, as the relay describes it, and where it shall be."""

    file_id: FileId
    name: str
    size: int
    sha256: str
    folder: Path
    host: str
    preview: Path
    """Where it may be already, for its thumbnail."""


def download(way: Way, wanted: Wanted, control: Control) -> Path:
    """Fetch what is missing, verify it and give it its name; return its path. Raises: Stopped, GivenUp."""
    half = half_of(wanted.folder, wanted.name, wanted.file_id)
    with disk(SaveFailed.code, name=clean_file_name(wanted.name)):
        writing = os.fdopen(open_private(half), "r+b")
        if os.fstat(writing.fileno()).st_size == 0 and wanted.preview.is_file():
            with wanted.preview.open("rb") as seen:
                shutil.copyfileobj(seen, writing)
                writing.flush()
    with writing:
        _fetch(way, wanted, writing.fileno(), control)
    with disk(SaveFailed.code, name=clean_file_name(wanted.name)):
        _verify(half, wanted.sha256, control)
        path = put_in_place(half, wanted.folder, wanted.name)
    mark_of_the_web(path, wanted.host)
    return path


def take_preview(way: Way, wanted: Wanted, control: Control) -> Path:
    """Fetch an image to where thumbnails are made from; return its path. Raises: Stopped, GivenUp."""
    if not wanted.preview.exists():
        half = wanted.preview.with_suffix(".part")
        with disk("storage"):
            writing = os.fdopen(open_private(half), "r+b")
        with writing:
            _fetch(way, wanted, writing.fileno(), control)
        with disk("storage"):
            _verify(half, wanted.sha256, control)
            half.replace(wanted.preview)
    return wanted.preview


def _verify(half: Path, sha256: str, control: Control) -> None:
    if _hash(half, control).sha256 != sha256:
        half.unlink()
        raise Stopped(HashMismatch.code)


def _fetch(way: Way, wanted: Wanted, writing: int, control: Control) -> None:
    params: dict[str, str | int] = {"name": clean_file_name(wanted.name)}
    with disk(SaveFailed.code, **params):
        have = os.fstat(writing).st_size
        if have > wanted.size:
            os.ftruncate(writing, have := 0)
    if have == wanted.size:
        return
    with connected(way, control) as connection:
        begin(connection, "GET", way, {"Range": f"bytes={have}-"} if have else {})
        response = connection.getresponse()
        if response.status not in {200, 206}:
            raise refusal(response)
        if response.status == 200 and have:
            os.ftruncate(writing, have := 0)
        os.lseek(writing, have, os.SEEK_SET)
        while chunk := response.read(CHUNK_BYTES):
            have += len(chunk)
            if have > wanted.size:
                os.ftruncate(writing, 0)
                raise Stopped(HashMismatch.code)
            with disk(SaveFailed.code, **params):
                _write(writing, chunk)
            control.moved(have)
    if have < wanted.size:
        raise Stopped(LOST)
    with disk(SaveFailed.code, **params):
        os.fsync(writing)


def _write(writing: int, chunk: bytes) -> None:
    left = memoryview(chunk)
    while left:
        left = left[os.write(writing, left) :]

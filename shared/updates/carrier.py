"""Brings the repository's files over HTTP for python-tuf: so many bytes, in so much time, from this address and no other.

Of the standard library's HTTP client, like the bytes of files (shared/link/file_http.py): no redirect is followed, nothing
is tried twice, the system's proxy and the provider's own authority are used. What arrives is not believed here.
"""

import contextlib
import ssl
import tempfile
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import msgspec
from tuf.api.exceptions import (
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    SlowRetrievalError,
)
from tuf.ngclient import FetcherInterface

from shared.errors import StorageFailed
from shared.link.file_control import Control, GivenUp
from shared.link.file_http import connection_to

CHUNK = 64 * 1024


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How slow a server may be before it counts as an attack on our patience."""

    quiet_s: float = 20.0
    """Without a byte."""
    head_s: float = 30.0
    """From the first packet to the last line of the answer's head."""
    slowest: float = 4 * 1024
    """Bytes per second, over all of the answer's body; counted after `head_s`."""


class Carrier(FetcherInterface):
    """One for each fetch. `last` are the bytes of the metadata that was asked for last, `url` the last address."""

    def __init__(self, context: ssl.SSLContext | None, proxy: str, folder: Path, pace: Pace) -> None:
        self._context = context
        self._proxy = proxy
        self._folder = folder
        self._pace = pace
        self.url = ""
        self.last = b""

    @contextlib.contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """Give the block a file without a name that holds what the address gave. Raises: DownloadError."""
        self.url, self.last = url, b""
        with tempfile.TemporaryFile(dir=self._folder) as file:
            self._receive(url, max_length, file)
            file.seek(0)
            yield file

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """Return what the address gave, and remember it. Raises: DownloadError."""
        self.last = super().download_bytes(url, max_length)
        return self.last

    def _fetch(self, url: str) -> Iterator[bytes]:
        raise NotImplementedError(url)  # both ways in are above, where the length is known

    def _receive(self, url: str, most: int, into: IO[bytes]) -> None:
        control = Control(lambda _: None)
        try:
            with contextlib.ExitStack() as held:
                connection = connection_to(urlsplit(url), self._context, self._proxy, self._pace.quiet_s)
                held.callback(connection.close)
                with _cut_after(self._pace.head_s, control):
                    response = held.enter_context(_asked(connection, urlsplit(url).path, control))
                if response.status != HTTPStatus.OK:
                    raise DownloadHTTPError(response.reason, response.status)
                with _cut_after(self._pace.head_s + most / self._pace.slowest, control):
                    _read(response, most, into)
        except (OSError, HTTPException, ValueError, GivenUp) as error:
            if control.is_stopped or isinstance(error, TimeoutError):
                raise SlowRetrievalError(url) from error
            raise DownloadError(url) from error


def _asked(connection: HTTPConnection, path: str, control: Control) -> HTTPResponse:
    connection.connect()
    control.hold(connection.sock)
    connection.request("GET", path)
    return connection.getresponse()


def _read(response: HTTPResponse, most: int, into: IO[bytes]) -> None:
    announced, received = response.length, 0
    if announced is not None and announced > most:
        raise DownloadLengthMismatchError(f"{announced} bytes announced, {most} allowed")
    while chunk := response.read1(CHUNK):
        received += len(chunk)
        if received > most:
            raise DownloadLengthMismatchError(f"more than {most} bytes")
        _keep(chunk, into)
    if announced is not None and received < announced:
        raise HTTPException(f"cut after {received} of {announced} bytes")


def _keep(chunk: bytes, into: IO[bytes]) -> None:
    try:
        into.write(chunk)
        into.flush()
    except OSError as error:
        raise StorageFailed("no room for what is fetched", why=error.strerror or str(error)) from error


@contextlib.contextmanager
def _cut_after(seconds: float, control: Control) -> Iterator[None]:
    """Cut the connection when the block takes longer: a server that drips a byte now and then outwaits every time-out."""
    timer = threading.Timer(seconds, control.stop)
    timer.name = "update deadline"
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
    control.check()

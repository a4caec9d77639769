"""The relay's side of files for tests of the client: grants in the talk, bytes over real HTTP, with faults.

It keeps what arrived, so a client can be killed and started again against it. Not the relay: no rights, no types.
"""

import contextlib
import datetime as dt
import hashlib
import re
import secrets
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from shared.ids import FileId, new_id
from shared.protocol.base import Done, Error, Message
from shared.protocol.transfers import (
    CancelFile,
    FetchFile,
    FileChanged,
    FileGranted,
    FileRecord,
    FileState,
    OfferFile,
)

CHUNK = 64 * 1024


class FilePeer:
    """`answer` goes into FakeRelay; `serving` listens. Attributes may be changed at any time."""

    def __init__(self) -> None:
        self.port = 0
        self.public_port = 0
        """What grants name, if not `port`: a proxy that stands between."""
        self.files: dict[FileId, FileRecord] = {}
        self.bytes: dict[FileId, bytearray] = {}
        self.tokens: dict[str, FileId] = {}
        self.judgement = FileState.READY
        self.refused = ""
        self.refuse_next_offer: Error | None = None
        self.is_silent_about_verdicts = False
        self.expires_after_bytes: int | None = None
        """The grant is over when so many bytes of a request have come; once."""
        self.requests: list[str] = []
        self.verdicts: list[FileChanged] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        self._writers: dict[FileId, int] = {}

    def put(self, name: str, content: bytes, **changes: Any) -> FileRecord:
        """Have a file that is ready to be fetched."""
        made = FileRecord(
            file_id=FileId(new_id()),
            name=name,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            state=FileState.READY,
            at=dt.datetime.now(dt.UTC),
            kind=name.rpartition(".")[2],
        )
        file = msgspec.structs.replace(made, **changes)
        self.files[file.file_id], self.bytes[file.file_id] = file, bytearray(content)
        return file

    def answer(self, message: Message) -> Message | None:
        """Answer a request about files; None for others."""
        match message:
            case OfferFile():
                return self._offer(message)
            case FetchFile() if message.file_id in self.files:
                return self._grant(message.ref, self.files[message.file_id], len(self.bytes[message.file_id]))
            case FetchFile():
                return Error(re=message.ref, code="not_found")
            case CancelFile():
                self.files.pop(message.file_id, None)
                return Done(re=message.ref)
        return None

    def _offer(self, message: OfferFile) -> Message:
        if self.refuse_next_offer is not None:
            refused, self.refuse_next_offer = self.refuse_next_offer, None
            return msgspec.structs.replace(refused, re=message.ref)
        file = self.files.get(message.file_id) or FileRecord(
            file_id=message.file_id,
            name=message.name,
            size=message.size,
            sha256=message.sha256,
            state=FileState.RECEIVING,
            at=dt.datetime.now(dt.UTC),
            conversation_id=message.conversation_id,
            ticket_id=message.ticket_id,
        )
        if (file.size, file.sha256) != (message.size, message.sha256):
            return Error(re=message.ref, code="conflict")
        self.files[file.file_id] = file
        return self._grant(message.ref, file, len(self.bytes.setdefault(file.file_id, bytearray())))

    def _grant(self, ref: int, file: FileRecord, offset: int) -> FileGranted:
        token = secrets.token_urlsafe(16)
        self.tokens[token] = file.file_id
        return FileGranted(re=ref, file=file, token=token, offset=offset, port=self.public_port or self.port)

    # HTTP

    @contextlib.contextmanager
    def serving(self, tls: ssl.SSLContext | None = None) -> Iterator["FilePeer"]:
        """Listen on loopback."""
        peer = self

        class Handler(_Handler):
            owner = peer

        server = _Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = False
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="file peer")
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def take_over(self, file_id: FileId, offset: int) -> int | None:
        """Let a request go on from `offset`, in place of an older one; None where that is not how much there is."""
        with self._lock:
            if len(self.bytes[file_id]) != offset:
                return None
            self._writers[file_id] = self._writers.get(file_id, 0) + 1
            return self._writers[file_id]

    def append(self, file_id: FileId, piece: bytes, writer: int) -> bool:
        """Keep what came in; False when a newer request took over."""
        with self._lock:
            if self._writers[file_id] != writer:
                return False
            self.bytes[file_id] += piece
            return True

    def count(self, step: int) -> None:
        """So many requests more are under way."""
        with self._lock:
            self.at_once += step
            self.most_at_once = max(self.most_at_once, self.at_once)

    def judge(self, file_id: FileId) -> FileState:
        """Say what became of a whole file."""
        file = self.files[file_id]
        is_same = hashlib.sha256(self.bytes[file_id]).hexdigest() == file.sha256
        state = self.judgement if is_same else FileState.REFUSED
        refused = "" if state is FileState.READY else self.refused or "hash_mismatch"
        self.files[file_id] = msgspec.structs.replace(file, state=state, refused=refused)
        if not self.is_silent_about_verdicts:
            self.verdicts.append(FileChanged(file=self.files[file_id]))
        return state


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing on standard error: cuts and refused handshakes are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: FilePeer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing on standard error."""

    def do_PATCH(self) -> None:
        self._serve(self._take)

    def do_GET(self) -> None:
        self._serve(self._give)

    def _serve(self, act: Any) -> None:
        self.owner.requests.append(f"{self.command} {self.headers.get('Upload-Offset', self.headers.get('Range', ''))}")
        self.owner.count(1)
        try:
            file_id = self.owner.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
            if file_id is None or self.path != f"/files/{file_id}":
                self._say(401, {"code": "auth_failed"})
            else:
                act(file_id)
        except OSError:
            self.close_connection = True
        finally:
            self.owner.count(-1)

    def _take(self, file_id: FileId) -> None:
        owner, size = self.owner, self.owner.files[file_id].size
        writer = owner.take_over(file_id, int(self.headers["Upload-Offset"]))
        if writer is None:
            self._conflict(file_id)
            return
        left = int(self.headers["Content-Length"])
        came = 0
        while left and (piece := self.rfile.read1(min(CHUNK, left))):
            if not owner.append(file_id, piece, writer):
                self._conflict(file_id)
                return
            left -= len(piece)
            came += len(piece)
            if owner.expires_after_bytes is not None and came >= owner.expires_after_bytes:
                owner.expires_after_bytes = None
                self._say(401, {"code": "auth_failed"})
                return
        have = len(owner.bytes[file_id])
        state = {"Sportello-State": owner.judge(file_id).value} if have == size else {}
        self._say(204, None, {"Upload-Offset": str(have), **state})

    def _conflict(self, file_id: FileId) -> None:
        self._say(409, {"code": "conflict"}, {"Upload-Offset": str(len(self.owner.bytes[file_id]))})

    def _give(self, file_id: FileId) -> None:
        content = bytes(self.owner.bytes[file_id])
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(found.group(1)) if found else 0
        self.send_response(206 if found else 200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start:])

    def _say(self, status: int, told: object, headers: dict[str, str] | None = None) -> None:
        body = b"" if told is None else msgspec.json.encode(told)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        if status >= 400:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

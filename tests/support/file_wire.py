"""Files over the wire, by hand: offers through a peer of the talk, bytes through plain HTTP requests, some cut short."""

import asyncio
import http.client
import json
import socket
import ssl
from typing import Any

import msgspec

from shared.ids import ConversationId, FileId, TicketId, new_id
from shared.protocol.base import Error
from shared.protocol.transfers import FetchFile, FileChanged, FileGranted, FileState, OfferFile
from tests.support.file_samples import sha256
from tests.support.peer import Peer, trusting

WITHIN_S = 20


class Answer(msgspec.Struct, frozen=True):
    """What the file process answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])

    @property
    def state(self) -> str:
        return self.headers.get("sportello-state", "")

    @property
    def code(self) -> str:
        found = json.loads(self.body).get("code") if self.body else self.headers.get("sportello-code", "")
        return str(found)


def offer(
    peer: Peer,
    data: bytes,
    name: str = "a.pdf",
    *,
    conversation: ConversationId | None = None,
    ticket: TicketId | None = None,
    **changed: Any,
) -> OfferFile:
    """Return an offer of these bytes."""
    made = OfferFile(
        ref=peer.ref(),
        file_id=FileId(new_id()),
        name=name,
        size=len(data),
        sha256=sha256(data),
        conversation_id=conversation,
        ticket_id=ticket,
    )
    return msgspec.structs.replace(made, **changed)


async def granted(peer: Peer, message: OfferFile | FetchFile) -> FileGranted:
    """Ask and return the grant. Raises: AssertionError when it is refused."""
    while isinstance(answer := await peer.ask(message), Error) and answer.code == "rate_limited":  # noqa: ASYNC110 - the relay says when
        await asyncio.sleep((answer.retry_after_ms or 0) / 1000)
    assert isinstance(answer, FileGranted), answer
    return answer


async def call(
    grant: FileGranted,
    method: str,
    body: bytes = b"",
    *,
    token: str | None = None,
    file_id: str = "",
    **headers: str,
) -> Answer:
    """Make one request on a connection of its own."""
    return await asyncio.to_thread(_call, grant, method, body, token, file_id, headers)


async def patch(grant: FileGranted, body: bytes, offset: int = 0, **headers: str) -> Answer:
    """Send bytes behind `offset`."""
    return await call(grant, "PATCH", body, **{"Upload-Offset": str(offset)}, **headers)


def _call(
    grant: FileGranted, method: str, body: bytes, token: str | None, file_id: str, headers: dict[str, str]
) -> Answer:
    connection = http.client.HTTPSConnection("127.0.0.1", grant.port, timeout=WITHIN_S, context=trusting())
    try:
        shown = grant.token if token is None else token
        connection.request(
            method,
            f"/files/{file_id or grant.file.file_id}",
            body=body if method == "PATCH" else None,
            headers={"Authorization": f"Bearer {shown}", **headers},
        )
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def send_a_part(grant: FileGranted, data: bytes, offset: int, length: int) -> socket.socket:
    """Begin a PATCH of all that is missing, send `length` bytes of it and return the open connection."""
    plain = socket.create_connection(("127.0.0.1", grant.port), WITHIN_S)
    connection: ssl.SSLSocket = trusting().wrap_socket(plain, server_hostname="localhost")
    head = (
        f"PATCH /files/{grant.file.file_id} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {grant.token}\r\n"
        f"Upload-Offset: {offset}\r\nContent-Length: {len(data) - offset}\r\n\r\n"
    )
    connection.sendall(head.encode() + data[offset : offset + length])
    return connection


async def ended(peer: Peer, file_id: FileId) -> FileChanged:
    """Return how a file ended, as its sender is told."""
    ends = {FileState.READY, FileState.REFUSED, FileState.CANCELLED, FileState.ERASED}
    return await peer.expect(FileChanged, lambda m: m.file.file_id == file_id and m.file.state in ends)


async def sent(peer: Peer, data: bytes, name: str = "a.pdf", **where: Any) -> FileChanged:
    """Send a whole file and return how it ended."""
    grant = await granted(peer, offer(peer, data, name, **where))
    answer = await patch(grant, data)
    assert answer.status == 204, answer
    return await ended(peer, grant.file.file_id)


async def fetched(peer: Peer, file_id: FileId) -> bytes:
    """Fetch a whole file."""
    grant = await granted(peer, FetchFile(ref=peer.ref(), file_id=file_id))
    answer = await call(grant, "GET")
    assert answer.status == 200, answer
    return answer.body

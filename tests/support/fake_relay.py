"""A relay for tests of the client: the rules of delivery in memory, over a real loopback WebSocket, with faults.

It keeps what it stored while connections come and go, so a client can be killed and started again against it. It is
not the relay: no customers, no rights, one person per connection, everybody a member unless told otherwise.
"""

import datetime as dt
import secrets
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from websockets.asyncio.connection import broadcast
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, MessageId, StreamId, TechnicianId, new_id
from shared.protocol import codec
from shared.protocol.base import Done, Error, Message, Request
from shared.protocol.chat import (
    ChatMessage,
    ConversationChanged,
    ConversationRecord,
    Delivered,
    Pull,
    Pulled,
    SenderKind,
    SendMessage,
    Sent,
    Sync,
)
from shared.protocol.directory import SnapshotEnd, Subscribe
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import (
    AgentSignIn,
    AgentWelcome,
    Bye,
    Challenge,
    SignOut,
    TechnicianProfile,
    TechnicianResume,
    TechnicianSignIn,
    TechnicianWelcome,
)

RELAY_ID = "relay-under-test"
PASSWORD = "correct horse battery"
Refusal = Callable[[Message], Error | None]


class Faults(msgspec.Struct):
    """What goes wrong; may be changed at any time."""

    lose_answers: int = 0
    """So many of the next sends are stored, but the connection is reset in place of the answer."""
    drop_sends: int = 0
    """So many of the next sends are swallowed: neither stored nor answered."""
    double_pushes: bool = False
    skip_pushes: int = 0
    """So many of the next pushes are left out, which leaves a hole."""
    refuse: Refusal | None = None
    """Asked for every request; an error is sent back in place of the answer."""
    refuse_sign_in: Error | None = None
    is_silent: bool = False
    """Takes connections and says nothing."""


class Peer:
    """One signed-in connection and how far it was pushed."""

    def __init__(self, socket: ServerConnection, member: str, kind: SenderKind) -> None:
        self.socket, self.member, self.kind = socket, member, kind
        self.pushed: dict[ConversationId, int] = {}
        self.is_synced = False


class FakeRelay:
    """Listens while the context is open; everything belongs to the loop that opened it, save reading."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.faults = Faults()
        self.rows: dict[ConversationId, list[ChatMessage]] = {}
        self.foreign: set[ConversationId] = set()
        """Conversations nobody here is a member of: pulled, never pushed."""
        self.closed: set[ConversationId] = set()
        self.received: list[Message] = []
        self.keys: dict[DeviceKeyId, Ed25519PublicKey] = {}
        self.delivered: dict[tuple[str, ConversationId], int] = {}
        self.approved = True
        self.stamp_keys: list[str] = []
        self.peers: set[Peer] = set()
        self.technician_id = TechnicianId(new_id())
        self.session = ""
        self.connections = 0
        self.port = 0
        self.answers_files: Callable[[Message], Message | None] = lambda _: None
        """Answers requests about files: FilePeer.answer."""
        self._streams: dict[tuple[ConversationId, StreamId], list[ChatMessage]] = {}
        self._tls = tls
        self._server: Server | None = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def url(self) -> str:
        """Where clients connect to."""
        return f"{'wss' if self._tls else 'ws'}://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Listen, on the same port as before."""
        self._server = await serve(
            self._serve, "127.0.0.1", self.port, ssl=self._tls, compression=None, origins=[None], close_timeout=0.2
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self, code: int = 1012) -> None:
        """Stop listening and close every connection."""
        if self._server is not None:
            self._server.close(code=code)
            await self._server.wait_closed()
            self._server = None

    # What a test does

    def say(self, conversation_id: ConversationId, text: str) -> ChatMessage:
        """Let the other side write."""
        row = self._append(
            conversation_id,
            message_id=MessageId(new_id()),
            sender=SenderKind.TECHNICIAN,
            sender_id="somebody else",
            text=text,
        )
        self.push_all()
        return row

    def tell(self, message: Message) -> None:
        """Send a message to everybody."""
        for peer in self.peers:
            _send(peer.socket, message)

    def describe(self, conversation_id: ConversationId, **changes: object) -> None:
        """Tell everybody how the conversation stands."""
        record = ConversationRecord(
            conversation_id=conversation_id,
            customer_id=CustomerId(new_id()),
            version=1,
            head=len(self.rows.get(conversation_id, [])),
            open=conversation_id not in self.closed,
            device_id=DeviceId(new_id()),
            device_key_id=DeviceKeyId(new_id()),
            opened_at=_now(),
        )
        self.tell(ConversationChanged(conversation=msgspec.structs.replace(record, **changes)))

    def restore(self, conversation_id: ConversationId, rows: int) -> None:
        """Come back from an older backup: only so many rows are left, of everybody."""
        self.rows[conversation_id] = self.rows[conversation_id][:rows]
        kept = {row.message_id for row in self.rows[conversation_id]}
        for key, stream in self._streams.items():
            self._streams[key] = [row for row in stream if row.message_id in kept]

    def cut_all(self) -> None:
        """Reset every connection."""
        for peer in self.peers:
            peer.socket.transport.abort()

    async def dismiss(self, code: int, bye: Bye | None = None) -> None:
        """Close every connection with a code."""
        for peer in list(self.peers):
            if bye is not None:
                _send(peer.socket, bye)
            await peer.socket.close(code)

    def texts(self, conversation_id: ConversationId) -> list[str]:
        """Return what was said, in order."""
        return [row.text for row in self.rows.get(conversation_id, [])]

    def of_type(self, kind: type[Message]) -> list[Message]:
        """Return the received messages of this type."""
        return [message for message in self.received if isinstance(message, kind)]

    # One connection

    async def _serve(self, socket: ServerConnection) -> None:
        self.connections += 1
        if self.faults.is_silent:
            await socket.wait_closed()
            return
        try:
            peer = await self._sign_in(socket)
        except ConnectionClosed:
            return
        self.peers.add(peer)
        try:
            async for frame in socket:
                self._take(peer, codec.decode(frame))
        except ConnectionClosed:
            pass
        finally:
            self.peers.discard(peer)

    async def _sign_in(self, socket: ServerConnection) -> Peer:
        nonce = secrets.token_urlsafe(32)
        challenge = Challenge(
            nonce=nonce,
            relay_id=RELAY_ID,
            versions=[1],
            now=_now(),
            organisation="Test desk",
            edition="msp",
            stamp_keys=self.stamp_keys,
        )
        _send(socket, challenge)
        while True:
            message = codec.decode(await socket.recv())
            self.received.append(message)
            if isinstance(message, Request) and self.faults.refuse_sign_in is not None:
                _send(socket, msgspec.structs.replace(self.faults.refuse_sign_in, re=message.ref))
                continue
            answer, member = self._identify(message, nonce)
            _send(socket, answer)
            if member is not None:
                return Peer(socket, *member)

    def _identify(self, message: Message, nonce: str) -> tuple[Message, tuple[str, SenderKind] | None]:
        match message:
            case Enrol():
                return self._enrol(message, nonce), None
            case AgentSignIn():
                return self._agent(message, nonce)
            case TechnicianSignIn() if message.password == PASSWORD:
                self.session = secrets.token_urlsafe(32)
                return self._technician(message.ref, self.session), (self.technician_id, SenderKind.TECHNICIAN)
            case TechnicianResume() if self.session and message.session == self.session:
                return self._technician(message.ref, ""), (self.technician_id, SenderKind.TECHNICIAN)
            case Request():
                return Error(re=message.ref, code="auth_failed"), None
        return Error(code="bad_frame"), None

    def _enrol(self, message: Enrol, nonce: str) -> Message:
        key = Ed25519PublicKey.from_public_bytes(jwt.utils.base64url_decode(message.public_key))
        claims = jwt.decode(message.proof, key, algorithms=["EdDSA"], audience=RELAY_ID, issuer="enrol")
        assert claims["nonce"] == nonce
        key_id = DeviceKeyId(new_id())
        self.keys[key_id] = key
        return Enrolled(
            re=message.ref,
            device_id=DeviceId(new_id()),
            device_key_id=key_id,
            customer_id=CustomerId(new_id()),
            customer_name="Bottega",
            approved=self.approved,
        )

    def _agent(self, message: AgentSignIn, nonce: str) -> tuple[Message, tuple[str, SenderKind] | None]:
        key_id = jwt.decode(message.jws, options={"verify_signature": False})["sub"]
        if key_id not in self.keys:
            return Error(re=message.ref, code="auth_failed"), None
        claims = jwt.decode(
            message.jws,
            self.keys[key_id],
            algorithms=["EdDSA"],
            audience=RELAY_ID,
            issuer=key_id,
            options={"require": ["exp", "iat", "iss", "sub", "aud"]},
        )
        assert claims["nonce"] == nonce
        assert claims["exp"] - claims["iat"] <= 60
        welcome = AgentWelcome(
            re=message.ref,
            device_id=DeviceId(new_id()),
            device_key_id=key_id,
            customer_id=CustomerId(new_id()),
            customer_name="Bottega",
            epoch=self.connections,
            approved=self.approved,
            now=_now(),
        )
        return welcome, (key_id, SenderKind.DEVICE)

    def _technician(self, ref: int, session: str) -> Message:
        profile = TechnicianProfile(
            technician_id=self.technician_id,
            name="Ada",
            e_mail="ada@desk.test",
            role="owner",
            available=True,
            rights=[],
        )
        return TechnicianWelcome(re=ref, profile=profile, now=_now(), session=session)

    def _take(self, peer: Peer, message: Message) -> None:
        if peer.socket.transport.is_closing():
            return  # read before the cut, but a real relay would not have come to it
        self.received.append(message)
        refused = self.faults.refuse(message) if self.faults.refuse and isinstance(message, Request) else None
        if refused is not None and isinstance(message, Request):
            _send(peer.socket, msgspec.structs.replace(refused, re=message.ref))
            return
        if (told := self.answers_files(message)) is not None:
            _send(peer.socket, told)
            return
        match message:
            case Sync():
                for place in message.positions:
                    rows = self.rows.get(place.conversation_id, [])
                    stored = min(place.delivered, len(rows))
                    if stored and place.last_id and rows[stored - 1].message_id != place.last_id:
                        stored = 0
                    peer.pushed[place.conversation_id] = stored
                    self._acknowledged(peer, place.conversation_id, stored)
                if message.last:
                    for conversation_id in self.rows.keys() - self.foreign:
                        self.describe(conversation_id)
                    _send(peer.socket, Done(re=message.ref))
                peer.is_synced = peer.is_synced or message.last
                self.push_all()
            case Subscribe():
                _send(peer.socket, SnapshotEnd(re=message.ref))
            case SendMessage():
                self._send_message(peer, message)
            case Delivered():
                self._acknowledged(peer, message.conversation_id, message.upto)
            case Pull():
                rows = self.rows.get(message.conversation_id, [])
                page = rows[message.after : message.after + message.limit]
                pulled = Pulled(re=message.ref, conversation_id=message.conversation_id, messages=page, head=len(rows))
                _send(peer.socket, pulled)
            case SignOut():
                self.session = ""
                _send(peer.socket, Done(re=message.ref))
            case Request():
                _send(peer.socket, Done(re=message.ref))

    def _acknowledged(self, peer: Peer, conversation_id: ConversationId, upto: int) -> None:
        assert upto <= len(self.rows.get(conversation_id, [])), "acknowledged what was never said"
        before = self.delivered.get((peer.member, conversation_id), 0)
        self.delivered[peer.member, conversation_id] = max(before, upto)

    def _send_message(self, peer: Peer, message: SendMessage) -> None:
        if self.faults.drop_sends:
            self.faults.drop_sends -= 1
            return
        answer = self._store(peer, message)
        if self.faults.lose_answers and isinstance(answer, Sent):
            self.faults.lose_answers -= 1
            peer.socket.transport.abort()
            return
        _send(peer.socket, answer)
        self.push_all()

    def _store(self, peer: Peer, message: SendMessage) -> Message:
        """The order of judgement of the relay: repetition, closed, number, id."""
        stream = self._streams.setdefault((message.conversation_id, message.stream), [])
        if message.number <= len(stream):
            row = stream[message.number - 1]
            is_same = (row.message_id, row.text) == (message.message_id, message.text)
            return _sent(message, row) if is_same else Error(re=message.ref, code="cid_conflict")
        if message.conversation_id in self.closed:
            return Error(re=message.ref, code="forbidden", params={"why": "closed"})
        if message.number != len(stream) + 1:
            return Error(re=message.ref, code="gap", params={"expected": len(stream) + 1})
        if any(row.message_id == message.message_id for row in self.rows.get(message.conversation_id, [])):
            return Error(re=message.ref, code="cid_conflict")
        row = self._append(
            message.conversation_id,
            message_id=message.message_id,
            sender=peer.kind,
            sender_id=peer.member,
            text=message.text,
            stream=message.stream,
            number=message.number,
        )
        stream.append(row)
        return _sent(message, row)

    def _append(
        self,
        conversation_id: ConversationId,
        *,
        message_id: MessageId,
        sender: SenderKind,
        sender_id: str,
        text: str,
        stream: str = "",
        number: int = 0,
    ) -> ChatMessage:
        rows = self.rows.setdefault(conversation_id, [])
        row = ChatMessage(
            conversation_id=conversation_id,
            seq=len(rows) + 1,
            message_id=message_id,
            sender=sender,
            sender_id=sender_id,
            sender_name="",
            at=_now(),
            text=text,
            stream=stream,
            number=number,
        )
        rows.append(row)
        return row

    def push_all(self) -> None:
        """Push what each connection has not been pushed yet."""
        for peer in self.peers:
            for conversation_id, rows in self.rows.items():
                if peer.is_synced and conversation_id not in self.foreign:
                    self._push(peer, conversation_id, rows)

    def _push(self, peer: Peer, conversation_id: ConversationId, rows: list[ChatMessage]) -> None:
        for row in rows[peer.pushed.get(conversation_id, 0) :]:
            if self.faults.skip_pushes:
                self.faults.skip_pushes -= 1
                continue
            _send(peer.socket, row)
            if self.faults.double_pushes:
                _send(peer.socket, row)
        peer.pushed[conversation_id] = len(rows)


def _send(socket: ServerConnection, message: Message) -> None:
    # As the relay does: without waiting, in order.
    if not socket.transport.is_closing():
        broadcast((socket,), codec.encode(message), text=True)


def _sent(message: SendMessage, row: ChatMessage) -> Sent:
    return Sent(
        re=message.ref,
        conversation_id=message.conversation_id,
        message_id=message.message_id,
        number=message.number,
        seq=row.seq,
        at=row.at,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

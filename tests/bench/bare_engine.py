"""The engine's own limit: the same WebSocket library, options and frames as the relay, and nothing else.

`python -m tests.bench.bare_engine FOLDER PORT [--tls]` believes everybody, keeps nothing, checks nothing; it decodes each text,
answers `chat.sent` at once and hands the row to both sides. What the relay does more is rules, rights and a disk.
"""

import asyncio
import datetime as dt
import secrets
import sys
from pathlib import Path

import jwt
import msgspec
import uvloop

from relay.adapters import certificate
from relay.config import Config
from relay.net.engine import start_server
from relay.net.wire import Wire
from shared.ids import CustomerId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol import chat, codec
from shared.protocol.base import VERSION, Done, Message, Request
from shared.protocol.hello import (
    AgentSignIn,
    AgentWelcome,
    Challenge,
    TechnicianProfile,
    TechnicianResume,
    TechnicianWelcome,
)
from tests.bench.world import AgentSeed, ConsoleSeed, World


class Hall:
    """Who is in which conversation."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.agents: dict[str, AgentSeed] = {agent.key_id: agent for agent in [*world.agents, *world.idle]}
        self.consoles: dict[str, ConsoleSeed] = {console.session: console for console in world.consoles}
        self.members: dict[str, list[Wire]] = {}
        self.heads: dict[str, int] = {}


class Guest:
    """One connection."""

    def __init__(self, hall: Hall, wire: Wire) -> None:
        self._hall = hall
        self._wire = wire
        self._id = ""
        self._conversations: list[str] = []
        self._say(
            Challenge(
                nonce=secrets.token_urlsafe(32),
                relay_id=hall.world.relay_id,
                versions=[VERSION],
                now=dt.datetime.now(dt.UTC),
                organisation="Bench",
                edition="msp",
            )
        )

    def on_frame(self, frame: bytes) -> None:
        message = codec.decode(frame)
        if isinstance(message, chat.SendMessage):
            self._route(message)
        elif isinstance(message, AgentSignIn):
            self._agent(message)
        elif isinstance(message, TechnicianResume):
            self._console(message)
        elif isinstance(message, Request):
            self._say(Done(re=message.ref))

    def on_closed(self) -> None:
        for conversation_id in self._conversations:
            self._hall.members[conversation_id].remove(self._wire)

    def _route(self, message: chat.SendMessage) -> None:
        seq = self._hall.heads[message.conversation_id] = self._hall.heads.get(message.conversation_id, 0) + 1
        at = dt.datetime.now(dt.UTC)
        self._say(
            chat.Sent(
                re=message.ref,
                conversation_id=message.conversation_id,
                message_id=message.message_id,
                number=message.number,
                seq=seq,
                at=at,
            )
        )
        row = codec.encode(
            chat.ChatMessage(
                conversation_id=message.conversation_id,
                seq=seq,
                message_id=message.message_id,
                sender=chat.SenderKind.DEVICE,
                sender_id=self._id,
                sender_name="user",
                at=at,
                text=message.text,
                stream=message.stream,
                number=message.number,
            )
        )
        for wire in self._hall.members.get(message.conversation_id, []):
            wire.send(row)

    def _agent(self, message: AgentSignIn) -> None:
        claims = jwt.decode(message.jws, options={"verify_signature": False})
        agent = self._hall.agents[claims["sub"]]
        self._join(agent.key_id, [agent.conversation_id] if agent.conversation_id else [])
        self._say(
            AgentWelcome(
                re=message.ref,
                device_id=DeviceId(agent.device_id),
                device_key_id=DeviceKeyId(agent.key_id),
                customer_id=CustomerId(self._hall.world.customer_id),
                customer_name="Acme",
                epoch=1,
                approved=True,
                now=dt.datetime.now(dt.UTC),
            )
        )

    def _console(self, message: TechnicianResume) -> None:
        console = self._hall.consoles[message.session]
        self._join(console.technician_id, console.conversation_ids)
        profile = TechnicianProfile(
            technician_id=TechnicianId(console.technician_id),
            name="Technician",
            e_mail="t@provider.example",
            role="technician",
            available=True,
            rights=[],
        )
        self._say(TechnicianWelcome(re=message.ref, profile=profile, now=dt.datetime.now(dt.UTC)))

    def _join(self, member: str, conversation_ids: list[str]) -> None:
        self._id = member
        self._conversations = conversation_ids
        for conversation_id in conversation_ids:
            self._hall.members.setdefault(conversation_id, []).append(self._wire)

    def _say(self, message: Message) -> None:
        self._wire.send(codec.encode(message))


async def serve(folder: Path, port: int, *, tls: bool) -> None:
    """Serve until killed."""
    hall = Hall(msgspec.msgpack.decode((folder / "world").read_bytes(), type=World))
    context = certificate.server_context(Config(state=folder)) if tls else None
    await start_server(
        host="127.0.0.1",
        port=port,
        context=context,
        accept=lambda wire: Guest(hall, wire),
        admits=lambda _address: True,
        http_answer=lambda _path: (200, "text/plain", b"ready\n"),
    )
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(Path(sys.argv[1]), int(sys.argv[2]), tls="--tls" in sys.argv))

"""Group commit beside one commit for each message, through the same writer: its own socket, no talk process."""

import socket
import time
from pathlib import Path
from typing import Final

from relay.services.orders import AgentCaller
from relay.writer.wire import Job, Unpacker, committed_decoder, pack
from shared.ids import ConversationId, DeviceKeyId, MessageId, StreamId, new_id
from shared.protocol import codec
from shared.protocol.base import Error
from shared.protocol.chat import SendMessage
from tests.bench import servers
from tests.bench.figures import Figure, compared
from tests.bench.speakers import TEXT, Refused
from tests.bench.world import AgentSeed, World

ROUNDS: Final = 3
MEASURED_S: Final = 1.5
GROUPED: Final = 256
"""Orders that wait for the writer at the same time."""


def run(folder: Path, world: World) -> list[Figure]:
    """Measure both, in turns."""
    with servers.relay(folder, tls=False):
        single: list[float] = []
        grouped: list[float] = []
        for _ in range(ROUNDS):
            single.append(_Orders(folder, world.offline).rate(1))
            grouped.append(_Orders(folder, world.offline).rate(GROUPED))
    return [
        compared(
            f"group commit, {GROUPED} waiting",
            grouped,
            single,
            unit="1/s",
            of="one commit for each message",
            goal_id="G2",
            ratio_goal=8,
        )
    ]


class _Orders:
    """Orders of agents that are not connected, handed to the writer as the talk process does."""

    def __init__(self, folder: Path, agents: list[AgentSeed]) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(str(folder / "writer.sock"))
        self._unpacker = Unpacker()
        self._agents = agents
        self._streams = [StreamId(new_id()) for _ in agents]
        self._count = 0

    def rate(self, waiting: int) -> float:
        """Return orders done in a second with so many under way."""
        self._hand_over(waiting)
        started, done = time.perf_counter(), 0
        while (passed := time.perf_counter() - started) < MEASURED_S:
            finished = self._take()
            done += finished
            self._hand_over(finished)
        self._socket.close()
        return done / passed

    def _hand_over(self, count: int) -> None:
        if count:
            self._socket.sendall(pack([self._job() for _ in range(count)]))

    def _job(self) -> Job:
        place, number = self._count % len(self._agents), self._count // len(self._agents) + 1
        agent = self._agents[place]
        self._count += 1
        message = SendMessage(
            ref=1,
            conversation_id=ConversationId(agent.conversation_id),
            stream=self._streams[place],
            number=number,
            message_id=MessageId(new_id()),
            text=TEXT,
        )
        return Job(self._count, AgentCaller(DeviceKeyId(agent.key_id), 1), codec.encode(message))

    def _take(self) -> int:
        done = 0
        for body in self._unpacker.feed(self._socket.recv(1 << 20)):
            for outcome in committed_decoder.decode(body).outcomes:
                if outcome.code:
                    raise Refused(str(codec.decode(outcome.answer)) if outcome.answer else Error)
                done += 1
        return done

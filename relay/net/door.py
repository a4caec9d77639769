"""Lets connections in and sees them out: how many may wait at the door per address, who has joined, who has left."""

from relay.net import files, inventory, releases
from relay.net.connection import Connection
from relay.net.pushing import Pushing
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.sign_in import SignIn
from relay.net.talk import Talk
from relay.net.wire import Wire
from relay.services.orders import DeviceSeen


class Door:
    """One per talk process; the engine calls `admits` and `accept`."""

    def __init__(self, talk: Talk, pushing: Pushing) -> None:
        self._talk = talk
        self._pushing = pushing
        self._sign_in = SignIn(talk, self._joined)
        self._waiting: dict[str, int] = {}
        self.connections: set[Connection] = set()

    def admits(self, address: str) -> bool:
        """Return whether one more connection of this address may wait for its sign-in."""
        return self._waiting.get(address, 0) < self._talk.config.max_connections_per_address

    def accept(self, wire: Wire) -> Connection:
        """Begin with a fresh connection."""
        self._waiting[wire.address] = self._waiting.get(wire.address, 0) + 1
        connection = Connection(self._talk, wire, self._sign_in, self._left)
        self.connections.add(connection)
        return connection

    def _joined(self, session: Session) -> None:
        self._passed(session.wire.address)
        self._talk.registry.add(session)
        files.welcome(self._talk, session)
        releases.welcome(self._talk, session)
        if isinstance(session, AgentSession):
            self._pushing.welcome(session)
            self._pushing.presence(session.device_id)
            inventory.look_for_reporter(self._talk, session.device_id)
        elif isinstance(session, ConsoleSession):
            self._pushing.technician_presence(session.technician_id)

    def _left(self, connection: Connection) -> None:
        self.connections.discard(connection)
        session = connection.session
        if session is None:
            self._passed(connection.wire.address)
            return
        self._talk.registry.remove(session)
        if isinstance(session, AgentSession):
            if session.device_key_id not in self._talk.registry.agents:
                self._talk.writer.tell(DeviceSeen(device_key_id=session.device_key_id))
            self._pushing.presence(session.device_id)
            inventory.left(self._talk, session)
        elif isinstance(session, ConsoleSession):
            self._pushing.technician_presence(session.technician_id)

    def _passed(self, address: str) -> None:
        left = self._waiting.get(address, 1) - 1
        if left > 0:
            self._waiting[address] = left
        else:
            self._waiting.pop(address, None)

"""Who is connected to this node: agents by device key, consoles by technician, members by conversation."""

from collections.abc import Iterator

from relay.net.session import AgentSession, ConsoleSession, Session
from shared.ids import ConversationId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol.directory import OsSessionRecord


class Registry:
    """Look-up tables only; sessions are added after their welcome and removed when their wire closes."""

    def __init__(self) -> None:
        self.agents: dict[DeviceKeyId, AgentSession] = {}
        self._of_device: dict[DeviceId, dict[DeviceKeyId, AgentSession]] = {}
        """The same agents by device, those first that have been here longest."""
        self.consoles: dict[TechnicianId, set[ConsoleSession]] = {}
        self.members: dict[ConversationId, set[Session]] = {}

    def add(self, session: Session) -> None:
        """Register a signed-in session; a newer agent of the same key takes the place of the older."""
        if isinstance(session, AgentSession):
            self.agents[session.device_key_id] = session
            agents = self._of_device.setdefault(session.device_id, {})
            agents.pop(session.device_key_id, None)
            agents[session.device_key_id] = session
        elif isinstance(session, ConsoleSession):
            self.consoles.setdefault(session.technician_id, set()).add(session)

    def remove(self, session: Session) -> None:
        """Forget a session that has closed."""
        if isinstance(session, AgentSession) and self.agents.get(session.device_key_id) is session:
            del self.agents[session.device_key_id]
            agents = self._of_device[session.device_id]
            del agents[session.device_key_id]
            if not agents:
                del self._of_device[session.device_id]
        elif isinstance(session, ConsoleSession):
            mine = self.consoles.get(session.technician_id, set())
            mine.discard(session)
            if not mine:
                self.consoles.pop(session.technician_id, None)
        for conversation_id in list(session.feeds):
            self.leave(conversation_id, session)

    def join(self, conversation_id: ConversationId, session: Session) -> None:
        """Let a session hear of a conversation's messages."""
        self.members.setdefault(conversation_id, set()).add(session)

    def leave(self, conversation_id: ConversationId, session: Session) -> None:
        """Let a session hear no more of a conversation's messages."""
        session.feeds.pop(conversation_id, None)
        members = self.members.get(conversation_id, set())
        members.discard(session)
        if not members:
            self.members.pop(conversation_id, None)

    def online_technicians(self) -> frozenset[str]:
        """Return everybody with a live console."""
        return frozenset(self.consoles)

    def online_keys(self, device_id: DeviceId) -> frozenset[str]:
        """Return the device's keys with a connected agent."""
        return frozenset(s.device_key_id for s in self.agents_of(device_id))

    def agents_of(self, device_id: DeviceId) -> list[AgentSession]:
        """Return the connected agents of a device, one per OS session."""
        return list(self._of_device.get(device_id, {}).values())

    def all_consoles(self) -> Iterator[ConsoleSession]:
        """Return every console that has asked for the snapshot."""
        for sessions in self.consoles.values():
            yield from (session for session in sessions if session.is_subscribed)

    def all_sessions(self) -> list[Session]:
        """Return every signed-in session."""
        consoles = [session for sessions in self.consoles.values() for session in sessions]
        return [*self.agents.values(), *consoles]

    def presence(self, device_key_id: str) -> OsSessionRecord | None:
        """Return what a connected OS session last reported."""
        session = self.agents.get(DeviceKeyId(device_key_id))
        return session.os_session if session is not None else None

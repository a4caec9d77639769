"""Tells agents and consoles which version of their own program is the newest. A word and an address, never a file."""

from relay.domain.scope import RELAY_SCOPE
from relay.net.session import AgentSession, Session
from relay.net.talk import Talk
from relay.services.releases import announced
from shared.protocol.releases import Program, ReleaseChanged


def welcome(talk: Talk, session: Session) -> None:
    """Tell a fresh session, where something is announced."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        release = announced(gate).get(_program(session))
    if release is not None:
        session.send(ReleaseChanged(release=release))


def changed(talk: Talk, program: str) -> None:
    """Tell everybody whose program it is."""
    with talk.reader.gate(RELAY_SCOPE) as gate:
        message = ReleaseChanged(release=announced(gate).get(Program(program)))
    for session in talk.registry.all_sessions():
        if _program(session) is Program(program):
            session.send(message)


def _program(session: Session) -> Program:
    return Program.AGENT if isinstance(session, AgentSession) else Program.CONSOLE

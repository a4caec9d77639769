"""Typing notices: to the other members who are here, without any promise."""

from relay.net.session import Session
from relay.net.talk import Talk
from shared.protocol.chat import Typing


def typing(talk: Talk, session: Session, message: Typing, _frame: bytes) -> None:
    """Tell the other members; somebody who is no member is not heard."""
    members = talk.registry.members.get(message.conversation_id, set())
    if session not in members:
        return
    notice = Typing(conversation_id=message.conversation_id, name=session.scope.principal.name)
    for other in members:
        if other.member != session.member:
            other.send(notice)

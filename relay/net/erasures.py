"""Telling clients what was erased, so that their copies go too: at once to who is here, later to who comes back with one."""

import json
from collections.abc import Collection

from relay.db.gate import Gate
from relay.db.repositories import erasing
from relay.db.unit_of_work import Hint
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.talk import Talk
from shared.ids import ContactId, ConversationId, CustomerId, DeviceKeyId, TicketId
from shared.protocol.people import RecordsErased


def push(talk: Talk, hint: Hint) -> None:
    """Tell consoles in scope, and of a conversation the OS session it was with."""
    kind, _, of_key = hint.note.partition(":")
    message = _said(kind, [hint.id])
    for member in talk.registry.members.pop(ConversationId(hint.id), set()):  # nothing more of it is pushed
        member.feeds.pop(ConversationId(hint.id), None)
    for console in talk.registry.all_consoles():
        if console.scope.covers(CustomerId(hint.customer_id)):
            console.send(message)
    agent = talk.registry.agents.get(DeviceKeyId(of_key)) if kind == "conversation" else None
    if agent is not None:
        agent.send(message)


def tell_of_unknown(talk: Talk, session: Session, named: Collection[ConversationId]) -> None:
    """Answer conversations that the client still has and the relay has not: only what it knows to be erased.

    A relay restored to an older state does not know younger conversations either; nobody shall lose those for it.
    """
    if not named or not isinstance(session, AgentSession | ConsoleSession):
        return
    with talk.reader.gate(session.scope) as gate:
        found = known(gate, named)
    if found:
        session.send(_said("conversation", found))


def known(gate: Gate, named: Collection[ConversationId]) -> list[str]:
    """Return which of these are known to be erased."""
    return [row.id for row in gate.rows(erasing.GONE, wanted=json.dumps(list(named)))]


def _said(kind: str, ids: list[str]) -> RecordsErased:
    return RecordsErased(
        contact_ids=[ContactId(i) for i in ids if kind == "contact"],
        conversation_ids=[ConversationId(i) for i in ids if kind == "conversation"],
        ticket_ids=[TicketId(i) for i in ids if kind == "ticket"],
    )

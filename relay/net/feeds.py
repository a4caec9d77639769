"""Pushing messages: always a pull from committed rows, inside a window that the client's acknowledgements move.

A slow reader costs a cursor, not a queue. Source: docs/protocol.md, Delivery.
"""

import time
from collections.abc import Collection, Iterable

from relay.db.repositories import chat as chat_rows
from relay.domain.scope import RELAY_SCOPE
from relay.net import erasures
from relay.net.rate import check_rate
from relay.net.session import AgentSession, ConsoleSession, Feed, Session
from relay.net.talk import Talk
from relay.services import records
from relay.services.file_records import with_files
from relay.services.orders import Moved
from shared.ids import ConversationId, CustomerId
from shared.limits import PUSH_STALL_S, PUSH_WINDOW_BYTES, PUSH_WINDOW_MESSAGES
from shared.protocol import codec
from shared.protocol.base import CloseCode, Done
from shared.protocol.chat import ConversationChanged, ConversationRecord, Delivered, Position, Read, Sync

Place = tuple[ConversationId, int]
"""A conversation and a number in it: what stands behind is wanted."""


def sync(talk: Talk, session: Session, message: Sync, _frame: bytes) -> None:
    """Start pushing behind what the client has stored; the last frame lists the session's conversations.

    Raises: RateLimited: a sync is dear, so it counts like an order.
    """
    check_rate(session.bucket)
    positions = {position.conversation_id: position for position in message.positions}
    memberships = _memberships(talk, session, positions)
    erasures.tell_of_unknown(talk, session, positions.keys() - {place[0] for place in memberships})
    elsewhere = _elsewhere(talk, session, positions.values())
    for conversation_id, customer_id, head in memberships:
        # A position beyond the head, or on another row, comes from a relay restored to an older state.
        stored = 0 if conversation_id in elsewhere else min(positions[conversation_id].delivered, head)
        _start(talk, session, conversation_id, customer_id, stored)
        _move(talk, session, conversation_id, stored, min(positions[conversation_id].read, stored))
    if message.last:
        for conversation in _own_conversations(talk, session):
            session.send(ConversationChanged(conversation=conversation))
            join(talk, session, conversation)
    session.send(Done(re=message.ref))
    pump(talk, session.feeds, [session])


def delivered(talk: Talk, session: Session, message: Delivered, _frame: bytes) -> None:
    """The client has stored everything up to here."""
    feed = session.feeds.get(message.conversation_id)
    if feed is not None:
        feed.acknowledge(message.upto, time.monotonic())
        _move(talk, session, message.conversation_id, min(message.upto, feed.sent), 0)
        if feed.is_behind:
            pump(talk, [message.conversation_id], [session])


def read(talk: Talk, session: Session, message: Read, _frame: bytes) -> None:
    """Everything up to here was on screen; what was seen is stored too."""
    feed = session.feeds.get(message.conversation_id)
    if feed is not None:
        upto = min(message.upto, feed.sent)
        _move(talk, session, message.conversation_id, upto, upto)


def join(talk: Talk, session: Session, conversation: ConversationRecord) -> None:
    """Let a session hear of a conversation that began while it was connected."""
    if conversation.conversation_id not in session.feeds:
        _start(talk, session, conversation.conversation_id, conversation.customer_id, 0)


def leave(talk: Talk, conversation: ConversationRecord) -> list[Session]:
    """End the feeds of sessions that are no members any more, and return them: the conversation is in other hands."""
    members = {conversation.device_key_id, conversation.technician_id}
    here = talk.registry.members.get(conversation.conversation_id, set())
    gone = [session for session in here if session.member not in members]
    for session in gone:
        talk.registry.leave(conversation.conversation_id, session)
    return gone


def pump(talk: Talk, conversation_ids: Iterable[ConversationId], only: Iterable[Session] | None = None) -> None:
    """Push what is committed and fits the windows, to all members or only to some."""
    waiting: list[tuple[Session, Feed, Place]] = []
    for conversation_id in list(conversation_ids):
        for session in talk.registry.members.get(conversation_id, ()) if only is None else only:
            feed = session.feeds.get(conversation_id)
            if feed is None:
                continue
            feed.is_behind = _room(feed) <= 0
            if not feed.is_behind:
                waiting.append((session, feed, (conversation_id, feed.sent)))
    committed = _committed(talk, {place for _, _, place in waiting})
    for session, feed, place in waiting:
        _fill(talk, session, feed, committed.get(place, []))


def _committed(talk: Talk, places: set[Place]) -> dict[Place, list[tuple[int, bytes]]]:
    """Return a window of frames behind each place, in one look for all; fewer only where a conversation ends."""
    frames: dict[Place, list[tuple[int, bytes]]] = {}
    if places:
        with talk.reader.gate(RELAY_SCOPE) as gate:
            rows = chat_rows.messages_behind(gate, places, PUSH_WINDOW_MESSAGES)
            messages = with_files(gate, [chat_rows.message_from(row) for row in rows])
            for row, message in zip(rows, messages, strict=True):
                place = (message.conversation_id, row.after)
                frames.setdefault(place, []).append((message.seq, codec.encode(message)))
    return frames


def _fill(talk: Talk, session: Session, feed: Feed, rows: list[tuple[int, bytes]]) -> None:
    """Push what fits the window; `is_behind` remembers whether more waits."""
    room = _room(feed)
    _push(talk, session, feed, rows[:room])
    feed.is_behind = len(rows) > room or len(rows) == PUSH_WINDOW_MESSAGES


def end_stalled(talk: Talk, now: float) -> None:
    """Disconnect members who have acknowledged nothing for too long while messages wait for them."""
    for session in talk.registry.all_sessions():
        if any(f.since is not None and now - f.since > PUSH_STALL_S for f in session.feeds.values()):
            session.wire.close(CloseCode.TRY_LATER, "no acknowledgement")


def _room(feed: Feed) -> int:
    if feed.bytes_in_flight >= PUSH_WINDOW_BYTES:
        return 0
    return PUSH_WINDOW_MESSAGES - len(feed.in_flight)


def _push(talk: Talk, session: Session, feed: Feed, batch: list[tuple[int, bytes]]) -> None:
    now = time.monotonic()
    for seq, frame in batch:
        session.send_frame(frame)
        feed.pushed(seq, len(frame), now)
    talk.metrics.pushed.inc(len(batch))


def _start(talk: Talk, session: Session, conversation_id: ConversationId, customer_id: CustomerId, stored: int) -> None:
    session.feeds[conversation_id] = Feed(customer_id, stored)
    talk.registry.join(conversation_id, session)


def _move(talk: Talk, session: Session, conversation_id: ConversationId, upto: int, seen: int) -> None:
    customer_id = session.feeds[conversation_id].customer_id
    talk.cursors.note(Moved(customer_id, conversation_id, session.member, upto, seen))


def _memberships(
    talk: Talk, session: Session, wanted: Collection[ConversationId]
) -> list[tuple[ConversationId, CustomerId, int]]:
    """Return id, customer and head of those conversations that this session is a member of."""
    if not wanted:
        return []
    with talk.reader.gate(session.scope) as gate:
        rows = chat_rows.talks_of(gate, wanted)
    return [
        (ConversationId(row.id), CustomerId(row.customer_id), row.head)
        for row in rows
        if session.member in {row.device_key_id, row.technician_id}
    ]


def _elsewhere(talk: Talk, session: Session, positions: Iterable[Position]) -> set[ConversationId]:
    """Return the conversations in which another row stands where the client's last one is; it is told all again."""
    told = {(place.conversation_id, place.delivered): place.last_id for place in positions if place.last_id}
    if not told:
        return set()
    with talk.reader.gate(session.scope) as gate:
        rows = chat_rows.messages_behind(gate, [(talk_id, seq - 1) for talk_id, seq in told], 1)
        found = {(row.conversation_id, row.seq): row.message_id for row in rows}
    return {place[0] for place, last_id in told.items() if found.get(place, last_id) != last_id}


def _own_conversations(talk: Talk, session: Session) -> list[ConversationRecord]:
    with talk.reader.gate(session.scope) as gate:
        if isinstance(session, AgentSession):
            return records.conversations_of_key(gate, session.device_key_id)[::-1] if session.scope.approved else []
        if isinstance(session, ConsoleSession):
            return records.conversations_of_technician(gate, session.technician_id)
    return []

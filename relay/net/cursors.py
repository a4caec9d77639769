"""Delivered and read marks of many connections, gathered into one order; kept until the writer has them on disk.

A mark lost with this process is sent again by `chat.sync`; one lost with the writer would not be, its client stays connected.
"""

import msgspec

from relay.net.writer_link import RELAY, WriterLink
from relay.services.orders import MoveCursors, Moved
from relay.writer.wire import Outcome
from shared.ids import ConversationId


class CursorBook:
    """Flushed by relay/app.py several times a second; holds at most one place per member."""

    def __init__(self) -> None:
        self._moves: dict[tuple[ConversationId, str], Moved] = {}

    def note(self, moved: Moved) -> None:
        """Keep the furthest position of a member."""
        key = (moved.conversation_id, moved.member)
        known = self._moves.get(key)
        if known is not None:
            delivered = max(known.delivered, moved.delivered)
            read = max(known.read, moved.read)
            moved = Moved(moved.customer_id, moved.conversation_id, moved.member, delivered, read)
        self._moves[key] = moved

    def flush(self, writer: WriterLink) -> None:
        """Order everything gathered; what was not stored is ordered again by the next flush."""
        if not self._moves:
            return
        moves, self._moves = list(self._moves.values()), {}

        def answered(outcome: Outcome | None) -> None:
            if outcome is None or outcome.code == "unavailable":
                for moved in moves:
                    self.note(moved)

        writer.order(RELAY, msgspec.json.encode(MoveCursors(moved=moves)), answered)

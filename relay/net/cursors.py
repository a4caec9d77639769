"""Delivered and read marks of many connections, gathered into one order: a mark lost in a crash is sent again by `sync`."""

from relay.net.writer_link import WriterLink
from relay.services.orders import MoveCursors, Moved
from shared.ids import ConversationId


class CursorBook:
    """Flushed by relay/app.py several times a second."""

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
        """Order everything gathered."""
        if self._moves:
            writer.tell(MoveCursors(moved=list(self._moves.values())))
            self._moves.clear()

"""A file somebody wants to send, as screens say it to the link. No file is opened here."""

from pathlib import Path

import msgspec

from shared.ids import ConversationId, TicketId


class FileSource(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be sent, and where to: exactly one of the two targets is set."""

    path: Path
    name: str = ""
    """What it is called, if not as on disk."""
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None
    takes_over: bool = False
    """The file was made for this and is removed once it is copied."""

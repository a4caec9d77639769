"""Unfinished texts besides those of talks (presenters/chat.py): notes of a talk, replies and notes of a ticket.

They lie where the drafts of talks lie, under names no conversation can have.
"""

from PySide6.QtCore import QObject

from shared.ids import ConversationId
from shared.link.events import LinkEvent, MailboxOpened
from tech_console.presenters.line import Line


class Drafts(QObject):
    """One text per name; `note:<conversation>`, `reply:<ticket>`, `note:<ticket>`."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._texts: dict[str, str] = {}
        line.heard.connect(self._heard)

    def text(self, name: str) -> str:
        """Return what was left unfinished."""
        return self._texts.get(name, "")

    def save(self, name: str, text: str) -> None:
        """Keep it; the same text is not written twice, an empty one is forgotten."""
        if text == self.text(name) or not self._line.is_open:
            return
        self._texts[name] = text
        self._line.link.save_draft(ConversationId(name), text)

    def _heard(self, event: LinkEvent) -> None:
        if isinstance(event, MailboxOpened):
            self._texts = {name: text for name, text in event.drafts.items() if ":" in name}

"""Where a picture of the screen may go from here, and getting it there; how it is taken is capture_flow.py."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from endpoint_agent.capture.store import CaptureStore
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.views.capture_flow import CaptureFlow
from shared.errors import SportelloError
from shared.ids import ConversationId, TicketId
from shared.qt.error_words import words_for
from shared.widgets.plain_text import button_text, shown_line

TICKET = "ticket"
"""The target of a picture for the ticket being written; else it is the id of a conversation, or of a ticket."""


class CaptureDesk(QObject):
    """Signals: `for_new_ticket(path)`; `talk_wanted(conversation_id)` and `ticket_wanted(ticket_id)` after it was sent
    there; `problem(words)`.
    """  # noqa: D205 - the signals are one list

    for_new_ticket = Signal(str)
    talk_wanted = Signal(str)
    ticket_wanted = Signal(str)
    problem = Signal(str)

    def __init__(self, presenters: AgentPresenters, store: CaptureStore) -> None:
        super().__init__()
        self._p = presenters
        self.flow = CaptureFlow(store)
        self.flow.captured.connect(self._captured)
        self.flow.failed.connect(self.problem)

    def start(self, target: str = "") -> None:
        """Take a picture for a conversation, a ticket, or, without a target, whatever is chosen then."""
        known = self._p.tickets.tickets.get(TicketId(target))
        if known is not None:
            words = self.tr("Attach to ticket #{number}").format(number=known.number)
            self.flow.start([(target, words)])
            return
        ticket = self.tr("Attach to ticket") if target == TICKET else self.tr("New ticket")
        targets = [] if self._p.status.is_known_unapproved else [(TICKET, ticket)]
        talk = next((one for one in self._p.chat.open_talks() if target in {"", one.conversation_id}), None)
        if talk is not None and talk.record is not None:
            name = shown_line(talk.record.technician_name)
            targets.append((talk.conversation_id, button_text(self.tr("Send to {name}").format(name=name))))
        self.flow.start(targets)

    def start_for_form(self) -> None:
        """Take a picture for the ticket being written."""
        self.start(TICKET)

    def close_all(self) -> None:
        """Take all away, as when the program ends."""
        self.flow.close_all()

    def _captured(self, target: str, path: str) -> None:
        if target == TICKET:
            self.for_new_ticket.emit(path)
            return
        is_ticket = target in self._p.tickets.tickets
        talk_id, ticket_id = (None, TicketId(target)) if is_ticket else (ConversationId(target), None)
        try:
            self._p.files.send(Path(path), conversation_id=talk_id, ticket_id=ticket_id, takes_over=True)
        except SportelloError as error:
            self.problem.emit(words_for(error))
            return
        (self.ticket_wanted if is_ticket else self.talk_wanted).emit(target)

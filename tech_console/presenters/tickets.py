"""Tickets: open, edit without overwriting a colleague, start a chat from one (A-25 to A-27)."""

from PySide6.QtCore import QObject

from shared.ids import ContactId, CustomerId, DeviceId, TechnicianId, TicketId, new_id
from shared.protocol.tickets import EditTicket, OpenTicket, TicketRecord, TicketState
from tech_console.presenters.chat import Chats
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.outgoing import Ask, Outgoing
from tech_console.presenters.world import World
from tech_console.state.queries import open_conversation_of_ticket


class Tickets(QObject):
    """What is shown comes from the world's records; this only asks for changes."""

    def __init__(self, line: Line, world: World, chats: Chats, outgoing: Outgoing) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._chats = chats
        self._outgoing = outgoing

    def find(self, ticket_id: TicketId) -> TicketRecord | None:
        """Return a ticket."""
        return self._world.snapshot.tickets.get(ticket_id)

    def open(
        self,
        title: str,
        *,
        description: str = "",
        customer_id: CustomerId | None = None,
        device_id: DeviceId | None = None,
        contact_id: ContactId | None = None,
    ) -> Question:
        """Make a ticket that comes from no conversation."""
        message = OpenTicket(
            ref=0,
            ticket_id=TicketId(new_id()),
            title=title.strip(),
            description=description,
            customer_id=customer_id,
            device_id=device_id,
            contact_id=contact_id,
        )
        return self._line.ask(message, "ticket_open", message.ticket_id)

    def edit(
        self,
        ticket_id: TicketId,
        version: int,
        *,
        title: str | None = None,
        description: str | None = None,
        state: TicketState | None = None,
        assignee_id: TechnicianId | None = None,
    ) -> Question:
        """Change what is given; `version` is the one on screen, so that a newer change is answered `conflict`."""
        message = EditTicket(
            ref=0,
            ticket_id=ticket_id,
            version=version,
            title=title,
            description=description,
            state=state,
            assignee_id=assignee_id,
        )
        return self._line.ask(message, "ticket_edit", ticket_id)

    def start_chat(self, ticket_id: TicketId) -> Ask | None:
        """Show the ticket's open conversation, or ask its device for one (then the ask is returned)."""
        talk = open_conversation_of_ticket(self._world.snapshot, ticket_id)
        if talk is not None:
            self._chats.open(talk.conversation_id)
            return None
        ticket = self.find(ticket_id)
        if ticket is None or ticket.device_id is None:
            self._line.failed.emit(Problem(what="ticket_start_chat", code="no_device", about=ticket_id))
            return None
        return self._outgoing.ask(ticket.device_id, ticket_id=ticket_id)

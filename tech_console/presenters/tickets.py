"""Tickets: open, edit without overwriting a colleague, merge, start a chat or leave a reply (A-25 to A-27)."""

from typing import Any

from PySide6.QtCore import QObject

from shared.ids import ContactId, CustomerId, DeviceId, ServiceId, TicketId, new_id
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EditTicket, MergeTicket, OpenTicket, Priority, TicketRecord
from tech_console.presenters.chat import Chats
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.outgoing import Ask, Outgoing
from tech_console.presenters.world import World
from tech_console.state.queries import open_conversation_of_ticket

CLEARABLE = ("assignee_id", "group_id", "contact_id", "device_id", "category")
"""Fields of a ticket that may be empty."""


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

    def find_number(self, number: int) -> TicketRecord | None:
        """Return the ticket that people call by this number."""
        return next((t for t in self._world.snapshot.tickets.values() if t.number == number), None)

    def look_up(self, text: str, customer_id: CustomerId | None = None, most: int = 20) -> list[TicketRecord]:
        """Return the newest tickets that hold every word in number, title, requester or device."""
        words = text.casefold().replace("#", "").split()
        tickets = self._world.snapshot.tickets.values()
        found = [t for t in tickets if customer_id in {None, t.customer_id} and _holds(t, words)]
        return sorted(found, key=lambda t: (str(t.number) != text.strip("# "), -t.number))[:most]

    def open_talk(self, ticket_id: TicketId) -> ConversationRecord | None:
        """Return the talk in which a reply is said at once; None where it has to be an entry of the ticket."""
        talk = open_conversation_of_ticket(self._world.snapshot, ticket_id)
        return talk if talk is not None and talk.technician_id == self._world.snapshot.me else None

    def open(
        self,
        title: str,
        *,
        description: str = "",
        customer_id: CustomerId | None = None,
        device_id: DeviceId | None = None,
        contact_id: ContactId | None = None,
        service_id: ServiceId | None = None,
        priority: Priority = Priority.NORMAL,
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
            service_id=service_id,
            priority=priority,
        )
        return self._line.ask(message, "ticket_open", message.ticket_id)

    def edit(self, ticket_id: TicketId, version: int, **fields: Any) -> Question:
        """Change what is given, by the names of `EditTicket`; None empties a field that can be empty.

        `version` is the one on screen, so that a newer change is answered `conflict`.
        """
        emptied = [name for name in CLEARABLE if name in fields and fields[name] in {None, ""}]
        given = {name: value for name, value in fields.items() if name not in emptied}
        message = EditTicket(ref=0, ticket_id=ticket_id, version=version, clear=emptied, **given)
        return self._line.ask(message, "ticket_edit", ticket_id)

    def edit_now(self, ticket_id: TicketId, **fields: Any) -> Question | None:
        """Change a ticket as it is known here now; None when it is not known."""
        ticket = self.find(ticket_id)
        return None if ticket is None else self.edit(ticket_id, ticket.version, **fields)

    def merge(self, ticket_id: TicketId, into: TicketId) -> Question:
        """Close a ticket as part of another one, which then shows its talks, notes and files too."""
        return self._line.ask(MergeTicket(ref=0, ticket_id=ticket_id, into=into), "ticket_merge", ticket_id)

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


def _holds(ticket: TicketRecord, words: list[str]) -> bool:
    hay = f"{ticket.number} {ticket.title} {ticket.contact_name} {ticket.device_name}".casefold()
    return all(word in hay for word in words)

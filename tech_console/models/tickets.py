"""Tickets as a table. Holds 50,000 of them without holding up the window."""

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, Qt

from shared.ids import TechnicianId
from shared.protocol.tickets import Priority, TicketRecord, TicketState
from shared.qt.record_list_model import Column
from shared.qt.sliced_list_model import SlicedListModel
from tech_console.models.searched import CardRole
from tech_console.models.words import clock_or_day, priority_words, ticket_state_words
from tech_console.state.queries import LIVE_TICKETS
from tech_console.state.search import Field, accepts, parse
from tech_console.state.ticket_views import TicketView, is_alive

ORDER = tuple(TicketState)
URGENCY = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)
VIEWS: Final[dict[TicketView, Callable[[TicketRecord, TechnicianId | None], bool]]] = {
    TicketView.MINE: lambda ticket, me: ticket.assignee_id == me and is_alive(ticket),
    TicketView.UNASSIGNED: lambda ticket, _: ticket.assignee_id is None and is_alive(ticket),
    TicketView.OPEN: lambda ticket, _: is_alive(ticket),
    TicketView.WAITING: lambda ticket, _: ticket.state is TicketState.PENDING,
    TicketView.CLOSED: lambda ticket, _: not is_alive(ticket),
}
"""The same as `is_in`, one quick function for each view: it is called for every ticket."""
Tone = Literal["ok", "warn", "danger", "info", ""]
STATE_TONES: Final[dict[TicketState, Tone]] = {
    TicketState.OPEN: "info",
    TicketState.PENDING: "warn",
    TicketState.SOLVED: "ok",
    TicketState.CLOSED: "",
}
PRIORITY_TONES: Final[dict[Priority, Tone]] = {
    Priority.URGENT: "danger",
    Priority.HIGH: "warn",
    Priority.NORMAL: "info",
    Priority.LOW: "",
}
STATE_COLUMN, PRIORITY_COLUMN = 2, 3


class TicketModel(SlicedListModel[TicketRecord]):
    """`me` tells who `is:mine` is; `customer_title` is the edition's word for a customer."""

    def __init__(self, me: Callable[[], TechnicianId | None], customer_title: Callable[[], str]) -> None:
        def facts(ticket: TicketRecord) -> list[str]:
            words = [ticket.state.value, ticket.origin]
            if ticket.state in LIVE_TICKETS:
                words.append("live")
            if ticket.assignee_id is None:
                words.append("unassigned")
            if ticket.assignee_id == me():
                words.append("mine")
            return words

        self._me = me
        super().__init__(
            [
                Column(lambda: "#", lambda t: f"#{t.number}", lambda t: t.number),
                Column(lambda: QCoreApplication.translate("Console", "Title"), lambda t: t.title),
                Column(
                    lambda: QCoreApplication.translate("Console", "State"),
                    lambda t: ticket_state_words(t.state),
                    lambda t: (ORDER.index(t.state), -t.number),
                ),
                Column(
                    lambda: QCoreApplication.translate("Console", "Priority"),
                    lambda t: priority_words(t.priority),
                    lambda t: (URGENCY.index(t.priority), -t.number),
                ),
                Column(customer_title, lambda t: t.customer_name),
                Column(
                    lambda: QCoreApplication.translate("Console", "Requester"),
                    lambda t: t.contact_name or t.device_name,
                ),
                Column(
                    lambda: QCoreApplication.translate("Console", "Assignee"),
                    lambda t: t.assignee_name or t.group_name,
                ),
                Column(
                    lambda: QCoreApplication.translate("Console", "Changed"),
                    lambda t: clock_or_day(t.updated_at),
                    lambda t: t.updated_at,
                    is_searched=False,
                ),
            ]
        )
        self._fields: dict[str, Field] = {
            "status": lambda t: [t.state.value, ticket_state_words(t.state).casefold()],
            "customer": lambda t: [t.customer_name.casefold()],
            "assignee": lambda t: [t.assignee_name.casefold()],
            "device": lambda t: [t.device_name.casefold()],
            "group": lambda t: [t.group_name.casefold()],
            "service": lambda t: [t.service_name.casefold()],
            "category": lambda t: [t.category.casefold()],
            "priority": lambda t: [t.priority.value, priority_words(t.priority).casefold()],
            "is": facts,
        }

    def key_of(self, record: TicketRecord) -> str:
        return record.ticket_id

    def qualifiers(self) -> list[str]:
        """Return the words before the colon that this list understands."""
        return list(self._fields)

    def show_view(self, view: TicketView, text: str) -> None:
        """Show the tickets of a view that fit the words and every qualifier."""
        query, me = parse(text, self._fields), self._me()
        fits = VIEWS[view]
        if query.wanted:
            self.set_search(query.words, lambda t: fits(t, me) and accepts(query, t, self._fields))
        else:
            self.set_search(query.words, lambda t: fits(t, me))

    def text_of(self, record: TicketRecord, column: int) -> str:
        """Return what a cell shows, for whoever paints whole rows."""
        return self._columns[column].text(record)

    def role_data(self, record: TicketRecord, column: int, role: int) -> object:
        if role == CardRole.TONE:
            return PRIORITY_TONES[record.priority] if column == PRIORITY_COLUMN else STATE_TONES[record.state]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._columns[column].text(record)
        return None

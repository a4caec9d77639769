"""Tickets as a table."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from shared.ids import TechnicianId
from shared.protocol.tickets import TicketRecord, TicketState
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel
from tech_console.models.words import clock_or_day, ticket_state_words
from tech_console.state.queries import LIVE_TICKETS

ORDER = tuple(TicketState)


class TicketModel(SearchedModel[TicketRecord]):
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

        super().__init__(
            "ticket_id",
            [
                Column(lambda: "#", lambda t: f"#{t.number}", lambda t: t.number),
                Column(lambda: QCoreApplication.translate("Console", "Title"), lambda t: t.title),
                Column(
                    lambda: QCoreApplication.translate("Console", "State"),
                    lambda t: ticket_state_words(t.state),
                    lambda t: (ORDER.index(t.state), -t.number),
                ),
                Column(customer_title, lambda t: t.customer_name),
                Column(
                    lambda: QCoreApplication.translate("Console", "Requester"),
                    lambda t: t.contact_name or t.device_name,
                ),
                Column(lambda: QCoreApplication.translate("Console", "Assignee"), lambda t: t.assignee_name),
                Column(
                    lambda: QCoreApplication.translate("Console", "Changed"),
                    lambda t: clock_or_day(t.updated_at),
                    lambda t: t.updated_at,
                    is_searched=False,
                ),
            ],
            {
                "status": lambda t: [t.state.value, ticket_state_words(t.state).casefold()],
                "customer": lambda t: [t.customer_name.casefold()],
                "assignee": lambda t: [t.assignee_name.casefold()],
                "device": lambda t: [t.device_name.casefold()],
                "is": facts,
            },
        )

    def card(self, record: TicketRecord, role: int) -> object:
        if role == CardRole.TONE:
            tones = {TicketState.OPEN: "info", TicketState.PENDING: "warn", TicketState.SOLVED: "ok"}
            return tones.get(record.state, "")
        return None

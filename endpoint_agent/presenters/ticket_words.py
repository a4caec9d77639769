"""Words about tickets: their states, priorities, what became of a try to send one, and what goes along with it."""

from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.ticket_draft import Draft
from endpoint_agent.presenters.ticket_outbox import WaitingTicket
from shared.protocol.tickets import Priority, TicketState
from shared.qt.error_words import error_words

translate = QCoreApplication.translate


def state_words(state: TicketState) -> str:
    """Return a ticket's state as a word."""
    return {
        TicketState.OPEN: translate("TicketState", "Open"),
        TicketState.PENDING: translate("TicketState", "Pending"),
        TicketState.SOLVED: translate("TicketState", "Solved"),
        TicketState.CLOSED: translate("TicketState", "Closed"),
    }[state]


def priority_words(priority: Priority) -> str:
    """Return how urgent a ticket is as a word."""
    return {
        Priority.LOW: translate("Priority", "Low"),
        Priority.NORMAL: translate("Priority", "Normal"),
        Priority.HIGH: translate("Priority", "High"),
        Priority.URGENT: translate("Priority", "Urgent: I cannot work"),
    }[priority]


def draft_error_words(draft: Draft) -> str:
    """Return why the last try to send this ticket was refused; empty while there is nothing to say."""
    if draft.too_many_chars:
        return translate("TicketState", "The text is too long by {count} characters.").format(
            count=draft.too_many_chars
        )
    return error_words(draft.code, draft.params, draft.retry_after_ms) if draft.code else ""


def waiting_ticket_words(ticket: WaitingTicket) -> str:
    """Return why a ticket is not with the support yet."""
    if ticket.code:
        return error_words(ticket.code, ticket.params, ticket.retry_after_ms)
    return translate("TicketState", "Waiting for connection")


def snapshot_facts(snapshot: dict[str, str]) -> list[tuple[str, str]]:
    """Return names a person reads, and the values as they are sent."""
    names = {
        "host": translate("Snapshot", "Computer"),
        "user": translate("Snapshot", "User"),
        "os": translate("Snapshot", "System"),
        "boot_time": translate("Snapshot", "Started"),
        "addresses": translate("Snapshot", "Addresses"),
        "disk_free": translate("Snapshot", "Free disk space"),
        "memory": translate("Snapshot", "Free memory"),
        "time_zone": translate("Snapshot", "Time zone"),
        "agent": translate("Snapshot", "Agent version"),
    }
    return [(names.get(name, name), value) for name, value in snapshot.items()]

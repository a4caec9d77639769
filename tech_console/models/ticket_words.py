"""Words about tickets: what a change was, what the device was like, which view of the list one is in."""

from PySide6.QtCore import QCoreApplication

from shared.protocol.tickets import HistoryRecord, Priority, TicketState
from tech_console.models.words import origin_words, priority_words, ticket_state_words
from tech_console.state.ticket_views import TicketView

_STATES = {state.value for state in TicketState}
_PRIORITIES = {priority.value for priority in Priority}


def view_words(view: TicketView) -> str:
    """Return the name of a view of the ticket list."""
    return {
        TicketView.MINE: QCoreApplication.translate("Console", "Mine"),
        TicketView.UNASSIGNED: QCoreApplication.translate("Console", "Unassigned"),
        TicketView.OPEN: QCoreApplication.translate("Console", "All open"),
        TicketView.WAITING: QCoreApplication.translate("Console", "Waiting"),
        TicketView.CLOSED: QCoreApplication.translate("Console", "Closed tickets"),
    }[view]


def change_words(change: HistoryRecord) -> str:
    """Return a change of a ticket as one sentence without its author."""
    before, after = _value(change.what, change.before), _value(change.what, change.after)
    if change.what == "opened":
        return QCoreApplication.translate("Console", "Opened: {after}").format(after=origin_words(change.after))
    if change.what == "merged":
        return QCoreApplication.translate("Console", "Merged into {after}").format(after=after)
    if change.what == "merged_from":
        return QCoreApplication.translate("Console", "{after} was merged into this ticket").format(after=after)
    if change.what == "description":
        return QCoreApplication.translate("Console", "Description changed")
    name = field_words(change.what)
    if before and after:
        words = QCoreApplication.translate("Console", "{field}: {before} → {after}")
    elif after:
        words = QCoreApplication.translate("Console", "{field}: {after}")
    else:
        words = QCoreApplication.translate("Console", "{field}: {before} removed")
    return words.format(field=name, before=before, after=after)


def event_of_change(change: HistoryRecord) -> str:
    """Return a change as it stands in the thread: who did what."""
    words = change_words(change)
    return f"{change.who} · {words}" if change.who else words


def field_words(what: str) -> str:
    """Return the name of a field of a ticket."""
    return {
        "title": QCoreApplication.translate("Console", "Title"),
        "state": QCoreApplication.translate("Console", "State"),
        "priority": QCoreApplication.translate("Console", "Priority"),
        "category": QCoreApplication.translate("Console", "Category"),
        "service": QCoreApplication.translate("Console", "Service"),
        "assignee": QCoreApplication.translate("Console", "Assignee"),
        "group": QCoreApplication.translate("Console", "Group"),
        "contact": QCoreApplication.translate("Console", "Requester"),
        "device": QCoreApplication.translate("Console", "Device"),
    }.get(what, what)


def snapshot_words(name: str) -> str:
    """Return what a fact of the device's snapshot is called."""
    return {
        "host": QCoreApplication.translate("Console", "Computer"),
        "user": QCoreApplication.translate("Console", "Signed in as"),
        "os": QCoreApplication.translate("Console", "System"),
        "boot_time": QCoreApplication.translate("Console", "Started"),
        "addresses": QCoreApplication.translate("Console", "Addresses"),
        "disk_free": QCoreApplication.translate("Console", "Free disk space"),
        "memory": QCoreApplication.translate("Console", "Memory"),
        "time_zone": QCoreApplication.translate("Console", "Time zone"),
        "agent": QCoreApplication.translate("Console", "Agent version"),
    }.get(name, name)


def _value(what: str, value: str) -> str:
    if what == "state" and value in _STATES:
        return ticket_state_words(TicketState(value))
    if what == "priority" and value in _PRIORITIES:
        return priority_words(Priority(value))
    return value

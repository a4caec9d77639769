"""Tickets: default title, allowed changes of state, what a requester's reply does. Source: requirements A-06 to A-10, H-11."""

from typing import Final

from shared.errors import BadText, NotAllowed
from shared.protocol.tickets import TicketState

DEFAULT_TITLES: Final = {"it": "Nuovo ticket aperto dalla chat", "en": "New ticket opened from chat"}
"""Exact words (A-09)."""
DEFAULT_SERVICES: Final = {"it": "Assistenza generale", "en": "General support"}
"""The service that is there from the first start (H-06)."""
CLEARABLE: Final = frozenset({"assignee_id", "group_id", "contact_id", "device_id", "category"})

_ALLOWED: Final = {
    TicketState.OPEN: {TicketState.PENDING, TicketState.SOLVED, TicketState.CLOSED},
    TicketState.PENDING: {TicketState.OPEN, TicketState.SOLVED, TicketState.CLOSED},
    TicketState.SOLVED: {TicketState.OPEN, TicketState.CLOSED},
    TicketState.CLOSED: set[TicketState](),
}


def default_title(language: str) -> str:
    """Return the title of a ticket that nobody has named yet."""
    return DEFAULT_TITLES.get(language, DEFAULT_TITLES["en"])


def default_service(language: str) -> str:
    """Return the name of the service that nobody has named yet."""
    return DEFAULT_SERVICES.get(language, DEFAULT_SERVICES["en"])


def check_change(before: TicketState, after: TicketState) -> None:
    """Raises: NotAllowed(why="closed_ticket") for a change that leaves the archive."""
    if after is not before and after not in _ALLOWED[before]:
        raise NotAllowed(why="closed_ticket")


def check_writable(state: TicketState) -> None:
    """Raises: NotAllowed(why="closed_ticket") for a reply to what is in the archive: a new ticket is opened instead."""
    if state is TicketState.CLOSED:
        raise NotAllowed(why="closed_ticket")


def check_not_merged(merged_into: str | None) -> None:
    """Raises: NotAllowed(why="merged") for a ticket that is part of another one."""
    if merged_into is not None:
        raise NotAllowed(why="merged")


def after_requester_wrote(state: TicketState) -> TicketState:
    """Return the state once the requester has written: a request lives until it is definitively solved (H-11)."""
    return TicketState.OPEN if state in {TicketState.PENDING, TicketState.SOLVED} else state


def check_clear(clear: list[str], given: set[str]) -> None:
    """Raises: BadText(field="clear") for a field that cannot be empty, or is given a value in the same order."""
    if not set(clear) <= CLEARABLE or set(clear) & given:
        raise BadText(field="clear")

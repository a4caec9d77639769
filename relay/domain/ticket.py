"""Tickets: their default title, and which change of state is allowed. Source: requirements A-06 to A-10, A-37."""

from typing import Final

from shared.errors import NotAllowed
from shared.protocol.tickets import TicketState

DEFAULT_TITLES: Final = {"it": "Nuovo ticket aperto dalla chat", "en": "New ticket opened from chat"}
"""Exact words (A-09)."""

_ALLOWED: Final = {
    TicketState.OPEN: {TicketState.PENDING, TicketState.SOLVED, TicketState.CLOSED},
    TicketState.PENDING: {TicketState.OPEN, TicketState.SOLVED, TicketState.CLOSED},
    TicketState.SOLVED: {TicketState.OPEN, TicketState.CLOSED},
    TicketState.CLOSED: set[TicketState](),
}


def default_title(language: str) -> str:
    """Return the title of a ticket that nobody has named yet."""
    return DEFAULT_TITLES.get(language, DEFAULT_TITLES["en"])


def check_change(before: TicketState, after: TicketState) -> None:
    """Raises: NotAllowed(why="closed_ticket") for a change that leaves the archive."""
    if after is not before and after not in _ALLOWED[before]:
        raise NotAllowed(why="closed_ticket")

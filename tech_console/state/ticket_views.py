"""The views of the ticket list and how many tickets are in each, kept up to date without counting all of them again."""

import enum
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from shared.ids import TechnicianId
from shared.protocol.tickets import TicketRecord, TicketState
from tech_console.state.queries import LIVE_TICKETS


class TicketView(enum.Enum):
    """Every ticket is in `OPEN` or in `CLOSED`; the others are parts of `OPEN`."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"


def is_alive(ticket: TicketRecord) -> bool:
    """Whether there is still something to do."""
    return ticket.state in LIVE_TICKETS


def is_in(view: TicketView, ticket: TicketRecord, me: TechnicianId | None) -> bool:
    """Whether a view shows a ticket to a technician."""
    return view in _VIEWS[ticket.state, _whose(ticket, me)]


def _whose(ticket: TicketRecord, me: TechnicianId | None) -> bool | None:
    """None for nobody's, else whether it is mine."""
    return None if ticket.assignee_id is None else ticket.assignee_id == me


def _views(state: TicketState, whose: bool | None) -> tuple[TicketView, ...]:
    if state not in LIVE_TICKETS:
        return (TicketView.CLOSED,)
    of_people = {None: (TicketView.UNASSIGNED,), True: (TicketView.MINE,), False: ()}[whose]
    waits = (TicketView.WAITING,) if state is TicketState.PENDING else ()
    return (TicketView.OPEN, *of_people, *waits)


_STATES: Final = {id(state): state for state in TicketState}
_STATE: Final = attrgetter("state")
_ASSIGNEE: Final = attrgetter("assignee_id")
_VIEWS: Final = {(state, whose): _views(state, whose) for state in TicketState for whose in (None, True, False)}


def view_of(ticket: TicketRecord) -> TicketView:
    """Return the view in which everybody finds a ticket."""
    return TicketView.OPEN if is_alive(ticket) else TicketView.CLOSED


class Tally:
    """How many tickets each view holds for one technician."""

    def __init__(self) -> None:
        self._me: TechnicianId | None = None
        self._counts = dict.fromkeys(TicketView, 0)

    def count(self, tickets: Iterable[TicketRecord], me: TechnicianId | None) -> None:
        """Start again from these tickets."""
        self._me = me
        self._counts = dict.fromkeys(TicketView, 0)
        self.add(tickets)

    def add(self, tickets: Iterable[TicketRecord]) -> None:
        """Count more of them."""
        found = list(tickets)
        # Enums are hashed by Python code: by their address 50,000 of them are counted within one frame.
        places = Counter(zip(map(id, map(_STATE, found)), map(_ASSIGNEE, found), strict=True))
        for (state, assignee_id), count in places.items():
            for view in _VIEWS[_STATES[state], None if assignee_id is None else assignee_id == self._me]:
                self._counts[view] += count

    def follow(self, before: TicketRecord | None, after: TicketRecord | None) -> None:
        """One ticket came, went or is different now."""
        if before is not None:
            self._add(before, -1)
        if after is not None:
            self._add(after, 1)

    def of(self, view: TicketView) -> int:
        """Return the number of one view."""
        return self._counts[view]

    def _add(self, ticket: TicketRecord, by: int) -> None:
        for view in _VIEWS[ticket.state, _whose(ticket, self._me)]:
            self._counts[view] += by

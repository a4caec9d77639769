"""Numbers over all tickets and devices, kept up to date record by record; a whole snapshot is counted in slices."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from shared.protocol.directory import DeviceRecord, DeviceState
from shared.qt.slices import Job, Slices
from tech_console.presenters.world import World
from tech_console.state.snapshot import Change, Kind
from tech_console.state.ticket_views import Tally, TicketView

R = TypeVar("R")
PART = 2000
"""Records counted between two looks at the clock; so few are counted at once."""


class Counting(QObject):
    """Signals: `tickets_changed()` when a view of the ticket list may hold another number."""

    tickets_changed = Signal()

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._tickets = Tally()
        self._slices = Slices(self)
        self.pending_devices = 0
        world.changed.connect(self._follow)
        world.reloaded.connect(self._count)

    def stop(self) -> None:
        """Count no more."""
        self._slices.stop()

    def tickets_in(self, view: TicketView) -> int:
        """Return how many tickets a view holds."""
        return self._tickets.of(view)

    def _count(self) -> None:
        world = self._world.snapshot
        self._slices.run(self._counts(), at_once=len(world.tickets) + len(world.devices) <= PART)

    def _counts(self) -> Job:
        world, tally = self._world.snapshot, Tally()
        tally.count((), world.me)
        for part in _parts(list(world.tickets.values())):
            tally.add(part)
            yield False
        pending = 0
        for some in _parts(list(world.devices.values())):
            pending += [device.state for device in some].count(DeviceState.PENDING)
            yield False
        self._tickets, self.pending_devices = tally, pending
        self.tickets_changed.emit()

    def _follow(self, change: Change) -> None:
        if self._slices.is_busy and change.kind in {Kind.TICKET, Kind.DEVICE}:
            self._count()
        elif change.kind is Kind.TICKET:
            self._tickets.follow(change.before, change.after)
            self.tickets_changed.emit()
        elif change.kind is Kind.DEVICE:
            self.pending_devices += _is_pending(change.after) - _is_pending(change.before)
        elif change.kind is Kind.PROFILE:
            self._count()


def _parts(records: list[R]) -> Iterator[list[R]]:
    return (records[begin : begin + PART] for begin in range(0, len(records), PART))


def _is_pending(device: DeviceRecord | None) -> bool:
    return device is not None and device.state is DeviceState.PENDING

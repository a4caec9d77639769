"""Numbers over all tickets and devices, kept up to date record by record: with 50,000 of them nobody counts anew."""

from PySide6.QtCore import QObject, Signal

from shared.protocol.directory import DeviceRecord, DeviceState
from tech_console.presenters.world import World
from tech_console.state.snapshot import Change, Kind
from tech_console.state.ticket_views import Tally, TicketView


class Counting(QObject):
    """Signals: `tickets_changed()` when a view of the ticket list may hold another number."""

    tickets_changed = Signal()

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._tickets = Tally()
        self.pending_devices = 0
        world.changed.connect(self._follow)
        world.reloaded.connect(self._count)

    def tickets_in(self, view: TicketView) -> int:
        """Return how many tickets a view holds."""
        return self._tickets.of(view)

    def _count(self) -> None:
        world = self._world.snapshot
        self._tickets.count(world.tickets.values(), world.me)
        self.pending_devices = [device.state for device in world.devices.values()].count(DeviceState.PENDING)
        self.tickets_changed.emit()

    def _follow(self, change: Change) -> None:
        if change.kind is Kind.TICKET:
            self._tickets.follow(change.before, change.after)
            self.tickets_changed.emit()
        elif change.kind is Kind.DEVICE:
            self.pending_devices += _is_pending(change.after) - _is_pending(change.before)
        elif change.kind is Kind.PROFILE:
            self._count()


def _is_pending(device: DeviceRecord | None) -> bool:
    return device is not None and device.state is DeviceState.PENDING

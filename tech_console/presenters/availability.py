"""Who I am and whether users' requests ring at me; set from the profile menu (A-29)."""

from PySide6.QtCore import QObject, Signal

from shared.protocol.hello import TechnicianProfile
from shared.protocol.requests import SetAvailability
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.snapshot import Change, Kind


class Availability(QObject):
    """Signals: `changed()` when name, role or availability is different."""

    changed = Signal()

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._last: TechnicianProfile | None = None
        world.changed.connect(self._heard)
        world.reloaded.connect(self._look)

    @property
    def profile(self) -> TechnicianProfile | None:
        """Who is signed in."""
        return self._world.snapshot.profile

    @property
    def is_available(self) -> bool:
        """What the relay holds, not what was asked for."""
        return self.profile is not None and self.profile.available

    def set(self, *, available: bool) -> Question:
        """Become available, or not; shown once the relay has it."""
        return self._line.ask(SetAvailability(ref=0, available=available), "availability")

    def _heard(self, change: Change) -> None:
        if change.kind in {Kind.PROFILE, Kind.TECHNICIAN}:
            self._look()

    def _look(self) -> None:
        if self.profile != self._last:
            self._last = self.profile
            self.changed.emit()

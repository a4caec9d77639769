"""Who I am, whether users' requests ring at me (A-29) and new tickets are mailed to me (H-07); set from the profile menu."""

from PySide6.QtCore import QObject, Signal

from shared.protocol.hello import TechnicianProfile
from shared.protocol.requests import SetAvailability
from shared.protocol.routing import SetMailNotices
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.snapshot import Change, Kind


class Availability(QObject):
    """Signals: `changed()` when name, role, availability or the wish for mails is different."""

    changed = Signal()

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._last: tuple[TechnicianProfile | None, bool] = (None, True)
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

    @property
    def wants_mail(self) -> bool:
        """Whether the relay mails me about new tickets; it does until it says otherwise."""
        me = self._world.snapshot.technicians.get(self.profile.technician_id) if self.profile is not None else None
        return me is None or me.wants_mail

    def set(self, *, available: bool) -> Question:
        """Become available, or not; shown once the relay has it."""
        return self._line.ask(SetAvailability(ref=0, available=available), "availability")

    def set_mail(self, *, wanted: bool) -> Question:
        """Be mailed about new tickets, or not; shown once the relay has it."""
        return self._line.ask(SetMailNotices(ref=0, wanted=wanted), "mail_notices")

    def _heard(self, change: Change) -> None:
        if change.kind in {Kind.PROFILE, Kind.TECHNICIAN}:
            self._look()

    def _look(self) -> None:
        now = (self.profile, self.wants_mail)
        if now != self._last:
            self._last = now
            self.changed.emit()

"""Users' requests that nobody took in the last days, also those of before this console started (L6)."""

from PySide6.QtCore import QObject

from shared.protocol.requests import ChatRequestRecord
from shared.protocol.routing import ReadMissed
from tech_console.presenters.incoming import was_missed
from tech_console.presenters.line import Line
from tech_console.presenters.world import World

DAYS = 7


class Missed(QObject):
    """Asks after every snapshot, which holds only what is alive; the answers come as records like all others."""

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        world.reloaded.connect(self._ask)

    def requests(self) -> list[ChatRequestRecord]:
        """Return them, the newest first."""
        found = (request for request in self._world.snapshot.requests.values() if was_missed(request))
        return sorted(found, key=lambda request: request.created_at, reverse=True)

    def _ask(self) -> None:
        if self._world.is_complete and self._line.is_ready:
            self._line.ask(ReadMissed(ref=0, days=DAYS), "missed").is_shown = True

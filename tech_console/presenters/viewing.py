"""Who else looks at, or types into, the talk or ticket in front of me; and telling the others what I do (desk.viewing)."""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import ConversationId, TicketId
from shared.link.events import LinkEvent, Received
from shared.protocol.routing import Viewing
from tech_console.presenters.line import Line
from tech_console.presenters.world import World

AGAIN_MS = 10_000
FORGOTTEN_S = 20.0
TYPES_S = 5.0
"""So long after the last key somebody still counts as typing."""


class Looker(NamedTuple):
    """A colleague at the same place."""

    name: str
    is_typing: bool


class _Seen(NamedTuple):
    name: str
    at: float
    typed_at: float


class Lookers(QObject):
    """Signals: `changed(id)` of the conversation or ticket where somebody came, went, or began to type."""

    changed = Signal(str)

    def __init__(self, line: Line, world: World, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._now = now
        self._mine: Viewing | None = None
        self._typed_at = -TYPES_S
        self._seen: dict[str, dict[str, _Seen]] = {}
        self._told: dict[str, list[Looker]] = {}
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._tell)
        self._look = QTimer(self, interval=1000)
        self._look.timeout.connect(self._look_again)
        line.heard.connect(self._heard)

    def stop(self) -> None:
        """Tell nobody anything any more."""
        self._again.stop()
        self._look.stop()

    def at(self, id_: str) -> list[Looker]:
        """Return the colleagues at a conversation or ticket, those who type first."""
        now = self._now()
        here = [s for s in self._seen.get(id_, {}).values() if now - s.at < FORGOTTEN_S]
        found = [Looker(s.name, now - s.typed_at < TYPES_S) for s in here]
        return sorted(found, key=lambda looker: (not looker.is_typing, looker.name.casefold()))

    def show(self, *, conversation_id: ConversationId | None = None, ticket_id: TicketId | None = None) -> None:
        """Say what is in front of me; nothing when both are missing."""
        mine = Viewing(conversation_id=conversation_id, ticket_id=ticket_id)
        if mine == Viewing():
            self._mine = None
            self._again.stop()
        elif mine != self._mine:
            self._mine = mine
            self._typed_at = self._now() - TYPES_S
            self._tell()
            self._again.start()

    def note_typing(self) -> None:
        """I type there; told at once when it begins."""
        was_typing = self._now() - self._typed_at < TYPES_S
        self._typed_at = self._now()
        if not was_typing:
            self._tell()

    def _tell(self) -> None:
        if self._mine is None or not self._line.is_ready:
            return
        types = self._now() - self._typed_at < TYPES_S
        place = self._mine
        self._line.link.notify(
            Viewing(conversation_id=place.conversation_id, ticket_id=place.ticket_id, is_typing=types)
        )

    def _heard(self, event: LinkEvent) -> None:
        if not isinstance(event, Received) or not isinstance(event.message, Viewing):
            return
        said = event.message
        id_ = said.conversation_id or said.ticket_id
        if id_ is None or said.technician_id is None or said.technician_id == self._world.snapshot.me:
            return
        now = self._now()
        others = self._seen.setdefault(id_, {})
        before = others.get(said.technician_id)
        typed_at = now if said.is_typing else before.typed_at if before is not None else now - TYPES_S
        others[said.technician_id] = _Seen(said.name, now, typed_at)
        self._look.start()
        self._tell_if_changed(id_)

    def _look_again(self) -> None:
        now = self._now()
        for id_ in list(self._seen):
            self._seen[id_] = {who: s for who, s in self._seen[id_].items() if now - s.at < FORGOTTEN_S}
            self._tell_if_changed(id_)
            if not self._seen[id_]:
                del self._seen[id_]
        if not self._seen:
            self._look.stop()

    def _tell_if_changed(self, id_: str) -> None:
        here = self.at(id_)
        if here != self._told.get(id_, []):
            self._told[id_] = here
            self.changed.emit(id_)
        if not here:
            self._told.pop(id_, None)

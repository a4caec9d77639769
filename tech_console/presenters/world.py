"""Keeps the world up to date from what the relay says, and tells the other presenters what is different.

After every sign-in the relay sends a whole snapshot; while it comes nothing is announced, at its end all at once.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from shared.ids import ChatRequestId
from shared.link.events import Challenged, LinkEvent, LinkState, LinkStateChanged, MailboxOpened, Received, Welcomed
from shared.protocol.base import Message
from shared.protocol.chat import ConversationChanged, ConversationRecord
from shared.protocol.directory import SnapshotEnd
from shared.protocol.hello import Challenge, TechnicianWelcome
from tech_console.presenters.line import Line
from tech_console.state.apply import apply, place_of, prune, sign_in
from tech_console.state.snapshot import Kind, Snapshot


class World(QObject):
    """Signals: `changed(Change)` for one record; `reloaded()` when many may be different; `challenged()` when the
    relay has said who it is; `signed_in(TechnicianWelcome)`.
    """  # noqa: D205 - the signals are one list

    changed = Signal(object)
    reloaded = Signal()
    challenged = Signal()
    signed_in = Signal(object)

    def __init__(self, line: Line, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.now = now
        self.snapshot = Snapshot()
        self.challenge: Challenge | None = None
        self.is_complete = False
        self._arriving: dict[Kind, set[str]] | None = None
        line.heard.connect(self._heard)
        line.state_changed.connect(self._link_changed)

    def remaining_ms(self, request_id: ChatRequestId) -> int:
        """Return what is left of a request's two minutes, counted on this machine's monotonic clock."""
        ends_at = self.snapshot.ends_at.get(request_id, 0.0)
        return max(0, round((ends_at - self.now()) * 1000))

    def forget(self) -> None:
        """Start from nothing, as after signing out."""
        self.snapshot = Snapshot()
        self._arriving = None
        self.is_complete = False
        self.reloaded.emit()

    def know(self, talk: ConversationRecord) -> None:
        """Take a talk that the snapshot leaves out, because it ended long ago."""
        if talk.conversation_id not in self.snapshot.conversations:
            self._take(ConversationChanged(conversation=talk))

    def _heard(self, event: LinkEvent) -> None:
        match event:
            case Challenged():
                self.challenge = event.challenge
                self.challenged.emit()
            case Welcomed(message=TechnicianWelcome() as welcome):
                self._welcome(welcome)
            case MailboxOpened():
                self._remember(event)
            case Received(message=SnapshotEnd()):
                self._end()
            case Received():
                self._take(event.message)

    def _link_changed(self, state: LinkStateChanged) -> None:
        # What a lost connection had begun to send is not whole; the next one sends it again.
        if state.state is not LinkState.READY:
            self._arriving = None

    def _welcome(self, welcome: TechnicianWelcome) -> None:
        if self.snapshot.me not in {None, welcome.profile.technician_id}:
            self.snapshot = Snapshot()
        self._arriving = {kind: set() for kind in Kind}
        change = sign_in(self.snapshot, welcome.profile)
        self.signed_in.emit(welcome)
        self.changed.emit(change)

    def _remember(self, opened: MailboxOpened) -> None:
        """Show the talks of the last run until the relay sends newer records."""
        for record in opened.conversations:
            self.snapshot.conversations.setdefault(record.conversation_id, record)

    def _take(self, message: Message) -> None:
        change = apply(self.snapshot, message, self.now())
        if self._arriving is not None:
            self._note(message)
        elif change is not None:
            self.changed.emit(change)

    def _note(self, message: Message) -> None:
        place = place_of(message)
        if place is not None and self._arriving is not None:
            self._arriving[place[0]].add(place[1])

    def _end(self) -> None:
        if self._arriving is None:
            return
        seen, self._arriving = self._arriving, None
        prune(self.snapshot, seen)
        self.is_complete = True
        self.reloaded.emit()

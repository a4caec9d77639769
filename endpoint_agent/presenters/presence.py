"""Tells the technicians whether somebody is at the device: active, idle, locked. Carries no promise."""

from PySide6.QtCore import QObject, QTimer

from endpoint_agent.os_session.probe import Probe, Seen
from shared.link.api import Link
from shared.link.events import LinkEvent, LinkState, LinkStateChanged
from shared.protocol.directory import OsSessionState, ReportPresence

EVERY_MS = 5000
IDLE_STEP_S = 60
"""While nothing else changes, the idle time is reported anew after so long."""


class PresencePresenter(QObject):
    """Looks every five seconds while there is a connection, and reports what changed."""

    def __init__(self, link: Link, probe: Probe) -> None:
        super().__init__()
        self._link = link
        self._probe = probe
        self._said: Seen | None = None
        self._looks = QTimer(self, interval=EVERY_MS)
        self._looks.timeout.connect(self.look)

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if isinstance(event, LinkStateChanged):
            if event.state is LinkState.READY:
                self._said = None
                self.look()
                self._looks.start()
            else:
                self._looks.stop()

    def look(self) -> None:
        """Report what is different from the last report."""
        seen = self._probe.look()
        if self._is_news(seen):
            self._said = seen
            idle_s = 0 if seen.state is OsSessionState.ACTIVE else seen.idle_s
            self._link.notify(ReportPresence(state=seen.state, idle_s=idle_s))

    def stop(self) -> None:
        """Look no more."""
        self._looks.stop()

    def _is_news(self, seen: Seen) -> bool:
        said = self._said
        if said is None or said.state is not seen.state:
            return True
        return seen.state is not OsSessionState.ACTIVE and seen.idle_s - said.idle_s >= IDLE_STEP_S

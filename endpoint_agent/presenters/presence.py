"""Tells the technicians whether somebody is at the device: active, idle, locked, undisturbed. Carries no promise."""

from PySide6.QtCore import QObject, QTimer

from endpoint_agent.os_session.probe import Probe, Seen
from endpoint_agent.presenters.quiet import QuietPresenter
from shared.link.api import Link
from shared.link.events import LinkEvent, LinkState, LinkStateChanged
from shared.protocol.directory import OsSessionState, ReportPresence

EVERY_MS = 5000
IDLE_STEP_S = 60
"""While nothing else changes, the idle time is reported anew after so long."""


class PresencePresenter(QObject):
    """Looks every five seconds while there is a connection, and reports what changed."""

    def __init__(self, link: Link, probe: Probe, quiet: QuietPresenter) -> None:
        super().__init__()
        self._link = link
        self._probe = probe
        self._quiet = quiet
        self._said: tuple[Seen, bool] | None = None
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
        """Report what is different from the last report.

        The person's own switch is told with the next look too: the relay takes one report in five seconds.
        """
        seen, is_quiet = self._probe.look(), self._quiet.is_on
        if self._is_news(seen, is_quiet=is_quiet):
            self._said = (seen, is_quiet)
            idle_s = 0 if seen.state is OsSessionState.ACTIVE else seen.idle_s
            self._link.notify(ReportPresence(state=seen.state, idle_s=idle_s, is_undisturbed=is_quiet))

    def stop(self) -> None:
        """Look no more."""
        self._looks.stop()

    def _is_news(self, seen: Seen, *, is_quiet: bool) -> bool:
        if self._said is None:
            return True
        said, was_quiet = self._said
        if said.state is not seen.state or was_quiet is not is_quiet:
            return True
        return seen.state is not OsSessionState.ACTIVE and seen.idle_s - said.idle_s >= IDLE_STEP_S

"""Do not disturb: the person's own switch, for a time or until switched off; kept over a restart (L6, L11)."""

import datetime as dt

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.presenters.kept import Kept
from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened

MORNING = dt.time(8)
LONGEST_WAIT_MS = 60 * 60 * 1000
"""A timer is set for no longer: after a night asleep it would fire late, so the clock is looked at again."""


class Quiet(msgspec.Struct, frozen=True, kw_only=True):
    """`until` None: until the person switches it off."""

    is_on: bool = False
    until: dt.datetime | None = None

    def holds(self, now: dt.datetime) -> bool:
        """Whether nobody is to be disturbed now."""
        return self.is_on and (self.until is None or now < self.until)


class QuietPresenter(QObject):
    """Signals: `changed()` when it begins, ends, or ends at another time."""

    changed = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._kept: Kept[Quiet] = Kept(link, "quiet", Quiet, Quiet())
        self._ends = QTimer(self, singleShot=True)
        self._ends.timeout.connect(self.look)

    @property
    def is_on(self) -> bool:
        """Whether nobody is to be disturbed now."""
        return self._kept.value.holds(_now())

    @property
    def until(self) -> dt.datetime | None:
        """When it ends by itself; None for never."""
        return self._kept.value.until if self._kept.value.is_on else None

    def begin(self, until: dt.datetime | None) -> None:
        """Disturb nobody until then; None: until switched off."""
        self._set(Quiet(is_on=True, until=until))

    def begin_for(self, minutes: int) -> None:
        """Disturb nobody for so long."""
        self.begin(_now() + dt.timedelta(minutes=minutes))

    def begin_until_tomorrow(self) -> None:
        """Disturb nobody until eight o'clock of the next day."""
        self.begin(tomorrow_morning())

    def end(self) -> None:
        """Take it back."""
        self._set(Quiet())

    def look(self) -> None:
        """End what is over."""
        if self._kept.value.is_on and not self.is_on:
            self._set(Quiet())
        else:
            self._wait()

    def stop(self) -> None:
        """Wait for nothing more."""
        self._ends.stop()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if isinstance(event, MailboxOpened):
            self._kept.load(event.settings)
            self.look()
            self.changed.emit()

    def _set(self, quiet: Quiet) -> None:
        self._kept.set(quiet)
        self._wait()
        self.changed.emit()

    def _wait(self) -> None:
        until = self.until
        if until is None:
            self._ends.stop()
        else:
            left_ms = round((until - _now()).total_seconds() * 1000) + 1
            self._ends.start(max(0, min(left_ms, LONGEST_WAIT_MS)))


def tomorrow_morning() -> dt.datetime:
    """Return eight o'clock of the next day on this computer's clock."""
    tomorrow = dt.datetime.now().astimezone().date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, MORNING).astimezone()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

"""Requests of technicians that ended without this person's answer: kept on disk until they were looked at (L6)."""

import datetime as dt

import msgspec
from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.kept import Kept
from endpoint_agent.presenters.quiet import QuietPresenter
from endpoint_agent.presenters.requests import RequestsPresenter
from shared.ids import ChatRequestId
from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened
from shared.protocol.requests import ChatRequestRecord, RequestState

MOST = 50
UNANSWERED = frozenset({RequestState.EXPIRED, RequestState.CANCELLED})


class MissedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who wanted to talk, when and why; `was_quiet` while the person did not want to be disturbed."""

    request_id: ChatRequestId
    technician_name: str
    organisation: str
    reason: str
    at: dt.datetime
    was_quiet: bool = False
    is_seen: bool = False


class MissedPresenter(QObject):
    """Signals: `changed()`; `missed(MissedRequest)` for each new one."""

    changed = Signal()
    missed = Signal(object)

    def __init__(self, link: Link, requests: RequestsPresenter, quiet: QuietPresenter) -> None:
        super().__init__()
        self._kept: Kept[list[MissedRequest]] = Kept(link, "missed", list[MissedRequest], [])
        self._quiet = quiet
        requests.incoming_ended.connect(self._ended)

    def newest_first(self) -> list[MissedRequest]:
        """Return all that are kept."""
        return sorted(self._kept.value, key=lambda missed: missed.at, reverse=True)

    def unseen(self) -> int:
        """Return how many the person has not looked at."""
        return sum(1 for missed in self._kept.value if not missed.is_seen)

    def mark_seen(self) -> None:
        """The list was on screen."""
        if self.unseen():
            self._keep([msgspec.structs.replace(missed, is_seen=True) for missed in self._kept.value])

    def forget(self, request_id: ChatRequestId) -> None:
        """The person has called back, or does not want to."""
        self._keep([missed for missed in self._kept.value if missed.request_id != request_id])

    def forget_all(self) -> None:
        """Empty the list."""
        self._keep([])

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if isinstance(event, MailboxOpened):
            self._kept.load(event.settings)
            self.changed.emit()

    def _ended(self, record: ChatRequestRecord) -> None:
        if record.state not in UNANSWERED:
            return
        missed = MissedRequest(
            request_id=record.request_id,
            technician_name=record.technician_name,
            organisation=record.organisation,
            reason=record.reason,
            at=record.created_at,
            was_quiet=self._quiet.is_on,
        )
        known = [kept for kept in self._kept.value if kept.request_id != record.request_id]
        self._keep([*known, missed][-MOST:])
        self.missed.emit(missed)

    def _keep(self, missed: list[MissedRequest]) -> None:
        self._kept.set(missed)
        self.changed.emit()

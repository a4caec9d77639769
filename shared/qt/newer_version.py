"""Whether a newer version of this program exists. Only a word: nothing is fetched or started by it."""

from PySide6.QtCore import QObject, Signal

from shared.link.events import LinkEvent, Received
from shared.protocol.releases import ReleaseChanged, ReleaseRecord
from shared.version import is_newer, own_version


class NewerVersion(QObject):
    """What the relay announced, if it is newer than the running program. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, own: str | None = None) -> None:
        super().__init__()
        self._own = own
        self.release: ReleaseRecord | None = None

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if isinstance(event, Received) and isinstance(event.message, ReleaseChanged):
            told = event.message.release
            own = own_version() if self._own is None else self._own
            newer = told if told is not None and is_newer(told.version, than=own) else None
            if newer != self.release:
                self.release = newer
                self.changed.emit()
